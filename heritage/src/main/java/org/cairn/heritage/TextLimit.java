package org.cairn.heritage;

import java.util.Optional;

/**
 * How long texts may be, in UTF-16 code units. Beyond that a file is broken, not its contents long.
 *
 * <p>A text is kept exactly as it was written: nothing is trimmed, normalised or folded, direction
 * marks and control characters stay. Refused are only what no record can carry or many readers cut
 * at: a blank text, half a surrogate pair, U+0000.
 */
public enum TextLimit {
  /** Codes, labels, persons and organisations. */
  SHORT(10_000),
  /** URIs and identifiers. */
  URI(10_000),
  /** Names of places. */
  NAME(100_000),
  /** Descriptions and values kept verbatim. */
  LONG(4_000_000);

  private final int length;

  TextLimit(int length) {
    this.length = length;
  }

  /** The most UTF-16 code units. */
  public int length() {
    return length;
  }

  /**
   * The text itself.
   *
   * @param what begins the message, for example {@code a place's name}
   * @throws IllegalArgumentException where it is blank or as {@link #checkVerbatim} says
   */
  public String check(String what, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          "Expected a text for %s, found a blank one: leave it out".formatted(what));
    }
    return checkVerbatim(what, text);
  }

  /** As {@link #check(String, String)} where there is a text. */
  public void check(String what, Optional<String> text) {
    text.ifPresent(present -> check(what, present));
  }

  /**
   * The text itself, which may be blank.
   *
   * @throws IllegalArgumentException where it is too long, has half a surrogate pair or U+0000
   */
  public String checkVerbatim(String what, String text) {
    if (text.length() > length) {
      throw new IllegalArgumentException(
          "Expected at most %d characters for %s, found %d: see whether its cell or member ends where it should"
              .formatted(length, what, text.length()));
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw new IllegalArgumentException(
            "Found U+0000 at character %d of %s: remove it".formatted(i + 1, what));
      }
      if (Character.isSurrogate(c)) {
        if (Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          i++;
        } else {
          throw new IllegalArgumentException(
              "Found half a surrogate pair at character %d of %s: write the file anew in UTF-8"
                  .formatted(i + 1, what));
        }
      }
    }
    return text;
  }
}
