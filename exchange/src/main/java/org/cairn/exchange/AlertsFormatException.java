package org.cairn.exchange;

import java.io.IOException;
import java.util.Locale;

/** A file that should be an alerts.geojson is not one. */
public final class AlertsFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Code code;

  /** Stable codes; adding one is compatible, changing one is not. */
  public enum Code {
    JSON_BROKEN,
    MEMBER_MISSING,
    VALUE_WRONG;

    /** As written in messages, for example {@code member-missing}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public AlertsFormatException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public AlertsFormatException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
