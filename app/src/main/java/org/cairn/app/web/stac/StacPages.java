package org.cairn.app.web.stac;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.web.Answer;
import org.cairn.app.web.EvenReadOnly;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NoFormToken;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Right;
import org.cairn.ledger.RefusedException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The documents of the API: itself, its collections, items and searches. Thread-safe. */
@Controller
final class StacPages {
  private final Items items;
  private final ItemDocuments documents;
  private final Optional<URI> address;

  /**
   * @param address of this server as the settings have it
   */
  StacPages(Items items, ItemDocuments documents, Optional<URI> address) {
    this.items = items;
    this.documents = documents;
    this.address = address;
  }

  private String base(HttpServletRequest request) {
    return address.map(URI::toString).orElseGet(() -> "http://localhost:" + request.getLocalPort());
  }

  private static boolean isExact(Frame frame) {
    return frame.viewer().may(Right.SEE_EXACT);
  }

  @GetMapping(StacPaths.ROOT)
  @Needs(Right.SEE_ALERTS)
  Answer landing(HttpServletRequest request) {
    return JsonAnswer.json(StacDocuments.landing(base(request)));
  }

  @GetMapping(StacPaths.ROOT + "/conformance")
  @Needs(Right.SEE_ALERTS)
  Answer conformance() {
    return JsonAnswer.json(StacDocuments.conformance());
  }

  @GetMapping(StacPaths.ROOT + "/api")
  @Needs(Right.SEE_ALERTS)
  Answer api(HttpServletRequest request) {
    return JsonAnswer.of(200, JsonAnswer.OPEN_API, StacDocuments.openApi(base(request)));
  }

  @GetMapping(StacPaths.COLLECTIONS)
  @Needs(Right.SEE_ALERTS)
  Answer collections(Frame frame, HttpServletRequest request) throws IOException, RefusedException {
    String base = base(request);
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    ArrayNode collections = all.putArray("collections");
    for (String id : CollectionIds.IDS) {
      collections.add(StacDocuments.collection(id, items.times(id, isExact(frame)), base));
    }
    ArrayNode links = all.putArray("links");
    ItemDocuments.link(
        links, "self", base + StacPaths.COLLECTIONS, "application/json", "The collections");
    ItemDocuments.link(links, "root", base + StacPaths.ROOT, "application/json", "This API");
    return JsonAnswer.json(all);
  }

  @GetMapping(StacPaths.COLLECTIONS + "/{collection}")
  @Needs(Right.SEE_ALERTS)
  Answer collection(
      Frame frame, HttpServletRequest request, @PathVariable("collection") String collection)
      throws IOException, RefusedException {
    return JsonAnswer.of(() -> {
      requireCollection(collection);
      return JsonAnswer.json(
          StacDocuments.collection(
              collection, items.times(collection, isExact(frame)), base(request)));
    });
  }

  private static void requireCollection(String collection) {
    if (!CollectionIds.IDS.contains(collection)) {
      throw new NotFoundException();
    }
  }

  @GetMapping(StacPaths.COLLECTIONS + "/{collection}/items")
  @Needs(Right.SEE_ALERTS)
  Answer items(
      Frame frame, HttpServletRequest request, @PathVariable("collection") String collection)
      throws IOException, RefusedException {
    return JsonAnswer.of(() -> {
      requireCollection(collection);
      Question question = QuestionReading.ofCollection(collection, request);
      Items.Page page = items.search(question, isExact(frame));
      ObjectNode answer = featureCollection(frame, page, base(request));
      String self = base(request) + StacPaths.collection(collection) + "/items";
      addLinks(answer, request, self, page);
      return JsonAnswer.geoJson(answer);
    });
  }

  @GetMapping(StacPaths.COLLECTIONS + "/{collection}/items/{item}")
  @Needs(Right.SEE_ALERTS)
  Answer item(
      Frame frame,
      HttpServletRequest request,
      @PathVariable("collection") String collection,
      @PathVariable("item") String segment)
      throws IOException, RefusedException {
    return JsonAnswer.of(() -> {
      requireCollection(collection);
      String id = StacPaths.parse(segment).orElseThrow(NotFoundException::new);
      Found found = items.find(collection, id, isExact(frame)).orElseThrow(NotFoundException::new);
      return JsonAnswer.geoJson(documents.item(found, base(request), isExact(frame)));
    });
  }

  @GetMapping(StacPaths.SEARCH)
  @Needs(Right.SEE_ALERTS)
  Answer search(Frame frame, HttpServletRequest request) throws IOException, RefusedException {
    return JsonAnswer.of(() -> {
      Items.Page page = items.search(QuestionReading.ofAddress(request), isExact(frame));
      ObjectNode answer = featureCollection(frame, page, base(request));
      addLinks(answer, request, base(request) + StacPaths.SEARCH, page);
      return JsonAnswer.geoJson(answer);
    });
  }

  /** The same with what is asked in the body, which may be longer than an address. */
  @PostMapping(StacPaths.SEARCH)
  @Needs(Right.SEE_ALERTS)
  @NoFormToken("It only reads: no other site can read the answer.")
  @EvenReadOnly
  Answer searchByBody(Frame frame, HttpServletRequest request)
      throws IOException, RefusedException {
    return JsonAnswer.of(() -> {
      Question question = QuestionReading.ofBody(request);
      Items.Page page = items.search(question, isExact(frame));
      ObjectNode answer = featureCollection(frame, page, base(request));
      ArrayNode links = answer.putArray("links");
      ItemDocuments.link(
          links, "root", base(request) + StacPaths.ROOT, "application/json", "This API");
      page.next()
          .ifPresent(token ->
              links
                  .addObject()
                  .put("rel", "next")
                  .put("href", base(request) + StacPaths.SEARCH)
                  .put("type", JsonAnswer.GEO_JSON)
                  .put("method", "POST")
                  .put("merge", true)
                  .putObject("body")
                  .put("token", token));
      return JsonAnswer.geoJson(answer);
    });
  }

  private ObjectNode featureCollection(Frame frame, Items.Page page, String base)
      throws IOException, RefusedException {
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("type", "FeatureCollection");
    ArrayNode features = answer.putArray("features");
    for (Found found : page.items()) {
      features.add(documents.item(found, base, isExact(frame)));
    }
    return answer.put("numberReturned", page.items().size());
  }

  /** The next page is asked for as this one was, from another place on. */
  private static void addLinks(
      ObjectNode answer, HttpServletRequest request, String path, Items.Page page) {
    ArrayNode links = answer.putArray("links");
    Map<String, String> asked = asked(request);
    ItemDocuments.link(links, "self", path + query(asked), JsonAnswer.GEO_JSON, "This page");
    String root = path.substring(0, path.indexOf(StacPaths.ROOT)) + StacPaths.ROOT;
    ItemDocuments.link(links, "root", root, "application/json", "This API");
    if (page.next().isPresent()) {
      asked.put("token", page.next().get());
      ItemDocuments.link(links, "next", path + query(asked), JsonAnswer.GEO_JSON, "The next page");
    }
  }

  private static Map<String, String> asked(HttpServletRequest request) {
    Map<String, String> asked = new LinkedHashMap<>();
    for (String name :
        List.of("collections", "ids", "bbox", "intersects", "datetime", "limit", "token")) {
      String[] values = request.getParameterValues(name);
      if (values != null) {
        asked.put(name, String.join(",", values));
      }
    }
    return asked;
  }

  private static String query(Map<String, String> asked) {
    List<String> parts = new ArrayList<>();
    asked.forEach(
        (name, value) -> parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return parts.isEmpty() ? "" : "?" + String.join("&", parts);
  }
}
