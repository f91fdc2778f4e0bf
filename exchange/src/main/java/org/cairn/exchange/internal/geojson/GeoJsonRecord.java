package org.cairn.exchange.internal.geojson;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.json.Extras;
import org.cairn.exchange.internal.json.Json;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.exchange.internal.json.Shapes;
import org.cairn.exchange.internal.json.Shapes.ShapeException;
import org.cairn.heritage.codec.MalformedRecordException;
import org.cairn.heritage.codec.PlaceCodec;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.StatementKind;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form in which {@link GeoJsonWriter} writes a place:
 *
 * <pre>{"type":"Feature","id":ID,"geometry":…,"properties":{"cairn_record":1,"id":ID,
 *  "name":…,"name_ar":…,"type":…,               for programs that show one value
 *  "names":[…],"types":[…],"geometries":[…],    as the record of a place has them
 *  "extra":[…],"somebody's property":…}}</pre>
 *
 * {@code geometries} has in the order of the GeometryCollection what each geometry stands for; of
 * one alone the geometry is that itself. Properties of none of these names are extras that were
 * read as properties before.
 */
final class GeoJsonRecord {
  /** The property that tells this form; its value is the form's version. */
  static final String MARK = "cairn_record";

  static final int VERSION = 1;

  private static final String ANYWHERE = "POINT (0 0)";
  private static final Set<String> OWN = own();

  private GeoJsonRecord() {}

  private static Set<String> own() {
    Set<String> own = new HashSet<>(Set.of(MARK, "id", "name", "type", "extra", "sensitivity"));
    for (StatementKind kind : StatementKind.values()) {
      own.add(kind.member());
    }
    return Set.copyOf(own);
  }

  static boolean isOurs(ObjectNode feature) {
    return feature.path("properties").path(MARK).asInt(0) == VERSION;
  }

  /** As it was written, whatever is in it. */
  static String id(ObjectNode feature) {
    return feature.path("properties").path("id").asString(feature.path("id").asString(""));
  }

  /** Whether a property of this name is part of the form itself. */
  static boolean isOwn(String property) {
    return OWN.contains(property) || property.startsWith("name_");
  }

  /** What programs show that know one name and type: derived, and left out when read back. */
  static ObjectNode flat(PlaceDescription place) {
    ObjectNode properties = Json.MAPPER.createObjectNode();
    properties.put("id", place.id());
    place.names().stream().findFirst().ifPresent(first -> properties.put("name", first.text()));
    TreeMap<String, String> byLanguage = new TreeMap<>();
    for (Name each : place.names()) {
      each.language().ifPresent(language -> byLanguage.putIfAbsent(language, each.text()));
    }
    byLanguage.forEach((language, text) -> properties.put("name_" + language, text));
    List<String> types =
        place.types().stream()
            .filter(each -> each.facet() == PlaceType.Facet.TYPE)
            .flatMap(each -> each.term().label().or(each.term()::id).stream())
            .distinct()
            .toList();
    if (!types.isEmpty()) {
      properties.put("type", String.join("; ", types));
    }
    return properties;
  }

  /** Empty where it was refused: somebody has changed it into something else. */
  static Optional<PlaceDescription> read(ObjectNode feature, Problems problems) {
    JsonNode properties = feature.path("properties");
    ObjectNode record = Json.MAPPER.createObjectNode();
    String id = id(feature);
    record.put("place", id);
    try {
      for (StatementKind kind : StatementKind.values()) {
        list(properties, kind.member()).ifPresent(each -> record.set(kind.member(), each));
      }
      list(properties, "extra").ifPresent(each -> record.set("extra", each));
      for (JsonNode each : record.path(StatementKind.GEOMETRY.member())) {
        if (each instanceof ObjectNode geometry) {
          geometry.put("wkt", ANYWHERE);
        }
      }
      PlaceDescription place = PlaceCodec.decode(record);
      List<Extra> extras = new ArrayList<>(place.extra());
      others(place, properties, extras, problems);
      return Optional.of(withGeometries(place, feature.path("geometry")).withExtra(extras));
    } catch (MalformedRecordException | ShapeException | JacksonException e) {
      return refused(problems, id, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return refused(problems, id, "A statement is not as it was written");
    }
  }

  private static Optional<PlaceDescription> refused(Problems problems, String id, String why) {
    problems.refuse(
        Code.FEATURE_MALFORMED,
        MARK,
        id,
        "The statements of the feature cannot be read back: " + why + ".",
        "statements as they were written",
        "Export it again, or take '" + MARK + "' out to have it read as plain GeoJSON.");
    return Optional.empty();
  }

  /** Programs that know no lists in properties write them as text. */
  private static Optional<JsonNode> list(JsonNode properties, String member) {
    JsonNode list = properties.path(member);
    if (list.isString() && list.asString().startsWith("[")) {
      list = Json.MAPPER.readTree(list.asString());
    }
    return list.isArray() ? Optional.of(list.deepCopy()) : Optional.empty();
  }

  private static PlaceDescription withGeometries(PlaceDescription place, JsonNode geometry)
      throws ShapeException {
    List<PlaceGeometry> described = place.geometries();
    List<JsonNode> shapes = new ArrayList<>();
    if (described.size() > 1) {
      geometry.path("geometries").forEach(shapes::add);
    } else if (geometry.isObject()) {
      shapes.add(geometry);
    }
    List<Statement> statements = new ArrayList<>();
    int next = 0;
    for (Statement each : place.statements()) {
      if (!(each instanceof PlaceGeometry)) {
        statements.add(each);
      }
    }
    for (JsonNode shape : shapes) {
      Geometry read = Shapes.read(shape);
      statements.add(
          next < described.size()
              ? described.get(next).withGeometry(read)
              : PlaceGeometry.of(read, PlaceGeometry.Extent.UNKNOWN));
      next++;
    }
    return place.withStatements(statements);
  }

  /** Extras, and shown values that somebody has changed without the statements behind them. */
  private static void others(
      PlaceDescription place, JsonNode properties, List<Extra> extras, Problems problems) {
    ObjectNode flat = flat(place);
    for (String name : properties.propertyNames()) {
      JsonNode value = properties.path(name);
      boolean derived = name.equals("name") || name.equals("type") || name.startsWith("name_");
      if (derived && !value.equals(flat.path(name)) && !Json.isBlank(value)) {
        problems.note(
            Code.MEMBER_LEFT_OUT,
            name,
            Json.text(value),
            "The property was changed, but not the statements it was made from; it was kept as it is.",
            "",
            "Change the statement itself, for example in the list 'names'.");
        keep(name, value, extras, problems);
      } else if (!isOwn(name)) {
        keep(name, value, extras, problems);
      }
    }
  }

  private static void keep(String name, JsonNode value, List<Extra> extras, Problems problems) {
    if (value.isString()) {
      extras.add(Extra.text(GeoJsonFeature.SOURCE, name, value.asString()));
    } else if (!value.isNull()) {
      Extras.keep(extras, problems, GeoJsonFeature.SOURCE, name, value);
    }
  }
}
