package org.cairn.exchange.internal.crm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.internal.json.Json;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.exchange.internal.json.Shapes;
import org.cairn.exchange.internal.json.Shapes.ShapeException;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.cairn.heritage.place.Term;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Geometries as literals: well-known text, or GeoJSON as text or as it is, which may be a whole
 * collection of features, as Arches writes it. Single-thread.
 */
final class CrmGeometries {
  private final Problems problems;

  CrmGeometries(Problems problems) {
    this.problems = problems;
  }

  /** Empty where there is none, or none that can be taken; the latter is told. */
  List<PlaceGeometry> read(Node value, Extent extent, String path) {
    Optional<String> text = value.text();
    JsonNode json = value.json();
    try {
      if (text.isPresent()) {
        String literal = text.get().strip();
        json = literal.startsWith("{") ? Json.MAPPER.readTree(literal) : json;
        if (!literal.startsWith("{")) {
          String wkt = literal.replaceFirst("^<[^>]*>\\s*", "");
          return List.of(geometry(PlaceGeometry.of(Shapes.readWkt(wkt), extent), value));
        }
      }
      List<PlaceGeometry> read = new ArrayList<>();
      for (JsonNode shape : shapes(json)) {
        read.add(geometry(PlaceGeometry.of(Shapes.read(shape), extent), value));
      }
      return read;
    } catch (ShapeException e) {
      e.note(problems, path);
      return List.of();
    } catch (JacksonException | IllegalArgumentException e) {
      // No JSON after all: whoever asked keeps it as it is.
      return List.of();
    }
  }

  /** With the qualifier that the node is classified by. */
  private static PlaceGeometry geometry(PlaceGeometry geometry, Node value) {
    Optional<Term> role =
        value.all(Crm.HAS_TYPE).stream().flatMap(each -> CrmTerms.read(each).stream()).findFirst();
    return role.map(geometry::withRole).orElse(geometry);
  }

  private static List<JsonNode> shapes(JsonNode json) {
    List<JsonNode> shapes = new ArrayList<>();
    if (json.path("features").isArray()) {
      json.path("features").forEach(each -> shapes.addAll(shapes(each)));
    } else if (json.path("geometry").isObject()) {
      shapes.add(json.path("geometry"));
    } else if (json.has("coordinates") || json.has("geometries")) {
      shapes.add(json);
    }
    return shapes;
  }
}
