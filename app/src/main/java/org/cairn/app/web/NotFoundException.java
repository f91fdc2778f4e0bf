package org.cairn.app.web;

/** Nothing is there, or nothing that the viewer may know of: the two look the same. */
public final class NotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotFoundException() {
    super("Nothing is there for this viewer");
  }
}
