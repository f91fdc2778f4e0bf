package org.cairn.app.web.stac;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.app.web.review.AlertPath;
import org.cairn.imagery.raster.Grid;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PictureHit;
import org.cairn.register.SceneHit;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Items as STAC 1.0.0 has them, with the extensions Projection 1.2 and File 2.1. Members of our own
 * begin with {@code cairn:}. Thread-safe.
 */
final class ItemDocuments {
  static final String COG = "image/tiff; application=geotiff; profile=cloud-optimized";

  private static final String PROJECTION =
      "https://stac-extensions.github.io/projection/v1.2.0/schema.json";
  private static final String FILE = "https://stac-extensions.github.io/file/v2.1.0/schema.json";

  /** Multihash of a SHA-256: its code and its length in bytes, before the hash. */
  private static final String SHA256_MULTIHASH = "1220";

  private final ChipFiles chips;
  private final SceneFiles scenes;

  ItemDocuments(ChipFiles chips, SceneFiles scenes) {
    this.chips = chips;
    this.scenes = scenes;
  }

  /**
   * @param base scheme, host and port of this server
   * @param exact whether the viewer may know the files that scenes were read from
   */
  ObjectNode item(Found found, String base, boolean exact) throws IOException, RefusedException {
    return switch (found) {
      case Found.Chip chip -> chip(chip, base);
      case Found.Scene scene -> scene(scene, base, exact);
    };
  }

  private ObjectNode chip(Found.Chip chip, String base) throws IOException, RefusedException {
    PictureHit hit = chip.hit();
    ObjectNode item = begun(CollectionIds.CHIPS, Items.chipId(hit.entry(), hit.number()));
    item.withArrayProperty("stac_extensions").add(PROJECTION).add(FILE);
    if (hit.ground().isPresent()) {
      putGround(item, hit.ground().get());
    } else {
      item.putNull("geometry");
    }
    ObjectNode properties = item.putObject("properties");
    properties.put("datetime", hit.acquired().toString());
    hit.sensor().ifPresent(sensor -> properties.put("platform", sensor));
    Optional<Grid> grid = chips.grid(hit);
    grid.ifPresent(known -> putGrid(properties, known));
    properties
        .put("cairn:alert", hit.alert())
        .put("cairn:place", hit.place())
        .put("cairn:role", hit.role())
        .put("cairn:entry", hit.entry());
    ArrayNode links = links(item, base, CollectionIds.CHIPS);
    link(links, "related", base + AlertPath.of(hit.alert()), "text/html", "The alert");
    link(links, "via", base + "/entries/" + hit.entry(), "text/html", "The ledger's entry");
    chip.scene()
        .ifPresent(scene ->
            link(
                links,
                "derived_from",
                base + StacPaths.item(CollectionIds.SCENES, scene.item()),
                JsonAnswer.GEO_JSON,
                "The image it was made from"));
    ObjectNode assets = item.putObject("assets");
    if (grid.isPresent()) {
      asset(
          assets,
          "cog",
          base + StacPaths.chip(hit, "tif"),
          COG,
          List.of("visual"),
          "The picture on its ground");
    }
    ObjectNode png =
        asset(
            assets,
            "picture",
            base + StacPaths.chip(hit, "png"),
            "image/png",
            List.of("overview", "thumbnail"),
            "The picture as recorded");
    png.put("file:checksum", SHA256_MULTIHASH + hit.sha256());
    chips.size(hit).ifPresent(size -> png.put("file:size", size));
    return item;
  }

