package org.cairn.app.web.review;

import java.util.List;
import java.util.Optional;
import org.cairn.heritage.review.Author;
import org.cairn.heritage.review.DegreeOfCertainty;
import org.cairn.heritage.review.Judgement;
import org.cairn.heritage.review.Verdict;

/**
 * The form of a verdict as it was filled in, right or wrong.
 *
 * @param cause reason of damage: id of a term of EAMENA
 * @param reason of everything else: code of a {@link org.cairn.heritage.review.Reason}
 */
record Filled(String verdict, String cause, String reason, String certainty, String note) {
  static final Filled EMPTY = new Filled("", "", "", DegreeOfCertainty.MEDIUM.code(), "");

  /** What a person said before, to be changed. */
  static Filled of(Judgement judgement) {
    String reason = judgement.reason().orElse("");
    boolean damage = judgement.verdict().saysDamage();
    return new Filled(
        judgement.verdict().code(),
        damage ? reason : "",
        damage ? "" : reason,
        judgement.certainty().code(),
        "");
  }

  boolean isEmpty() {
    return verdict.isEmpty() && cause.isEmpty() && reason.isEmpty() && note.isBlank();
  }

  /** What has to be mended, as keys of texts. */
  List<String> wrong(boolean changes) {
    List<String> wrong = new java.util.ArrayList<>();
    if (Verdict.findByCode(verdict).isEmpty()) {
      wrong.add("review.wrong.verdict");
    } else if (chosenReason().isEmpty()) {
      wrong.add("review.wrong.reason");
    }
    if (DegreeOfCertainty.findByCode(certainty).isEmpty()) {
      wrong.add("review.wrong.certainty");
    }
    if (note.length() > MOST_NOTE) {
      wrong.add("review.wrong.note-long");
    }
    if (changes && note.isBlank()) {
      wrong.add("review.wrong.note");
    }
    return wrong;
  }

  /** Characters. */
  static final int MOST_NOTE = 20_000;

  private Optional<String> chosenReason() {
    String chosen =
        Verdict.findByCode(verdict).filter(Verdict::saysDamage).isPresent() ? cause : reason;
    return Optional.of(chosen).filter(code -> !code.isEmpty());
  }

  /**
   * @throws IllegalArgumentException where {@link #wrong} has something, or a code is none
   */
  Judgement judgement(String alert, long entry, Author author, boolean afterReveal) {
    return new Judgement(
        alert,
        entry,
        author,
        Verdict.findByCode(verdict)
            .orElseThrow(() -> new IllegalArgumentException("No verdict '" + verdict + "'")),
        chosenReason(),
        DegreeOfCertainty.findByCode(certainty)
            .orElseThrow(() -> new IllegalArgumentException("No certainty '" + certainty + "'")),
        Optional.of(note.strip()).filter(text -> !text.isEmpty()),
        afterReveal);
  }
}
