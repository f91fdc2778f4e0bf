package org.cairn.exchange.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.heritage.PlaceName;

/** The names of one place as they are met; none is preferred over another. Single-thread. */
final class NameList {
  /** Enough for any place known; more is a mistake in the file. */
  static final int MAX_NAMES = 1_000;

  static final int MAX_CODE_POINTS = 10_000;
  private static final int LONG_CODE_POINTS = 500;

  private static final Set<String> NAME_KEYS =
      Set.of(
          "name",
          "title",
          "label",
          "placename",
          "sitename",
          "resourcename",
          "primaryname",
          "altname",
          "alternativename",
          "toponym");

  private final List<PlaceName> names = new ArrayList<>();
  private final List<Finding> notes;
  private boolean tooMany;

  NameList(List<Finding> notes) {
    this.notes = notes;
  }

  /**
   * Whether a heading or property holds names, and in which language.
   *
   * @return empty when it does not; a tag, or an empty text where the language is not given
   */
  static Optional<String> languageOfHeading(String heading) {
    String stripped = heading.strip();
    if (NAME_KEYS.contains(CleanText.key(stripped))) {
      return Optional.of("");
    }
    String lower = stripped.toLowerCase(Locale.ROOT);
    for (String start : List.of("name", "title", "label")) {
      if (lower.startsWith(start + ":")) {
        return Optional.of(CleanText.languageTag(stripped.substring(start.length() + 1)))
            .filter(tag -> !tag.isEmpty());
      } else if (lower.startsWith(start + "_") || lower.startsWith(start + "@")) {
        return Optional.of(CleanText.languageTagOfHeading(stripped.substring(start.length() + 1)))
            .filter(tag -> !tag.isEmpty());
      }
    }
    return Optional.empty();
  }

  /**
   * @param language tag as written, or empty
   * @throws Refusal when the text holds bytes that could not be decoded
   */
  void add(String field, String text, String language, Optional<String> source) throws Refusal {
    refuseUndecodable(field, text);
    String clean = CleanText.clean(text);
    if (clean.isEmpty()) {
      return;
    }
    if (names.size() == MAX_NAMES) {
      if (!tooMany) {
        tooMany = true;
        notes.add(
            Finding.of(
                    Code.NAMES_LEFT_OUT,
                    "The place has more than " + MAX_NAMES + " names; the others were left out.",
                    "",
                    "")
                .withField(field));
      }
      return;
    }
    noteWhatCleaningDid(field, text, clean);
    if (clean.codePointCount(0, clean.length()) > MAX_CODE_POINTS) {
      clean = clean.substring(0, clean.offsetByCodePoints(0, MAX_CODE_POINTS));
    }
    String tag = CleanText.languageTag(language);
    if (tag.isEmpty() && !language.isBlank()) {
      notes.add(
          Finding.of(
                  Code.LANGUAGE_UNKNOWN,
                  "The language of a name is not a BCP 47 tag; the name was taken without it.",
                  "a tag such as 'ar', 'el' or 'zh-Hant'",
                  "")
              .withField(field)
              .withValue(language));
    }
    put(
        new PlaceName(
            clean,
            tag.isEmpty() ? Optional.empty() : Optional.of(tag),
            source.map(CleanText::clean).filter(s -> !s.isEmpty())));
  }

  /** A heading {@code name} often repeats one of the names whose language is given elsewhere. */
  private void put(PlaceName name) {
    for (int i = 0; i < names.size(); i++) {
      PlaceName known = names.get(i);
      if (known.text().equals(name.text())) {
        if (known.language().isEmpty()) {
          names.set(i, name.language().isPresent() ? name : known);
          return;
        } else if (name.language().isEmpty() || known.language().equals(name.language())) {
          return;
        }
      }
    }
    names.add(name);
  }

  private void noteWhatCleaningDid(String field, String text, String clean) {
    if (text.codePoints().anyMatch(NameList::isTelling)) {
      notes.add(
          Finding.of(
                  Code.NAME_CLEANED,
                  "Control or direction-override characters were taken out of a name.",
                  "",
                  "")
              .withField(field)
              .withValue(text));
    }
    if (clean.indexOf('\uFFFD') >= 0) {
      notes.add(
          Finding.of(
                  Code.NAME_DAMAGED,
                  "A name holds the replacement character: an earlier conversion has lost letters.",
                  "",
                  "Take the name from the original list again.")
              .withField(field)
              .withValue(clean));
    }
    int length = clean.codePointCount(0, clean.length());
    if (length > LONG_CODE_POINTS) {
      notes.add(
          Finding.of(
                  Code.NAME_LONG,
                  "A name has "
                      + length
                      + " characters"
                      + (length > MAX_CODE_POINTS ? "; it was cut at " + MAX_CODE_POINTS : "")
                      + ".",
                  "",
                  "")
              .withField(field)
              .withValue(clean));
    }
  }

  /** White space within a name is no news; a byte order mark, override or control is. */
  private static boolean isTelling(int c) {
    return CleanText.isUnprintable(c) && c != '\t' && c != '\n' && c != '\r';
  }

  List<PlaceName> names() {
    return List.copyOf(names);
  }

  static void refuseUndecodable(String field, String text) throws Refusal {
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
}
