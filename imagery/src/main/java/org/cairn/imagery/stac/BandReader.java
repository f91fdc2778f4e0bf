package org.cairn.imagery.stac;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The bands of an asset, from whichever of the forms there is, joined by position:
 *
 * <pre>
 * "eo:bands": [{"name": "B04", "common_name": "red"}]            (or [3], a position in the item's own list: before 1.0)
 * "raster:bands": [{"nodata": 0, "data_type": "uint16", "scale": 0.0001, "offset": -0.1}]
 * "bands": [{"name": "B04", "eo:common_name": "red", "raster:scale": 0.0001, "nodata": 0}]         (1.1)
 * </pre>
 *
 * In 1.1 what all bands share may stand on the asset itself.
 */
final class BandReader {
  private BandReader() {}

  static List<Band> read(JsonNode asset, JsonNode properties) {
    JsonNode eo = asset.path("eo:bands");
    JsonNode raster = asset.path("raster:bands");
    JsonNode bands = asset.path("bands");
    int count = Math.max(size(bands), Math.max(size(eo), size(raster)));
    if (count == 0 && hasBandFields(asset)) {
      count = 1;
    }
    List<Band> read = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      JsonNode named = eo.path(i);
      if (named.isIntegralNumber() && named.canConvertToInt()) {
        named = properties.path("eo:bands").path(named.asInt());
      }
      read.add(band(List.of(bands.path(i), named, raster.path(i), asset)));
    }
    return read;
  }

  private static int size(JsonNode node) {
    return node.isArray() ? node.size() : 0;
  }

  private static boolean hasBandFields(JsonNode asset) {
    return asset.has("raster:scale")
        || asset.has("raster:offset")
        || asset.has("nodata")
        || asset.has("data_type")
        || asset.has("eo:common_name");
  }

  /**
   * @param sources in order of precedence, the asset itself last
   */
  private static Band band(List<JsonNode> sources) {
    List<JsonNode> own = sources.subList(0, sources.size() - 1);
    return new Band(
        text(own, "name"),
        text(sources, "eo:common_name").or(() -> text(own, "common_name")),
        number(sources, "raster:scale", "scale"),
        number(sources, "raster:offset", "offset"),
        number(sources, "nodata", "raster:nodata"),
        text(sources, "data_type"),
        text(sources, "unit"));
  }

  private static Optional<String> text(List<JsonNode> sources, String field) {
    return sources.stream().flatMap(source -> Json.text(source, field).stream()).findFirst();
  }

  private static OptionalDouble number(List<JsonNode> sources, String field, String alternative) {
    for (JsonNode source : sources) {
      JsonNode holder = source.isObject() ? source : MissingNode.getInstance();
      OptionalDouble value = Json.number(holder, field);
      if (value.isEmpty()) {
        value = Json.number(holder, alternative);
      }
      if (value.isPresent()) {
        return value;
      }
    }
    return OptionalDouble.empty();
  }
}
