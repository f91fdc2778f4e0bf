package org.cairn.exchange.internal.geopackage;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.exchange.AtomicFiles;
import org.cairn.exchange.DescriptionWriter;
import org.cairn.exchange.NotCarried;
import org.cairn.exchange.internal.geopackage.PlaceTables.NoPlaceException;
import org.cairn.exchange.internal.json.Comparison;
import org.cairn.geopackage.Container;
import org.cairn.geopackage.GeoPackageFile;
import org.cairn.geopackage.RTree;
import org.cairn.geopackage.Table;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A GeoPackage 1.3 that QGIS and GDAL open: every statement is in it once, in the tables of {@link
 * Layout}. The same places give the same bytes. Stateless.
 */
public final class GeoPackageWriter implements DescriptionWriter {
  @Override
  public String name() {
    return GeoPackageFormat.NAME;
  }

  @Override
  public List<NotCarried> write(Iterable<PlaceDescription> places, Path file) throws IOException {
    List<NotCarried> lost = new ArrayList<>();
    AtomicFiles.make(
        file,
        temporary -> {
          try (Filling filling = new Filling(temporary)) {
            for (PlaceDescription place : places) {
              filling.add(place, lost);
            }
            filling.finish();
          } catch (SQLException e) {
            throw new IOException(
                "Cannot write '%s' (%s): see that the disk has room"
                    .formatted(file, e.getMessage()),
                e);
          }
        });
    return lost;
  }

  /** A file in the making. */
  private static final class Filling implements AutoCloseable {
    private final Connection sqlite;
    private final Map<Table, PreparedStatement> inserts = new LinkedHashMap<>();
    private final Map<Table, Long> rows = new LinkedHashMap<>();

    Filling(Path file) throws SQLException {
      sqlite = GeoPackageFile.create(file);
      try (var statement = sqlite.createStatement()) {
        Container.create(sqlite);
        for (Table table : Layout.ALL) {
          statement.execute(table.create());
          Container.register(sqlite, table);
          inserts.put(table, sqlite.prepareStatement(table.insert()));
        }
      } catch (SQLException e) {
        sqlite.close();
        throw e;
      }
      insert(Layout.MARK, List.of(Layout.VERSION));
    }

    void add(PlaceDescription place, List<NotCarried> lost) throws SQLException {
      Comparison comparison = new Comparison(place, lost);
      boolean open = comparison.locationIsPublic();
      PlaceDescription shown = shown(place, open, comparison);
      PlaceTables tables = PlaceTables.of(shown);
      String names = PlaceTables.names(shown);
      List<@Nullable Object> row = new ArrayList<>(List.of(place.id()));
      row.add(names.isEmpty() ? null : names);
      insert(Layout.PLACES, row);
      for (Table table : Layout.OF_PLACES) {
        for (Map<String, @Nullable Object> each : tables.rows(table)) {
          List<@Nullable Object> values = new ArrayList<>(List.of(place.id()));
          values.addAll(each.values());
          insert(table, values);
        }
      }
      comparison.with(readBack(tables, place.id()), open);
    }

    private static PlaceDescription shown(
        PlaceDescription place, boolean open, Comparison comparison) {
      List<Statement> statements = new ArrayList<>();
      for (Statement each : place.statements()) {
        if (each instanceof PlaceGeometry && !open) {
          comparison.leftOut(each, "The location of the place is not public.");
        } else {
          comparison.wrote(each);
          statements.add(each);
        }
      }
      return new PlaceDescription(
          place.id(), statements, Sensitivity.PUBLIC, open ? place.extra() : List.of());
    }

    private static Optional<PlaceDescription> readBack(PlaceTables tables, String id) {
      try {
        return Optional.of(tables.place(id));
      } catch (NoPlaceException e) {
        // Every statement is then listed as one that could not be read back.
        return Optional.empty();
      }
    }

    private void insert(Table table, List<? extends @Nullable Object> values) throws SQLException {
      PreparedStatement insert = inserts.get(table);
      if (insert == null) {
        throw new IllegalArgumentException("No table of the layout: " + table.name());
      }
      insert.setLong(1, rows.merge(table, 1L, Long::sum));
      for (int i = 0; i < values.size(); i++) {
        insert.setObject(i + 2, values.get(i));
      }
      insert.executeUpdate();
    }

    void finish() throws SQLException {
      try (var statement = sqlite.createStatement()) {
        for (Table table : Layout.OF_PLACES) {
          statement.execute("CREATE INDEX %1$s_place ON %1$s (place)".formatted(table.name()));
        }
      }
      RTree.create(sqlite, Layout.GEOMETRIES.table());
      sqlite.commit();
    }

    @Override
    public void close() throws SQLException {
      sqlite.close();
    }
  }
}
