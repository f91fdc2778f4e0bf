package org.cairn.exchange.internal.table;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.exchange.internal.CleanText;
import org.cairn.exchange.internal.Finding;

/**
 * The headings of a table.
 *
 * @param sheet of a workbook; empty for a file of text
 * @param row they stand in
 * @param keys {@link CleanText#key} of each heading
 * @param byKey column by {@link CleanText#key} of its heading, the first of equals
 */
public record Columns(
    String sheet, int row, List<String> headings, List<String> keys, Map<String, Integer> byKey) {
  private static final Pattern FIELD =
      Pattern.compile("(.*?) ?\\(?sheet '(.*)'(?:, column [A-Z]+)?\\)?", Pattern.DOTALL);

  public static Columns of(TableRow row) {
    List<String> keys = row.cells().stream().map(CleanText::key).toList();
    Map<String, Integer> byKey = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      if (!keys.get(i).isEmpty()) {
        byKey.putIfAbsent(keys.get(i), i);
      }
    }
    return new Columns(row.sheet(), row.row(), row.cells(), keys, Map.copyOf(byKey));
  }

  /** The first of these headings that is there, -1 for none; spelled as {@link CleanText#key}. */
  public int find(String... keys) {
    for (String key : keys) {
      Integer column = byKey.get(key);
      if (column != null) {
        return column;
      }
    }
    return -1;
  }

  public boolean has(String... keys) {
    for (String key : keys) {
      if (!byKey.containsKey(key)) {
        return false;
      }
    }
    return true;
  }

  /** Headings, without blanks around them, that are none of these or stand there again. */
  public List<String> others(Set<String> known) {
    Set<String> met = new HashSet<>();
    return headings.stream()
        .filter(heading -> {
          String key = CleanText.key(heading);
          return !known.contains(key) || !met.add(key);
        })
        .map(String::strip)
        .toList();
  }

  /** The heading as written; of a column without one its letter. */
  public String heading(int column) {
    String heading = column < headings.size() ? headings.get(column) : "";
    return heading.isBlank() ? "column " + SheetReader.letters(column) : heading;
  }

  /** How a problem names a column; in a workbook with where it stands. */
  public String field(int column) {
    String heading = Finding.excerptOf(heading(column).strip());
    return sheet.isEmpty()
        ? heading
        : "%s (sheet '%s', column %s)"
            .formatted(heading, Finding.excerptOf(sheet), SheetReader.letters(column));
  }

  /** How a problem names a field, or no field, of a sheet; unchanged where it names the sheet. */
  static String inSheet(String sheet, String field) {
    String named = "sheet '%s'".formatted(Finding.excerptOf(sheet));
    if (field.contains(named)) {
      return field;
    }
    return field.isEmpty() ? named : "%s (%s)".formatted(field, named);
  }

  /** The sheet that {@link #field} has named. */
  static Optional<String> sheetOf(String field) {
    Matcher named = FIELD.matcher(field);
    return named.matches() ? Optional.of(named.group(2)) : Optional.empty();
  }

  /** The heading that {@link #field} has named. */
  static String headingOf(String field) {
    Matcher named = FIELD.matcher(field);
    return named.matches() ? named.group(1) : field;
  }
}
