package org.cairn.exchange.internal.geopackage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cairn.exchange.internal.geopackage.Layout.Kind;
import org.cairn.exchange.internal.json.Json;
import org.cairn.geopackage.GeoPackageGeometry;
import org.cairn.geopackage.GeometryBlobException;
import org.cairn.geopackage.Table;
import org.cairn.heritage.codec.MalformedRecordException;
import org.cairn.heritage.codec.PlaceCodec;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.StatementKind;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One place as rows of the {@link Layout} and back. A row has its columns by name, without {@code
 * fid} and {@code place}.
 */
final class PlaceTables {
  private static final String ANYWHERE = "POINT (0 0)";

  private final Map<Table, List<Map<String, @Nullable Object>>> rows = new LinkedHashMap<>();

  /** Why rows are no place. */
  static final class NoPlaceException extends Exception {
    private static final long serialVersionUID = 1L;

    NoPlaceException(String message) {
      super(message, null, false, false);
    }
  }

  static PlaceTables of(PlaceDescription place) {
    PlaceTables tables = new PlaceTables();
    ObjectNode record = PlaceCodec.encode(place);
    List<PlaceGeometry> geometries = place.geometries();
    String names = names(place);
    for (StatementKind kind : StatementKind.values()) {
      int number = 0;
      for (JsonNode each : record.path(kind.member())) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        Optional<Kind> own = Layout.KINDS.stream().filter(k -> k.kind() == kind).findFirst();
        if (own.isEmpty()) {
          row.put("kind", kind.member());
          row.put("content", Json.text(each));
          tables.add(Layout.STATEMENTS, row);
          continue;
        }
        if (kind == StatementKind.GEOMETRY) {
          row.put("place_names", names.isEmpty() ? null : names);
        }
        row.putAll(own.get().values(each));
        if (kind == StatementKind.GEOMETRY) {
          row.put("geom", GeoPackageGeometry.encode(geometries.get(number++).geometry()));
        }
        tables.add(own.get().table(), row);
      }
    }
    for (JsonNode each : record.path("extra")) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      for (String column : List.of("source", "field", "value", "form")) {
        row.put(column, each.path(column).asString());
      }
      tables.add(Layout.EXTRAS, row);
    }
    return tables;
  }

  /** For labels on maps. */
  static String names(PlaceDescription place) {
    return place.names().stream().map(Name::text).distinct().collect(Collectors.joining(" · "));
  }

  void add(Table table, Map<String, @Nullable Object> row) {
    rows.computeIfAbsent(table, t -> new ArrayList<>()).add(row);
  }

  List<Map<String, @Nullable Object>> rows(Table table) {
    return rows.getOrDefault(table, List.of());
  }

  /** The description again. */
  PlaceDescription place(String id) throws NoPlaceException {
    try {
      ObjectNode record = Json.MAPPER.createObjectNode().put("place", id);
      for (Kind kind : Layout.KINDS) {
        for (Map<String, @Nullable Object> row : rows(kind.table())) {
          record.withArrayProperty(kind.kind().member()).add(kind.record(texts(row)));
        }
      }
      for (Map<String, @Nullable Object> row : rows(Layout.STATEMENTS)) {
        record.withArrayProperty(text(row, "kind")).add(Json.MAPPER.readTree(text(row, "content")));
      }
      for (Map<String, @Nullable Object> row : rows(Layout.EXTRAS)) {
        ObjectNode extra = record.withArrayProperty("extra").addObject();
        for (String column : List.of("source", "field", "value", "form")) {
          extra.put(column, text(row, column));
        }
      }
      for (JsonNode each : record.path(StatementKind.GEOMETRY.member())) {
        if (each instanceof ObjectNode geometry) {
          geometry.put("wkt", ANYWHERE);
        }
      }
      return withGeometries(PlaceCodec.decode(record));
    } catch (MalformedRecordException | JacksonException e) {
      throw new NoPlaceException(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new NoPlaceException("a statement is not as it was written");
    }
  }

  private PlaceDescription withGeometries(PlaceDescription place) throws NoPlaceException {
    List<Map<String, @Nullable Object>> geometries = rows(Layout.GEOMETRIES.table());
    List<Statement> statements = new ArrayList<>();
    int next = 0;
    for (Statement each : place.statements()) {
      if (!(each instanceof PlaceGeometry described)) {
        statements.add(each);
        continue;
      }
      Object blob = geometries.get(next++).get("geom");
      if (blob instanceof byte[] bytes) {
        statements.add(described.withGeometry(geometry(bytes)));
      }
    }
    return place.withStatements(statements);
  }

  private static Geometry geometry(byte[] blob) throws NoPlaceException {
    try {
      return GeoPackageGeometry.parse(blob).geometry();
    } catch (GeometryBlobException e) {
      throw new NoPlaceException("a geometry cannot be read: " + e.getMessage());
    }
  }

  private static Map<String, @Nullable String> texts(Map<String, @Nullable Object> row) {
    Map<String, @Nullable String> texts = new LinkedHashMap<>();
    row.forEach((column, value) -> texts.put(column, value == null ? null : value.toString()));
    return texts;
  }

  private static String text(Map<String, @Nullable Object> row, String column)
      throws NoPlaceException {
    Object value = row.get(column);
    if (value == null) {
      throw new NoPlaceException("column '%s' is empty".formatted(column));
    }
    return value.toString();
  }
}
