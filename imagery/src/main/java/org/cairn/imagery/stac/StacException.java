package org.cairn.imagery.stac;

import java.io.IOException;
import java.util.Locale;

/**
 * A catalogue that cannot be read at all. A single broken item is an {@link ItemProblem} instead.
 */
public final class StacException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Code code;

  /** Stable codes; adding one is compatible, changing one is not. */
  public enum Code {
    CATALOG_LOCATION,
    CATALOG_NOT_FOUND,
    CATALOG_UNREADABLE,
    CATALOG_JSON,
    CATALOG_NOT_STAC,
    CATALOG_TOO_LARGE,
    HTTP_FORBIDDEN,
    HTTP_REFUSED,
    HTTP_BUSY,
    HTTP_SERVER_ERROR,
    HTTP_TIMEOUT,
    HTTP_UNREACHABLE,
    INTERRUPTED;

    /** As written in files, for example {@code catalog-not-found}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public StacException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public StacException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
