package org.cairn.app.record;

import java.util.ArrayList;
import java.util.List;
import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.watch.AreaUse;
import org.cairn.watch.ItemRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A watch area as a member of a record; decimals are texts that read back exactly. */
final class AreaRecord {
  private AreaRecord() {}

  static ObjectNode encode(AreaUse area) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode places = node.putArray("places");
    area.areaPlaces().forEach(places::add);
    Grid anchor = area.anchor();
    node.put("crs", anchor.crs().code());
    node.putArray("origin")
        .add(Double.toString(anchor.originX()))
        .add(Double.toString(anchor.originY()));
    node.putArray("step").add(Double.toString(anchor.stepX())).add(Double.toString(anchor.stepY()));
    node.putArray("size").add(anchor.cols()).add(anchor.rows());
    PixelWindow window = area.window();
    node.putArray("window")
        .add(window.col())
        .add(window.row())
        .add(window.cols())
        .add(window.rows());
    ArrayNode items = node.putArray("items");
    for (ItemRef item : area.items()) {
      ObjectNode one = items.addObject();
      item.collection().ifPresent(collection -> one.put("collection", collection));
      one.put("item", item.item());
    }
    return node;
  }

  static AreaUse decode(JsonNode node) {
    List<String> places = new ArrayList<>();
    node.path("places").values().forEach(place -> places.add(place.asString()));
    JsonNode size = node.path("size");
    Grid anchor =
        new Grid(
            Crs.parse(node.path("crs").asString()),
            decimal(node, "origin", 0),
            decimal(node, "origin", 1),
            decimal(node, "step", 0),
            decimal(node, "step", 1),
            size.path(0).asInt(),
            size.path(1).asInt());
    JsonNode window = node.path("window");
    List<ItemRef> items = new ArrayList<>();
    for (JsonNode item : node.path("items").values()) {
      items.add(new ItemRef(PlaceRecord.text(item, "collection"), item.path("item").asString("")));
    }
    return new AreaUse(
        places,
        anchor,
        new PixelWindow(
            window.path(0).asInt(),
            window.path(1).asInt(),
            window.path(2).asInt(),
            window.path(3).asInt()),
        items);
  }

  private static double decimal(JsonNode node, String name, int index) {
    return Double.parseDouble(node.path(name).path(index).asString());
  }
}
