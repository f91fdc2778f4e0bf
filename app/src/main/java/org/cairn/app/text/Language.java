package org.cairn.app.text;

import java.util.Locale;

/** A language that reports and pages are written in. */
public enum Language {
  ENGLISH("en", "English", Locale.UK),
  FRENCH("fr", "Français", Locale.FRANCE),
  /**
   * With Western digits (numbering system {@code latn}): both sets are read wherever Arabic is, and
   * dates, item ids and the exported files carry Western ones, so a number can be compared from one
   * line to the next.
   */
  ARABIC("ar", "العربية", Locale.forLanguageTag("ar-u-nu-latn"));

  private final String tag;
  private final String ownName;
  private final Locale locale;

  Language(String tag, String ownName, Locale locale) {
    this.tag = tag;
    this.ownName = ownName;
    this.locale = locale;
  }

  /** BCP 47 tag. */
  public String tag() {
    return tag;
  }

  /** The language's name in itself. */
  public String ownName() {
    return ownName;
  }

  /** For numbers and dates. */
  public Locale locale() {
    return locale;
  }

  /** Value of the HTML attribute {@code dir}. */
  public String direction() {
    return switch (this) {
      case ENGLISH, FRENCH -> "ltr";
      case ARABIC -> "rtl";
    };
  }

  /**
   * CLDR plural category of a number as it is shown (a decimal 3.4 differs from 3).
   *
   * @see <a href="https://www.unicode.org/reports/tr35/tr35-numbers.html">UTS 35, part 3</a>
   */
  public Plural pluralOf(double number) {
    boolean whole = number == Math.rint(number);
    return switch (this) {
      case ENGLISH -> number == 1 ? Plural.ONE : Plural.OTHER;
      case FRENCH -> number >= 0 && number < 2 ? Plural.ONE : Plural.OTHER;
      case ARABIC -> whole ? arabic((long) number) : Plural.OTHER;
    };
  }

  private static Plural arabic(long number) {
    if (number == 0) {
      return Plural.ZERO;
    }
    if (number == 1) {
      return Plural.ONE;
    }
    if (number == 2) {
      return Plural.TWO;
    }
    long lastTwo = number % 100;
    if (lastTwo >= 3 && lastTwo <= 10) {
      return Plural.FEW;
    }
    return lastTwo >= 11 ? Plural.MANY : Plural.OTHER;
  }

  /** The categories the language's texts must have a form for. */
  public java.util.Set<Plural> plurals() {
    return switch (this) {
      case ENGLISH, FRENCH -> java.util.EnumSet.of(Plural.ONE, Plural.OTHER);
      case ARABIC -> java.util.EnumSet.allOf(Plural.class);
    };
  }

  /** CLDR plural categories. */
  public enum Plural {
    ZERO,
    ONE,
    TWO,
    FEW,
    MANY,
    OTHER;

    /** As written in the message files: {@code key[few]}. */
    public String suffix() {
      return "[" + name().toLowerCase(Locale.ROOT) + "]";
    }
  }
}
