package org.cairn.exchange.internal.geojson;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.MendedGeometry;
import org.cairn.exchange.internal.Refusal;
import org.cairn.exchange.internal.feature.FeatureIds;
import org.cairn.exchange.internal.json.Extras;
import org.cairn.exchange.internal.json.Json;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.exchange.internal.json.Shapes;
import org.cairn.exchange.internal.json.Shapes.ShapeException;
import org.cairn.exchange.internal.table.AttributeRows;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.cairn.heritage.place.Statement;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One feature of somebody's. Names are taken from properties such as {@code name_ar} and from lists
 * {@code names}; a geometry that had to be mended is kept beside as it was written. Single-thread.
 */
final class GeoJsonFeature {
  static final String SOURCE = "geojson";
  static final Set<String> GEOMETRY_TYPES =
      Set.of("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon");

  private static final Set<String> MEMBERS =
      Set.of("type", "id", "@id", "geometry", "properties", "names", "bbox", "@context");

  private final ObjectNode json;
  private final Problems problems;
  private final AttributeRows attributes;
  private final GeoJsonNames names;
  private final List<Statement> statements = new ArrayList<>();
  private final List<Extra> extras = new ArrayList<>();

  GeoJsonFeature(ObjectNode json, Problems problems, AttributeRows attributes) {
    this.json = json;
    this.problems = problems;
    this.attributes = attributes;
    this.names = new GeoJsonNames(problems, this::keep);
  }

  /** A bare geometry as a feature without properties. */
  static ObjectNode around(JsonNode geometry) {
    ObjectNode feature = Json.MAPPER.createObjectNode().put("type", "Feature");
    feature.set("geometry", geometry);
    return feature;
  }

  /** The feature's own id, else that of its properties which most likely is one. */
  static Optional<String> id(ObjectNode json) {
    if (GeoJsonRecord.isOurs(json)) {
      return Optional.of(GeoJsonRecord.id(json));
    }
    Optional<String> own = text(json.path("id")).or(() -> text(json.path("@id")));
    return own.or(
        () -> FeatureIds.choose(texts(json.path("properties"))).map(FeatureIds.Chosen::id));
  }

  private static Optional<String> text(JsonNode node) {
    return node.isString() || node.isNumber()
        ? Optional.of(FeatureIds.clean(plain(node))).filter(id -> !id.isEmpty())
        : Optional.empty();
  }

  /** False where it was refused. */
  boolean read() {
    try {
      checkMembers();
      geometry();
    } catch (Refusal refusal) {
      problems.refuse(refusal.finding().withFieldIfAbsent("geometry"));
      return false;
    }
    statements.addAll(names.read("names", json.path("names")));
    boolean good = properties();
    for (String member : json.propertyNames()) {
      if (!MEMBERS.contains(member)) {
        boolean twice = json.path("properties").has(member);
        keep(twice ? "feature." + member : member, json.path(member));
      }
    }
    return good;
  }

  List<Statement> statements() {
    return GeoJsonNames.withoutRepeated(statements);
  }

  List<Extra> extras() {
    return extras;
  }

  private void checkMembers() throws Refusal {
    String type = json.path("type").asString("");
    if (!type.equals("Feature")) {
      throw new Refusal(
          Finding.of(
                  Code.FEATURE_MALFORMED,
                  "It is not a Feature.",
                  "\"type\": \"Feature\" with \"geometry\" and \"properties\"",
                  "Export the file again.")
              .withField("type")
              .withValue(type));
    }
    for (String member : List.of("id", "@id")) {
      if (json.path(member).isContainer()) {
        throw wrongKind(member, "a text or a number");
      }
    }
    JsonNode properties = json.path("properties");
    if (!properties.isObject() && !properties.isNull() && !properties.isMissingNode()) {
      throw wrongKind("properties", "an object or null");
    }
  }

  private static Refusal wrongKind(String member, String expected) {
    return new Refusal(
        Finding.of(
                Code.FEATURE_MALFORMED,
                "The feature's member " + member + " is of the wrong kind.",
                expected,
                "Correct it, or export the file again.")
            .withField(member));
  }

