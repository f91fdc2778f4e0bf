package org.cairn.app.web.ogc;

import java.util.List;
import org.cairn.register.FeatureLayer;
import org.cairn.register.FeatureProperty;
import org.cairn.register.FeatureQuery;
import org.cairn.register.FeatureSight;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The service in OpenAPI 3.0, with the collections that somebody may see. Immutable. */
record OpenApi(Documents documents, List<Collection> open, FeatureSight sight) {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  ObjectNode document() {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("openapi", "3.0.3");
    json.putObject("info")
        .put("title", documents.texts().text("ogc.title"))
        .put("description", documents.texts().text("ogc.lead"))
        .put("version", "1.0.0");
    json.putArray("servers").addObject().put("url", documents.base());
    ObjectNode paths = json.putObject("paths");
    get(paths, "/", "landing", "The landing page", Formats.JSON);
    get(paths, "/conformance", "conformance", "What the service conforms to", Formats.JSON);
    get(paths, "/api", "api", "This document", Formats.OPEN_API);
    get(paths, "/collections", "collections", "The collections", Formats.JSON);
    open.forEach(each -> collection(paths, each));
    components(json.putObject("components"));
    return json;
  }

  private ObjectNode get(ObjectNode paths, String path, String id, String summary, String type) {
    ObjectNode get = paths.putObject(path).putObject("get");
    get.put("operationId", id).put("summary", summary);
    parameter(get.putArray("parameters"), "f");
    ObjectNode responses = get.putObject("responses");
    ObjectNode content =
        responses.putObject("200").put("description", summary).putObject("content");
    content.putObject(type).putObject("schema").put("type", "object");
    content.putObject(Formats.HTML).putObject("schema").put("type", "string");
    refused(responses, "400", "What is asked cannot be read");
    return get;
  }

  private static void refused(ObjectNode responses, String status, String description) {
    responses
        .putObject(status)
        .put("description", description)
        .putObject("content")
        .putObject(Formats.PROBLEM_JSON)
        .putObject("schema")
        .put("$ref", "#/components/schemas/Problem");
  }

  private static void parameter(ArrayNode parameters, String name) {
    parameters.addObject().put("$ref", "#/components/parameters/" + name);
  }

  private void collection(ObjectNode paths, Collection collection) {
    String id = collection.id();
    String path = "/collections/" + id;
    guarded(get(paths, path, id, documents.title(collection), Formats.JSON));
    guarded(
        get(
            paths,
            path + "/queryables",
            id + "Queryables",
            "By what features can be asked for",
            Formats.SCHEMA_JSON));
    ObjectNode items =
        get(
            paths,
            path + "/items",
            id + "Items",
            documents.description(collection),
            Formats.GEO_JSON);
    ArrayNode parameters = (ArrayNode) items.path("parameters");
    for (String name :
        List.of(
            "limit",
            "bbox",
            "bbox-crs",
            "datetime",
            "crs",
            "filter",
            "filter-lang",
            "filter-crs",
            "token")) {
      parameter(parameters, name);
    }
    ItemsQuery.queryables(collection, sight)
        .forEach((name, type) -> {
          ObjectNode parameter =
              parameters.addObject().put("name", name).put("in", "query").put("required", false);
          Documents.type(parameter.putObject("schema"), type);
        });
    answers(items, id + "Page");
    ObjectNode item =
        get(paths, path + "/items/{featureId}", id + "Item", "One feature", Formats.GEO_JSON);
    parameter((ArrayNode) item.path("parameters"), "featureId");
    parameter((ArrayNode) item.path("parameters"), "crs");
    answers(item, id + "Feature");
    refused((ObjectNode) item.path("responses"), "404", "There is no such feature");
  }

  private static void guarded(ObjectNode get) {
    ObjectNode responses = (ObjectNode) get.path("responses");
    refused(responses, "401", "It takes an account");
    refused(responses, "403", "It takes another right");
  }

  private static void answers(ObjectNode get, String schema) {
    guarded(get);
    ((ObjectNode) get.at("/responses/200/content").path(Formats.GEO_JSON))
        .putObject("schema")
        .put("$ref", "#/components/schemas/" + schema);
  }

