package org.cairn.imagery.stac;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The links of a document. */
final class Links {
  private Links() {}

  /** Links of one relation, in the order of the document. */
  static List<JsonNode> of(JsonNode document, String relation) {
    List<JsonNode> links = new ArrayList<>();
    for (JsonNode link : document.path("links")) {
      if (Json.text(link, "rel").orElse("").equals(relation)) {
        links.add(link);
      }
    }
    return links;
  }

  /** Where a link leads, from where its document was read. */
  static Optional<URI> target(JsonNode link, URI location) {
    return Json.text(link, "href").flatMap(Hrefs::parse).map(href -> Hrefs.join(location, href));
  }

  /**
   * The request for the next page (STAC API, paging):
   *
   * <pre>
   * {"rel": "next", "href": ..., "method": "POST", "body": {"token": "x"}, "merge": true, "headers": {"name": "value"}}
   * </pre>
   *
   * Without {@code merge} the link's body replaces the one sent.
   *
   * @param sent the request this page answered
   */
  static Optional<WebDocuments.Ask> next(JsonNode page, WebDocuments.Ask sent) {
    List<JsonNode> links = of(page, "next");
    if (links.isEmpty()) {
      return Optional.empty();
    }
    JsonNode link = links.getFirst();
    Optional<URI> address = target(link, sent.address());
    if (address.isEmpty()) {
      return Optional.empty();
    }
    Map<String, List<String>> headers = headers(link.path("headers"));
    String method = Json.text(link, "method").orElse("GET").toUpperCase(Locale.ROOT);
    if (!method.equals("POST")) {
      return Optional.of(new WebDocuments.Ask(address.get(), Optional.empty(), headers));
    }
    boolean merge = link.path("merge").isBoolean() && link.path("merge").asBoolean();
    ObjectNode body = Json.MAPPER.createObjectNode();
    // A link with a method and no body at all can only mean the same request at another address.
    if ((merge || !link.path("body").isObject()) && sent.body().isPresent()) {
      body.setAll((ObjectNode) Json.MAPPER.readTree(sent.body().get()));
    }
    if (link.path("body").isObject()) {
      body.setAll((ObjectNode) link.path("body"));
    }
    return Optional.of(new WebDocuments.Ask(address.get(), Optional.of(body.toString()), headers));
  }

  private static Map<String, List<String>> headers(JsonNode node) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> header : node.properties()) {
      if (header.getValue().isString()) {
        headers.put(header.getKey(), List.of(header.getValue().asString()));
      } else if (header.getValue().isArray()) {
        headers.put(header.getKey(), Json.texts(header.getValue()));
      }
    }
    return headers;
  }
}
