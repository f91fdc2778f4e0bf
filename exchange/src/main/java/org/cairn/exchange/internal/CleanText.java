package org.cairn.exchange.internal;

import java.util.Locale;
import java.util.Set;

/** Text from strangers made safe to show, without touching what a script needs. */
public final class CleanText {
  /** Stands in decoded text for a byte that is not valid in the file's encoding. */
  public static final char UNDECODABLE = '\uFDD0';

  private static final Set<String> NOT_LANGUAGES =
      Set.of("alt", "old", "new", "int", "loc", "reg", "off", "src", "abb", "nat", "sub", "url");

  private CleanText() {}

  /**
   * Characters that show nothing, or that reorder the text around them: C0 and C1 controls, line
   * and paragraph separators, bidi embeddings, overrides and isolates (UAX 9), lone surrogates,
   * noncharacters, byte order marks. The joiners U+200C, U+200D and the marks U+200E, U+200F are
   * kept: Arabic, Persian and Indic scripts need them.
   */
  public static boolean isUnprintable(int c) {
    return Character.isISOControl(c)
        || (c >= 0x2028 && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || (c >= 0xD800 && c <= 0xDFFF)
        || (c >= 0xFDD0 && c <= 0xFDEF)
        || (c & 0xFFFE) == 0xFFFE
        || c == 0xFEFF;
  }

  /** Unprintable characters left out (tabs and line ends become spaces), ends trimmed. */
  public static String clean(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          if (c == '\t' || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029) {
            out.append(' ');
          } else if (!isUnprintable(c)) {
            out.appendCodePoint(c);
          }
        });
    return out.toString().strip();
  }

  /** Letters and digits of a heading in lower case: {@code "EAMENA ID"} is {@code "eamenaid"}. */
  public static String key(String heading) {
    StringBuilder out = new StringBuilder(heading.length());
    heading
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  /**
   * A BCP 47 tag in its usual spelling, or an empty string when the text is not one.
   *
   * @param text with hyphens or underscores between subtags
   */
  public static String languageTag(String text) {
    String tag = text.strip().replace('_', '-');
    int end = tag.indexOf('-');
    String primary = end < 0 ? tag : tag.substring(0, end);
    if (primary.length() < 2 || primary.length() > 3) {
      return "";
    }
    try {
      return new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
    } catch (java.util.IllformedLocaleException notATag) {
      return "";
    }
  }

  /**
   * The same for the end of a heading such as {@code name_fr}, where words such as {@code name_old}
   * must not be taken for a language.
   */
  public static String languageTagOfHeading(String end) {
    String tag = languageTag(end);
    if (tag.isEmpty()) {
      return "";
    }
    String primary = Locale.forLanguageTag(tag).getLanguage();
    boolean known =
        !Locale.of(primary).getDisplayLanguage(Locale.ENGLISH).equals(primary)
            && !NOT_LANGUAGES.contains(primary);
    return known ? tag : "";
  }
}
