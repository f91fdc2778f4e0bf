package org.cairn.exchange.internal.table;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.exchange.TableMapping.Meaning;
import org.cairn.exchange.internal.Refusal;

/**
 * Finds the headings among the first rows of a table: workbooks put titles and groups above them.
 * Hands out the rows below, those it has looked at first. Single-thread.
 */
public final class HeadingRow {
  static final int LOOKED_AT = 10;
  static final int SAMPLED = 200;

  private final TableFile table;
  private final Deque<TableRow> ahead = new ArrayDeque<>();
  private final List<TableRow> above = new ArrayList<>();
  private int width = Integer.MAX_VALUE;
  private Optional<Refusal> end = Optional.empty();

  private HeadingRow(TableFile table) {
    this.table = table;
  }

  public static HeadingRow in(TableFile table) throws IOException {
    HeadingRow rows = new HeadingRow(table);
    try {
      while (rows.ahead.size() < SAMPLED) {
        Optional<TableRow> next = table.next();
        if (next.isEmpty()) {
          break;
        }
        rows.ahead.add(next.get());
      }
    } catch (Refusal refusal) {
      // Told when the rows before it have been handed out.
      rows.end = Optional.of(refusal);
    }
    return rows;
  }

  /** How many different things the cells say as headings of lists of places. */
  static int understood(List<String> cells) {
    Set<HeadingWords.Guess> known = new HashSet<>();
    for (String cell : cells) {
      HeadingWords.Guess guess = HeadingWords.meaning(cell.length() < 100 ? cell : "");
      if (guess.meaning() != Meaning.KEEP) {
        known.add(guess);
      }
    }
    return known.size();
  }

  /** The headings; what stands above them goes to {@link #above}. Empty for a table of nothing. */
  public Optional<Columns> take() {
    int best = -1;
    int bestScore = 0;
    int index = 0;
    int firstFilled = -1;
    for (TableRow row : ahead) {
      int score = understood(row.cells());
      firstFilled = firstFilled < 0 && !row.isBlank() ? index : firstFilled;
      if (score > bestScore) {
        bestScore = score;
        best = index;
      }
      if (++index == LOOKED_AT) {
        break;
      }
    }
    int chosen = best < 0 ? firstFilled : best;
    if (chosen < 0) {
      return Optional.empty();
    }
    for (int i = 0; i < chosen; i++) {
      above.add(ahead.remove());
    }
    TableRow headings = ahead.remove();
    int last = headings.cells().size() - 1;
    // A table of refused rows that has been corrected and comes again.
    width = headings.cell(Math.max(last, 0)).equals(RefusedRowsWriter.COLUMN) ? last : width;
    return Optional.of(Columns.of(cut(headings)));
  }

  private TableRow cut(TableRow row) {
    return row.cells().size() <= width
        ? row
        : new TableRow(row.sheet(), row.row(), row.cells().subList(0, width), row.notes());
  }

  /** Whether a row that was looked at cannot be read, nor any after it. */
  boolean isRefused() {
    return end.isPresent();
  }

  /** Rows above the headings. */
  public List<TableRow> above() {
    return above;
  }

  /** Rows that have been looked at and not been handed out. */
  List<TableRow> sample() {
    return ahead.stream().map(this::cut).toList();
  }

  public Optional<TableRow> next() throws IOException, Refusal {
    if (!ahead.isEmpty()) {
      return Optional.of(cut(ahead.remove()));
    }
    if (end.isPresent()) {
      Refusal refusal = end.get();
      throw refusal;
    }
    return table.next().map(this::cut);
  }
}
