package org.cairn.app.record;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.cairn.ledger.record.CanonicalJson;
import org.cairn.watch.AlertEvidence;
import org.cairn.watch.Chip;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an alert's record has beside its numbers, so that people can judge it: the pictures' common
 * measures, and its curve, a blob of its own. Records of before have neither.
 *
 * <pre>{"width_m":"640.0","cols":64,"rows":64,"outline":[[["20.0","20.0"],…]]}
 * {"layer":"NDVI","points":[{"date":"2026-05-03","look":"clear","use":"watched","value":"0.61",
 *  "expected":"0.6","spread":"0.04","surroundings":"0.5"},…]}</pre>
 */
final class ShownRecord {
  static final String BEFORE = "before";
  static final String AFTER = "after";
  static final String STRIP = "strip";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ShownRecord() {}

  /** Width on the ground, size and outline in pixels of the pictures; empty without pictures. */
  static Optional<ObjectNode> picture(AlertEvidence evidence) {
    Optional<Chip> any =
        Stream.of(evidence.before(), evidence.after()).flatMap(Optional::stream).findFirst();
    if (any.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode node = JSON.objectNode();
    double width = any.get().cols() * evidence.groundSampleDistanceMetres();
    if (Double.isFinite(width)) {
      node.put("width_m", Double.toString(width));
    }
    node.put("cols", any.get().cols()).put("rows", any.get().rows());
    ArrayNode outline = node.putArray("outline");
    for (Chip.Ring ring : evidence.outline()) {
      ArrayNode vertices = outline.addArray();
      for (Chip.Vertex vertex : ring.vertices()) {
        vertices.addArray().add(Double.toString(vertex.x())).add(Double.toString(vertex.y()));
      }
    }
    return Optional.of(node);
  }

  /** The curve, always the same bytes for the same curve. */
  static byte[] series(AlertEvidence evidence) {
    ObjectNode node = JSON.objectNode().put("layer", evidence.layer());
    ArrayNode points = node.putArray("points");
    for (AlertEvidence.Point point : evidence.series()) {
      ObjectNode one =
          points
              .addObject()
              .put("date", point.date().toString())
              .put("look", point.look().name().toLowerCase(Locale.ROOT))
              .put("use", point.monitored() ? "watched" : "history");
      put(one, "value", point.value());
      put(one, "expected", point.expected());
      put(one, "spread", point.spread());
      put(one, "surroundings", point.surroundings());
    }
    return CanonicalJson.canonicalize(WellFormed.of(node));
  }

  private static void put(ObjectNode node, String name, OptionalDouble value) {
    value.ifPresent(known -> node.put(name, Double.toString(known)));
  }
}
