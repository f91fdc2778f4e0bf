package org.cairn.app.web.stac;

/** A question that cannot be answered as it is asked; the message says what to ask instead. */
final class WrongQueryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  WrongQueryException(String message) {
    this(400, message);
  }

  WrongQueryException(int status, String message) {
    super(message);
    this.status = status;
  }

  /**
   * @param parameter or member
   */
  static WrongQueryException expected(String parameter, String expected, String found) {
    String shown = found.length() > 80 ? found.substring(0, 80) + "…" : found;
    return new WrongQueryException(
        "'%s' is expected to be %s, found '%s'".formatted(parameter, expected, shown));
  }

  int status() {
    return status;
  }
}
