package org.cairn.exchange.internal.table;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.cairn.exchange.internal.Finding;

/** The ids of a table; of a workbook those of each sheet. Single-thread. */
final class SheetIds {
  private final Map<String, SeenIds> earlier = new LinkedHashMap<>();
  private String sheet = "";
  private SeenIds seen = new SeenIds();

  /** What follows stands on another sheet. */
  void next(String name) {
    earlier.put(sheet, seen);
    sheet = name;
    seen = new SeenIds();
  }

  SeenIds.Met add(String id, int row) {
    return seen.add(id, row);
  }

  /** Where an id stands on a sheet before: {@code row 5 of sheet 'North'}. */
  Optional<String> inEarlierSheet(String id) {
    for (Map.Entry<String, SeenIds> each : earlier.entrySet()) {
      OptionalInt row = each.getValue().find(id);
      if (row.isPresent()) {
        return Optional.of(
            "row %d of sheet '%s'".formatted(row.getAsInt(), Finding.excerptOf(each.getKey())));
      }
    }
    return Optional.empty();
  }
}
