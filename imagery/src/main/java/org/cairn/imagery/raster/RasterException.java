package org.cairn.imagery.raster;

import java.io.IOException;
import java.util.Locale;

/**
 * An image that cannot be opened or read: bad input we expect to meet. The message says what,
 * where, expected and found.
 */
public final class RasterException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Code code;

  /** Stable codes; adding one is compatible, changing one is not. */
  public enum Code {
    FILE_MISSING,
    FILE_UNREADABLE,
    TIFF_NOT_A_TIFF,
    TIFF_TRUNCATED,
    TIFF_ABSURD_TAG,
    TIFF_UNSUPPORTED,
    TIFF_CORRUPT_TILE,
    HTTP_FORBIDDEN,
    HTTP_NOT_FOUND,
    HTTP_REFUSED,
    HTTP_SERVER_ERROR,
    HTTP_TIMEOUT,
    HTTP_UNREACHABLE,
    HTTP_NO_RANGES,
    HTTP_CHANGED;

    /** As written in files, for example {@code tiff-truncated}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public RasterException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public RasterException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
