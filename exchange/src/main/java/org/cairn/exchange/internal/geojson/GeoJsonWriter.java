package org.cairn.exchange.internal.geojson;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.DescriptionWriter;
import org.cairn.exchange.NotCarried;
import org.cairn.exchange.internal.json.CollectionWriter;
import org.cairn.exchange.internal.json.Comparison;
import org.cairn.exchange.internal.json.Json;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.exchange.internal.json.Shapes;
import org.cairn.heritage.codec.PlaceCodec;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Statement;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * RFC 7946 for maps and tables, in the form of {@link GeoJsonRecord}: one name and type for
 * programs that show one value, and beside them every statement with author, sources, certainty and
 * times. Stateless.
 */
public final class GeoJsonWriter implements DescriptionWriter {

  @Override
  public String name() {
    return GeoJsonFeature.SOURCE;
  }

  @Override
  public List<NotCarried> write(Iterable<PlaceDescription> places, Path file) throws IOException {
    return CollectionWriter.write(
        places, file, "\"type\":\"FeatureCollection\"", GeoJsonWriter::feature);
  }

  private static ObjectNode feature(PlaceDescription place, List<NotCarried> lost) {
    Comparison comparison = new Comparison(place, lost);
    boolean open = comparison.locationIsPublic();
    for (Statement each : place.statements()) {
      if (each instanceof PlaceGeometry && !open) {
        comparison.leftOut(each, "The location of the place is not public.");
      } else {
        comparison.wrote(each);
      }
    }
    PlaceDescription shown = shown(place, open);
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("type", "Feature").put("id", place.id());
    geometry(json, shown.geometries());
    properties(shown, json.putObject("properties"));
    comparison.with(GeoJsonRecord.read(json, Problems.silent("")), open);
    return json;
  }

  private static PlaceDescription shown(PlaceDescription place, boolean open) {
    PlaceDescription shown = place.withSensitivity(Sensitivity.PUBLIC);
    return open
        ? shown
        : shown
            .withStatements(
                place.statements().stream()
                    .filter(each -> !(each instanceof PlaceGeometry))
                    .map(GeoJsonWriter::withoutLocation)
                    .toList())
            .withExtra(List.of());
  }

  private static Statement withoutLocation(Statement statement) {
    return statement instanceof ConditionAssessment assessed
        ? assessed.withDrawn(Optional.empty())
        : statement;
  }

  private static void geometry(ObjectNode json, List<PlaceGeometry> geometries) {
    if (geometries.isEmpty()) {
      json.putNull("geometry");
    } else if (geometries.size() == 1) {
      json.set("geometry", Shapes.write(geometries.getFirst().geometry()));
    } else {
      ArrayNode members =
          json.putObject("geometry").put("type", "GeometryCollection").putArray("geometries");
      geometries.forEach(each -> members.add(Shapes.write(each.geometry())));
    }
  }

  private static void properties(PlaceDescription place, ObjectNode properties) {
    properties.setAll(GeoJsonRecord.flat(place));
    List<Extra> others = new ArrayList<>();
    for (Extra each : place.extra()) {
      if (!asProperty(each, properties)) {
        others.add(each);
      }
    }
    properties.put(GeoJsonRecord.MARK, GeoJsonRecord.VERSION);
    ObjectNode record = PlaceCodec.encode(place.withExtra(others));
    record.remove("place");
    properties.setAll(record);
    properties.path("geometries").forEach(each -> ((ObjectNode) each).remove("wkt"));
  }

  /**
   * What was read as a property is one again, where its name is free and it comes back the same.
   */
  private static boolean asProperty(Extra extra, ObjectNode properties) {
    boolean free =
        extra.source().equals(GeoJsonFeature.SOURCE)
            && !GeoJsonRecord.isOwn(extra.field())
            && !properties.has(extra.field());
    if (!free) {
      return false;
    }
    if (extra.form() == Extra.Form.TEXT) {
      properties.put(extra.field(), extra.value());
      return true;
    }
    try {
      JsonNode value = Json.MAPPER.readTree(extra.value());
      if (value.isString() || value.isNull() || !Json.text(value).equals(extra.value())) {
        return false;
      }
      properties.set(extra.field(), value);
      return true;
    } catch (JacksonException notJson) {
      return false;
    }
  }
}
