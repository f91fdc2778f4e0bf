package org.cairn.register;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.geopackage.GeoPackageGeometry;
import org.cairn.geopackage.Table;
import org.cairn.heritage.codec.PlaceCodec;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Precision;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.UseChange;
import org.cairn.heritage.time.DaySpan;
import org.cairn.heritage.time.TimeSpan;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a description puts into the tables of {@link GeoPackage}, worked out without them: so that
 * all cores can do it, and one writes. Immutable.
 *
 * @param place its id
 * @param names all of them, shown as one text
 * @param level of its sensitivity
 * @param cellMetres likewise
 * @param text what is said, canonical
 * @param sha256 of that text
 * @param rows of its statements, in the order in which they are numbered
 */
record PlaceRows(
    String place,
    String names,
    String level,
    int cellMetres,
    String text,
    String sha256,
    List<Row> rows) {
  private static final int SHOWN_NAMES = 200;

  PlaceRows {
    rows = List.copyOf(rows);
  }

  /**
   * A row without its number.
   *
   * @param values of all columns but {@code fid}; a {@link Numbered} stands for the number of
   *     another row of the same description
   * @param bounds of its geometry, degrees; empty where the table has none
   */
  record Row(Table table, List<@Nullable Object> values, Optional<Envelope> bounds) {
    /** Of a table without geometry; as {@link TableWriter#value} makes its values. */
    static Row of(Table table, List<? extends @Nullable Object> given) {
      List<@Nullable Object> values = new ArrayList<>();
      given.forEach(each -> values.add(TableWriter.value(each)));
      return new Row(table, values, Optional.empty());
    }

    Row {
      values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /** With the numbers in place of what stands for them. */
    List<@Nullable Object> numbered(long first) {
      if (values.stream().noneMatch(Numbered.class::isInstance)) {
        return values;
      }
      List<@Nullable Object> numbered = new ArrayList<>(values);
      numbered.replaceAll(value ->
          value instanceof Numbered other ? Long.valueOf(first + other.position()) : value);
      return numbered;
    }
  }

  /**
   * The number of a row that is not numbered yet.
   *
   * @param position of the row among those of its description
   */
  record Numbered(int position) {}

  static PlaceRows of(PlaceDescription place) {
    return of(place, PlaceCodec.encode(place));
  }

  /**
   * @param json what {@link PlaceCodec} made of it
   */
  static PlaceRows of(PlaceDescription place, ObjectNode json) {
    String text = PlaceRecords.text(json);
    String names = shownNames(place);
    return new PlaceRows(
        place.id(),
        names,
        place.sensitivity().level().code(),
        place.sensitivity().cellMetres(),
        text,
        PlaceRecords.sha256(text),
        rows(place, names, json));
  }

  /** All names, so that none is the first by more than the order of its source. */
  static String shownNames(PlaceDescription place) {
    Set<String> texts = new LinkedHashSet<>();
    place.names().forEach(name -> texts.add(name.text()));
    String joined = String.join(" · ", texts);
    if (joined.codePointCount(0, joined.length()) <= SHOWN_NAMES) {
      return joined;
    }
    return joined.substring(0, joined.offsetByCodePoints(0, SHOWN_NAMES)) + "…";
  }

  private static List<Row> rows(PlaceDescription place, String names, ObjectNode json) {
    List<Row> rows = new ArrayList<>();
    Map<String, Integer> ordinals = new HashMap<>();
    for (Statement statement : place.statements()) {
      String kind = statement.kind().member();
      int ordinal = ordinals.merge(kind, 1, Integer::sum) - 1;
      Numbered number = new Numbered(rows.size());
      JsonNode said = json.path(kind).path(ordinal);
      rows.add(row(place, names, statement, said));
      if (statement instanceof ConditionAssessment assessed) {
        rows.addAll(ConditionTables.parts(place.id(), number, assessed, said));
      }
      for (TimeSpan span : statement.attribution().times()) {
        rows.add(time(place.id(), kind, number, span));
      }
    }
    return rows;
  }

  private static Row row(PlaceDescription place, String names, Statement statement, JsonNode json) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(place.id());
    Table table =
        switch (statement) {
          case Name name -> {
            FoldedName folded = folded(name);
            add(row, name.text(), name.language(), name.script(), json.path("romanisations"));
            add(row, name.role().flatMap(role -> role.label().or(role::id)));
            add(row, folded.words(), folded.sound());
            yield GeoPackage.NAMES;
          }
          case PlaceType type -> {
            add(row, type.facet().code(), type.term().vocabulary(), type.term().id());
            add(row, type.term().label(), typeWords(type));
            yield GeoPackage.TYPES;
          }
          case Link link -> {
            add(row, link.scheme(), link.identifier(), link.uri(), link.match().code());
            yield GeoPackage.LINKS;
          }
          case Relation relation -> {
            add(row, relation.type().code(), relation.target(), relation.label());
            yield GeoPackage.RELATIONS;
          }
          case PlaceGeometry geometry -> {
            add(row, names, geometry.extent().code());
            add(row, geometry.role().flatMap(role -> role.label().or(role::id)));
            add(row, geometry.precision().flatMap(Precision::metres).map(Number::doubleValue));
            add(row, geometry.precision().flatMap(Precision::asRead));
            add(row, place.sensitivity().level().code());
            yield GeoPackage.GEOMETRIES;
          }
          case ConditionAssessment assessed -> {
            add(row, ConditionTables.values(assessed, json).toArray());
            yield ConditionTables.CONDITIONS;
          }
          case UseChange change -> {
            add(row, ConditionTables.values(change).toArray());
            yield ConditionTables.USE_CHANGES;
          }
          default -> {
            add(row, statement.kind().member(), json);
            yield GeoPackage.STATEMENTS;
          }
        };
    add(row, statement.attribution().author(), json.path("sources"));
    add(row, statement.attribution().certainty().map(each -> each.code()), json.path("times"));
    Optional<Envelope> bounds = Optional.empty();
    if (statement instanceof PlaceGeometry geometry) {
      row.add(GeoPackageGeometry.encode(geometry.geometry()));
      bounds = Optional.of(geometry.geometry().getEnvelopeInternal());
    }
    return new Row(table, row, bounds);
  }

  private static Row time(String place, String kind, Numbered statement, TimeSpan span) {
    DaySpan possible = span.possible();
    List<@Nullable Object> row = new ArrayList<>();
    add(row, place, kind, statement, Days.first(possible), Days.last(possible));
    add(row, Days.text(possible.earliest()), Days.text(possible.latest()));
    return new Row(GeoPackage.TIMES, row, Optional.empty());
  }

  private static FoldedName folded(Name name) {
    StringBuilder all = new StringBuilder(name.text());
    name.romanisations().forEach(each -> all.append(' ').append(each.text()));
    return FoldedName.of(all.toString());
  }

  private static String typeWords(PlaceType type) {
    return FoldedName.of(type.term().label().or(() -> type.term().id()).orElse("")).words();
  }

  private static void add(List<@Nullable Object> row, @Nullable Object... values) {
    for (Object value : values) {
      row.add(TableWriter.value(value));
    }
  }
}
