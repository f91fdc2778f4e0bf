package org.cairn.register;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cairn.geopackage.GeoPackageGeometry;
import org.cairn.heritage.place.GridCell;
import org.cairn.heritage.place.Middle;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.sqlite.Function;

/**
 * What SQLite has no words for, as functions of one connection while a question is answered: {@code
 * cairn_meets(geometry, area)}, {@code cairn_cell_meets(geometry, metres, area)} of the grid cell
 * that is shown instead, {@code cairn_row_meets(row, area)} of rows that are in memory, and {@code
 * cairn_folded(text)}. An area is a number that {@link #area} gives. Single-thread.
 */
final class SqliteFunctions implements AutoCloseable {
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private static final List<String> NAMES =
      List.of("cairn_meets", "cairn_cell_meets", "cairn_row_meets", "cairn_folded");

  private final Connection sqlite;
  private final List<Area> areas = new ArrayList<>();

  /** Of the rows in memory, by their position. */
  private List<FeatureRow> rows = List.of();

  /** A part of what is asked for; collections are asked part by part. */
  private record Area(List<PreparedGeometry> parts) {
    boolean meets(Geometry geometry) {
      for (PreparedGeometry part : parts) {
        if (meets(part, geometry)) {
          return true;
        }
      }
      return false;
    }

    private static boolean meets(PreparedGeometry part, Geometry geometry) {
      if (geometry.getClass() != GeometryCollection.class) {
        return part.intersects(geometry);
      }
      for (int each = 0; each < geometry.getNumGeometries(); each++) {
        if (meets(part, geometry.getGeometryN(each))) {
          return true;
        }
      }
      return false;
    }
  }

  SqliteFunctions(Connection sqlite) throws SQLException {
    this.sqlite = sqlite;
    Function.create(sqlite, "cairn_meets", new Meets());
    Function.create(sqlite, "cairn_cell_meets", new CellMeets());
    Function.create(sqlite, "cairn_row_meets", new RowMeets());
    Function.create(sqlite, "cairn_folded", new Folded());
  }

  /** The number of an area to ask about. */
  int area(Geometry geometry) {
    List<PreparedGeometry> parts = new ArrayList<>();
    for (int each = 0; each < geometry.getNumGeometries(); each++) {
      parts.add(PreparedGeometryFactory.prepare(geometry.getGeometryN(each)));
    }
    areas.add(new Area(parts));
    return areas.size() - 1;
  }

  /** Those that {@code cairn_row_meets} is about from now on. */
  void rows(List<FeatureRow> now) {
    rows = now;
  }

  static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  static Geometry cell(Geometry geometry, int metres) {
    Coordinate middle = Middle.of(geometry);
    GridCell cell = GridCell.of(middle.x, middle.y, metres);
    return FACTORY.toGeometry(new Envelope(cell.west(), cell.east(), cell.south(), cell.north()));
  }

  private final class Meets extends Function {
    @Override
    protected void xFunc() throws SQLException {
      byte[] blob = value_blob(0);
      if (blob == null) {
        result();
      } else {
        result(areas.get(value_int(1)).meets(GeoPackageGeometry.decode(blob)) ? 1 : 0);
      }
    }
  }

  private final class CellMeets extends Function {
    @Override
    protected void xFunc() throws SQLException {
      byte[] blob = value_blob(0);
      if (blob == null) {
        result();
      } else {
        Geometry cell = cell(GeoPackageGeometry.decode(blob), value_int(1));
        result(areas.get(value_int(2)).meets(cell) ? 1 : 0);
      }
    }
  }

  private final class RowMeets extends Function {
    @Override
    protected void xFunc() throws SQLException {
      Geometry geometry = rows.get(value_int(0)).geometry().orElse(null);
      if (geometry == null) {
        result();
      } else {
        result(areas.get(value_int(1)).meets(geometry) ? 1 : 0);
      }
    }
  }

  private static final class Folded extends Function {
    @Override
    protected void xFunc() throws SQLException {
      String text = value_text(0);
      if (text == null) {
        result();
      } else {
        result(folded(text));
      }
    }
  }

  @Override
  public void close() throws SQLException {
    for (String name : NAMES) {
      Function.destroy(sqlite, name);
    }
  }
}
