package org.cairn.heritage.review;

import java.util.Optional;
import org.cairn.heritage.TextLimit;
import org.cairn.heritage.vocabulary.Eamena;

/**
 * What one person says of one alert: a claim with an author, never a measurement.
 *
 * @param alert its id
 * @param alertEntry of the ledger that had the alert as the person saw it
 * @param reason for damage the id of a term of {@link Eamena#DISTURBANCE_CAUSE}, for everything
 *     else the code of a {@link Reason}
 * @param afterReveal whether the person had been shown what others say of the alert
 */
public record Judgement(
    String alert,
    long alertEntry,
    Author author,
    Verdict verdict,
    Optional<String> reason,
    DegreeOfCertainty certainty,
    Optional<String> note,
    boolean afterReveal) {
  /**
   * @throws IllegalArgumentException where a text is blank or too long, the entry is negative, or
   *     the reason is none for this verdict
   */
  public Judgement {
    TextLimit.URI.check("an alert's id", alert);
    TextLimit.LONG.check("a note", note);
    if (alertEntry < 0) {
      throw new IllegalArgumentException(
          "The entry of an alert is at least 0, found %d".formatted(alertEntry));
    }
    reason.ifPresent(code -> checkReason(verdict, code));
  }

  private static void checkReason(Verdict verdict, String code) {
    boolean known =
        verdict.saysDamage()
            ? Eamena.DISTURBANCE_CAUSE.terms().findById(code).isPresent()
            : Reason.findByCode(code).isPresent();
    if (!known) {
      throw new IllegalArgumentException(
          "Expected %s as reason of verdict '%s', found '%s'"
              .formatted(
                  verdict.saysDamage()
                      ? "the id of a cause of disturbances of EAMENA"
                      : "a code such as 'shadow' or 'season'",
                  verdict.code(),
                  TextLimit.excerpt(code)));
    }
  }
}
