package org.cairn.app.web.casework;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
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
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * One case, and all that can be done in it. Each form adds an event; nothing is overwritten, and
 * what two people do at once both counts.
 */
@Controller
final class CasePages {
  private static final int UNPROCESSABLE = 422;

  /** Places with a name that was typed, to choose from. */
  private static final int MOST_CHOICES = 12;

  private final CaseReading reading;
  private final CaseDesk desk;
  private final Registers registers;
  private final Clock clock;

  CasePages(CaseReading reading, CaseDesk desk, Registers registers, Clock clock) {
    this.reading = reading;
    this.desk = desk;
    this.registers = registers;
    this.clock = clock;
  }

  @GetMapping("/cases/{id}")
  @Needs(Right.MANAGE_CASES)
  Answer show(Frame frame, @PathVariable("id") String id) throws IOException, RefusedException {
    return page(frame, 200, reading.get(id), CaseView.Typed.NOTHING);
  }

  private Answer page(Frame frame, int status, Case one, CaseView.Typed typed)
      throws IOException, RefusedException {
    CaseView view = reading.view(frame, one, typed, LocalDate.now(clock));
    return Answer.html(
        frame, status, (output, forms) -> JtecaseGenerated.render(output, forms, frame, view));
  }

  @GetMapping("/cases/{id}/pictures/{entry}")
  @Needs(Right.MANAGE_CASES)
  Answer picture(Frame frame, @PathVariable("id") String id, @PathVariable("entry") long entry)
      throws IOException, RefusedException {
    byte[] png = reading.picture(frame, reading.get(id), entry).orElseThrow(NotFoundException::new);
    return Answer.bytes(png, "image/png", Answer.PRIVATE);
  }

  @PostMapping("/cases/{id}/title")
  @Needs(Right.MANAGE_CASES)
  Answer title(
      Frame frame,
      @PathVariable("id") String id,
      @RequestParam(name = "title", defaultValue = "") String title)
      throws IOException, RefusedException {
    Map<String, String> wrong = new LinkedHashMap<>();
    CaseTexts.check(wrong, "title", title, CasesPages.LONGEST_TITLE);
    return wrong.isEmpty()
        ? done(frame, id, "", CaseEvent.Retitled.of(title.strip()))
        : again(frame, id, "title", Map.of("title", title), wrong);
  }

  @PostMapping("/cases/{id}/status")
  @Needs(Right.MANAGE_CASES)
  Answer status(
      Frame frame,
      @PathVariable("id") String id,
      @RequestParam(name = "status", defaultValue = "") String code,
      @RequestParam(name = "reason", defaultValue = "") String reason)
      throws IOException, RefusedException {
    Map<String, String> wrong = new LinkedHashMap<>();
    Optional<CaseStatus> status = CasesPages.status(code);
    if (status.isEmpty()) {
      wrong.put("status", "cases.wrong.missing");
    }
    CaseTexts.check(wrong, "reason", reason, CaseTexts.LONGEST);
    return wrong.isEmpty() && status.isPresent()
        ? done(frame, id, "status", CaseEvent.StatusChanged.of(status.get(), reason.strip()))
        : again(frame, id, "status", Map.of("status", code, "reason", reason), wrong);
  }

