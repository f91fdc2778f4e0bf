package org.cairn.app.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Answers GET and HEAD with what {@link #find} has for a path, else with 404. Reads only.
 * Thread-safe.
 */
abstract class FilesHandler implements HttpHandler {
  /** For what never changes under its name. */
  static final String FOR_EVER = "public, max-age=31536000, immutable";

  /** For what may be another the next time. */
  static final String ASK_AGAIN = "no-cache";

  static final String TEXT = "text/plain; charset=utf-8";

  /** For a reader to take the largest file, or to send what nobody asked for. */
  private static final Duration TIME = Duration.ofMinutes(2);

  private final Deadline deadline = new Deadline(TIME);

  /** What is at a path. */
  static final class Content {
    private final byte[] bytes;
    private final String type;
    private final String caching;

    /**
     * @param owned the content's own from now on
     * @param type of media
     * @param caching value of Cache-Control
     */
    Content(byte[] owned, String type, String caching) {
      this.bytes = owned;
      this.type = type;
      this.caching = caching;
    }
  }

  /**
   * @param path raw, as it was asked for: anything
   */
  abstract Optional<Content> find(String path) throws IOException;

  @Override
  public final void handle(HttpExchange exchange) throws IOException {
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
      Optional<Content> found = find(exchange.getRequestURI().getRawPath());
      if (found.isEmpty()) {
        // What is not there yet may be there soon.
        exchange.getResponseHeaders().set("Cache-Control", ASK_AGAIN);
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      Content content = found.get();
      var headers = exchange.getResponseHeaders();
      headers.set("Content-Type", content.type);
      headers.set("Cache-Control", content.caching);
      headers.set("X-Content-Type-Options", "nosniff");
      // Files are small and clients want them whole.
      headers.set("Accept-Ranges", "none");
      if (method.equals("HEAD")) {
        headers.set("Content-Length", Integer.toString(content.bytes.length));
        exchange.sendResponseHeaders(200, -1);
        return;
      }
      exchange.sendResponseHeaders(200, content.bytes.length == 0 ? -1 : content.bytes.length);
      exchange.getResponseBody().write(content.bytes);
    }
  }
}
