package org.cairn.imagery.picture;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A picture that could not be read, with a stable code for counting and a message that says what
 * was found and what to do.
 */
public final class PictureException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Why. {@link #id()} is stable: reports and scripts count by it. */
  public enum Code {
    /** A file of no bytes. */
    PICTURE_EMPTY,
    /** The first bytes are those of no format read here. */
    PICTURE_UNKNOWN_FORMAT,
    /** The file ends too early, or its bytes do not decode. */
    PICTURE_DAMAGED,
    /** More pixels than are read here. */
    PICTURE_TOO_LARGE,
    /** Several pictures in one file. */
    PICTURE_ANIMATED,
    /** A valid file of a kind that is not read here. */
    PICTURE_UNSUPPORTED,
    /** The system does not give its bytes. */
    PICTURE_UNREADABLE;

    /** For example {@code picture-damaged}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Code code;

  PictureException(Code code, String message) {
    this(code, message, null);
  }

  PictureException(Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
