package org.cairn.heritage.casework;

/** Where a case stands. Codes are written to records; adding one is compatible. */
public enum CaseStatus {
  /** Nobody works on it yet. */
  OPEN("open"),
  ACTIVE("active"),
  ON_HOLD("on-hold"),
  CLOSED("closed");

  private final String code;

  CaseStatus(String code) {
    this.code = code;
  }

  public String code() {
    return code;
  }
}
