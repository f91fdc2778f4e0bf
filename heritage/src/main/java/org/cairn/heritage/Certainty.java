package org.cairn.heritage;

/** How sure a source is of its statement; the words of the Linked Places Format. */
public enum Certainty {
  CERTAIN("certain"),
  LESS_CERTAIN("less-certain"),
  UNCERTAIN("uncertain");

  private final String code;

  Certainty(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}
