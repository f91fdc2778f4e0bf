package org.cairn.ledger.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;

/** The first failure of a log's threads: nothing is written after it. Thread-safe. */
final class LogFailure {
  private final Path log;
  private volatile Optional<IOException> first = Optional.empty();
  private volatile boolean told;

  LogFailure(Path log) {
    this.log = log;
  }

  boolean hasHappened() {
    return first.isPresent();
  }

  /** For a call that is told of it. */
  void requireNone() throws IOException {
    if (first.isPresent()) {
      told = true;
      throw first.get();
    }
  }

  /** Throws what no call was told of. */
  void requireTold() throws IOException {
    if (!told) {
      requireNone();
    }
  }

  /** Remembers the first, and gives what the call it happened in is told. */
  IOException tell(Throwable cause) {
    told = true;
    return keep(cause);
  }

  /** Remembers the first. */
  synchronized IOException keep(Throwable cause) {
    IOException told =
        first.orElseGet(() ->
            cause instanceof IntegrityException doubt
                ? doubt
                : new IntegrityException(
                    new Fault(
                        "log-write-failed",
                        log.toString(),
                        "writing failed ("
                            + cause.getMessage()
                            + "); the log takes no more until it is opened again. What was answered"
                            + " stands; entries of this call may turn out to be in the log"),
                    cause));
    first = Optional.of(told);
    return told;
  }
}
