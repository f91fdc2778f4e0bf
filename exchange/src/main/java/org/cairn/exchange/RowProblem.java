package org.cairn.exchange;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something about one row, feature or file of the input that its owner should know.
 *
 * @param severity whether the row was left out
 * @param file the file as the caller named it
 * @param row CSV: the row as a spreadsheet counts it, heading = 1. GeoJSON: the feature, the first
 *     = 1. Empty when it is about the file as a whole
 * @param field column heading or JSON member; of a workbook with its sheet, or the sheet alone
 * @param value the offending value, shortened, control characters made visible; empty where none
 * @param expected what would have been right; may be empty for notes
 * @param message one sentence: what was found
 * @param whatToDo one sentence for the owner of the file; may be empty for notes
 */
public record RowProblem(
    Severity severity,
    String file,
    OptionalInt row,
    Optional<String> field,
    Optional<String> value,
    Code code,
    String expected,
    String message,
    String whatToDo) {

  /** Whether the row went on. */
  public enum Severity {
    /** The row, feature or file gave no place. */
    REFUSED,
    /** The place was taken, with something assumed or repaired. */
    NOTE
  }

  /** Stable codes; adding one is compatible, changing one is not. */
  public enum Code {
    BINARY_FILE,
    CERTAINTY_UNKNOWN,
    COLUMNS_TOO_MANY,
    COLUMN_MISSING,
    COLUMN_UNMAPPED,
    COORDINATES_PROJECTED,
    COORDINATES_SWAPPED,
    COORDINATES_ZERO,
    COORDINATE_NOT_A_NUMBER,
    COORDINATE_OUT_OF_RANGE,
    CRS_NOT_WGS84,
    DATES_DIFFER,
    DATE_AS_WORDS,
    DATE_MALFORMED,
    DATE_REVERSED,
    DATE_UNREADABLE,
    ENCODING_GUESSED,
    ENCODING_NOT_UTF8,
    FEATURE_MALFORMED,
    FILE_EMPTY,
    FILE_LEFT_OUT,
    FILE_UNREADABLE,
    FILE_UNSAFE,
    FORMULA_NOT_RUN,
    GEOMETRY_MALFORMED,
    GEOMETRY_MISSING,
    GEOMETRY_PARTS_LEFT_OUT,
    GEOMETRY_TOO_LARGE,
    GEOMETRY_TYPE_UNKNOWN,
    HEADING_MISSING,
    ID_DUPLICATE,
    ID_FROM_NAME,
    ID_FROM_POSITION,
    ID_MADE_UNIQUE,
    ID_TWIN,
    JSON_BROKEN,
    LANGUAGE_UNKNOWN,
    LIST_MISALIGNED,
    LONGITUDE_WRAPPED,
    MACROS_IGNORED,
    MEMBER_LEFT_OUT,
    MORE_OF_THE_SAME,
    NAMES_JOINED,
    NAME_DAMAGED,
    NAME_INVISIBLE,
    NO_PLACES,
    NOT_GEOJSON,
    PERIOD_DIFFERS,
    PERIOD_UNKNOWN,
    PLACE_REFUSED,
    PLACE_REPEATED,
    POLYGON_REPAIRED,
    POLYGON_WITHOUT_AREA,
    QUOTES_REMOVED,
    QUOTE_UNCLOSED,
    RING_CLOSED,
    RING_TOO_SHORT,
    ROWS_APART,
    ROW_LEFT_OUT,
    ROW_LENGTH,
    SHEET_LEFT_OUT,
    SPLIT_AT_ANTIMERIDIAN,
    STATEMENT_MALFORMED,
    TERM_RESPELT,
    TERM_UNKNOWN,
    VALUE_MALFORMED,
    VALUE_MISSING,
    VALUE_TOO_LONG,
    WKT_BROKEN,
    WORKBOOK_BROKEN,
    WORKBOOK_UNSAFE,
    XML_BROKEN;

    /** As written in files and messages, for example {@code row-length}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * The whole problem in one line, for example {@code places.csv, row 12, lat: … found '95.2'.
   * Expected … .}
   */
  public String describe() {
    StringBuilder line = new StringBuilder(file);
    row.ifPresent(n -> line.append(", row ").append(n));
    field.ifPresent(name -> line.append(", ").append(name));
    line.append(": ").append(message);
    value.ifPresent(v -> line.append(" Found '").append(v).append("'."));
    if (!expected.isEmpty()) {
      line.append(" Expected ").append(expected).append('.');
    }
    if (!whatToDo.isEmpty()) {
      line.append(' ').append(whatToDo);
    }
    return line.append(" [").append(code.id()).append(']').toString();
  }
}
