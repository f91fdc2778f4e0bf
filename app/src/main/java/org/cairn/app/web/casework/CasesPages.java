package org.cairn.app.web.casework;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Registers;
import org.cairn.app.web.Right;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.map.PlaceTitle;
import org.cairn.app.web.people.People;
import org.cairn.heritage.casework.CaseEvent;
import org.cairn.heritage.casework.CaseItem;
import org.cairn.heritage.casework.CaseStatus;
import org.cairn.ledger.RefusedException;
import org.cairn.register.CaseHit;
import org.cairn.register.CasePage;
import org.cairn.register.CaseQuery;
import org.cairn.register.PlaceRegister;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of cases, and opening one: from an alert, a place, an assessment or from nothing. */
@Controller
final class CasesPages {
  private static final int UNPROCESSABLE = 422;
  private static final int ON_A_PAGE = 25;
  private static final int MOST_OPEN = 200;
  private static final int ID_BYTES = 10;
  static final int LONGEST_TITLE = 300;

  private final Registers registers;
  private final CaseDesk desk;
  private final People people;
  private final SecureRandom random = new SecureRandom();

  CasesPages(Registers registers, CaseDesk desk, People people) {
    this.registers = registers;
    this.desk = desk;
    this.people = people;
  }

  /**
   * @param status code of the one chosen, or empty for all
   * @param organisation id, or empty for all
   * @param mine whether only those in which the viewer did something or has something to do
   * @param organisations to choose from
   * @param counts how many there are in each status
   * @param next address of the next page
   */
  record View(
      String status,
      String organisation,
      boolean mine,
      List<Viewer.Organisation> organisations,
      Map<CaseStatus, Long> counts,
      List<CaseHit> cases,
      Optional<String> next) {
    View {
      organisations = List.copyOf(organisations);
      cases = List.copyOf(cases);
    }

    /** The same with another status, from the first page. */
    String with(String other) {
      return query(other, organisation, mine, "");
    }
  }

  private static String query(String status, String organisation, boolean mine, String after) {
    List<String> parts = new ArrayList<>();
    put(parts, "status", status);
    put(parts, "organisation", organisation);
    put(parts, "mine", mine ? "1" : "");
    put(parts, "after", after);
    return "/cases" + (parts.isEmpty() ? "" : "?" + String.join("&", parts));
  }