  private ObjectNode scene(Found.Scene scene, String base, boolean exact)
      throws IOException, RefusedException {
    SceneHit hit = scene.hit();
    ObjectNode item = begun(CollectionIds.SCENES, hit.item());
    item.putArray("stac_extensions");
    item.putNull("geometry"); // The ledger does not have it.
    ObjectNode properties = item.putObject("properties");
    properties.put("datetime", hit.acquired().toString());
    hit.sensor().ifPresent(sensor -> properties.put("platform", sensor));
    hit.collection().ifPresent(name -> properties.put("cairn:collection", name));
    if (hit.clearShare().isPresent()) {
      properties.put("cairn:clear_share", hit.clearShare().getAsDouble());
    }
    hit.heldBack().ifPresent(code -> properties.put("cairn:held_back", code));
    ArrayNode alerts = properties.putArray("cairn:alerts");
    scene.alerts().forEach(alerts::add);
    properties.put("cairn:run", hit.run()).put("cairn:entry", hit.entry());
    ArrayNode links = links(item, base, CollectionIds.SCENES);
    for (String alert : scene.alerts()) {
      link(links, "related", base + AlertPath.of(alert), "text/html", "An alert");
    }
    link(links, "via", base + "/entries/" + hit.entry(), "text/html", "The ledger's entry");
    ObjectNode assets = item.putObject("assets");
    if (exact) {
      for (SceneFiles.Source source : scenes.list(hit)) {
        String key = source.asset();
        if (source.isHere()) {
          asset(
              assets, key, base + StacPaths.sceneFile(hit.item(), key), COG, List.of("data"), key);
        } else if (source.isElsewhere()) {
          asset(assets, key, source.href().toString(), COG, List.of("data"), key);
        }
      }
    }
    return item;
  }

  private static ObjectNode begun(String collection, String id) {
    ObjectNode item =
        JsonNodeFactory.instance.objectNode().put("type", "Feature").put("stac_version", "1.0.0");
    item.putArray("stac_extensions");
    return item.put("id", id).put("collection", collection);
  }

  private static ArrayNode links(ObjectNode item, String base, String collection) {
    ArrayNode links = item.putArray("links");
    String self = base + StacPaths.item(collection, item.path("id").asString());
    String parent = base + StacPaths.collection(collection);
    link(links, "self", self, JsonAnswer.GEO_JSON, "This item");
    link(links, "root", base + StacPaths.ROOT, "application/json", "This API");
    link(links, "parent", parent, "application/json", "Its collection");
    link(links, "collection", parent, "application/json", "Its collection");
    return links;
  }

  static void link(ArrayNode links, String relation, String href, String type, String title) {
    links.addObject().put("rel", relation).put("href", href).put("type", type).put("title", title);
  }

  private static ObjectNode asset(
      ObjectNode assets, String key, String href, String type, List<String> roles, String title) {
    ObjectNode asset =
        assets.putObject(key).put("href", href).put("type", type).put("title", title);
    ArrayNode all = asset.putArray("roles");
    roles.forEach(all::add);
    return asset;
  }

  /** Over the antimeridian in two parts, and the box from west to east (RFC 7946, 3.1.9, 5.2). */
  private static void putGround(ObjectNode item, Geometry ground) {
    boolean parted = ground.getNumGeometries() > 1;
    Envelope east = ground.getGeometryN(0).getEnvelopeInternal();
    Envelope west = ground.getGeometryN(ground.getNumGeometries() - 1).getEnvelopeInternal();
    item.putArray("bbox")
        .add(east.getMinX())
        .add(Math.min(east.getMinY(), west.getMinY()))
        .add(west.getMaxX())
        .add(Math.max(east.getMaxY(), west.getMaxY()));
    ObjectNode geometry =
        item.putObject("geometry").put("type", parted ? "MultiPolygon" : "Polygon");
    ArrayNode coordinates = geometry.putArray("coordinates");
    for (int part = 0; part < ground.getNumGeometries(); part++) {
      ArrayNode polygon = parted ? coordinates.addArray() : coordinates;
      ArrayNode ring = polygon.addArray();
      for (Coordinate at : ground.getGeometryN(part).getCoordinates()) {
        ring.addArray().add(at.x).add(at.y);
      }
    }
  }

  private static void putGrid(ObjectNode properties, Grid grid) {
    String code = grid.crs().code();
    properties.put("proj:code", code);
    properties.put("proj:epsg", Integer.parseInt(code.substring(code.indexOf(':') + 1)));
    properties.putArray("proj:shape").add(grid.rows()).add(grid.cols());
    properties
        .putArray("proj:transform")
        .add(grid.stepX())
        .add(0)
        .add(grid.originX())
        .add(0)
        .add(grid.stepY())
        .add(grid.originY());
    double otherY = grid.yOf(grid.rows());
    properties
        .putArray("proj:bbox")
        .add(grid.originX())
        .add(Math.min(grid.originY(), otherY))
        .add(grid.xOf(grid.cols()))
        .add(Math.max(grid.originY(), otherY));
    if (!grid.crs().isGeographic()) {
      properties.put("gsd", Double.parseDouble(String.format(Locale.ROOT, "%.3f", grid.stepX())));
    }
  }
}
