package org.cairn.exchange.internal.geopackage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.CleanText;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.Identifiers;
import org.cairn.exchange.internal.MendedGeometry;
import org.cairn.exchange.internal.Refusal;
import org.cairn.exchange.internal.feature.FeatureIds;
import org.cairn.exchange.internal.feature.FeatureJoin;
import org.cairn.exchange.internal.json.Extras;
import org.cairn.exchange.internal.json.Json;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.exchange.internal.json.Shapes;
import org.cairn.exchange.internal.table.AttributeRows;
import org.cairn.geopackage.GeoPackageGeometry;
import org.cairn.geopackage.GeometryBlobException;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.cairn.heritage.place.Statement;
import org.locationtech.jts.geom.Geometry;

/**
 * The features of one layer of somebody's. A feature's id is that of its columns which most likely
 * is one; else the layer's name and the number of the feature. Single-thread.
 */
final class LayerReading {
  private static final String SOURCE = GeoPackageFormat.NAME;

  private final Connection sqlite;
  private final Layer layer;
  private final boolean several;
  private final Problems problems;
  private final FeatureJoin join;
  private final AttributeRows attributes = new AttributeRows(SOURCE);
  private int counted;

  /**
   * @param several whether there are other layers, so that problems say in which they are
   */
  LayerReading(
      Connection sqlite, Layer layer, boolean several, Problems problems, FeatureJoin join) {
    this.sqlite = sqlite;
    this.layer = layer;
    this.several = several;
    this.problems = problems;
    this.join = join;
  }

  /** One row as it is stored. */
  private record Row(int number, Map<String, Object> values) {}

  private interface Take {
    void take(Row row);
  }

  /** The first reading. */
  void ids() throws SQLException {
    List<String> candidates =
        layer.columns().stream()
            .filter(each ->
                Identifiers.isIdKey(CleanText.key(each)) || layer.key().equals(Optional.of(each)))
            .toList();
    rows(candidates, row -> join.expect(id(row)));
  }

  /** The second reading; how many there were. */
  long features() throws SQLException {
    List<String> columns = new ArrayList<>(layer.columns());
    columns.add(layer.geometry());
    problems.within(several ? within(layer) : "");
    rows(columns, this::feature);
    problems.within("");
    return counted;
  }

  /** How a problem names the layer. */
  static String within(Layer layer) {
    return "layer '%s'".formatted(Finding.excerptOf(layer.table()));
  }

