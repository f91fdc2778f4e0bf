package org.cairn.exchange.internal.geojson;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.CleanText;
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
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.cairn.heritage.place.Source;
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
  private static final List<String> TEXT_MEMBERS = List.of("text", "toponym", "name", "value");
  private static final List<String> LANGUAGE_MEMBERS = List.of("language", "lang");
  private static final Set<String> NAME_MEMBERS =
      Set.of("text", "toponym", "name", "value", "language", "lang", "source");

  private final ObjectNode json;
  private final Problems problems;
  private final AttributeRows attributes;
  private final List<Statement> statements = new ArrayList<>();
  private final List<Extra> extras = new ArrayList<>();

  GeoJsonFeature(ObjectNode json, Problems problems, AttributeRows attributes) {
    this.json = json;
    this.problems = problems;
    this.attributes = attributes;
  }

  /** A bare geometry as a feature without properties. */
  static ObjectNode around(JsonNode geometry) {
    ObjectNode feature = Json.MAPPER.createObjectNode().put("type", "Feature");
    feature.set("geometry", geometry);
    return feature;
  }

  /** The feature's own id, else that of its properties which most likely is one. */
  static Optional<String> id(ObjectNode json) {
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
    names("names", json.path("names"));
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
    return withoutRepeatedNames();
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
        names("names", value);
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

  /** {@code [{"text"|"toponym": …, "language"|"lang": …, "source": …}, "text"]}, or one text. */
  private void names(String member, JsonNode names) {
    if (names.isString()) {
      name(member, names, names.asString(), "", Optional.empty());
      return;
    }
    for (int i = 0; i < names.size(); i++) {
      JsonNode each = names.get(i);
      String path = member + "[" + i + "]";
      if (each == null || Json.isBlank(each)) {
        continue;
      }
      if (each.isString()) {
        name(path, each, each.asString(), "", Optional.empty());
      } else {
        Optional<String> text = first(TEXT_MEMBERS, each);
        if (text.isEmpty()) {
          keep(path, each);
        } else {
          name(path, each, text.get(), first(LANGUAGE_MEMBERS, each).orElse(""), source(each));
          if (!NAME_MEMBERS.containsAll(each.propertyNames())) {
            keep(path, each);
          }
        }
      }
    }
  }

  private static Optional<String> source(JsonNode name) {
    return Optional.of(name.path("source").asString("")).filter(text -> !text.isBlank());
  }

  private static Optional<String> first(List<String> members, JsonNode json) {
    return members.stream()
        .map(each -> json.path(each).asString(""))
        .filter(text -> !text.isBlank())
        .findFirst();
  }

  private void name(
      String path, JsonNode whole, String text, String language, Optional<String> source) {
    if (text.isBlank()) {
      return;
    }
    String tag = CleanText.languageTag(language);
    if (tag.isEmpty() && !language.isBlank()) {
      problems.note(
          Finding.of(
                  Code.LANGUAGE_UNKNOWN,
                  "The language of a name is no tag of BCP 47; the name was taken without it.",
                  "a tag such as 'ar', 'el' or 'zh-Hant'",
                  "")
              .withField(path)
              .withValue(language));
      keep(path, whole);
    }
    try {
      Name name = Name.of(text);
      Name spoken = tag.isEmpty() ? name : name.withLanguage(tag);
      Attribution attribution =
          Attribution.NONE.withSources(source.map(Source::cited).map(List::of).orElse(List.of()));
      statements.add(spoken.withAttribution(attribution));
      if (text.codePoints().anyMatch(CleanText::isUnprintable)) {
        problems.note(
            Finding.of(
                    Code.NAME_INVISIBLE,
                    "The name holds invisible control or direction characters; it was kept as it is.",
                    "",
                    "Remove them in the list where they are not meant.")
                .withField(path)
                .withValue(text));
      }
    } catch (IllegalArgumentException e) {
      problems.note(
          Finding.of(
                  Code.STATEMENT_MALFORMED,
                  e.getMessage() + ". It was kept as it is, but is no statement.",
                  "",
                  "Correct it.")
              .withField(path));
      keep(path, whole);
    }
  }

  /** A property {@code name} often repeats a name whose language is given elsewhere. */
  private List<Statement> withoutRepeatedNames() {
    Set<String> spoken = new HashSet<>();
    for (Statement each : statements) {
      if (each instanceof Name name && name.language().isPresent()) {
        spoken.add(name.text());
      }
    }
    return statements.stream()
        .filter(each ->
            !(each instanceof Name name
                && name.equals(Name.of(name.text()))
                && spoken.contains(name.text())))
        .collect(Collectors.toList());
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
