package org.cairn.exchange.internal.arches;

import java.util.List;
import java.util.Optional;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.table.Cell;
import org.cairn.exchange.internal.table.Columns;
import org.cairn.exchange.internal.table.Dialect;
import org.cairn.exchange.internal.table.GeometryCells;
import org.cairn.exchange.internal.table.NameCells;
import org.cairn.exchange.internal.table.PlaceDraft;
import org.cairn.exchange.internal.table.PlaceRows;
import org.cairn.exchange.internal.table.RowCells;
import org.cairn.exchange.internal.table.TableRow;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceGeometry.Extent;

/**
 * Import tables of historic environment records: a row for each find at a heritage asset. Rows with
 * one ResourceID are one place. What a row says of its find stays together as JSON in an extra
 * {@code artefact}: the period of a find is not said to be that of the place. Eastings and
 * northings are kept there too and not projected, WKT is taken. Stateless.
 */
public final class HerArtefacts implements Dialect {
  private static final String FORMAT = "arches-her";

  @Override
  public String name() {
    return FORMAT;
  }

  @Override
  public boolean recognises(Columns columns) {
    return columns.has("resourceid", "heritageassetname");
  }

  @Override
  public PlaceRows reader(Columns columns, List<TableRow> sample) {
    return new Rows(columns);
  }

  private record Rows(Columns columns) implements PlaceRows {
    @Override
    public int idColumn() {
      return columns.find("resourceid");
    }

    @Override
    public boolean severalRows() {
      return true;
    }

    @Override
    public List<Finding> notes() {
      return List.of(
          Finding.of(
              Code.QUOTES_REMOVED,
              "Names and descriptions that stand in quotes of their own were taken without these.",
              "",
              ""));
    }

    @Override
    public void read(RowCells row) {
      PlaceDraft draft = row.draft();
      Cell name = row.take("heritageassetname");
      NameCells.add(draft, name, unquoted(name), "", Optional.empty(), Attribution.NONE);
      Cell description = row.take("description");
      if (!unquoted(description).isBlank()) {
        draft.add(description, () -> Description.of(unquoted(description)));
      }
      Cell wkt = row.take("wkt", "wmt");
      GeometryCells.wkt(draft, wkt)
          .ifPresent(geometry -> draft.add(wkt, () -> PlaceGeometry.of(geometry, Extent.UNKNOWN)));
      Cell number = row.peek("externalcrossreferencenumber");
      Cell source = row.peek("externalcrossreferencesource");
      if (!number.isBlank()) {
        Optional<String> scheme = source.isBlank() ? Optional.empty() : Optional.of(source.value());
        draft.add(
            number,
            () ->
                new Link(
                    scheme,
                    number.value(),
                    Link.Match.OTHER,
                    Optional.of("external cross reference"),
                    Attribution.NONE));
      }
      row.keepTogether(FORMAT, "artefact", key -> true);
    }

    private static String unquoted(Cell cell) {
      String text = cell.value();
      boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
      return quoted ? text.substring(1, text.length() - 1).strip() : text;
    }
  }
}
