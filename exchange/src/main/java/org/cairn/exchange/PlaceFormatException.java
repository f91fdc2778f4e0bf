package org.cairn.exchange;

import java.io.IOException;
import java.util.Locale;

/**
 * The list of places cannot be read at all, so that there is nothing to go on with. Bad rows are no
 * reason for it: those are {@link RowProblem}s.
 */
public final class PlaceFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Code code;

  /** Stable codes; adding one is compatible, changing one is not. */
  public enum Code {
    /** The path names nothing. */
    FILE_MISSING,
    /** The folder holds no file that could be a list of places. */
    FOLDER_WITHOUT_PLACES,
    /** A file of another kind: spreadsheet, archive, image, database. */
    BINARY_FILE,
    /** No format has the name that was asked for. */
    FORMAT_UNKNOWN,
    /** The file is in none of the formats that are known. */
    FORMAT_UNRECOGNISED,
    /** The system refused to open or to go on reading. */
    FILE_UNREADABLE;

    /** As written in messages, for example {@code file-missing}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public PlaceFormatException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public PlaceFormatException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
