package org.cairn.exchange.internal.openatlas;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.table.Cell;
import org.cairn.exchange.internal.table.Columns;
import org.cairn.exchange.internal.table.DateCells;
import org.cairn.exchange.internal.table.Dialect;
import org.cairn.exchange.internal.table.GeometryCells;
import org.cairn.exchange.internal.table.NameCells;
import org.cairn.exchange.internal.table.PlaceDraft;
import org.cairn.exchange.internal.table.PlaceRows;
import org.cairn.exchange.internal.table.RowCells;
import org.cairn.exchange.internal.table.TableRow;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Existence;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.NameRole;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.time.TimeSpan;

/**
 * The place import of OpenAtlas: places, features, stratigraphic units and finds, each a row that
 * may name its parent, of which it is a part. Dates are pairs, not before and not after. Stateless.
 */
public final class OpenAtlasPlaces implements Dialect {
  private static final String FORMAT = "openatlas";

  private static final String REFERENCE = "referencesystem";

  @Override
  public String name() {
    return FORMAT;
  }

  @Override
  public boolean recognises(Columns columns) {
    return columns.has("id", "name", "beginfrom", "beginto")
        && columns.find("openatlasclass", "typeids", "parentid") >= 0;
  }

  @Override
  public PlaceRows reader(Columns columns, List<TableRow> sample) {
    return new Rows(columns);
  }

  private record Rows(Columns columns) implements PlaceRows {
    @Override
    public int idColumn() {
      return columns.find("id");
    }

    @Override
    public void read(RowCells row) {
      Function<String, Cell> cell = row::take;
      PlaceDraft draft = row.draft();
      Cell name = cell.apply("name");
      if (!name.isBlank()) {
        NameCells.add(draft, name, name.value(), "", Optional.empty(), Attribution.NONE);
      }
      Cell alias = cell.apply("alias");
      for (String part : NameCells.parts(alias)) {
        draft.add(alias, () -> Name.of(part).withRole(NameRole.VARIANT));
      }
      Cell description = cell.apply("description");
      if (!description.isBlank()) {
        draft.add(description, () -> Description.of(description.value()));
      }
      Cell wkt = cell.apply("wkt");
      GeometryCells.wkt(draft, wkt)
          .ifPresent(geometry -> draft.add(wkt, () -> PlaceGeometry.of(geometry, Extent.UNKNOWN)));
      readTimes(cell, draft);
      readTypes(cell, draft);
      parent(draft, cell.apply("parentid"), "");
      parent(draft, cell.apply("openatlasparentid"), "openatlas:");
      readReferences(row);
      row.keepEach(FORMAT);
    }

    private static void readTimes(Function<String, Cell> cell, PlaceDraft draft) {
      Cell from = cell.apply("beginfrom");
      Optional<TimeSpan> span =
          DateCells.from(
              draft,
              from,
              DateCells.between(draft, from, cell.apply("beginto")),
              DateCells.between(draft, cell.apply("endfrom"), cell.apply("endto")));
      span.ifPresent(time ->
          draft.add(
              from,
              () -> new Existence(Optional.empty(), Attribution.NONE.withTimes(List.of(time)))));
    }

    private static void readTypes(Function<String, Cell> cell, PlaceDraft draft) {
      Cell ids = cell.apply("typeids");
      for (String id : ids.value().split("\\s+")) {
        if (!id.isEmpty()) {
          draft.add(ids, () -> PlaceType.of(term(Optional.of(id), Optional.empty())));
        }
      }
      Cell kind = cell.apply("openatlasclass");
      if (!kind.isBlank()) {
        Term term =
            term(
                Optional.of(kind.value().toLowerCase(Locale.ROOT).replace(' ', '_')),
                Optional.of(kind.value()));
        draft.add(
            kind, () -> new PlaceType(PlaceType.Facet.CLASS, term, List.of(), Attribution.NONE));
      }
    }

    private static Term term(Optional<String> id, Optional<String> label) {
      return new Term(Optional.of(FORMAT), id, label, Optional.empty());
    }

    private static void parent(PlaceDraft draft, Cell cell, String prefix) {
      if (!cell.isBlank()) {
        draft.add(
            cell,
            () -> Relation.to(Relation.Type.PART_OF, prefix + cell.value()).withAsRead("parent"));
      }
    }

    private void readReferences(RowCells row) {
      for (int i = 0; i < columns.headings().size(); i++) {
        String key = columns.keys().get(i);
        if (key.startsWith(REFERENCE)) {
          reference(row.draft(), row.take(i), key.substring(REFERENCE.length()));
        }
      }
    }

    /** An identifier and how close the match is: {@code Q240744;exact_match}. */
    private static void reference(PlaceDraft draft, Cell cell, String scheme) {
      if (cell.isBlank() || scheme.isEmpty()) {
        return;
      }
      List<String> parts = NameCells.parts(cell);
      String word = parts.size() > 1 ? parts.get(1) : "";
      switch (word) {
        case "exact_match" ->
            draft.add(cell, () -> Link.of(scheme, parts.getFirst(), Link.Match.EXACT));
        case "close_match" ->
            draft.add(cell, () -> Link.of(scheme, parts.getFirst(), Link.Match.CLOSE));
        case "" -> draft.add(cell, () -> Link.of(scheme, parts.getFirst(), Link.Match.OTHER));
        default -> {
          draft.add(
              cell,
              () -> Link.of(scheme, parts.getFirst(), Link.Match.OTHER).withMatchAsRead(word));
          draft.note(
              cell,
              Code.TERM_UNKNOWN,
              "'%s' is no kind of match of OpenAtlas; it was kept.".formatted(word),
              "exact_match or close_match",
              "");
        }
      }
    }
  }
}
