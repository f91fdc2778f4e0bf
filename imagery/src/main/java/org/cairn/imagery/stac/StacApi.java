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
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Item Search of the STAC API specification 1.0, by POST where the server has it, else by GET.
 * Thread-safe.
 */
final class StacApi implements ItemSource {
  /**
   * What servers without POST answer it with; gateways that let only reading pass forbid it (403).
   */
  private static final Set<StacException.Code> REFUSALS =
      Set.of(
          StacException.Code.CATALOG_NOT_FOUND,
          StacException.Code.HTTP_REFUSED,
          StacException.Code.HTTP_FORBIDDEN);

  /** In degrees: wider than an image in use, but in the highest latitudes. */
  private static final double WIDEST_FOOTPRINT = 10;

  /** In degrees: some servers refuse a box without width. */
  private static final double LINE_WIDTH = 0.001;

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

  /** What the server found is looked through again: not every server heeds every condition. */
  @Override
  public SearchResult search(ItemSearch search) throws StacException {
    ItemSink sink = new ItemSink(true);
    if (search.box().isEmpty()) {
      ask(search, sink);
    } else {
      for (BoundingBox box : asked(search.box().get())) {
        ask(
            new ItemSearch(Optional.of(box), search.from(), search.until(), search.collections()),
            sink);
      }
    }
    return sink.result(
        new ItemSearch(search.box(), search.from(), search.until(), collections(search)));
  }

  /**
   * The boxes to ask for. Servers in use take one over the antimeridian for its opposite
   * (stac-utils/pgstac issue 428), refuse longitudes beyond 180, and keep footprints that cross it
   * unrolled on either side (microsoft/PlanetaryComputer issue 296): so the box is cut there, and
   * near it the line itself is asked for on the other side.
   */
  static List<BoundingBox> asked(BoundingBox box) {
    if (box.width() >= 360) {
      return List.of(new BoundingBox(-180, box.south(), 180, box.north()));
    }
    boolean plain = -180 <= box.west() && box.west() <= box.east() && box.east() <= 180;
    double west = plain ? box.west() : Math.IEEEremainder(box.west(), 360);
    double east = plain ? box.east() : west + box.width();
    List<BoundingBox> boxes = new ArrayList<>();
    boxes.add(new BoundingBox(west, box.south(), Math.min(east, 180), box.north()));
    if (east > 180) {
      boxes.add(new BoundingBox(-180, box.south(), east - 360, box.north()));
      return boxes;
    }
    if (east >= 180 - WIDEST_FOOTPRINT) {
      boxes.add(new BoundingBox(-180, box.south(), -180 + LINE_WIDTH, box.north()));
    }
    if (west <= -180 + WIDEST_FOOTPRINT) {
      boxes.add(new BoundingBox(180 - LINE_WIDTH, box.south(), 180, box.north()));
    }
    return boxes;
  }

  private void ask(ItemSearch search, ItemSink sink) throws StacException {
    if (post.isPresent() && !postRefused) {
      WebDocuments.Ask ask =
          new WebDocuments.Ask(post.get(), Optional.of(body(search).toString()), Map.of());
      Optional<JsonNode> first = answered(ask);
      if (first.isPresent()) {
        new Pages(settings, web).readFrom(first.get(), ask, sink);
        return;
      }
      postRefused = true;
    }
    new Pages(settings, web).readAll(WebDocuments.Ask.get(withQuery(search)), sink);
  }

  /** Empty where the server does not take POST. */
  private Optional<JsonNode> answered(WebDocuments.Ask ask) throws StacException {
    try {
      return Optional.of(web.read(ask));
    } catch (StacException refused) {
      if (REFUSALS.contains(refused.code())) {
        return Optional.empty();
      }
      throw refused;
    }
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
