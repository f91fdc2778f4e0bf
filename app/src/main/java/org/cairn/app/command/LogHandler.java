package org.cairn.app.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.merkle.TileAddress;

/**
 * A log's public files under {@code /log/}, byte for byte as they lie in its folder, with the
 * headers of C2SP tlog-tiles. Nothing else of the disk can be named. Thread-safe.
 */
final class LogHandler implements HttpHandler {
  static final String PREFIX = "/log/";
  private static final String CHECKPOINT = LogReader.CHECKPOINT;

  private final Path log;

  LogHandler(Path log) {
    this.log = log;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      Optional<byte[]> content = find(exchange.getRequestURI().getRawPath());
      if (content.isEmpty()) {
        // What is not there yet may be there soon.
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      boolean checkpoint = exchange.getRequestURI().getRawPath().equals(PREFIX + CHECKPOINT);
      var headers = exchange.getResponseHeaders();
      headers.set(
          "Content-Type", checkpoint ? "text/plain; charset=utf-8" : "application/octet-stream");
      headers.set("Cache-Control", checkpoint ? "no-cache" : "public, max-age=31536000, immutable");
      headers.set("X-Content-Type-Options", "nosniff");
      // Files are small and clients want them whole.
      headers.set("Accept-Ranges", "none");
      if (method.equals("HEAD")) {
        headers.set("Content-Length", Integer.toString(content.get().length));
        exchange.sendResponseHeaders(200, -1);
        return;
      }
      exchange.sendResponseHeaders(200, content.get().length == 0 ? -1 : content.get().length);
      exchange.getResponseBody().write(content.get());
    }
  }

  private Optional<byte[]> find(String path) throws IOException {
    if (!path.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String name = path.substring(PREFIX.length());
    if (!name.equals(CHECKPOINT) && TileAddress.parse(name).isEmpty()) {
      return Optional.empty();
    }
    Path file = log.resolve(name);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException replacedByFullTile) {
      return Optional.empty();
    }
  }
}
