package org.cairn.watch;

import java.io.IOException;

/** The place cannot be found in its pictures; the message says why and what to do. */
public final class PicturePlaceException extends IOException {
  private static final long serialVersionUID = 1L;

  public PicturePlaceException(String message) {
    super(message);
  }

  public PicturePlaceException(String message, Throwable cause) {
    super(message, cause);
  }
}
