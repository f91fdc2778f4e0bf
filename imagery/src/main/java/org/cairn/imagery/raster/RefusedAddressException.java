package org.cairn.imagery.raster;

import java.io.IOException;

/** An address that is not asked, or whose redirects lead nowhere: asking again does not help. */
public final class RefusedAddressException extends IOException {
  private static final long serialVersionUID = 1L;

  public RefusedAddressException(String message) {
    super(message);
  }
}
