package org.cairn.app.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A log's public files under {@code /log/}, byte for byte as they lie in its folder, with the
 * headers of C2SP tlog-tiles. Nothing else of the disk can be named. Thread-safe.
 */
final class LogHandler implements HttpHandler {
  static final String PREFIX = "/log/";
  private static final String CHECKPOINT = "checkpoint";

  /** Level or entries; groups of three digits; width of a partial tile. */
  private static final Pattern TILE =
      Pattern.compile("tile/(entries|[0-9]{1,2})(/x[0-9]{3}){0,6}/[0-9]{3}(\\.p/[0-9]{1,3})?");

  /** For a reader to take the largest file, or to send what nobody asked for. */
  private static final Duration TIME = Duration.ofMinutes(2);

  private final Path log;
  private final Deadline deadline = new Deadline(TIME);

  LogHandler(Path log) {
    this.log = log;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    deadline.run(() -> {
      answer(exchange);
      return exchange;
    });
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      Optional<byte[]> content = find(exchange.getRequestURI().getRawPath());
      if (content.isEmpty()) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      boolean checkpoint = exchange.getRequestURI().getRawPath().equals(PREFIX + CHECKPOINT);
      var headers = exchange.getResponseHeaders();
      headers.set(
          "Content-Type", checkpoint ? "text/plain; charset=utf-8" : "application/octet-stream");
      headers.set("Cache-Control", checkpoint ? "no-cache" : "public, max-age=31536000, immutable");
      headers.set("X-Content-Type-Options", "nosniff");
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
    if (!name.equals(CHECKPOINT) && !TILE.matcher(name).matches()) {
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