  @PostMapping("/cases/{id}/places")
  @Needs(Right.MANAGE_CASES)
  Answer place(
      Frame frame,
      @PathVariable("id") String id,
      @RequestParam(name = "place", defaultValue = "") String typed,
      @RequestParam(name = "chosen", defaultValue = "") String chosen)
      throws IOException, RefusedException {
    String wanted = (chosen.isEmpty() ? typed : chosen).strip();
    Map<String, ShownName> found = find(frame, wanted, chosen.isEmpty());
    if (found.size() == 1) {
      String place = found.keySet().iterator().next();
      return done(frame, id, "items", new CaseEvent.ItemAdded(new CaseItem.OfPlace(place)));
    }
    String key = found.isEmpty() ? "cases.wrong.place-none" : "cases.wrong.place-many";
    Map<String, String> wrong = Map.of("place", wanted.isEmpty() ? "cases.wrong.missing" : key);
    return page(
        frame,
        UNPROCESSABLE,
        reading.get(id),
        new CaseView.Typed("place", Map.of("place", typed), wrong, found));
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

  @PostMapping("/cases/{id}/alerts")
  @Needs(Right.MANAGE_CASES)
  Answer alert(
      Frame frame,
      @PathVariable("id") String id,
      @RequestParam(name = "alert", defaultValue = "") String typed)
      throws IOException, RefusedException {
    String alert = typed.strip();
    boolean known =
        !alert.isEmpty() && registers.read(register -> register.findAlert(alert)).isPresent();
    return known
        ? done(frame, id, "items", new CaseEvent.ItemAdded(new CaseItem.OfAlert(alert)))
        : again(
            frame,
            id,
            "alert",
            Map.of("alert", typed),
            Map.of("alert", alert.isEmpty() ? "cases.wrong.missing" : "cases.wrong.alert"));
  }

  /**
   * @param typed entry and place, with a blank between them
   */
  @PostMapping("/cases/{id}/assessments")
  @Needs(Right.MANAGE_CASES)
  Answer assessment(
      Frame frame,
      @PathVariable("id") String id,
      @RequestParam(name = "assessment", defaultValue = "") String typed)
      throws IOException, RefusedException {
    CaseView view =
        reading.view(frame, reading.get(id), CaseView.Typed.NOTHING, LocalDate.now(clock));
    if (!view.assessments().containsKey(typed)) {
      return again(frame, id, "assessment", Map.of(), Map.of("assessment", "cases.wrong.missing"));
    }
    String[] parts = typed.split(" ", 2);
    CaseItem item = new CaseItem.OfAssessment(parts[1], Long.parseLong(parts[0]));
    return done(frame, id, "items", new CaseEvent.ItemAdded(item));
  }

  /** Only kept as text: nothing is ever fetched from there. */
  @PostMapping("/cases/{id}/sources")
  @Needs(Right.MANAGE_CASES)
  Answer source(
      Frame frame,
      @PathVariable("id") String id,
      @RequestParam(name = "uri", defaultValue = "") String uri,
      @RequestParam(name = "title", defaultValue = "") String title)
      throws IOException, RefusedException {
    Map<String, String> wrong = new LinkedHashMap<>();
    CaseTexts.check(wrong, "uri", uri, CaseTexts.LONGEST / 10);
    CaseTexts.check(wrong, "title", title, CasesPages.LONGEST_TITLE);
    if (wrong.isEmpty()) {
      try {
        CaseItem source = CaseItem.OfSource.of(uri.strip(), title.strip());
        return done(frame, id, "items", new CaseEvent.ItemAdded(source));
      } catch (IllegalArgumentException noAddress) {
        wrong.put("uri", "cases.wrong.uri");
      }
    }
    return again(frame, id, "source", Map.of("uri", uri, "title", title), wrong);
  }

  @PostMapping("/cases/{id}/items/{entry}/remove")
  @Needs(Right.MANAGE_CASES)
  Answer remove(Frame frame, @PathVariable("id") String id, @PathVariable("entry") long entry)
      throws IOException, RefusedException {
    return done(frame, id, "items", new CaseEvent.ItemRemoved(entry));
  }

  @PostMapping("/cases/{id}/tasks")
  @Needs(Right.MANAGE_CASES)
  Answer task(
      Frame frame,
      @PathVariable("id") String id,
      @RequestParam(name = "text", defaultValue = "") String text,
      @RequestParam(name = "assignee", defaultValue = "") String assignee,
      @RequestParam(name = "due", defaultValue = "") String due)
      throws IOException, RefusedException {
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
      Map<String, String> typed = Map.of("text", text, "assignee", assignee, "due", due);
      return again(frame, id, "task", typed, wrong);
    }
    return done(
        frame,
        id,
        "tasks",
        new CaseEvent.TaskAdded(
            Optional.of(text.strip()), Optional.of(assignee).filter(who -> !who.isEmpty()), day));
  }

  @PostMapping("/cases/{id}/tasks/{entry}/done")
  @Needs(Right.MANAGE_CASES)
  Answer taskDone(Frame frame, @PathVariable("id") String id, @PathVariable("entry") long entry)
      throws IOException, RefusedException {
    return done(frame, id, "tasks", new CaseEvent.TaskDone(entry));
  }

  @PostMapping("/cases/{id}/tasks/{entry}/reopen")
  @Needs(Right.MANAGE_CASES)
  Answer taskReopened(Frame frame, @PathVariable("id") String id, @PathVariable("entry") long entry)
      throws IOException, RefusedException {
    return done(frame, id, "tasks", new CaseEvent.TaskReopened(entry));
  }

  @PostMapping("/cases/{id}/comments")
  @Needs(Right.MANAGE_CASES)
  Answer comment(
      Frame frame,
      @PathVariable("id") String id,
      @RequestParam(name = "text", defaultValue = "") String text)
      throws IOException, RefusedException {
    Map<String, String> wrong = new LinkedHashMap<>();
    CaseTexts.check(wrong, "text", text, CaseTexts.LONGEST);
    return wrong.isEmpty()
        ? done(frame, id, "discussion", CaseEvent.Commented.of(text.strip()))
        : again(frame, id, "comment", Map.of("text", text), wrong);
  }

  /** What is to be published; nothing leaves the node by it. */
  @PostMapping("/cases/{id}/publications")
  @Needs(Right.PUBLISH)
  Answer publication(
      Frame frame,
      @PathVariable("id") String id,
      @RequestParam(name = "text", defaultValue = "") String text,
      @RequestParam(name = "item", defaultValue = "") List<Long> items)
      throws IOException, RefusedException {
    Map<String, String> wrong = new LinkedHashMap<>();
    CaseTexts.check(wrong, "text", text, CaseTexts.LONGEST);
    return wrong.isEmpty()
        ? done(frame, id, "published", CaseEvent.Published.of(items, text.strip()))
        : again(frame, id, "publication", Map.of("text", text), wrong);
  }

  private Answer done(Frame frame, String id, String where, CaseEvent event)
      throws IOException, RefusedException {
    desk.add(frame, id, event);
    return Answer.see(CaseReading.path(id) + "?sent=" + event.code() + "#" + where);
  }

  private Answer again(
      Frame frame, String id, String form, Map<String, String> values, Map<String, String> wrong)
      throws IOException, RefusedException {
    return page(
        frame, UNPROCESSABLE, reading.get(id), new CaseView.Typed(form, values, wrong, Map.of()));
  }
}
