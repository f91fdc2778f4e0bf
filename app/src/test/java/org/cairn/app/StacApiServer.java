package org.cairn.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A real STAC API on the loopback address over a folder that holds {@code items.json} and its
 * images: search by POST with paging by {@code next} links, images by range requests. Counts what
 * it is asked.
 */
final class StacApiServer implements AutoCloseable {
  private static final int PAGE = 7;

  private final HttpServer server;
  private final Path folder;
  private final List<ObjectNode> items = new ArrayList<>();
  final AtomicInteger searches = new AtomicInteger();
  final AtomicInteger rangeRequests = new AtomicInteger();
  final AtomicInteger wholeRequests = new AtomicInteger();

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
    JsonNode body =
        exchange.getRequestMethod().equals("POST")
            ? JsonMapper.shared().readTree(exchange.getRequestBody())
            : JsonMapper.shared().createObjectNode();
    int start = body.path("token").asInt(0);
    ObjectNode page = JsonMapper.shared().createObjectNode();
    page.put("type", "FeatureCollection");
    ArrayNode features = page.putArray("features");
    items.subList(start, Math.min(items.size(), start + PAGE)).forEach(features::add);
    ArrayNode links = page.putArray("links");
    if (start + PAGE < items.size()) {
      ObjectNode next = links.addObject();
      next.put("rel", "next").put("href", address() + "/search").put("method", "POST");
      next.put("merge", true).putObject("body").put("token", start + PAGE);
    }
    json(exchange, page);
  }

  private static void json(HttpExchange exchange, JsonNode body) throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/geo+json");
    exchange.sendResponseHeaders(200, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private void data(HttpExchange exchange) throws IOException {
    Path file =
        folder.resolve(exchange.getRequestURI().getPath().substring("/data/".length())).normalize();
    if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
      return;
    }
    long size = Files.size(file);
    String range = exchange.getRequestHeaders().getFirst("Range");
    long from = 0;
    long to = size - 1;
    if (range == null) {
      wholeRequests.incrementAndGet();
    } else {
      rangeRequests.incrementAndGet();
      String[] ends = range.substring("bytes=".length()).split("-", 2);
      from = Long.parseLong(ends[0]);
      to = ends[1].isEmpty() ? to : Math.min(to, Long.parseLong(ends[1]));
      exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + to + "/" + size);
    }
    exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
    exchange.getResponseHeaders().set("ETag", "\"" + size + "\"");
    byte[] bytes = new byte[Math.toIntExact(to - from + 1)];
    try (FileChannel channel = FileChannel.open(file)) {
      java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
        continue;
      }
    }
    exchange.sendResponseHeaders(range == null ? 200 : 206, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
