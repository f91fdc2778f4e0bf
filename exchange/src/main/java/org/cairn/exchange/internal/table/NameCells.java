package org.cairn.exchange.internal.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.CleanText;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.Term;

/** Names from cells, spelled as their source spells them. */
public final class NameCells {
  private static final Pattern SCRIPT = Pattern.compile("(?:^|-)([A-Z][a-z]{3})(?:-|$)");
  private static final int MANY_COMMAS = 2;

  private NameCells() {}

  /**
   * @param language a tag; blank where none is said
   */
  public static void add(
      PlaceDraft draft,
      Cell cell,
      String text,
      String language,
      Optional<Term> role,
      Attribution attribution) {
    if (text.isBlank()) {
      return;
    }
    if (text.indexOf(CleanText.UNDECODABLE) >= 0) {
      draft.refuse(
          cell,
          Code.NAME_DAMAGED,
          "The name holds bytes that are no letters in the file's encoding.",
          "text in UTF-8",
          "Save the file as 'CSV UTF-8' in the program it came from.");
      return;
    }
    if (text.codePoints().anyMatch(CleanText::isUnprintable)) {
      draft.note(
          cell,
          Code.NAME_INVISIBLE,
          "The name holds invisible control or direction characters; it was kept as it is.",
          "",
          "Remove them in the list where they are not meant.");
    }
    draft.add(cell, () -> name(draft, cell, text, language, role, attribution));
    draft.nameIfAbsent(text);
  }

  /** Names separated by semicolons, each maybe with {@code @language-Script}. */
  public static void addSeveral(
      PlaceDraft draft, Cell cell, String language, Optional<Term> role, Attribution attribution) {
    for (String part : parts(cell)) {
      int at = part.lastIndexOf('@');
      String tag = at < 0 ? language : part.substring(at + 1).strip();
      add(draft, cell, at < 0 ? part : part.substring(0, at).strip(), tag, role, attribution);
    }
    if (!cell.text().contains(";") && cell.text().split(", ", -1).length > MANY_COMMAS) {
      draft.note(
          cell,
          Code.NAMES_JOINED,
          "The cell seems to hold several names separated by commas; it was kept as one name.",
          "names separated by ';'",
          "Put semicolons between the names.");
    }
  }

  /** What stands between semicolons, without what is blank. */
  public static List<String> parts(Cell cell) {
    List<String> parts = new ArrayList<>();
    for (String part : cell.text().split(";", -1)) {
      if (!part.isBlank()) {
        parts.add(part.strip());
      }
    }
    return parts;
  }

  private static Name name(
      PlaceDraft draft,
      Cell cell,
      String text,
      String language,
      Optional<Term> role,
      Attribution attribution) {
    Name name = new Name(text, Optional.empty(), Optional.empty(), List.of(), role, attribution);
    if (language.isBlank()) {
      return name;
    }
    try {
      Name spoken = name.withLanguage(language);
      Matcher script = SCRIPT.matcher(language);
      return script.find() ? spoken.withScript(script.group(1)) : spoken;
    } catch (IllegalArgumentException e) {
      draft.note(
          cell,
          Code.LANGUAGE_UNKNOWN,
          "'%s' is not a language tag; the name was kept with it.".formatted(language),
          "a tag such as ar or el-Grek after '@'",
          "Correct the tag.");
      return Name.of(text + "@" + language).withAttribution(attribution);
    }
  }
}
