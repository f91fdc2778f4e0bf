package org.cairn.app.web.casework;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.web.Frame;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Registers;
import org.cairn.app.web.map.PlaceTitle;
import org.cairn.app.web.map.ShownName;
import org.cairn.heritage.casework.Case;
import org.cairn.heritage.casework.CaseEvent;
import org.cairn.heritage.casework.CaseItem;
import org.cairn.heritage.casework.CaseStatus;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PlaceHit;
import org.cairn.register.PlaceQuery;
import org.cairn.register.PlaceVersion;
import org.jspecify.annotations.Nullable;

/** What the forms of a case's page say, as events. Thread-safe. */
final class CaseForms {
  /** Places with a name that was typed, to choose from. */
  private static final int MOST_CHOICES = 12;

  private static final int LONGEST_ADDRESS = CaseTexts.LONGEST / 10;
  private static final String MISSING = "cases.wrong.missing";

  private final CaseReading reading;
  private final Registers registers;
  private final Clock clock;

  CaseForms(CaseReading reading, Registers registers, Clock clock) {
    this.reading = reading;
    this.registers = registers;
    this.clock = clock;
  }

  /** What became of a form. */
  sealed interface Read {}

  /**
   * @param where on the page it shows
   */
  record Said(CaseEvent event, String where) implements Read {}

  /** Something is wrong; nothing typed is lost. */
  record Refused(CaseView.Typed typed) implements Read {
    static Refused of(String form, Map<String, String> values, Map<String, String> wrong) {
      return new Refused(new CaseView.Typed(form, values, wrong, Map.of()));
    }
  }

  /**
   * @param form last part of the address that it is sent to
   * @throws NotFoundException for a form that the page does not have
   */
  Read read(Frame frame, HttpServletRequest request, Case one, String form)
      throws IOException, RefusedException {
    return switch (form) {
      case "title" -> title(text(request, "title"));
      case "status" -> status(text(request, "status"), text(request, "reason"));
      case "places" -> place(frame, text(request, "place"), text(request, "chosen"));
      case "alerts" -> alert(text(request, "alert"));
      case "assessments" -> assessment(frame, one, text(request, "assessment"));
      case "sources" -> source(text(request, "uri"), text(request, "title"));
      case "tasks" -> task(text(request, "text"), text(request, "assignee"), text(request, "due"));
      case "comments" -> comment(text(request, "text"));
      case "publications" -> publication(text(request, "text"), request.getParameterValues("item"));
      default -> throw new NotFoundException();
    };
  }

  private static String text(HttpServletRequest request, String field) {
    return Optional.ofNullable(request.getParameter(field)).orElse("");
  }

  private static Read title(String title) {
    Map<String, String> wrong = new LinkedHashMap<>();
    CaseTexts.check(wrong, "title", title, CasesPages.LONGEST_TITLE);
    return wrong.isEmpty()
        ? new Said(CaseEvent.Retitled.of(title.strip()), "")
        : Refused.of("title", Map.of("title", title), wrong);
  }

  private static Read status(String code, String reason) {
    Map<String, String> wrong = new LinkedHashMap<>();
    Optional<CaseStatus> status = CasesPages.status(code);
    if (status.isEmpty()) {
      wrong.put("status", MISSING);
    }
    CaseTexts.check(wrong, "reason", reason, CaseTexts.LONGEST);
    return wrong.isEmpty() && status.isPresent()
        ? new Said(CaseEvent.StatusChanged.of(status.get(), reason.strip()), "status")
        : Refused.of("status", Map.of("status", code, "reason", reason), wrong);
  }

  private static Said item(CaseItem item) {
    return new Said(new CaseEvent.ItemAdded(item), "items");
  }

  private Read place(Frame frame, String typed, String chosen)
      throws IOException, RefusedException {
    String wanted = (chosen.isEmpty() ? typed : chosen).strip();
    Map<String, ShownName> found = find(frame, wanted, chosen.isEmpty());
    if (found.size() == 1) {
      return item(new CaseItem.OfPlace(found.keySet().iterator().next()));
    }
    String key = found.isEmpty() ? "cases.wrong.place-none" : "cases.wrong.place-many";
    Map<String, String> wrong = Map.of("place", wanted.isEmpty() ? MISSING : key);
    return new Refused(new CaseView.Typed("place", Map.of("place", typed), wrong, found));
  }

