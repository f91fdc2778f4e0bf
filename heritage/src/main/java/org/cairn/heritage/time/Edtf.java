package org.cairn.heritage.time;

/**
 * A date or an interval in the Extended Date/Time Format, <a
 * href="https://www.loc.gov/standards/datetime/">ISO 8601-2</a>: all of level 0 and 1, and of level
 * 2 all but sets. That is: negative and long years ({@code Y-170000002}, {@code Y-17E7}), seasons
 * and parts of a year (21 to 41), {@code ?}, {@code ~} and {@code %} on a date or on its parts,
 * {@code X} for any digit, significant digits ({@code 1950S2}), open ({@code ..}) and unknown ends.
 *
 * <p>Two that differ only in where their qualifiers stand are equal and have the same {@link
 * #text()}; how a source wrote it is kept by {@link TimeSpan#original()}.
 */
public sealed interface Edtf permits EdtfDate, EdtfInterval {
  /**
   * Reads a text without any tolerance; blanks around it are refused too.
   *
   * @throws EdtfException where it is not EDTF, names no day there ever was, or is reversed
   */
  static Edtf parse(String text) throws EdtfException {
    return new EdtfParser(text).parse();
  }

  /**
   * As {@link #parse}, for texts known to be EDTF.
   *
   * @throws IllegalArgumentException where it is not
   */
  static Edtf of(String text) {
    try {
      return parse(text);
    } catch (EdtfException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** In canonical EDTF. */
  String text();

  /**
   * The first and last day it can mean. Qualifiers do not widen it: how wide "circa" is, no
   * standard says. Open and unknown ends have no bound.
   */
  DaySpan bounds();
}
