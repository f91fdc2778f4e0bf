package org.cairn.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A real STAC API on the loopback address over a folder that holds {@code items.json} and its
 * images: search by POST with bbox and paging by {@code next} links, files by range requests.
 * Counts what it is asked, and fails on demand.
 */
final class StacApiServer implements AutoCloseable {
  private static final int PAGE = 7;

  /** How a file is answered that does not come as it should. */
  enum Fault {
    FORBIDDEN(403),
    NOT_FOUND(404),
    SERVER_ERROR(500),
    /** The whole file, whatever range was asked for. */
    NO_RANGES(200);

    private final int status;

    Fault(int status) {
      this.status = status;
    }
  }

  private final HttpServer server;
  private final Path folder;
  private final List<ObjectNode> items = new ArrayList<>();
  private final Map<String, Fault> faults = new ConcurrentHashMap<>();
  private final List<String> hidden = new CopyOnWriteArrayList<>();
  final AtomicInteger searches = new AtomicInteger();
  final AtomicInteger rangeRequests = new AtomicInteger();
  final AtomicInteger wholeImages = new AtomicInteger();
  final AtomicLong imageBytes = new AtomicLong();

  StacApiServer(Path folder) throws IOException {
    this.folder = folder;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    for (JsonNode feature :
        JsonMapper.shared().readTree(folder.resolve("items.json").toFile()).get("features")) {
      ObjectNode item = (ObjectNode) feature;
      for (JsonNode asset : item.get("assets")) {
        URI href = URI.create(address() + "/data/").resolve(asset.get("href").asString());
        ((ObjectNode) asset).put("href", href.toString());
      }
      items.add(item);
    }
    server.createContext("/", this::landing);
    server.createContext("/search", this::search);
    server.createContext("/data/", this::data);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** From now on, the catalogue has all items but these. */
  void hide(List<String> ids) {
    hidden.clear();
    hidden.addAll(ids);
  }

  /** Requests for images so far. */
  int imageRequests() {
    return rangeRequests.get() + wholeImages.get();
  }

  /** Has an item say when it was last changed. */
  void update(String id, String when) {
    for (ObjectNode item : items) {
      if (item.path("id").asString().equals(id)) {
        ((ObjectNode) item.get("properties")).put("updated", when);
      }
    }
  }

  /** From now on, this file of the folder fails. */
  void fail(String file, Fault fault) {
    faults.put(file, fault);
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void landing(HttpExchange exchange) throws IOException {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("type", "Catalog").put("stac_version", "1.0.0").put("id", "test");
    root.put("description", "test");
    root.putArray("conformsTo")
        .add("https://api.stacspec.org/v1.0.0/core")
        .add("https://api.stacspec.org/v1.0.0/item-search");
    ArrayNode links = root.putArray("links");
    links.addObject().put("rel", "self").put("href", address() + "/");
    links
        .addObject()
        .put("rel", "search")
        .put("type", "application/geo+json")
        .put("href", address() + "/search")
        .put("method", "POST");
    json(exchange, root);
  }

  private void search(HttpExchange exchange) throws IOException {
    searches.incrementAndGet();
    JsonNode body = JsonMapper.shared().readTree(exchange.getRequestBody());
    List<ObjectNode> found =
        items.stream()
            .filter(item -> !hidden.contains(item.path("id").asString()))
            .filter(item -> meet(item.get("bbox"), body.path("bbox")))
            .toList();
    int start = body.path("token").asInt(0);
    ObjectNode page = JsonMapper.shared().createObjectNode();
    page.put("type", "FeatureCollection");
    ArrayNode features = page.putArray("features");
    found.subList(start, Math.min(found.size(), start + PAGE)).forEach(features::add);
    ArrayNode links = page.putArray("links");
    if (start + PAGE < found.size()) {
      ObjectNode next = links.addObject();
      next.put("rel", "next").put("href", address() + "/search").put("method", "POST");
      next.put("merge", true).putObject("body").put("token", start + PAGE);
    }
    json(exchange, page);
  }

  private static boolean meet(JsonNode a, JsonNode b) {
    return b.isMissingNode()
        || (a.get(0).asDouble() <= b.get(2).asDouble()
            && b.get(0).asDouble() <= a.get(2).asDouble()
            && a.get(1).asDouble() <= b.get(3).asDouble()
            && b.get(1).asDouble() <= a.get(3).asDouble());
  }

  private static void json(HttpExchange exchange, JsonNode body) throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/geo+json");
    send(exchange, 200, bytes);
  }

  private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private void data(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().substring("/data/".length());
    Path file = folder.resolve(name).normalize();
    Fault fault = faults.get(name);
    if (fault != null && fault != Fault.NO_RANGES) {
      send(exchange, fault.status, new byte[0]);
      return;
    }
    if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
      send(exchange, 404, new byte[0]);
      return;
    }
    long size = Files.size(file);
    String range = exchange.getRequestHeaders().getFirst("Range");
    boolean image = name.endsWith(".tif");
    long from = 0;
    long to = size - 1;
    boolean partly = range != null && fault != Fault.NO_RANGES;
    if (partly) {
      rangeRequests.incrementAndGet();
      String[] ends = range.substring("bytes=".length()).split("-", 2);
      from = Long.parseLong(ends[0]);
      to = ends[1].isEmpty() ? to : Math.min(to, Long.parseLong(ends[1]));
      exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + to + "/" + size);
    } else if (image) {
      wholeImages.incrementAndGet();
    }
    if (fault != Fault.NO_RANGES) {
      exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
    }
    exchange.getResponseHeaders().set("ETag", "\"" + size + "\"");
    byte[] bytes = new byte[Math.toIntExact(to - from + 1)];
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
      content.seek(from);
      content.readFully(bytes);
    }
    if (image) {
      imageBytes.addAndGet(bytes.length);
    }
    send(exchange, partly ? 206 : 200, bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
