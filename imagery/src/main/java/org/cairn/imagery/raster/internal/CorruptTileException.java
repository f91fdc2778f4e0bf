package org.cairn.imagery.raster.internal;

import org.jspecify.annotations.Nullable;

/** Compressed bytes that do not decode; says what was found, the caller adds where. */
public final class CorruptTileException extends Exception {
  private static final long serialVersionUID = 1L;

  public CorruptTileException(String message) {
    this(message, null);
  }

  public CorruptTileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static CorruptTileException tooShort(int found, int expected) {
    return new CorruptTileException(
        "the compressed data end after " + found + " of " + expected + " bytes");
  }
}
