package org.cairn.exchange.internal.eamena;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Several values in one cell, joined by {@code ", "}, that line up with those of other cells. Some
 * values hold the separator themselves; those are known by their brackets and by the words they go
 * on with: {@code Islamic, Late (Iran)}.
 */
final class ParallelList {
  private static final String CONTINUED =
      "(Early|Middle|Late|Lower|Upper|Restoration|and|State of|Islamic Republic of)\\b.*";

  private ParallelList() {}

  /** Each value, empty where the export has {@code None} or nothing. */
  static List<Optional<String>> of(String cell) {
    List<Optional<String>> values = new ArrayList<>();
    for (String piece : pieces(cell)) {
      values.add(piece.isBlank() || piece.equals("None") ? Optional.empty() : Optional.of(piece));
    }
    return values;
  }

  /** No value at all: {@code None, None}. */
  static boolean isEmpty(String cell) {
    return of(cell).stream().allMatch(Optional::isEmpty);
  }

  /** Each value as it stands there. */
  static List<String> pieces(String cell) {
    List<String> pieces = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      boolean separator = depth <= 0 && cell.startsWith(", ", i);
      if (separator && !cell.substring(i + 2).matches("(?s)" + CONTINUED)) {
        pieces.add(cell.substring(from, i));
        from = i + 2;
      }
    }
    pieces.add(cell.substring(from));
    return pieces;
  }
}
