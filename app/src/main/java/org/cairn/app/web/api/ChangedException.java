package org.cairn.app.web.api;

/** Something is newer than what a condition of the request names. */
public final class ChangedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ChangedException() {
    super("Something newer is there than the request's If-Match names");
  }
}
