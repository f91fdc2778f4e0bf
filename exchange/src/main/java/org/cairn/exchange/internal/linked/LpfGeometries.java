package org.cairn.exchange.internal.linked;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.json.Json;
import org.cairn.exchange.internal.json.Members;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.exchange.internal.json.Shapes;
import org.cairn.exchange.internal.json.Shapes.ShapeException;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.databind.JsonNode;

/** Geometries as they were written, each with its own time and source. Single-thread. */
final class LpfGeometries {
  private final Problems problems;
  private final LpfAttribution attributions;
  private final Consumer<PlaceGeometry> sink;

  LpfGeometries(Problems problems, LpfAttribution attributions, Consumer<PlaceGeometry> sink) {
    this.problems = problems;
    this.attributions = attributions;
    this.sink = sink;
  }

  /** Members of a collection are geometries of their own, each with its own time and source. */
  void read(Members feature) {
    JsonNode node = feature.peek("geometry");
    if (Json.isBlank(node)) {
      feature.take("geometry");
      return;
    }
    Optional<Members> object = feature.object("geometry");
    if (object.isEmpty()) {
      problems.note(
          Code.GEOMETRY_MALFORMED,
          "geometry",
          Json.text(node),
          "The geometry is no object.",
          "a GeoJSON geometry or null",
          "Correct it.");
      return;
    }
    Members geometry = object.get();
    if (geometry.peek("type").asString("").equals("GeometryCollection")
        && geometry.peek("geometries").isArray()) {
      geometry.take("type");
      geometry.objects("geometries").forEach(this::oneGeometry);
    } else {
      oneGeometry(geometry);
    }
  }

  /** Coordinates and well-known text that differ are two geometries. */
  private void oneGeometry(Members json) {
    List<Geometry> found = new ArrayList<>();
    boolean bad = false;
    boolean shape = !Json.isBlank(json.peek("coordinates")) || json.peek("geometries").isArray();
    if (shape) {
      try {
        found.add(Shapes.read(json.json()));
      } catch (ShapeException e) {
        e.note(problems, json.path("coordinates"));
        bad = true;
      }
    }
    json.take("type");
    json.take("coordinates");
    json.take("geometries");
    Optional<String> wkt = json.text("geowkt", "geo_wkt");
    if (wkt.isPresent()) {
      try {
        Geometry read = Shapes.readWkt(wkt.get());
        if (found.stream().noneMatch(each -> each.equalsExact(read))) {
          found.add(read);
        }
      } catch (ShapeException e) {
        e.note(problems, json.path("geowkt"));
        bad = true;
      }
    }
    Attribution attribution = attributions.read(json);
    for (Geometry each : found) {
      try {
        sink.accept(PlaceGeometry.of(each, Extent.UNKNOWN).withAttribution(attribution));
      } catch (IllegalArgumentException e) {
        LpfReader.malformed(problems, json.path(), e);
        bad = true;
      }
    }
    if (bad) {
      json.keepWhole();
    }
  }
}
