package org.cairn.heritage.review;

import java.util.Optional;
import java.util.stream.Stream;

/** What somebody sees in an alert. Codes are written to records; adding one is compatible. */
public enum Verdict {
  /** Nothing happened there. */
  NO_CHANGE("no-change"),
  /** The place is probably damaged. */
  LIKELY_DAMAGE("likely-damage"),
  /** The place is damaged. */
  CERTAIN_DAMAGE("certain-damage"),
  /** Something changed, and it is no damage. */
  OTHER_CHANGE("other-change"),
  /** The images do not say. */
  CANNOT_TELL("cannot-tell");

  private final String code;

  Verdict(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }

  /** Whether its reason is a cause of a disturbance; that of all others is a {@link Reason}. */
  public boolean saysDamage() {
    return this == LIKELY_DAMAGE || this == CERTAIN_DAMAGE;
  }

  public static Optional<Verdict> findByCode(String code) {
    return Stream.of(values()).filter(each -> each.code.equals(code)).findFirst();
  }
}