  /** By its id, else by a name. */
  private Map<String, ShownName> find(Frame frame, String wanted, boolean byName)
      throws IOException, RefusedException {
    return registers.read(register -> {
      Map<String, ShownName> found = new LinkedHashMap<>();
      Optional<PlaceVersion> known = wanted.isEmpty() ? Optional.empty() : register.find(wanted);
      if (known.isPresent()) {
        found.put(wanted, PlaceTitle.of(known.get().place(), frame.viewer().languages()));
      } else if (byName && wanted.codePoints().anyMatch(Character::isLetterOrDigit)) {
        PlaceQuery named = PlaceQuery.ALL.withName(wanted).withLimit(MOST_CHOICES);
        for (PlaceHit hit : register.search(named)) {
          found.put(
              hit.place(),
              ShownName.of(hit.names().isEmpty() ? hit.place() : hit.names(), Optional.empty()));
        }
      }
      return found;
    });
  }

  private Read alert(String typed) throws IOException, RefusedException {
    String alert = typed.strip();
    boolean known =
        !alert.isEmpty() && registers.read(register -> register.findAlert(alert)).isPresent();
    return known
        ? item(new CaseItem.OfAlert(alert))
        : Refused.of(
            "alert",
            Map.of("alert", typed),
            Map.of("alert", alert.isEmpty() ? MISSING : "cases.wrong.alert"));
  }

  /**
   * @param typed entry and place, with a blank between them
   */
  private Read assessment(Frame frame, Case one, String typed)
      throws IOException, RefusedException {
    CaseView view = reading.view(frame, one, CaseView.Typed.NOTHING, LocalDate.now(clock));
    if (!view.assessments().containsKey(typed)) {
      return Refused.of("assessment", Map.of(), Map.of("assessment", MISSING));
    }
    String[] parts = typed.split(" ", 2);
    return item(new CaseItem.OfAssessment(parts[1], Long.parseLong(parts[0])));
  }

  /** Only kept as text: nothing is ever fetched from there. */
  private static Read source(String uri, String title) {
    Map<String, String> wrong = new LinkedHashMap<>();
    CaseTexts.check(wrong, "uri", uri, LONGEST_ADDRESS);
    CaseTexts.check(wrong, "title", title, CasesPages.LONGEST_TITLE);
    if (wrong.isEmpty()) {
      try {
        return item(CaseItem.OfSource.of(uri.strip(), title.strip()));
      } catch (IllegalArgumentException noAddress) {
        wrong.put("uri", "cases.wrong.uri");
      }
    }
    return Refused.of("source", Map.of("uri", uri, "title", title), wrong);
  }

  private Read task(String text, String assignee, String due) throws IOException, RefusedException {
    Map<String, String> wrong = new LinkedHashMap<>();
    CaseTexts.check(wrong, "text", text, CaseTexts.LONGEST);
    if (!assignee.isEmpty() && !reading.workers().containsKey(assignee)) {
      wrong.put("assignee", "cases.wrong.assignee");
    }
    Optional<LocalDate> day = Optional.empty();
    try {
      day = due.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(due.strip()));
    } catch (DateTimeParseException e) {
      wrong.put("due", "cases.wrong.due");
    }
    if (!wrong.isEmpty()) {
      return Refused.of("task", Map.of("text", text, "assignee", assignee, "due", due), wrong);
    }
    Optional<String> who = Optional.of(assignee).filter(one -> !one.isEmpty());
    return new Said(new CaseEvent.TaskAdded(Optional.of(text.strip()), who, day), "tasks");
  }

  private static Read comment(String text) {
    Map<String, String> wrong = new LinkedHashMap<>();
    CaseTexts.check(wrong, "text", text, CaseTexts.LONGEST);
    return wrong.isEmpty()
        ? new Said(CaseEvent.Commented.of(text.strip()), "discussion")
        : Refused.of("comment", Map.of("text", text), wrong);
  }

  /** What is to be published; nothing leaves the node by it. */
  private static Read publication(String text, String @Nullable [] items) {
    Map<String, String> wrong = new LinkedHashMap<>();
    CaseTexts.check(wrong, "text", text, CaseTexts.LONGEST);
    if (!wrong.isEmpty()) {
      return Refused.of("publication", Map.of("text", text), wrong);
    }
    List<Long> entries =
        items == null ? List.of() : Arrays.stream(items).map(CaseForms::entry).toList();
    return new Said(CaseEvent.Published.of(entries, text.strip()), "published");
  }

  private static long entry(String typed) {
    if (!typed.matches("[0-9]{1,18}")) {
      throw new NotFoundException();
    }
    return Long.parseLong(typed);
  }
}
