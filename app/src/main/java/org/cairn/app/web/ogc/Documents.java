package org.cairn.app.web.ogc;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.cairn.app.text.Texts;
import org.cairn.app.web.ogc.cql.Cql2Context;
import org.cairn.register.FeatureProperty;
import org.cairn.register.FeatureProperty.Type;
import org.cairn.register.FeatureSight;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The documents about the service (OGC 17-069r4, 7.2 to 7.14; 19-079r2, 6) for one request.
 * Immutable.
 *
 * @param base address of the landing page
 */
record Documents(String base, Texts texts) {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /** Those that hold, and no others. */
  static final List<String> CONFORMANCE =
      List.of(
          "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
          "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
          "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
          "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
          "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
          "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
          "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
          "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
          "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/filter",
          "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/features-filter",
          "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
          "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
          "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
          "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
          "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
          "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions");

  static Documents of(OgcAddress address, HttpServletRequest request, Texts texts) {
    return new Documents(address.base(request), texts);
  }

  ObjectNode landing() {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("title", texts.text("ogc.title")).put("description", texts.text("ogc.lead"));
    ArrayNode links = json.putArray("links");
    link(links, "", "self", Formats.JSON, "ogc.title");
    link(links, "?f=html", "alternate", Formats.HTML, "ogc.title");
    link(links, "/api", "service-desc", Formats.OPEN_API, "ogc.api");
    link(links, "/api?f=html", "service-doc", Formats.HTML, "ogc.api");
    link(links, "/conformance", "conformance", Formats.JSON, "ogc.conformance");
    link(
        links,
        "/conformance",
        "http://www.opengis.net/def/rel/ogc/1.0/conformance",
        Formats.JSON,
        "ogc.conformance");
    link(links, "/collections", "data", Formats.JSON, "ogc.collections");
    link(links, "/project.qgs", "related", QgisProject.TYPE, "ogc.qgis");
    return json;
  }

  ObjectNode conformance() {
    ObjectNode json = MAPPER.createObjectNode();
    ArrayNode all = json.putArray("conformsTo");
    CONFORMANCE.forEach(all::add);
    ArrayNode links = json.putArray("links");
    link(links, "/conformance", "self", Formats.JSON, "ogc.conformance");
    link(links, "/conformance?f=html", "alternate", Formats.HTML, "ogc.conformance");
    return json;
  }

  ObjectNode collections(List<Collection> open) {
    ObjectNode json = MAPPER.createObjectNode();
    ArrayNode links = json.putArray("links");
    link(links, "/collections", "self", Formats.JSON, "ogc.collections");
    link(links, "/collections?f=html", "alternate", Formats.HTML, "ogc.collections");
    ArrayNode crs = json.putArray("crs");
    CoordinateSystem.uris().forEach(crs::add);
    ArrayNode collections = json.putArray("collections");
    open.forEach(each -> collections.add(collection(each)));
    return json;
  }

  ObjectNode collection(Collection collection) {
    String path = "/collections/" + collection.id();
    ObjectNode json = MAPPER.createObjectNode();
    json.put("id", collection.id())
        .put("title", title(collection))
        .put("description", description(collection))
        .put("itemType", "feature");
    json.putObject("extent")
        .putObject("spatial")
        .put("crs", CoordinateSystem.CRS84.uri())
        .putArray("bbox")
        .addArray()
        .add(-180)
        .add(-90)
        .add(180)
        .add(90);
    ArrayNode crs = json.putArray("crs");
    CoordinateSystem.uris().forEach(crs::add);
    json.put("storageCrs", CoordinateSystem.CRS84.uri());
    ArrayNode links = json.putArray("links");
    link(links, path, "self", Formats.JSON, "ogc.collection." + collection.id());
    link(links, path + "?f=html", "alternate", Formats.HTML, "ogc.collection." + collection.id());
    link(links, path + "/items", "items", Formats.GEO_JSON, "ogc.items");
    link(links, path + "/items?f=html", "items", Formats.HTML, "ogc.items");
    link(
        links,
        path + "/queryables",
        "http://www.opengis.net/def/rel/ogc/1.0/queryables",
        Formats.SCHEMA_JSON,
        "ogc.queryables");
    return json;
  }

  String title(Collection collection) {
    return texts.text("ogc.collection." + collection.id());
  }

  String description(Collection collection) {
    return texts.text("ogc.collection." + collection.id() + ".lead");
  }

  /** JSON Schema of what can be asked for. */
  ObjectNode queryables(Collection collection, FeatureSight sight) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("$schema", "https://json-schema.org/draft/2020-12/schema")
        .put("$id", base + "/collections/" + collection.id() + "/queryables")
        .put("type", "object")
        .put("title", title(collection))
        .put("additionalProperties", false);
    ObjectNode properties = json.putObject("properties");
    properties
        .putObject(Cql2Context.GEOMETRY)
        .put("title", Cql2Context.GEOMETRY)
        .put("format", "geometry-any")
        .put("x-ogc-role", "primary-geometry");
    ItemsQuery.queryables(collection, sight)
        .forEach((name, type) -> type(properties.putObject(name).put("title", name), type));
    return json;
  }

  /** Of one value: a property with several is asked for as if it had one of them. */
  static void type(ObjectNode schema, Type type) {
    switch (type) {
      case TEXT, TEXTS -> schema.put("type", "string");
      case INTEGER -> schema.put("type", "integer");
      case NUMBER -> schema.put("type", "number");
      case DATE -> schema.put("type", "string").put("format", "date");
      case INSTANT -> schema.put("type", "string").put("format", "date-time");
    }
  }

  /** Of what features have. */
  static void schema(ObjectNode schema, FeatureProperty property) {
    switch (property.type()) {
      case TEXTS -> schema.put("type", "array").putObject("items").put("type", "string");
      default -> {
        type(schema, property.type());
        schema.put("nullable", true);
      }
    }
  }

  private void link(ArrayNode links, String path, String rel, String type, String key) {
    links
        .addObject()
        .put("href", base + path)
        .put("rel", rel)
        .put("type", type)
        .put("title", texts.text(key));
  }
}
