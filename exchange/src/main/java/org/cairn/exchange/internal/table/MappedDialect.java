package org.cairn.exchange.internal.table;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.exchange.TableFormats;
import org.cairn.exchange.TableMapping;
import org.cairn.exchange.TableMapping.Meaning;

/** Any table whose columns have been mapped, by a person or by their headings. Immutable. */
public final class MappedDialect implements Dialect {
  private static final Set<Meaning> APART =
      EnumSet.of(Meaning.ID, Meaning.LONGITUDE, Meaning.LATITUDE, Meaning.GEOMETRY);

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
        : columns.headings().stream().anyMatch(MappedDialect::tellsPlacesApart)
            || MappedRows.looksLikeData(columns);
  }

  @Override
  public boolean takesAny() {
    return true;
  }

  /** Forms and vocabularies have names and types too; lists of places have ids or coordinates. */
  private static boolean tellsPlacesApart(String heading) {
    return heading.length() < 100 && APART.contains(HeadingWords.meaning(heading).meaning());
  }

  /** Lists of codes, photos and words have ids and names as well, but no locations. */
  @Override
  public boolean recognisesFurther(Columns columns) {
    MappedColumns guess = MappedColumns.of(MappingGuess.of(columns, List.of()), columns);
    return mapping.isPresent()
        ? recognises(columns)
        : (guess.has(Meaning.ID) || guess.has(Meaning.NAME))
            && (guess.has(Meaning.GEOMETRY)
                || (guess.has(Meaning.LONGITUDE) && guess.has(Meaning.LATITUDE)));
  }

  @Override
  public PlaceRows reader(Columns columns, List<TableRow> sample) {
    TableMapping used = mapping.orElseGet(() -> MappingGuess.of(columns, sample));
    return new MappedRows(MappedColumns.of(used, columns), used.severalRows(), mapping.isEmpty());
  }
}
