package org.cairn.app.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A STAC API without images, whose searches are not answered before it is told so. */
public final class SlowCatalog implements AutoCloseable {
  private final HttpServer server;
  private final CountDownLatch answering = new CountDownLatch(1);
  private final AtomicInteger searches = new AtomicInteger();

  public SlowCatalog() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange ->
            send(
                exchange,
                """
                {"type": "Catalog", "id": "slow", "description": "slow", "stac_version": "1.0.0",
                 "conformsTo": ["https://api.stacspec.org/v1.0.0/item-search"],
                 "links": [{"rel": "search", "href": "%s/search", "method": "GET"}]}
                """
                    .formatted(address())));
    server.createContext("/search", this::search);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Searches it was asked for. */
  public int searches() {
    return searches.get();
  }

  /** From now on searches are answered. */
  public void answer() {
    answering.countDown();
  }

  private void search(HttpExchange exchange) throws IOException {
    searches.incrementAndGet();
    try {
      answering.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    send(exchange, "{\"type\": \"FeatureCollection\", \"features\": [], \"links\": []}");
  }

  private static void send(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    answer();
    server.stop(0);
  }
}
