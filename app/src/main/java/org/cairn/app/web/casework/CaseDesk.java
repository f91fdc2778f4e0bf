package org.cairn.app.web.casework;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Authorship;
import org.cairn.app.web.Desk;
import org.cairn.app.web.Frame;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Registers;
import org.cairn.app.web.people.Signer;
import org.cairn.heritage.casework.CaseEvent;
import org.cairn.heritage.casework.CaseStep;
import org.cairn.heritage.codec.CaseCodec;
import org.cairn.heritage.review.Author;
import org.cairn.ledger.RefusedException;
import org.cairn.register.CaseRecords;
import org.cairn.register.Draft;

/** Puts what the viewer does in a case into the ledger, signed. Thread-safe. */
final class CaseDesk {
  private final Registers registers;
  private final Desk desk;
  private final Signer signer;

  CaseDesk(Registers registers, Desk desk, Signer signer) {
    this.registers = registers;
    this.desk = desk;
    this.signer = signer;
  }

  /**
   * All of them, or nothing; one signature covers all.
   *
   * @param events at least one
   * @param done what to answer then, by the id of the case
   * @throws NotFoundException for a case that nobody opened, an item or task that it never had, and
   *     a viewer who is here for no organisation
   */
  Answer add(
      Frame frame,
      HttpServletRequest request,
      String caseId,
      List<CaseEvent> events,
      Function<String, Answer> done)
      throws IOException, RefusedException {
    Author author = Authorship.of(frame.viewer()).orElseThrow(NotFoundException::new);
    List<Draft> steps =
        events.stream()
            .map(event -> CaseRecords.draft(CaseStep.of(caseId, author, event)))
            .toList();
    return switch (signer.sign(frame, request, steps)) {
      case Signer.Ask ask -> ask.answer();
      case Signer.Signed signed -> {
        write(signed.drafts());
        yield done.apply(CaseCodec.decode(signed.draft().record()).caseId());
      }
    };
  }

  private void write(List<Draft> steps) throws IOException, RefusedException {
    try {
      desk.write(writer -> registers.read(register -> register.cases().add(writer, steps)));
    } catch (RefusedException e) {
      if (e.code().equals("case-unknown") || e.code().equals("case-event")) {
        throw new NotFoundException();
      }
      throw e;
    }
  }
}
