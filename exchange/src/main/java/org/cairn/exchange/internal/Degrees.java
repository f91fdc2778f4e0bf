package org.cairn.exchange.internal;

import org.cairn.exchange.RowProblem.Code;

/** Decimal degrees as sheets hold them. */
public final class Degrees {
  private Degrees() {}

  /**
   * Digits of any script are read; so are the true minus sign and the Arabic decimal separator.
   *
   * @param commaDecimal whether a single comma is the decimal mark: in files that do not separate
   *     their columns by commas
   */
  public static double parse(String field, String text, boolean commaDecimal) throws Refusal {
    refuseUndecodable(field, text);
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER) {
        plain.append((char) ('0' + Character.digit(c, 10)));
      } else if (c == '\u2212') {
        plain.append('-');
      } else if (c == '\u066B' || (c == ',' && commaDecimal)) {
        plain.append('.');
      } else if (!Character.isWhitespace(c) && c != '\u00A0' && !CleanText.isUnprintable(c)) {
        plain.appendCodePoint(c);
      } else if (!plain.isEmpty() && i < text.length() && !text.substring(i).isBlank()) {
        throw refused(field, text);
      }
    }
    String number = plain.toString();
    if (!number.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|[+-]?(?i:nan|inf|infinity)")) {
      throw refused(field, text);
    }
    return Character.isLetter(number.charAt(number.length() - 1))
        ? Double.NaN
        : Double.parseDouble(number);
  }

  private static void refuseUndecodable(String field, String text) throws Refusal {
    if (text.indexOf(CleanText.UNDECODABLE) >= 0) {
      throw new Refusal(
          Finding.of(
                  Code.ENCODING_NOT_UTF8,
                  "The text holds bytes that are not UTF-8.",
                  "UTF-8",
                  "Save the file as UTF-8; see what is said of the file as a whole.")
              .withField(field)
              .withValue(text.replace(CleanText.UNDECODABLE, '\uFFFD')));
    }
  }

  private static Refusal refused(String field, String text) {
    boolean sexagesimal =
        text.matches(".*\\d.*[°'′\"″º].*") || text.matches(".*\\d\\s*[NSEWnsew]\\s*");
    return new Refusal(
        Finding.of(
                Code.COORDINATE_NOT_A_NUMBER,
                sexagesimal
                    ? "The coordinate is written in degrees, minutes and seconds or with a compass"
                        + " letter."
                    : "The coordinate is not a number.",
                "decimal degrees such as -12.3456, south and west negative",
                sexagesimal
                    ? "Convert it to decimal degrees."
                    : "Correct it; if the whole row looks moved, a cell before it is missing or"
                        + " doubled.")
            .withField(field)
            .withValue(text));
  }
}
