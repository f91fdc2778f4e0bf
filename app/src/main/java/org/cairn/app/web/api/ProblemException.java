package org.cairn.app.web.api;

import jakarta.servlet.http.HttpServletResponse;

/** A request that cannot be answered as it is asked; the message says what to ask instead. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  public ProblemException(int status, String detail) {
    super(detail);
    this.status = status;
  }

  public static ProblemException badRequest(String detail) {
    return new ProblemException(HttpServletResponse.SC_BAD_REQUEST, detail);
  }

  public static ProblemException notFound(String detail) {
    return new ProblemException(HttpServletResponse.SC_NOT_FOUND, detail);
  }

  /** Of a parameter of the address, or a member of the body. */
  public static ProblemException parameter(String name, String expected, String found) {
    String shown = found.length() <= 80 ? found : found.substring(0, 80) + "…";
    return badRequest("Parameter '%s': expected %s, found '%s'".formatted(name, expected, shown));
  }

  public int status() {
    return status;
  }

  public String detail() {
    return String.valueOf(getMessage());
  }

  /** As a program is told it. */
  public Problem problem() {
    return Problem.ofStatus(status).withDetail(detail());
  }
}
