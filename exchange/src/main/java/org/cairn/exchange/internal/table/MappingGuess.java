package org.cairn.exchange.internal.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.exchange.PlaceFormatException;
import org.cairn.exchange.TableMapping;
import org.cairn.exchange.TableMapping.Column;
import org.cairn.exchange.TableMapping.Meaning;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.Identifiers;

/** Guesses what the columns of a table mean. */
public final class MappingGuess {
  /** What a place has one of: the second column of that kind is kept word for word. */
  private static final Set<Meaning> ONCE =
      EnumSet.of(
          Meaning.ID,
          Meaning.LONGITUDE,
          Meaning.LATITUDE,
          Meaning.GEOMETRY,
          Meaning.START,
          Meaning.END,
          Meaning.START_EARLIEST,
          Meaning.START_LATEST,
          Meaning.END_EARLIEST,
          Meaning.END_LATEST,
          Meaning.CERTAINTY,
          Meaning.ASSESSED_ON,
          Meaning.ASSESSOR);

  /** Of a table about damage nobody knows whether its dates are those of the places. */
  private static final Set<Meaning> DATED =
      EnumSet.of(Meaning.START, Meaning.END, Meaning.DATES, Meaning.PERIOD);

  private static final int SAMPLES = 3;

  private MappingGuess() {}

  /** See {@link TableMapping#guess}. */
  public static TableMapping of(Path file, Optional<String> sheet) throws IOException {
    try (TableFile table = TableFile.open(file, sheet)) {
      HeadingRow rows = HeadingRow.in(table);
      Columns columns =
          rows.take()
              .orElseThrow(() ->
                  new PlaceFormatException(
                      PlaceFormatException.Code.FILE_UNREADABLE,
                      "'%s' holds no row: see whether the export finished".formatted(file)));
      return of(columns, rows.sample());
    }
  }

  static TableMapping of(Columns columns, List<TableRow> sample) {
    boolean ofDamage =
        columns.byKey().keySet().stream()
            .anyMatch(key -> key.contains("disturbance") || key.contains("damage"));
    Set<Meaning> met = EnumSet.noneOf(Meaning.class);
    List<Column> guessed = new ArrayList<>();
    int id = idColumn(columns, sample);
    for (int i = 0; i < columns.headings().size(); i++) {
      String heading = columns.headings().get(i);
      HeadingWords.Guess guess =
          i == id ? new HeadingWords.Guess(Meaning.ID, "") : HeadingWords.meaning(heading);
      boolean again =
          (guess.meaning() == Meaning.ID && i != id)
              || (!met.add(guess.meaning()) && ONCE.contains(guess.meaning()))
              || (ofDamage && DATED.contains(guess.meaning()));
      guessed.add(
          new Column(
              heading,
              again ? Meaning.KEEP : guess.meaning(),
              again ? "" : guess.parameter(),
              samples(i, sample)));
    }
    TableMapping mapping = new TableMapping(false, guessed);
    return new TableMapping(repeatsIds(MappedColumns.of(mapping, columns), sample), guessed);
  }

  /**
   * The first that holds ids; a register's own where that only numbers the rows, and one that
   * programs make where there is no other. -1 where there is none.
   */
  private static int idColumn(Columns columns, List<TableRow> sample) {
    int first = -1;
    int registers = -1;
    int technical = -1;
    for (int i = columns.headings().size() - 1; i >= 0; i--) {
      String key = columns.keys().get(i);
      boolean id = HeadingWords.meaning(columns.headings().get(i)).meaning() == Meaning.ID;
      first = id ? i : first;
      registers = Identifiers.isRegisterKey(key) && isFilled(i, sample) ? i : registers;
      technical = Identifiers.isTechnicalKey(key) ? i : technical;
    }
    if (first < 0) {
      return technical;
    }
    boolean numbers = columns.keys().get(first).equals("id") && numbersRows(first, sample);
    return numbers && registers >= 0 ? registers : first;
  }

  private static boolean numbersRows(int column, List<TableRow> sample) {
    return sample.stream()
        .map(row -> row.cell(column).strip())
        .allMatch(cell -> cell.isEmpty() || Identifiers.isBareNumber(cell));
  }

  private static boolean isFilled(int column, List<TableRow> sample) {
    return sample.stream().anyMatch(row -> !row.cell(column).isBlank());
  }

  private static List<String> samples(int column, List<TableRow> rows) {
    Set<String> values = new LinkedHashSet<>();
    for (TableRow row : rows) {
      String value = row.cell(column).strip();
      if (!value.isEmpty() && values.size() < SAMPLES) {
        values.add(Finding.excerptOf(value));
      }
    }
    return List.copyOf(values);
  }

  /** Whether rows below each other share an id and nowhere say that they are different places. */
  private static boolean repeatsIds(MappedColumns columns, List<TableRow> rows) {
    int id = columns.first(Meaning.ID);
    boolean repeats = false;
    for (int i = 1; id >= 0 && i < rows.size(); i++) {
      TableRow above = rows.get(i - 1);
      TableRow row = rows.get(i);
      if (!row.cell(id).isBlank() && row.cell(id).equals(above.cell(id))) {
        if (columns.areDifferentPlaces(above, row)) {
          return false;
        }
        repeats = true;
      }
    }
    return repeats;
  }
}