  private static void put(List<String> parts, String name, String value) {
    if (!value.isEmpty()) {
      parts.add(
          name + "=" + java.net.URLEncoder.encode(value, java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  @GetMapping("/cases")
  @Needs(Right.MANAGE_CASES)
  Answer list(
      Frame frame,
      @RequestParam(name = "status", defaultValue = "") String status,
      @RequestParam(name = "organisation", defaultValue = "") String organisation,
      @RequestParam(name = "mine", defaultValue = "") String mine,
      @RequestParam(name = "after", defaultValue = "") String after)
      throws IOException, RefusedException {
    CaseQuery query = CaseQuery.ALL.withLimit(ON_A_PAGE);
    if (!organisation.isBlank()) {
      query = query.withOrganisation(organisation);
    }
    if (!mine.isEmpty()) {
      query = query.withPerson(frame.viewer().person().orElseThrow(NotFoundException::new).id());
    }
    CaseQuery all = query;
    Optional<CaseStatus> chosen = status(status);
    if (chosen.isPresent()) {
      query = query.withStatus(chosen.get());
    }
    if (after.matches("[0-9]{1,18}")) {
      query = query.withAfter(Long.parseLong(after));
    }
    CaseQuery paged = query;
    CasePage page = registers.read(register -> register.cases().search(paged));
    Map<CaseStatus, Long> counts = registers.read(register -> register.cases().count(all));
    View view =
        new View(
            chosen.map(CaseStatus::code).orElse(""),
            organisation,
            !mine.isEmpty(),
            people.listOrganisations(),
            counts,
            page.cases(),
            page.next().map(key -> query(status, organisation, !mine.isEmpty(), key.toString())));
    return Answer.html(
        frame, (output, forms) -> JtecasesGenerated.render(output, forms, frame, view));
  }

  static Optional<CaseStatus> status(String code) {
    return java.util.Arrays.stream(CaseStatus.values())
        .filter(each -> each.code().equals(code))
        .findFirst();
  }

  /**
   * What is to be put into a case.
   *
   * @param alert id, or empty
   * @param place id, or empty
   * @param entry of an assessment of the place, or empty
   */
  record Things(String alert, String place, String entry) {
    boolean isEmpty() {
      return alert.isEmpty() && place.isEmpty();
    }
  }

  /**
   * @param names what the things are called
   * @param open cases that are not closed, those that changed last first
   * @param typed what was sent and not taken
   */
  record Adding(Things things, List<String> names, List<CaseHit> open, CaseView.Typed typed) {
    Adding {
      names = List.copyOf(names);
      open = List.copyOf(open);
    }
  }

  @GetMapping("/cases/add")
  @Needs(Right.MANAGE_CASES)
  Answer ask(
      Frame frame,
      @RequestParam(name = "alert", defaultValue = "") String alert,
      @RequestParam(name = "place", defaultValue = "") String place,
      @RequestParam(name = "entry", defaultValue = "") String entry)
      throws IOException, RefusedException {
    return page(frame, 200, new Things(alert, place, entry), CaseView.Typed.NOTHING);
  }

  private Answer page(Frame frame, int status, Things things, CaseView.Typed typed)
      throws IOException, RefusedException {
    Adding adding =
        registers.read(register -> {
          items(register, things);
          List<CaseHit> open =
              register.cases().search(CaseQuery.ALL.withLimit(MOST_OPEN)).cases().stream()
                  .filter(each -> each.status() != CaseStatus.CLOSED)
                  .toList();
          return new Adding(things, names(frame, register, things), open, typed);
        });
    return Answer.html(
        frame, status, (output, forms) -> JteaddGenerated.render(output, forms, frame, adding));
  }

  private static List<String> names(Frame frame, PlaceRegister register, Things things)
      throws IOException, RefusedException {
    List<String> names = new ArrayList<>();
    if (!things.alert().isEmpty()) {
      names.add(things.alert());
    }
    String place = things.place();
    if (place.isEmpty() && !things.alert().isEmpty()) {
      place = register.findAlert(things.alert()).map(each -> each.place()).orElse("");
    }
    if (!place.isEmpty()) {
      register
          .find(place)
          .map(found -> PlaceTitle.of(found.place(), frame.viewer().languages()).text())
          .ifPresent(names::add);
    }
    return names;
  }

  /**
   * @throws NotFoundException for what is not there
   */
  private static List<CaseItem> items(PlaceRegister register, Things things)
      throws IOException, RefusedException {
    List<CaseItem> items = new ArrayList<>();
    if (!things.alert().isEmpty()) {
      if (register.findAlert(things.alert()).isEmpty()) {
        throw new NotFoundException();
      }
      items.add(new CaseItem.OfAlert(things.alert()));
    }
    if (!things.place().isEmpty()) {
      var place = register.find(things.place()).orElseThrow(NotFoundException::new);
      if (things.entry().isEmpty()) {
        items.add(new CaseItem.OfPlace(things.place()));
      } else {
        long entry =
            place.origins().stream()
                .filter(each -> things.entry().equals(Long.toString(each.entry())))
                .findFirst()
                .orElseThrow(NotFoundException::new)
                .entry();
        items.add(new CaseItem.OfAssessment(things.place(), entry));
      }
    }
    return items;
  }

  @PostMapping("/cases/add")
  @Needs(Right.MANAGE_CASES)
  Answer add(
      Frame frame,
      HttpServletRequest request,
      @RequestParam(name = "alert", defaultValue = "") String alert,
      @RequestParam(name = "place", defaultValue = "") String place,
      @RequestParam(name = "entry", defaultValue = "") String entry,
      @RequestParam(name = "case", defaultValue = "") String caseId,
      @RequestParam(name = "title", defaultValue = "") String title,
      @RequestParam(name = "kind", defaultValue = "") String kind)
      throws IOException, RefusedException {
    Things things = new Things(alert, place, entry);
    List<CaseItem> items = registers.read(register -> items(register, things));
    List<CaseEvent> events = new ArrayList<>();
    String id = caseId;
    if (caseId.isEmpty()) {
      Map<String, String> wrong = new LinkedHashMap<>();
      CaseTexts.check(wrong, "title", title, LONGEST_TITLE);
      CaseTexts.check(wrong, "kind", kind, LONGEST_TITLE);
      if (!wrong.isEmpty()) {
        CaseView.Typed typed =
            new CaseView.Typed("new", Map.of("title", title, "kind", kind), wrong, Map.of());
        return new Answer.Refused(
            page(frame, UNPROCESSABLE, things, typed), typed.faults(frame.texts(CasesPages.class)));
      }
      byte[] bytes = new byte[ID_BYTES];
      random.nextBytes(bytes);
      id = "c" + HexFormat.of().formatHex(bytes);
      events.add(CaseEvent.Opened.of(title.strip(), kind.strip()));
    }
    items.forEach(item -> events.add(new CaseEvent.ItemAdded(item)));
    String where = caseId.isEmpty() ? "?sent=opened" : "#items";
    return events.isEmpty()
        ? Answer.see(CaseReading.path(id) + where)
        : desk.add(frame, request, id, events, of -> Answer.see(CaseReading.path(of) + where));
  }
}
