package org.cairn.exchange.internal.geopackage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.cairn.exchange.internal.json.Json;
import org.cairn.geopackage.Table;
import org.cairn.heritage.place.StatementKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tables in which {@link GeoPackageWriter} writes places: a layer of geometries, and names,
 * types, links and relations with a column for each member of their records ({@code term_label} for
 * {@code {"term":{"label":…}}}); lists are JSON. All other kinds are in {@code statements}, whole.
 */
final class Layout {
  /** Tells the layout; has its version. */
  static final Table MARK =
      Table.attributes(
          "cairn_record", "That this file was written by Cairn", "version INTEGER NOT NULL");

  static final int VERSION = 1;

  static final Table PLACES =
      Table.attributes(
          "places", "One row for each place", "place TEXT NOT NULL UNIQUE", "names TEXT");

  private static final List<Column> SAID =
      List.of(
          Column.text("author"),
          Column.json("sources"),
          Column.text("certainty"),
          Column.json("times"));

  static final Kind GEOMETRIES =
      new Kind(
          StatementKind.GEOMETRY,
          "Where places are said to be",
          Stream.concat(Stream.of(Column.text("extent")), termColumns("role")),
          Stream.of(Column.text("precision.metres"), Column.text("precision.asRead")));

  static final Kind NAMES =
      new Kind(
          StatementKind.NAME,
          "All names of the places; none is the name",
          Stream.of(
              Column.text("text"),
              Column.text("language"),
              Column.text("script"),
              Column.json("romanisations")),
          termColumns("role"));

  static final Kind TYPES =
      new Kind(
          StatementKind.TYPE,
          "What places are said to be or to be used for",
          Stream.concat(Stream.of(Column.text("facet")), termColumns("term")),
          Stream.of(Column.json("sourceLabels")));

  static final Kind LINKS =
      new Kind(
          StatementKind.LINK,
          "Records of the places elsewhere",
          Stream.of(Column.text("scheme"), Column.text("identifier")),
          Stream.of(Column.text("match"), Column.text("matchAsRead")));

  static final Kind RELATIONS =
      new Kind(
          StatementKind.RELATION,
          "How places stand to each other",
          Stream.of(Column.text("type"), Column.text("target")),
          Stream.of(Column.text("label"), Column.text("asRead")));

  static final List<Kind> KINDS = List.of(GEOMETRIES, NAMES, TYPES, LINKS, RELATIONS);

  static final Table STATEMENTS =
      Table.attributes(
          "statements",
          "Everything else that is said of places; content is JSON",
          "place TEXT NOT NULL",
          "kind TEXT NOT NULL",
          "content TEXT NOT NULL");

  static final Table EXTRAS =
      Table.attributes(
          "extras",
          "What sources said besides, word for word",
          "place TEXT NOT NULL",
          "source TEXT NOT NULL",
          "field TEXT NOT NULL",
          "value TEXT NOT NULL",
          "form TEXT NOT NULL");

  /** Layers first, since programs show the first. */
  static final List<Table> ALL =
      Stream.concat(KINDS.stream().map(Kind::table), Stream.of(STATEMENTS, EXTRAS, PLACES, MARK))
          .toList();

  /** Those with a row for each statement of a place. */
  static final List<Table> OF_PLACES =
      Stream.concat(KINDS.stream().map(Kind::table), Stream.of(STATEMENTS, EXTRAS)).toList();

  private Layout() {}

  private static Stream<Column> termColumns(String member) {
    return Stream.of("vocabulary", "id", "label", "language")
        .map(each -> Column.text(member + "." + each));
  }

  /**
   * A column for a member of a record.
   *
   * @param path {@code role.label}
   * @param json whether it holds JSON, else a text
   */
  record Column(String path, boolean json) {
    static Column text(String path) {
      return new Column(path, false);
    }

    static Column json(String path) {
      return new Column(path, true);
    }

    /** {@code term_label}, {@code source_labels}. */
    String name() {
      return path.replace('.', '_').replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    @Nullable String value(JsonNode record) {
      JsonNode node = record;
      for (String member : path.split("\\.")) {
        node = node.path(member);
      }
      return node.isMissingNode() ? null : json ? Json.text(node) : node.asString();
    }

    void put(ObjectNode record, String value) {
      int dot = path.indexOf('.');
      ObjectNode owner = record;
      if (dot > 0) {
        owner = record.withObjectProperty(path.substring(0, dot));
      }
      String member = path.substring(dot + 1);
      if (json) {
        owner.set(member, Json.MAPPER.readTree(value));
      } else {
        owner.put(member, value);
      }
    }
  }

  /** A kind of statement with a table of its own: {@code place}, its columns, who says it. */
  record Kind(StatementKind kind, Table table, List<Column> columns) {
    Kind(StatementKind kind, String description, Stream<Column> first, Stream<Column> then) {
      this(kind, description, Stream.of(first, then, SAID.stream()).flatMap(each -> each).toList());
    }

    private Kind(StatementKind kind, String description, List<Column> columns) {
      this(kind, table(kind, description, columns), columns);
    }

    private static Table table(StatementKind kind, String description, List<Column> columns) {
      List<String> all = new ArrayList<>(List.of("place TEXT NOT NULL"));
      if (kind == StatementKind.GEOMETRY) {
        all.add("place_names TEXT");
      }
      columns.forEach(each -> all.add(each.name() + " TEXT"));
      String[] names = all.toArray(String[]::new);
      return kind == StatementKind.GEOMETRY
          ? Table.features(kind.member(), description, names)
          : Table.attributes(kind.member(), description, names);
    }

    /** The columns of a statement's record, by name, nulls for what is not said. */
    Map<String, @Nullable String> values(JsonNode record) {
      Map<String, @Nullable String> values = new LinkedHashMap<>();
      columns.forEach(each -> values.put(each.name(), each.value(record)));
      return values;
    }

    /** The record again. */
    ObjectNode record(Map<String, @Nullable String> values) {
      ObjectNode record = Json.MAPPER.createObjectNode();
      for (Column each : columns) {
        String value = values.get(each.name());
        if (value != null && !value.isEmpty()) {
          each.put(record, value);
        }
      }
      return record;
    }
  }
}
