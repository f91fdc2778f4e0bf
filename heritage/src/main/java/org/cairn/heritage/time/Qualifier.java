package org.cairn.heritage.time;

/** What EDTF says of how far a part of a date is to be trusted. */
public enum Qualifier {
  NONE(""),
  UNCERTAIN("?"),
  APPROXIMATE("~"),
  /** Uncertain and approximate. */
  BOTH("%");

  private final String sign;

  Qualifier(String sign) {
    this.sign = sign;
  }

  /** As EDTF writes it; empty for {@link #NONE}. */
  public String sign() {
    return sign;
  }

  public boolean uncertain() {
    return this == UNCERTAIN || this == BOTH;
  }

  public boolean approximate() {
    return this == APPROXIMATE || this == BOTH;
  }

  /** What holds when both are said of one part. */
  public Qualifier and(Qualifier other) {
    if (this == NONE || this == other) {
      return other;
    }
    return other == NONE ? this : BOTH;
  }

  /** {@link #NONE} where the character is no qualifier. */
  static Qualifier of(char sign) {
    return switch (sign) {
      case '?' -> UNCERTAIN;
      case '~' -> APPROXIMATE;
      case '%' -> BOTH;
      default -> NONE;
    };
  }
}
