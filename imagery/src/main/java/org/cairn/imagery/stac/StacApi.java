package org.cairn.imagery.stac;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Item Search of the STAC API specification 1.0, by POST where the server has it, else by GET.
 * Thread-safe.
 */
final class StacApi implements ItemSource {
  private final StacSettings settings;
  private final WebDocuments web;
  private final Optional<URI> post;
  private final URI get;
  private final List<String> onlyCollections;

  /** Set once a server has refused POST; asking it once more by another thread does no harm. */
  private volatile boolean postRefused;

  private StacApi(
      StacSettings settings,
      WebDocuments web,
      Optional<URI> post,
      URI get,
      List<String> onlyCollections) {
    this.settings = settings;
    this.web = web;
    this.post = post;
    this.get = get;
    this.onlyCollections = List.copyOf(onlyCollections);
  }

  /**
   * The API behind a document.
   *
   * @param onlyCollections searched where a search names none
   * @return empty where the document is not the landing page of an API with search
   */
  static Optional<StacApi> find(
      JsonNode landing,
      URI location,
      List<String> onlyCollections,
      StacSettings settings,
      WebDocuments web) {
    Optional<URI> post = Optional.empty();
    Optional<URI> get = Optional.empty();
    for (JsonNode link : Links.of(landing, "search")) {
      Optional<URI> target = Links.target(link, location);
      String method = Json.text(link, "method").orElse("").toUpperCase(Locale.ROOT);
      if (post.isEmpty() && !method.equals("GET")) {
        // Without a method POST is tried: most servers have it, and it is the one form without
        // limits of length.
        post = target;
      }
      if (get.isEmpty() && !method.equals("POST")) {
        get = target;
      }
    }
    if (post.isEmpty() && get.isEmpty() && conforms(landing)) {
      String base = location.toString().replaceFirst("[?#].*$", "");
      post = Hrefs.parse(base + (base.endsWith("/") ? "" : "/") + "search");
    }
    Optional<URI> posted = post;
    return get.or(() -> posted)
        .filter(Hrefs::isHttp)
        .map(search -> new StacApi(settings, web, posted, search, onlyCollections));
  }

  private static boolean conforms(JsonNode landing) {
    return Json.texts(landing.path("conformsTo")).stream()
        .anyMatch(text -> text.endsWith("/item-search"));
  }

  @Override
  public SearchResult search(ItemSearch search) throws StacException {
    if (post.isPresent() && !postRefused) {
      WebDocuments.Ask ask =
          new WebDocuments.Ask(post.get(), Optional.of(body(search).toString()), Map.of());
      try {
        return pages(web.read(ask), ask, search);
      } catch (StacException refused) {
        if (refused.code() != StacException.Code.CATALOG_NOT_FOUND
            && refused.code() != StacException.Code.HTTP_REFUSED) {
          throw refused;
        }
        postRefused = true;
      }
    }
    WebDocuments.Ask ask = WebDocuments.Ask.get(withQuery(search));
    return pages(web.read(ask), ask, search);
  }

  /** What the server found is looked through again: not every server heeds every condition. */
  private SearchResult pages(JsonNode first, WebDocuments.Ask ask, ItemSearch search)
      throws StacException {
    ItemSink sink = new ItemSink(true);
    new Pages(settings, web).readFrom(first, ask, sink);
    return sink.result(
        new ItemSearch(search.box(), search.from(), search.until(), collections(search)));
  }

  private List<String> collections(ItemSearch search) {
    return search.collections().isEmpty() ? onlyCollections : search.collections();
  }

  private ObjectNode body(ItemSearch search) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    if (search.box().isPresent()) {
      ArrayNode box = body.putArray("bbox");
      corners(search.box().get()).forEach(box::add);
    }
    datetime(search).ifPresent(interval -> body.put("datetime", interval));
    if (!collections(search).isEmpty()) {
      ArrayNode collections = body.putArray("collections");
      collections(search).forEach(collections::add);
    }
    return body.put("limit", settings.pageSize());
  }

  private URI withQuery(ItemSearch search) throws StacException {
    Map<String, String> parameters = new LinkedHashMap<>();
    search
        .box()
        .ifPresent(box ->
            parameters.put(
                "bbox", String.join(",", corners(box).stream().map(String::valueOf).toList())));
    datetime(search).ifPresent(interval -> parameters.put("datetime", interval));
    if (!collections(search).isEmpty()) {
      parameters.put("collections", String.join(",", collections(search)));
    }
    parameters.put("limit", Integer.toString(settings.pageSize()));
    List<String> encoded = new ArrayList<>();
    parameters.forEach((name, value) ->
        encoded.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    String separator = get.getRawQuery() == null ? "?" : "&";
    String address = get + separator + String.join("&", encoded);
    return Hrefs.parse(address)
        .orElseThrow(() ->
            new StacException(
                StacException.Code.CATALOG_LOCATION,
                "'" + Hrefs.shown(get) + "' cannot be searched by GET."));
  }

  private static List<Double> corners(BoundingBox box) {
    return List.of(box.west(), box.south(), box.east(), box.north());
  }

  private static Optional<String> datetime(ItemSearch search) {
    if (search.from().isEmpty() && search.until().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        search.from().map(String::valueOf).orElse("..")
            + "/"
            + search.until().map(String::valueOf).orElse(".."));
  }
}
