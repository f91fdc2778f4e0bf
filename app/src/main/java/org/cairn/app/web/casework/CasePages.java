package org.cairn.app.web.casework;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Right;
import org.cairn.heritage.casework.Case;
import org.cairn.heritage.casework.CaseEvent;
import org.cairn.ledger.RefusedException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * One case, and all that can be done in it. Each form adds an event; nothing is overwritten, and
 * what two people do at once both counts.
 */
@Controller
final class CasePages {
  private static final int UNPROCESSABLE = 422;

  private final CaseReading reading;
  private final CaseForms forms;
  private final CaseDesk desk;
  private final Clock clock;

  CasePages(CaseReading reading, CaseForms forms, CaseDesk desk, Clock clock) {
    this.reading = reading;
    this.forms = forms;
    this.desk = desk;
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
        frame, status, (output, parts) -> JtecaseGenerated.render(output, parts, frame, view));
  }

  @GetMapping("/cases/{id}/pictures/{entry}")
  @Needs(Right.MANAGE_CASES)
  Answer picture(Frame frame, @PathVariable("id") String id, @PathVariable("entry") long entry)
      throws IOException, RefusedException {
    byte[] png = reading.picture(frame, reading.get(id), entry).orElseThrow(NotFoundException::new);
    return Answer.bytes(png, "image/png", Answer.PRIVATE);
  }

  @PostMapping("/cases/{id}/publications")
  @Needs(Right.PUBLISH)
  Answer publish(Frame frame, HttpServletRequest request, @PathVariable("id") String id)
      throws IOException, RefusedException {
    return send(frame, request, id, "publications");
  }

  @PostMapping("/cases/{id}/{form}")
  @Needs(Right.MANAGE_CASES)
  Answer send(
      Frame frame,
      HttpServletRequest request,
      @PathVariable("id") String id,
      @PathVariable("form") String form)
      throws IOException, RefusedException {
    Case one = reading.get(id);
    return switch (forms.read(frame, request, one, form)) {
      case CaseForms.Refused refused ->
          new Answer.Refused(
              page(frame, UNPROCESSABLE, one, refused.typed()),
              refused.typed().faults(frame.texts(CasePages.class)));
      case CaseForms.Said said -> add(frame, request, id, said);
    };
  }

  /** Forms that are nothing but a button, beside an item or a task. */
  @PostMapping("/cases/{id}/{list}/{entry}/{act}")
  @Needs(Right.MANAGE_CASES)
  Answer press(
      Frame frame,
      HttpServletRequest request,
      @PathVariable("id") String id,
      @PathVariable("list") String list,
      @PathVariable("entry") long entry,
      @PathVariable("act") String act)
      throws IOException, RefusedException {
    CaseEvent event =
        switch (list + "/" + act) {
          case "items/remove" -> new CaseEvent.ItemRemoved(entry);
          case "tasks/done" -> new CaseEvent.TaskDone(entry);
          case "tasks/reopen" -> new CaseEvent.TaskReopened(entry);
          default -> throw new NotFoundException();
        };
    return add(frame, request, id, new CaseForms.Said(event, list));
  }

  private Answer add(Frame frame, HttpServletRequest request, String id, CaseForms.Said said)
      throws IOException, RefusedException {
    return desk.add(
        frame,
        request,
        id,
        List.of(said.event()),
        signed ->
            Answer.see(
                CaseReading.path(signed) + "?sent=" + said.event().code() + "#" + said.where()));
  }
}
