package org.cairn.exchange.internal.arches;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.json.Extras;
import org.cairn.exchange.internal.json.Json;
import org.cairn.exchange.internal.json.Members;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.exchange.internal.json.Shapes;
import org.cairn.exchange.internal.json.Shapes.ShapeException;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Statement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One resource instance. Single-thread, one per resource. */
final class ArchesResource {
  private static final String SOURCE = "arches";

  private final Members resource;
  private final Problems problems;
  private final List<Statement> statements = new ArrayList<>();

  ArchesResource(ObjectNode json, Problems problems) {
    this.resource = new Members(json, "");
    this.problems = problems;
  }

  /** Empty where it was refused. */
  Optional<PlaceDescription> read() {
    Optional<String> id =
        resource.object("resourceinstance").flatMap(each -> each.text("resourceinstanceid"));
    if (id.isEmpty()) {
      refuse("", "The resource has no identifier.");
      return Optional.empty();
    }
    for (Members tile : resource.objects("tiles")) {
      tile.object("data").ifPresent(this::values);
    }
    List<Extra> extras = new ArrayList<>();
    resource.leftOver((path, left) -> Extras.keep(extras, problems, SOURCE, path, left));
    try {
      statements.add(Link.of(SOURCE, id.get(), Link.Match.SOURCE_RECORD));
      return Optional.of(new PlaceDescription(id.get(), statements, Sensitivity.PUBLIC, extras));
    } catch (IllegalArgumentException e) {
      refuse(id.get(), e.getMessage() + ".");
      return Optional.empty();
    }
  }

  private void refuse(String value, String message) {
    problems.refuse(
        Code.FEATURE_MALFORMED,
        "resourceinstance.resourceinstanceid",
        value,
        message,
        "a UUID",
        "Export the resources again.");
  }

  private void values(Members data) {
    for (String node : data.json().propertyNames()) {
      JsonNode value = data.peek(node);
      if (isMap(value)) {
        data.object(node).ifPresent(this::geometries);
      } else if (value.isArray() && value.path(0).has("resourceId")) {
        data.objects(node).forEach(this::relation);
      }
    }
  }

  /** Annotations of images look alike, but their coordinates are those of a canvas. */
  private static boolean isMap(JsonNode value) {
    return value.path("features").isArray()
        && value.path("type").asString("").equals("FeatureCollection")
        && !value.has("canvasId")
        && !value.has("manifestId");
  }

  private void geometries(Members collection) {
    collection.take("type");
    for (Members feature : collection.objects("features")) {
      JsonNode geometry = feature.peek("geometry");
      if (Json.isBlank(geometry)) {
        continue;
      }
      try {
        statements.add(PlaceGeometry.of(Shapes.read(geometry), Extent.UNKNOWN));
        feature.take("geometry");
        feature.take("type");
      } catch (ShapeException e) {
        e.note(problems, feature.path("geometry"));
        feature.keepWhole();
      }
    }
  }

  private void relation(Members json) {
    Optional<String> target = json.text("resourceId");
    Optional<String> word = json.text("ontologyProperty");
    try {
      if (target.isEmpty()) {
        json.keepWhole();
      } else {
        statements.add(
            new Relation(
                Relation.Type.RELATED_TO, target, Optional.empty(), word, Attribution.NONE));
      }
    } catch (IllegalArgumentException e) {
      problems.note(
          Code.STATEMENT_MALFORMED,
          json.path(),
          "",
          e.getMessage() + ". It was kept as it is, but is no statement.",
          "",
          "Correct it.");
      json.keepWhole();
    }
  }
}
