package org.cairn.exchange.internal.geojson;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.cairn.exchange.DescriptionWriter;
import org.cairn.exchange.NotCarried;
import org.cairn.exchange.internal.json.CollectionWriter;
import org.cairn.exchange.internal.json.Comparison;
import org.cairn.exchange.internal.json.Json;
import org.cairn.exchange.internal.json.Shapes;
import org.cairn.heritage.codec.PlaceCodec;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Statement;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * RFC 7946 for maps and tables: flat properties {@code name}, {@code name_ar}, {@code type} for
 * programs that show one value, and beside them every statement with author, sources, certainty and
 * times as the record of a place has it. Several geometries become a GeometryCollection; what each
 * stands for is in the property {@code geometries}, in the same order. Stateless.
 */
public final class GeoJsonWriter implements DescriptionWriter {
  private static final Set<String> NOT_PROPERTIES = Set.of("place", "extra");

  @Override
  public String name() {
    return "geojson";
  }

  @Override
  public List<NotCarried> write(Iterable<PlaceDescription> places, Path file) throws IOException {
    return CollectionWriter.write(
        places, file, "\"type\":\"FeatureCollection\"", GeoJsonWriter::feature);
  }

  private static ObjectNode feature(PlaceDescription place, List<NotCarried> lost) {
    Comparison comparison = new Comparison(place, lost);
    boolean open = comparison.locationIsPublic();
    if (!open) {
      for (Statement each : place.geometries()) {
        comparison.leftOut(each, "The location of the place is not public.");
      }
    }
    comparison.leftOutExtras("What a source said besides is not written to GeoJSON.");
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("type", "Feature").put("id", place.id());
    List<PlaceGeometry> geometries = open ? place.geometries() : List.of();
    geometry(json, geometries);
    ObjectNode properties = json.putObject("properties");
    flat(place, properties);
    PlaceDescription shown =
        place
            .withSensitivity(Sensitivity.PUBLIC)
            .withStatements(
                place.statements().stream()
                    .filter(each -> open || !(each instanceof PlaceGeometry))
                    .toList());
    ObjectNode record = PlaceCodec.encode(shown);
    record
        .properties()
        .forEach(member -> {
          if (!NOT_PROPERTIES.contains(member.getKey())) {
            properties.set(member.getKey(), member.getValue());
          }
        });
    properties.path("geometries").forEach(each -> ((ObjectNode) each).remove("wkt"));
    return json;
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

  private static void flat(PlaceDescription place, ObjectNode properties) {
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
  }
}
