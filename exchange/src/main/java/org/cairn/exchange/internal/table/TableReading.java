package org.cairn.exchange.internal.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.exchange.DescriptionSink;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.CleanText;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.Refusal;
import org.cairn.heritage.place.PlaceDescription;

/** One run through the rows below the headings. Single-thread, used once. */
final class TableReading {
  /** Enough for any place known; more is a column that is no id. */
  private static final int MAX_ROWS_OF_A_PLACE = 10_000;

  private static final int FEW_CELLS = 2;

  private final Columns columns;
  private final PlaceRows reader;
  private final TableFile table;
  private final DescriptionSink sink;
  private final TableProblems problems;
  private final SheetIds seen;
  private final Map<String, Integer> nextSuffix = new HashMap<>();
  private List<TableRow> place = new ArrayList<>();
  private boolean anyRow;

  TableReading(
      Columns columns,
      PlaceRows reader,
      TableFile table,
      DescriptionSink sink,
      TableProblems problems,
      SheetIds seen) {
    this.columns = columns;
    this.reader = reader;
    this.table = table;
    this.sink = sink;
    this.problems = problems;
    this.seen = seen;
  }

  /** Whether there was a row at all. */
  boolean read(HeadingRow rows) throws IOException {
    int last = columns.row();
    try {
      for (Optional<TableRow> next = rows.next(); next.isPresent(); next = rows.next()) {
        last = next.get().row();
        if (!next.get().isBlank()) {
          anyRow = true;
          take(next.get());
        }
      }
      finishPlace();
    } catch (Refusal refusal) {
      finishPlace();
      anyRow = true;
      problems.refuse(last + 1, refusal.finding());
    }
    return anyRow;
  }

  private void take(TableRow row) {
    Optional<Finding> wrongLength = wrongLength(row);
    if (wrongLength.isPresent()) {
      finishPlace();
      problems.refuse(row.row(), wrongLength.get());
      return;
    }
    if (isRemark(row)) {
      problems.note(
          row.row(),
          Finding.of(
                  Code.ROW_LEFT_OUT,
                  "The row has no id and hardly anything else; it was taken for a remark or the title of a section.",
                  "",
                  "Where it is a place, give it its id.")
              .withValue(String.join(" ", row.cells()).strip()));
      return;
    }
    boolean goesOn =
        reader.severalRows()
            && !place.isEmpty()
            && !id(row).isEmpty()
            && id(row).equals(id(place.getFirst()))
            && place.size() < MAX_ROWS_OF_A_PLACE;
    if (!goesOn) {
      finishPlace();
    }
    place.add(row);
  }

  private boolean isRemark(TableRow row) {
    long filled = row.cells().stream().filter(cell -> !cell.isBlank()).count();
    return reader.idColumn() >= 0
        && id(row).isEmpty()
        && filled <= FEW_CELLS
        && columns.headings().size() > 2 * FEW_CELLS;
  }

  private void finishPlace() {
    if (!place.isEmpty()) {
      List<TableRow> rows = place;
      place = new ArrayList<>();
      readPlace(rows);
    }
  }

  private void readPlace(List<TableRow> rows) {
    TableRow first = rows.getFirst();
    PlaceDraft draft = new PlaceDraft(columns, table.commaDecimal());
    rows.forEach(row -> row.notes().forEach(note -> problems.note(row.row(), note)));
    reader.read(rows.stream().map(row -> new RowCells(row, draft, reader.idColumn())).toList());
    String id = settleId(first, draft);
    draft.notes().forEach(note -> problems.note(note.row(), note.finding()));
    if (draft.refusals().isEmpty()) {
      try {
        sink.place(
            new PlaceDescription(id, draft.statements(), draft.sensitivity(), draft.extras()),
            first.row());
        return;
      } catch (IllegalArgumentException e) {
        draft.refuse(
            draft.cell(first, reader.idColumn()),
            Code.VALUE_MALFORMED,
            e.getMessage() + ".",
            "",
            "Correct the cell.");
      }
    }
    draft.refusals().forEach(each -> problems.refuse(each.row(), each.finding()));
    for (TableRow row : rows) {
      if (draft.refusals().stream().noneMatch(each -> each.row() == row.row())) {
        problems.refuse(
            row.row(),
            Finding.of(
                    Code.PLACE_REFUSED,
                    "The row belongs to the place '%s', of which row %d was refused."
                        .formatted(Finding.excerptOf(id), draft.refusals().getFirst().row()),
                    "",
                    "Correct that row; this one comes back with it.")
                .withField(columns.field(Math.max(0, reader.idColumn()))));
      }
    }
  }

