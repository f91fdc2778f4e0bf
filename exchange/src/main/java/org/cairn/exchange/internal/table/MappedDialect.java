package org.cairn.exchange.internal.table;

import java.util.List;
import java.util.Optional;
import org.cairn.exchange.TableFormats;
import org.cairn.exchange.TableMapping;

/** Any table whose columns have been mapped, by a person or by their headings. Immutable. */
public final class MappedDialect implements Dialect {
  private final Optional<TableMapping> mapping;

  private MappedDialect(Optional<TableMapping> mapping) {
    this.mapping = mapping;
  }

  /** Guesses anew for each table. */
  public static MappedDialect guessed() {
    return new MappedDialect(Optional.empty());
  }

  public static MappedDialect by(TableMapping mapping) {
    return new MappedDialect(Optional.of(mapping));
  }

  @Override
  public String name() {
    return TableFormats.MAPPED;
  }

  @Override
  public boolean recognises(Columns columns) {
    return mapping.isPresent()
        ? MappedColumns.of(mapping.get(), columns).missing().isEmpty()
        : HeadingRow.understood(columns.headings()) >= 1;
  }

  @Override
  public PlaceRows reader(Columns columns, List<TableRow> sample) {
    TableMapping used = mapping.orElseGet(() -> MappingGuess.of(columns, sample));
    return new MappedRows(MappedColumns.of(used, columns), used.severalRows(), mapping.isEmpty());
  }
}
