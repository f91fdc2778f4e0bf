package org.cairn.register;

/** An entry that is in form and cannot count after those before it. */
final class Unfit extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code stable, for the table of unreadable entries
   */
  Unfit(String code, String message) {
    super(message);
    this.code = code;
  }

  Unfit(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  String code() {
    return code;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
