package org.cairn.app.web.ogc;

import jakarta.servlet.http.HttpServletResponse;

/** What is wrong with a request, as problem details (RFC 9457) tell it. */
final class ProblemException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String title;

  private ProblemException(int status, String title, String detail) {
    super(detail);
    this.status = status;
    this.title = title;
  }

  static ProblemException badRequest(String detail) {
    return new ProblemException(HttpServletResponse.SC_BAD_REQUEST, "Bad request", detail);
  }

  /** Of a parameter of the address. */
  static ProblemException parameter(String name, String expected, String found) {
    String shown = found.length() <= 80 ? found : found.substring(0, 80) + "…";
    return badRequest("Parameter '%s': expected %s, found '%s'".formatted(name, expected, shown));
  }

  static ProblemException notFound(String what) {
    return new ProblemException(HttpServletResponse.SC_NOT_FOUND, "Not found", what);
  }

  static ProblemException notAcceptable(String detail) {
    return new ProblemException(HttpServletResponse.SC_NOT_ACCEPTABLE, "Not acceptable", detail);
  }

  /** For whoever has not signed in, and would have to. */
  static ProblemException signIn() {
    return new ProblemException(
        HttpServletResponse.SC_UNAUTHORIZED,
        "Sign in first",
        "This collection takes an account with the right to see it.");
  }

  static ProblemException forbidden() {
    return new ProblemException(
        HttpServletResponse.SC_FORBIDDEN,
        "Not for this account",
        "This account has no right to see this collection.");
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
