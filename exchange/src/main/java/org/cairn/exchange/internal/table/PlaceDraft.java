package org.cairn.exchange.internal.table;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.Refusal;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Statement;

/**
 * What the rows of one place say, and all that is wrong with them. The same statement in two rows
 * is one. Single-thread.
 */
public final class PlaceDraft {
  private final Columns columns;
  private final boolean commaDecimal;
  private final Set<Statement> statements = new LinkedHashSet<>();
  private final Set<Extra> extras = new LinkedHashSet<>();
  private final List<Told> refusals = new ArrayList<>();
  private final List<Told> notes = new ArrayList<>();
  private Optional<String> name = Optional.empty();
  private Sensitivity sensitivity = Sensitivity.PUBLIC;

  PlaceDraft(Columns columns, boolean commaDecimal) {
    this.columns = columns;
    this.commaDecimal = commaDecimal;
  }

  record Told(int row, Finding finding) {}

  public Columns columns() {
    return columns;
  }

  boolean commaDecimal() {
    return commaDecimal;
  }

  /** The cell of a row; blank where the column is -1. */
  public Cell cell(TableRow row, int column) {
    return column < 0
        ? new Cell(row.row(), "", "")
        : new Cell(row.row(), columns.field(column), FormulaGuard.unguarded(row.cell(column)));
  }

  public void refuse(Cell cell, Code code, String message, String expected, String whatToDo) {
    refuse(cell, Finding.of(code, message, expected, whatToDo));
  }

  void refuse(Cell cell, Finding finding) {
    refusals.add(new Told(cell.row(), located(cell, finding)));
  }

  public void note(Cell cell, Code code, String message, String expected, String whatToDo) {
    note(cell, Finding.of(code, message, expected, whatToDo));
  }

  void note(Cell cell, Finding finding) {
    notes.add(new Told(cell.row(), located(cell, finding)));
  }

  /**
   * Adds what a cell says.
   *
   * @param statement whose {@link IllegalArgumentException} refuses the place in its own words
   */
  public void add(Cell cell, Supplier<? extends Statement> statement) {
    try {
      statements.add(statement.get());
    } catch (IllegalArgumentException e) {
      refuse(
          cell,
          Code.VALUE_MALFORMED,
          String.valueOf(e.getMessage()) + ".",
          "",
          "Correct the cell.");
    }
  }

  public void keep(Cell cell, Supplier<Extra> extra) {
    try {
      extras.add(extra.get());
    } catch (IllegalArgumentException e) {
      refuse(
          cell,
          Code.VALUE_MALFORMED,
          String.valueOf(e.getMessage()) + ".",
          "",
          "Correct the cell.");
    }
  }

  /** By which the place is known where it has no id. */
  void nameIfAbsent(String text) {
    name = name.isPresent() ? name : Optional.of(text);
  }

  Optional<String> name() {
    return name;
  }

  /** Holds its location back from everyone. */
  public void protect(Sensitivity protection) {
    sensitivity = protection;
  }

  Sensitivity sensitivity() {
    return sensitivity;
  }

  void refuse(Cell cell, Refusal refusal) {
    refuse(cell, refusal.finding());
  }

  List<Statement> statements() {
    return List.copyOf(statements);
  }

  List<Extra> extras() {
    return List.copyOf(extras);
  }

  List<Told> refusals() {
    return refusals;
  }

  List<Told> notes() {
    return notes;
  }

  private static Finding located(Cell cell, Finding finding) {
    Finding valued =
        finding.value().isPresent() || cell.isBlank() ? finding : finding.withValue(cell.text());
    return cell.field().isEmpty()
        ? valued
        : new Finding(
            valued.code(),
            Optional.of(cell.field()),
            valued.value(),
            valued.expected(),
            valued.message(),
            valued.whatToDo());
  }
}
