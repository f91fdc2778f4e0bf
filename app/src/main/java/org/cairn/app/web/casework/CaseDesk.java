package org.cairn.app.web.casework;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.cairn.app.web.Authorship;
import org.cairn.app.web.Desk;
import org.cairn.app.web.Frame;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Registers;
import org.cairn.heritage.casework.CaseEvent;
import org.cairn.heritage.casework.CaseStep;
import org.cairn.heritage.review.Author;
import org.cairn.ledger.RefusedException;

/** Puts what the viewer does in a case into the ledger. Thread-safe. */
final class CaseDesk {
  private final Registers registers;
  private final Desk desk;

  CaseDesk(Registers registers, Desk desk) {
    this.registers = registers;
    this.desk = desk;
  }

  /**
   * All of them, or nothing.
   *
   * @return the entry of each
   * @throws NotFoundException for a case that nobody opened, an item or task that it never had, and
   *     a viewer who is here for no organisation
   */
  List<Long> add(Frame frame, String caseId, CaseEvent... events)
      throws IOException, RefusedException {
    Author author = Authorship.of(frame.viewer()).orElseThrow(NotFoundException::new);
    List<CaseStep> steps =
        Arrays.stream(events).map(event -> CaseStep.of(caseId, author, event)).toList();
    try {
      return desk.write(writer -> registers.read(register -> register.cases().add(writer, steps)));
    } catch (RefusedException e) {
      if (e.code().equals("case-unknown") || e.code().equals("case-event")) {
        throw new NotFoundException();
      }
      throw e;
    }
  }
}
