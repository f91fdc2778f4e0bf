package org.cairn.imagery.raster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP server on this machine that serves one resource by ranges, counts, and misbehaves when
 * told to.
 */
final class RangeServer implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

  /** What to do with one request instead of answering it well. */
  interface Answer {
    void give(HttpExchange exchange, int first, int last) throws IOException;
  }

  /** The Range header of each request so far. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  /** Used up one per request; once empty, {@link #always}. */
  final Queue<Answer> next = new ConcurrentLinkedQueue<>();

  volatile Answer always = this::well;
  final AtomicInteger mostAtOnce = new AtomicInteger();

  private final byte[] bytes;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger now = new AtomicInteger();

  RangeServer(byte[] bytes) throws IOException {
    this.bytes = bytes;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/image.tif");
  }

  private void handle(HttpExchange exchange) throws IOException {
    mostAtOnce.accumulateAndGet(now.incrementAndGet(), Math::max);
    try (exchange) {
      String range = String.valueOf(exchange.getRequestHeaders().getFirst("Range"));
      requests.add(range);
      Matcher matcher = RANGE.matcher(range);
      int first = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
      int last = matcher.matches() ? Integer.parseInt(matcher.group(2)) : bytes.length - 1;
      Answer told = next.poll();
      (told == null ? always : told).give(exchange, first, Math.min(last, bytes.length - 1));
    } finally {
      now.decrementAndGet();
    }
  }

  /** As a good server does. */
  void well(HttpExchange exchange, int first, int last) throws IOException {
    partial(exchange, first, last, "bytes " + first + "-" + last + "/" + bytes.length);
  }

  /** The bytes of a range under any Content-Range; none for an empty one. */
  void partial(HttpExchange exchange, int first, int last, String contentRange) throws IOException {
    if (first >= bytes.length) {
      exchange.getResponseHeaders().set("Content-Range", "bytes */" + bytes.length);
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    if (!contentRange.isEmpty()) {
      exchange.getResponseHeaders().set("Content-Range", contentRange);
    }
    byte[] body = Arrays.copyOfRange(bytes, first, last + 1);
    exchange.sendResponseHeaders(206, body.length);
    exchange.getResponseBody().write(body);
  }

  /** The whole resource, whatever was asked. */
  void whole(HttpExchange exchange, int first, int last) throws IOException {
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** A status with a page of text. */
  static Answer status(int status) {
    return (exchange, first, last) -> {
      byte[] page = "<html>no</html>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, page.length);
      exchange.getResponseBody().write(page);
    };
  }

  static Answer status(int status, String retryAfter) {
    return (exchange, first, last) -> {
      exchange.getResponseHeaders().set("Retry-After", retryAfter);
      exchange.sendResponseHeaders(status, -1);
    };
  }

  /** Half of what it promises, then the end of the connection. */
  void broken(HttpExchange exchange, int first, int last) throws IOException {
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + first + "-" + last + "/" + bytes.length);
    exchange.sendResponseHeaders(206, last - first + 1L);
    exchange.getResponseBody().write(bytes, first, (last - first) / 2);
    exchange.getResponseBody().flush();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