  private void rows(List<String> columns, Take take) throws SQLException {
    String names =
        columns.isEmpty()
            ? "1"
            : columns.stream().map(Schema::quoted).collect(Collectors.joining(", "));
    counted = 0;
    try (var statement = sqlite.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT %s FROM %s NOT INDEXED".formatted(names, Schema.quoted(layer.table())))) {
      while (rows.next()) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
          Object value = rows.getObject(i + 1);
          if (value != null) {
            values.put(columns.get(i), value);
          }
        }
        take.take(new Row(++counted, values));
      }
    }
  }

  private String id(Row row) {
    return chosen(row)
        .map(FeatureIds.Chosen::id)
        .orElseGet(() -> layer.table() + "/" + number(row));
  }

  /** Not by the key: programs number features anew when they save a layer. */
  private Optional<FeatureIds.Chosen> chosen(Row row) {
    Map<String, String> candidates = new LinkedHashMap<>();
    row.values()
        .forEach((column, value) -> {
          boolean key = layer.key().equals(Optional.of(column)) && value instanceof Number;
          if (!key && !(value instanceof byte[])) {
            candidates.put(column, value.toString());
          }
        });
    return FeatureIds.choose(candidates);
  }

  private int number(Row row) {
    Object key = layer.key().map(row.values()::get).orElse(null);
    return key instanceof Number number ? number.intValue() : row.number();
  }

  private void feature(Row row) {
    problems.at(number(row));
    String id = id(row);
    List<Statement> statements = new ArrayList<>();
    List<Extra> extras = new ArrayList<>();
    boolean good = geometry(row, statements, extras) & columns(row, statements, extras);
    if (several) {
      extras.add(Extra.text(SOURCE, "layer", layer.table()));
    }
    if (good) {
      join.take(Optional.of(id), statements, extras);
    } else {
      join.refused(Optional.of(id));
    }
  }

  private boolean geometry(Row row, List<Statement> statements, List<Extra> extras) {
    Object blob = row.values().get(layer.geometry());
    try {
      if (!(blob instanceof byte[] bytes)) {
        noteMissing();
        return true;
      }
      Geometry written = written(bytes);
      if (written.isEmpty()) {
        noteMissing();
        return true;
      }
      MendedGeometry mended = MendedGeometry.of(written);
      mended.notes().forEach(problems::note);
      statements.add(PlaceGeometry.of(mended.geometry(), Extent.UNKNOWN));
      if (mended.mended()) {
        Extras.keep(extras, problems, SOURCE, layer.geometry(), Shapes.write(written));
      }
      return true;
    } catch (Refusal refusal) {
      problems.refuse(refusal.finding().withFieldIfAbsent(layer.geometry()));
      return false;
    }
  }

  private Geometry written(byte[] blob) throws Refusal {
    try {
      GeoPackageGeometry.Parsed parsed = GeoPackageGeometry.parse(blob);
      if (parsed.srs() != layer.srs()) {
        throw new Refusal(
            Finding.of(
                Code.CRS_NOT_WGS84,
                "The geometry says to be in coordinate system %d of the file, its layer says %d."
                    .formatted(parsed.srs(), layer.srs()),
                "one coordinate system for a layer",
                "Save the layer again in the program it came from."));
      }
      return parsed.geometry();
    } catch (GeometryBlobException e) {
      throw new Refusal(
          Finding.of(
              Code.GEOMETRY_MALFORMED,
              "The geometry cannot be read: " + e.getMessage() + ".",
              "points, lines, polygons or collections of them, as GeoPackages keep them",
              "Draw or export it again; 'ogr2ogr -nlt CONVERT_TO_LINEAR' turns curves into lines."));
    }
  }

  private void noteMissing() {
    problems.note(
        Finding.of(
                Code.GEOMETRY_MISSING,
                "The place has no geometry; it can be found by name, but not be watched.",
                "a point or an outline",
                "Add coordinates.")
            .withField(layer.geometry()));
  }

  private boolean columns(Row row, List<Statement> statements, List<Extra> extras) {
    String idColumn = chosen(row).map(FeatureIds.Chosen::attribute).orElse("");
    Map<String, String> cells = new LinkedHashMap<>();
    Map<String, Number> numbers = new LinkedHashMap<>();
    row.values()
        .forEach((column, value) -> {
          boolean left =
              column.equals(layer.geometry())
                  || column.equals(idColumn)
                  || layer.key().equals(Optional.of(column));
          if (left || value.toString().isBlank()) {
            return;
          }
          if (value instanceof byte[] bytes) {
            noteBinary(column, bytes.length);
            return;
          }
          cells.put(column.isBlank() ? "column" : column, value.toString());
          if (value instanceof Number number) {
            numbers.put(column, number);
          }
        });
    AttributeRows.Said said = attributes.read(problems.row(), cells);
    statements.addAll(said.statements());
    for (Extra each : said.extras()) {
      Number number = numbers.get(each.field());
      if (number == null) {
        extras.add(each);
      } else {
        Extras.keep(extras, problems, SOURCE, each.field(), Json.MAPPER.valueToTree(number));
      }
    }
    said.notes().forEach(problems::note);
    said.refusals().forEach(problems::refuse);
    return said.refusals().isEmpty();
  }

  private void noteBinary(String column, int length) {
    problems.note(
        Finding.of(
                Code.MEMBER_LEFT_OUT,
                "A binary value of %,d bytes was left out.".formatted(length),
                "",
                "Save pictures as files of their own.")
            .withField(column));
  }
}
