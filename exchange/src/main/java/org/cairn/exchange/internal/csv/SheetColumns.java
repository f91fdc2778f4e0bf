package org.cairn.exchange.internal.csv;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.cairn.exchange.internal.table.AttributeRows;
import org.cairn.exchange.internal.table.FormulaGuard;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Statement;

/**
 * The columns of a sheet, under headings that the reader of tables knows: fixed ones, a name and a
 * description for each language that is met, and one for each column that a table once had beside.
 * Single-thread while it is filled.
 */
final class SheetColumns {
  /** More languages than this go into one column together, as {@code name@language}. */
  private static final int MAX_LANGUAGES = 100;

  private static final int MAX_EXTRAS = 1_000;

  static final List<String> FIXED =
      List.of(
          "variants",
          "type",
          "function",
          "wkt",
          "start",
          "end",
          "dates",
          "period",
          "certainty",
          "author",
          "source",
          "source uri",
          "country",
          "links",
          "part of",
          "designation",
          "description",
          "image");

  private final Set<String> names = new TreeSet<>();
  private final Set<String> descriptions = new TreeSet<>();
  private final Set<String> extras = new LinkedHashSet<>();

  /** Takes notice of what a place needs. */
  void meet(PlaceDescription place) {
    for (Statement each : place.statements()) {
      if (each instanceof Name name) {
        name.language().ifPresent(language -> meet(names, "name", language));
      } else if (each instanceof Description description) {
        description.language().ifPresent(language -> meet(descriptions, "description", language));
      }
    }
    if (place.sensitivity().level() == Sensitivity.Level.PUBLIC) {
      for (Extra each : place.extra()) {
        if (extras.size() < MAX_EXTRAS && canBeHeading(each.field())) {
          extras.add(each.field());
        }
      }
    }
  }

  /** A heading says the language in lower case or not; both are the tag as it was. */
  private static void meet(Set<String> columns, String start, String language) {
    boolean known = AttributeRows.language(start + "_" + language).equals(language);
    if (known && columns.size() < MAX_LANGUAGES) {
      columns.add(start + "_" + language);
    }
  }

  /** One that means nothing to the reader, so that what stands under it is kept as it is. */
  private static boolean canBeHeading(String field) {
    String lower = field.toLowerCase(Locale.ROOT);
    return field.equals(field.strip())
        && !field.isEmpty()
        && field.length() < 100
        && field.chars().noneMatch(Character::isISOControl)
        && FormulaGuard.guarded(field).equals(field)
        && !lower.contains("damage")
        && !lower.contains("disturbance")
        && !lower.startsWith("cairn")
        && !field.startsWith("#")
        && AttributeRows.meaning(field).isEmpty();
  }

  boolean has(String heading) {
    return names.contains(heading) || descriptions.contains(heading) || extras.contains(heading);
  }

  List<String> headings() {
    List<String> headings = new ArrayList<>(List.of("id", "name"));
    headings.addAll(names);
    headings.addAll(FIXED);
    headings.addAll(descriptions);
    headings.addAll(extras);
    return headings;
  }
}