  // ---- components

  private void components(ObjectNode components) {
    ObjectNode parameters = components.putObject("parameters");
    text(parameters, "f", "The form of the answer").putArray("enum").add("json").add("html");
    described(parameters, "limit", "query", "The most features on a page")
        .putObject("schema")
        .put("type", "integer")
        .put("minimum", 1)
        .put("maximum", FeatureQuery.MOST)
        .put("default", ItemsQuery.USUAL);
    ObjectNode bbox =
        described(
            parameters,
            "bbox",
            "query",
            "West, south, east, north; over the antimeridian where west is greater than east");
    bbox.put("style", "form").put("explode", false);
    ObjectNode numbers = bbox.putObject("schema").put("type", "array");
    numbers.put("minItems", 4).put("maxItems", 6).putObject("items").put("type", "number");
    text(parameters, "bbox-crs", "Reference system of bbox").put("format", "uri");
    text(parameters, "crs", "Reference system of the answer").put("format", "uri");
    text(parameters, "datetime", "A time, or an interval with a slash; '..' is an open end");
    text(parameters, "filter", "A condition in CQL2");
    text(parameters, "filter-lang", "How it is written")
        .put("default", "cql2-text")
        .putArray("enum")
        .add("cql2-text")
        .add("cql2-json");
    text(parameters, "filter-crs", "Reference system of the filter's geometries")
        .put("format", "uri");
    text(parameters, "token", "Where to go on; links 'next' have it");
    described(parameters, "featureId", "path", "Id of the feature")
        .put("required", true)
        .putObject("schema")
        .put("type", "string");
    ObjectNode schemas = components.putObject("schemas");
    open.forEach(each -> schemas(schemas, each.id(), each.layer()));
    problem(schemas.putObject("Problem"));
  }

  private static ObjectNode described(
      ObjectNode parameters, String name, String in, String description) {
    return parameters
        .putObject(name)
        .put("name", name)
        .put("in", in)
        .put("required", false)
        .put("description", description);
  }

  private static ObjectNode text(ObjectNode parameters, String name, String description) {
    return described(parameters, name, "query", description)
        .putObject("schema")
        .put("type", "string");
  }

  private void schemas(ObjectNode schemas, String id, FeatureLayer layer) {
    ObjectNode feature = schemas.putObject(id + "Feature").put("type", "object");
    feature.putArray("required").add("type").add("id").add("geometry").add("properties");
    ObjectNode members = feature.putObject("properties");
    members.putObject("type").put("type", "string").putArray("enum").add("Feature");
    members.putObject("id").put("type", "string");
    members.putObject("geometry").put("type", "object").put("nullable", true);
    ObjectNode properties =
        members.putObject("properties").put("type", "object").putObject("properties");
    for (FeatureProperty each : layer.properties(sight)) {
      Documents.schema(properties.putObject(each.name()), each);
    }
    properties.putObject("link").put("type", "string").put("format", "uri");
    ObjectNode page = schemas.putObject(id + "Page").put("type", "object");
    page.putArray("required").add("type").add("features");
    ObjectNode parts = page.putObject("properties");
    parts.putObject("type").put("type", "string").putArray("enum").add("FeatureCollection");
    parts
        .putObject("features")
        .put("type", "array")
        .putObject("items")
        .put("$ref", "#/components/schemas/" + id + "Feature");
    parts.putObject("numberReturned").put("type", "integer");
    parts.putObject("numberMatched").put("type", "integer");
    parts.putObject("timeStamp").put("type", "string").put("format", "date-time");
    parts.putObject("links").put("type", "array").putObject("items").put("type", "object");
  }

  private static void problem(ObjectNode problem) {
    problem.put("type", "object").put("description", "RFC 9457");
    ObjectNode members = problem.putObject("properties");
    members.putObject("type").put("type", "string");
    members.putObject("title").put("type", "string");
    members.putObject("status").put("type", "integer");
    members.putObject("detail").put("type", "string");
  }
}
