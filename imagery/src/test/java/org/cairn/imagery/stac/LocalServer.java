package org.cairn.imagery.stac;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * A web server on the loopback address that answers as the test says and remembers what it was
 * asked.
 */
final class LocalServer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Handler> handlers = new ConcurrentHashMap<>();

  /** {@code METHOD /path?query body}, in the order asked. */
  final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  LocalServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** What was asked. */
  record Request(String method, String query, String body, Map<String, List<String>> headers) {}

  /** What is answered. */
  record Reply(int status, String body, Map<String, String> headers) {
    static Reply ok(String body) {
      return new Reply(200, body, Map.of());
    }

    static Reply status(int status) {
      return new Reply(status, "{}", Map.of());
    }
  }

  @FunctionalInterface
  interface Handler {
    Reply answer(Request request);
  }

  LocalServer on(String path, Handler handler) {
    handlers.put(path, handler);
    return this;
  }

  LocalServer on(String path, String body) {
    return on(path, _ -> Reply.ok(body));
  }

  String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    String query = exchange.getRequestURI().getRawQuery();
    String shownQuery = query == null ? "" : query;
    asked.add((exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body).strip());
    Handler handler = handlers.getOrDefault(path, _ -> Reply.status(404));
    Reply reply =
        handler.answer(
            new Request(
                exchange.getRequestMethod(), shownQuery, body, exchange.getRequestHeaders()));
    reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
