package org.cairn.app.web.api;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.node.NodeFile;
import org.jspecify.annotations.Nullable;

/**
 * The first answers to requests with a key (draft-ietf-httpapi-idempotency-key-header), kept for a
 * day for each token, so that whoever heard nothing may ask again and nothing is done twice. In
 * {@code api.db}, which is made with the first of them. Thread-safe.
 */
final class IdempotencyKeys implements AutoCloseable {
  private static final NodeFile.Schema SCHEMA =
      new NodeFile.Schema(IdempotencyKeys.class, "api", 1);
  private static final Duration KEPT = Duration.ofHours(24);

  /** Of one token. */
  private final int most;

  private final Path path;
  private final InstantSource clock;

  /** Requests that are being answered; guarded by itself. */
  private final Set<Key> running = new HashSet<>();

  /** Guarded by this. */
  private @Nullable NodeFile opened;

  IdempotencyKeys(Path path, InstantSource clock, int most) {
    this.path = path;
    this.clock = clock;
    this.most = most;
  }

  /**
   * @param token its id
   * @param text as the program chose it
   */
  record Key(String token, String text) {}

  /** How it stands with a key. */
  sealed interface Begun {}

  /** Nobody asked with it before: to be done now, and {@link #finish}ed. */
  record First() implements Begun {}

  /** It was done. */
  record Again(ApiCall.Outcome outcome) implements Begun {}

  /** It is not done, for this reason. */
  record Not(Problem.Kind why) implements Begun {}

  private record Kept(String fingerprint, Optional<ApiCall.Outcome> outcome) {}

  private synchronized NodeFile file() throws IOException {
    if (opened == null) {
      opened = NodeFile.open(path, SCHEMA);
    }
    return opened;
  }

  Begun begin(Key key, String fingerprint) throws IOException {
    synchronized (running) {
      Optional<Kept> kept = find(key);
      if (kept.isPresent()) {
        return stands(key, kept.get(), fingerprint);
      }
      if (!insert(key, fingerprint)) {
        return new Not(Problem.Kind.IDEMPOTENCY_FULL);
      }
      running.add(key);
      return new First();
    }
  }

  private Begun stands(Key key, Kept kept, String fingerprint) {
    if (!kept.fingerprint().equals(fingerprint)) {
      return new Not(Problem.Kind.IDEMPOTENCY_MISMATCH);
    }
    if (kept.outcome().isPresent()) {
      return new Again(kept.outcome().get());
    }
    // The server stopped, or its disk was full, after it was begun: nobody knows how far it came.
    return new Not(
        running.contains(key)
            ? Problem.Kind.IDEMPOTENCY_IN_PROGRESS
            : Problem.Kind.IDEMPOTENCY_UNKNOWN);
  }

  private Optional<Kept> find(Key key) throws IOException {
    return file()
        .read(questions ->
            questions.find(
                "SELECT fingerprint, status, type, location, body, problem FROM requests"
                    + " WHERE token = ? AND key = ? AND begun > ?",
                row -> {
                  int status = row.getInt(2);
                  return new Kept(
                      row.getString(1),
                      status == 0
                          ? Optional.empty()
                          : Optional.of(
                              new ApiCall.Outcome(
                                  status,
                                  row.getString(3),
                                  Optional.ofNullable(row.getString(4)),
                                  row.getString(5),
                                  row.getString(6))));
                },
                key.token(),
                key.text(),
                oldest()));
  }

  private long oldest() {
    return clock.instant().minus(KEPT).getEpochSecond();
  }

  /** Those that are a day old go meanwhile. */
  private boolean insert(Key key, String fingerprint) throws IOException {
    return file()
        .work(questions -> {
          questions.change("DELETE FROM requests WHERE begun <= ?", oldest());
          int known =
              questions
                  .find(
                      "SELECT count(*) FROM requests WHERE token = ?",
                      row -> row.getInt(1),
                      key.token())
                  .orElse(0);
          if (known >= most) {
            return false;
          }
          questions.change(
              "INSERT INTO requests (token, key, fingerprint, begun) VALUES (?, ?, ?, ?)",
              key.token(),
              key.text(),
              fingerprint,
              clock.instant().getEpochSecond());
          return true;
        });
  }

  /**
   * What came of it.
   *
   * @param outcome empty where nothing was done, and it may be asked again with the same key
   */
  void finish(Key key, Optional<ApiCall.Outcome> outcome) throws IOException {
    try {
      if (outcome.isEmpty()) {
        file()
            .work(questions ->
                questions.change(
                    "DELETE FROM requests WHERE token = ? AND key = ?", key.token(), key.text()));
        return;
      }
      ApiCall.Outcome told = outcome.get();
      file()
          .work(questions ->
              questions.change(
                  "UPDATE requests SET status = ?, type = ?, location = ?, body = ?, problem = ?"
                      + " WHERE token = ? AND key = ?",
                  told.status(),
                  told.type(),
                  told.location().orElse(null),
                  told.body(),
                  told.problem(),
                  key.token(),
                  key.text()));
    } finally {
      leave(key);
    }
  }

  /** It is not being answered any more, and no answer is known. */
  void leave(Key key) {
    synchronized (running) {
      running.remove(key);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (opened != null) {
      opened.close();
    }
  }
}