  private String settleId(TableRow row, PlaceDraft draft) {
    String id = id(row);
    Cell cell = draft.cell(row, reader.idColumn());
    if (id.isEmpty() && reader.needsId()) {
      draft.refuse(
          cell,
          Code.VALUE_MISSING,
          "The place has no id.",
          "the id under which its list knows it",
          "Fill it in; without it a changed row cannot be matched when the list comes again.");
      return "";
    }
    if (id.isEmpty()) {
      return madeUp(row, cell, draft);
    }
    if (id.indexOf(CleanText.UNDECODABLE) >= 0) {
      draft.refuse(
          cell,
          Code.NAME_DAMAGED,
          "The id holds bytes that are no letters in the file's encoding.",
          "text in UTF-8",
          "Save the file as 'CSV UTF-8' in the program it came from.");
    }
    Optional<String> earlier = seen.inEarlierSheet(id);
    if (earlier.isPresent()) {
      refuseRepeated(draft, cell, earlier.get(), false);
    } else {
      tellMet(seen.add(id, row.row()), cell, draft);
    }
    return id;
  }

  private void tellMet(SeenIds.Met met, Cell cell, PlaceDraft draft) {
    if (met.same().isPresent()) {
      refuseRepeated(draft, cell, "row " + met.same().getAsInt(), reader.severalRows());
    } else if (met.twin().isPresent()) {
      draft.note(
          cell,
          Code.ID_TWIN,
          "The id looks like that of row %d and differs only in how its marked letters are composed (Unicode NFC and NFD); two places were kept."
              .formatted(met.twin().getAsInt()),
          "",
          "Where they are one place, spell the ids alike.");
    }
  }

  /** From the name, else from where it stands; unlike any other of the table. */
  private String madeUp(TableRow row, Cell cell, PlaceDraft draft) {
    boolean named = draft.name().isPresent();
    String wanted = draft.name().map(String::strip).orElse(problems.fileName() + "#" + row.row());
    draft.note(
        cell,
        named ? Code.ID_FROM_NAME : Code.ID_FROM_POSITION,
        named
            ? "The place has no id; its name was taken."
            : "The place has neither id nor name; file and row were taken.",
        "a column of ids",
        "Give each place an id, so that the list can come again.");
    String id = wanted;
    while (seen.inEarlierSheet(id).isPresent() || seen.add(id, row.row()).same().isPresent()) {
      id = wanted + " ~" + nextSuffix.merge(wanted, 2, (n, two) -> n + 1);
    }
    if (!id.equals(wanted)) {
      draft.note(
          cell,
          Code.ID_MADE_UNIQUE,
          "Another place has the same name and no id either; this one is called '%s'."
              .formatted(Finding.excerptOf(id)),
          "",
          "Add ids to the list.");
    }
    return id;
  }

  private static void refuseRepeated(PlaceDraft draft, Cell cell, String where, boolean apart) {
    draft.refuse(
        cell,
        apart ? Code.ROWS_APART : Code.ID_DUPLICATE,
        "The id stands in %s already.".formatted(where),
        apart ? "the rows of one place below each other" : "an id of its own",
        apart
            ? "Sort the table by its ids."
            : "Give one of the two another id, or take the second out.");
  }

  private String id(TableRow row) {
    return reader.idColumn() < 0 ? "" : FormulaGuard.unguarded(row.cell(reader.idColumn())).strip();
  }

  private Optional<Finding> wrongLength(TableRow row) {
    int expected = columns.headings().size();
    int found = row.cells().size();
    boolean more = false;
    for (int i = expected; i < found; i++) {
      more |= !row.cell(i).isBlank();
    }
    boolean less = found < expected && !table.endsEarly();
    if (!more && !less) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.of(
                Code.ROW_LENGTH,
                "The row has %d cells, the headings %d; its columns have probably shifted."
                    .formatted(found, expected),
                expected + " cells",
                more
                    ? "Put a cell that contains the separator in double quotes, or head the column."
                    : "Add the missing cells, empty where there is nothing to say.")
            .withValue(String.join(" | ", row.cells())));
  }
}
