package org.cairn.app.web.stac;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.cairn.register.Images;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What the API says of itself. Stateless. */
final class StacDocuments {
  private static final String JSON = "application/json";

  /** Conformance classes. */
  private static final String[] CLASSES = {
    "https://api.stacspec.org/v1.0.0/core",
    "https://api.stacspec.org/v1.0.0/collections",
    "https://api.stacspec.org/v1.0.0/ogcapi-features",
    "https://api.stacspec.org/v1.0.0/item-search",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson"
  };

  private static final Map<String, String> TITLES =
      Map.of(
          CollectionIds.CHIPS, "Pictures of alerts",
          CollectionIds.SCENES, "Images that the watch read");

  private static final Map<String, String> DESCRIPTIONS =
      Map.of(
          CollectionIds.CHIPS,
              "Small pictures of places before and after a change, all of one alert on one grid and"
                  + " stretched alike, each as it was recorded and as a cloud-optimised GeoTIFF.",
          CollectionIds.SCENES,
              "The images that runs of the watch read or held back, as the last run has each. Where"
                  + " they lie is not recorded.");

  private StacDocuments() {}

  static ObjectNode landing(String base) {
    ObjectNode landing =
        node()
            .put("type", "Catalog")
            .put("stac_version", "1.0.0")
            .put("id", "cairn")
            .put("title", "Images of this Cairn node")
            .put(
                "description",
                "Pictures of what changed at places of cultural heritage, and the images they were"
                    + " found in.");
    landing.set("conformsTo", classes());
    ArrayNode links = landing.putArray("links");
    String root = base + StacPaths.ROOT;
    ItemDocuments.link(links, "self", root, JSON, "This API");
    ItemDocuments.link(links, "root", root, JSON, "This API");
    ItemDocuments.link(links, "conformance", root + "/conformance", JSON, "What it conforms to");
    ItemDocuments.link(links, "service-desc", root + "/api", JsonAnswer.OPEN_API, "Its routes");
    ItemDocuments.link(links, "data", base + StacPaths.COLLECTIONS, JSON, "Its collections");
    for (String method : new String[] {"GET", "POST"}) {
      links
          .addObject()
          .put("rel", "search")
          .put("href", base + StacPaths.SEARCH)
          .put("type", JsonAnswer.GEO_JSON)
          .put("title", "Search of items")
          .put("method", method);
    }
    for (String id : CollectionIds.IDS) {
      ItemDocuments.link(links, "child", base + StacPaths.collection(id), JSON, title(id));
    }
    return landing;
  }

  private static String title(String collection) {
    return String.valueOf(TITLES.get(collection));
  }

  static ObjectNode conformance() {
    ObjectNode conformance = node();
    conformance.set("conformsTo", classes());
    return conformance;
  }

  private static ArrayNode classes() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (String one : CLASSES) {
      all.add(one);
    }
    return all;
  }

  /** The whole Earth: where the items lie exactly is not for everybody. */
  static ObjectNode collection(String id, Optional<Images.Times> times, String base) {
    ObjectNode collection =
        node()
            .put("type", "Collection")
            .put("stac_version", "1.0.0")
            .put("id", id)
            .put("title", title(id))
            .put("description", String.valueOf(DESCRIPTIONS.get(id)))
            .put("license", "proprietary");
    ObjectNode extent = collection.putObject("extent");
    extent.putObject("spatial").putArray("bbox").addArray().add(-180).add(-90).add(180).add(90);
    ArrayNode interval = extent.putObject("temporal").putArray("interval").addArray();
    if (times.isPresent()) {
      interval.add(times.get().first().toString()).add(times.get().last().toString());
    } else {
      interval.addNull().addNull();
    }
    ArrayNode links = collection.putArray("links");
    String self = base + StacPaths.collection(id);
    ItemDocuments.link(links, "self", self, JSON, "This collection");
    ItemDocuments.link(links, "root", base + StacPaths.ROOT, JSON, "This API");
    ItemDocuments.link(links, "parent", base + StacPaths.ROOT, JSON, "This API");
    ItemDocuments.link(links, "items", self + "/items", JsonAnswer.GEO_JSON, "Its items");
    return collection;
  }

  /** OpenAPI 3.0 of the routes of this API. */
  static ObjectNode openApi(String base) {
    try (InputStream in = StacDocuments.class.getResourceAsStream("openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("openapi.json is missing beside " + StacDocuments.class);
      }
      ObjectNode document = (ObjectNode) JsonMapper.shared().readTree(in);
      document.putArray("servers").addObject().put("url", base);
      return document;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