  /** A place may be known by name alone; a geometry that makes no sense has to be mended first. */
  private void geometry() throws Refusal {
    JsonNode node = json.path("geometry");
    if (node.isNull() || node.isMissingNode()) {
      noteMissing();
      return;
    }
    if (!node.isObject()) {
      throw new Refusal(
          Finding.of(
              Code.GEOMETRY_MALFORMED,
              "The geometry is no object.",
              "a GeoJSON geometry or null",
              "Correct it, or export the file again."));
    }
    Geometry written = written(node);
    if (written.isEmpty()) {
      noteMissing();
      return;
    }
    MendedGeometry mended = MendedGeometry.of(written);
    mended.notes().forEach(problems::note);
    if (!Shapes.hasClosedRings(node)) {
      problems.note(
          Finding.of(
                  Code.RING_CLOSED,
                  "A ring of the polygon was not closed; its first position was added at the end.",
                  "",
                  "")
              .withField("geometry"));
    }
    if (mended.mended()) {
      keep("geometry", node);
    }
    statements.add(PlaceGeometry.of(mended.geometry(), Extent.UNKNOWN));
  }

  private Geometry written(JsonNode node) throws Refusal {
    try {
      boolean wkt = Json.isBlank(node.path("coordinates")) && node.path("geowkt").isString();
      if (wkt) {
        return Shapes.readWkt(node.path("geowkt").asString());
      }
      return Shapes.readUnchecked(node);
    } catch (ShapeException e) {
      throw e.refusal();
    }
  }

  private void noteMissing() {
    problems.note(
        Finding.of(
                Code.GEOMETRY_MISSING,
                "The place has no geometry; it can be found by name, but not be watched.",
                "a point or an outline in WGS 84 degrees",
                "Add coordinates.")
            .withField("geometry"));
  }

  private boolean properties() {
    JsonNode properties = json.path("properties");
    Map<String, String> cells = new LinkedHashMap<>();
    Map<String, JsonNode> typed = new LinkedHashMap<>();
    String idAttribute = idAttribute();
    for (String name : properties.propertyNames()) {
      JsonNode value = properties.path(name);
      if (name.equals("names")) {
        statements.addAll(names.read("names", value));
      } else if (name.equals(idAttribute) || Json.isBlank(value)) {
        continue;
      } else if (name.isBlank() || !isCell(name, value)) {
        keep(name, value);
      } else {
        cells.put(name, plain(value));
        if (!value.isString()) {
          typed.put(name, value);
        }
      }
    }
    AttributeRows.Said said = attributes.read(problems.row(), cells);
    statements.addAll(said.statements());
    said.notes().forEach(problems::note);
    said.refusals().forEach(problems::refuse);
    for (Extra each : said.extras()) {
      JsonNode value = typed.get(each.field());
      if (value == null) {
        extras.add(each);
      } else {
        keep(each.field(), value);
      }
    }
    return said.refusals().isEmpty();
  }

  /** The property that repeats the feature's id, or is where it was taken from. */
  private String idAttribute() {
    Optional<String> id = id(json);
    return FeatureIds.choose(texts(json.path("properties")))
        .filter(chosen -> id.equals(Optional.of(chosen.id())))
        .map(FeatureIds.Chosen::attribute)
        .orElse("");
  }

  /** A value, or a list of texts under a name that has a meaning. */
  private static boolean isCell(String name, JsonNode value) {
    if (value.isValueNode()) {
      return true;
    }
    boolean texts = value.isArray();
    for (JsonNode each : value) {
      texts &= each.isString() && !each.asString().contains(";");
    }
    return texts && AttributeRows.meaning(name).isPresent();
  }

  private static String plain(JsonNode value) {
    if (value.isArray()) {
      List<String> parts = new ArrayList<>();
      value.forEach(each -> parts.add(each.asString()));
      return String.join("; ", parts);
    }
    return value.isBigDecimal() ? value.decimalValue().toString() : value.asString();
  }

  private static Map<String, String> texts(JsonNode properties) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : properties.propertyNames()) {
      JsonNode value = properties.path(name);
      if (value.isString() || value.isNumber()) {
        texts.put(name, plain(value));
      }
    }
    return texts;
  }

  private void keep(String path, JsonNode value) {
    if (Json.isBlank(value)) {
      return;
    }
    if (value.isString() && isKeepable(value.asString())) {
      extras.add(Extra.text(SOURCE, path.isEmpty() ? "." : path, value.asString()));
    } else {
      Extras.keep(extras, problems, SOURCE, path, value);
    }
  }

  private static boolean isKeepable(String text) {
    try {
      Extra.text(SOURCE, "x", text);
      return true;
    } catch (IllegalArgumentException e) {
      // Half a surrogate pair or U+0000: as JSON it can be kept with an escape.
      return false;
    }
  }
}
