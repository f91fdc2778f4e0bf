package org.cairn.app.web.open;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.cairn.app.log.FailureText;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.witness.Witness;

/**
 * This node as a witness: {@code POST /witness/add-checkpoint}, and {@code GET /witness/<hash of an
 * origin>/checkpoint} for what it cosigned last. Thread-safe.
 *
 * <p>A sender has a time for its whole request, and as long to take the answer; then the connection
 * is closed. So many are heard at once, the others are sent away with 503.
 */
class WitnessDoor {
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
  private final Duration time;

  WitnessDoor(Witness witness, PrintWriter err) {
    this(witness, err, AT_ONCE, TIME);
  }

  /**
   * @param atOnce requests heard at the same time
   * @param time for a sender's request
   */
  WitnessDoor(Witness witness, PrintWriter err, int atOnce, Duration time) {
    this.witness = witness;
    this.err = err;
    this.places = new Semaphore(atOnce);
    this.time = time;
  }

  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (!places.tryAcquire()) {
      send(response, text(503, "Too many requests at once; come back later.\n"));
      return;
    }
    try {
      send(response, judge(request, response));
    } finally {
      places.release();
    }
  }

  private Witness.Answer judge(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getRequestURI();
    if (path.equals(ADD)) {
      if (!request.getMethod().equals("POST")) {
        response.setHeader("Allow", "POST");
        return text(405, "Send a checkpoint by POST.\n");
      }
      Optional<byte[]> body = read(request.getInputStream());
      if (body.isEmpty()) {
        response.setHeader("Connection", "close");
        return text(408, "The request took too long.\n");
      }
      try {
        return witness.addCheckpoint(body.get());
      } catch (IOException e) {
        err.println("cairn: the witness could not answer: " + FailureText.of(e));
        return text(503, "This witness cannot answer now.\n");
      }
    }
    return request.getMethod().equals("GET") ? last(path) : text(404, "Not here.\n");
  }

  /** What was sent, up to the limit; empty where it did not come in time. */
  private Optional<byte[]> read(InputStream in) throws IOException {
    long until = System.nanoTime() + time.toNanos();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] part = new byte[8 << 10];
    while (body.size() < MAX_BYTES) {
      int count;
      try {
        count = in.read(part, 0, Math.min(part.length, MAX_BYTES - body.size()));
      } catch (SocketTimeoutException silent) {
        return Optional.empty();
      }
      if (count < 0) {
        return Optional.of(body.toByteArray());
      }
      body.write(part, 0, count);
      if (System.nanoTime() > until) {
        return Optional.empty();
      }
    }
    return Optional.of(body.toByteArray());
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

  private static void send(HttpServletResponse response, Witness.Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(UTF_8);
    response.setContentType(answer.contentType());
    response.setStatus(answer.status());
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
