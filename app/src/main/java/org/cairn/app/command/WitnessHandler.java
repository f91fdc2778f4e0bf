package org.cairn.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.witness.Witness;

/**
 * This node as a witness: {@code POST /witness/add-checkpoint}, and {@code GET /witness/<hash of an
 * origin>/checkpoint} for what it cosigned last. Thread-safe.
 *
 * <p>A sender has a time for its whole request, and as long to take the answer; then the connection
 * is closed. So many are heard at once, the others are sent away with 503.
 */
final class WitnessHandler implements HttpHandler {
  static final String PREFIX = "/witness/";

  /** More than any request can have: what is cut off here is refused. */
  private static final int MAX_BYTES = 128 << 10;

  private static final String ADD = PREFIX + "add-checkpoint";
  private static final String LAST = "/checkpoint";

  private static final int AT_ONCE = 64;
  private static final Duration TIME = Duration.ofSeconds(15);

  private final Witness witness;
  private final PrintWriter err;
  private final Semaphore places;
  private final Deadline deadline;

  WitnessHandler(Witness witness, PrintWriter err) {
    this(witness, err, AT_ONCE, TIME);
  }

  /**
   * @param atOnce requests heard at the same time
   * @param time for a sender's request, and again for it to take the answer
   */
  WitnessHandler(Witness witness, PrintWriter err, int atOnce, Duration time) {
    this.witness = witness;
    this.err = err;
    this.places = new Semaphore(atOnce);
    this.deadline = new Deadline(time);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (!places.tryAcquire()) {
      send(exchange, text(503, "Too many requests at once; come back later.\n"));
      return;
    }
    try {
      send(exchange, judge(exchange));
    } finally {
      places.release();
    }
  }

  /** Closing an exchange waits for the rest of its request: that has its time too. */
  private void send(HttpExchange exchange, Witness.Answer answer) throws IOException {
    deadline.run(() -> {
      try (exchange) {
        answer(exchange, answer);
      }
      return answer;
    });
  }

  private Witness.Answer judge(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    String method = exchange.getRequestMethod();
    if (path.equals(ADD)) {
      if (!method.equals("POST")) {
        exchange.getResponseHeaders().set("Allow", "POST");
        return text(405, "Send a checkpoint by POST.\n");
      }
      byte[] body = deadline.run(() -> exchange.getRequestBody().readNBytes(MAX_BYTES));
      try {
        return witness.addCheckpoint(body);
      } catch (IOException e) {
        err.println("cairn: the witness could not answer: " + e.getMessage());
        return text(503, "This witness cannot answer now.\n");
      }
    }
    return method.equals("GET") ? last(path) : text(404, "Not here.\n");
  }

  private Witness.Answer last(String path) throws IOException {
    if (!path.endsWith(LAST) || path.length() <= PREFIX.length() + LAST.length()) {
      return text(404, "Not here.\n");
    }
    String hash = path.substring(PREFIX.length(), path.length() - LAST.length());
    Optional<String> origin = witness.findOrigin(hash);
    Optional<SignedNote> note =
        origin.isPresent() ? witness.checkpoint(origin.get()) : Optional.empty();
    return note.map(known -> text(200, new String(known.bytes(), UTF_8)))
        .orElseGet(() -> text(404, "Not here.\n"));
  }

  private static Witness.Answer text(int status, String body) {
    return new Witness.Answer(status, "text/plain; charset=utf-8", body);
  }

  private static void answer(HttpExchange exchange, Witness.Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
  }
}
