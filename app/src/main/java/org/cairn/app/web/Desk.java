package org.cairn.app.web;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.cairn.ledger.RefusedException;
import org.cairn.register.LedgerWriter;
import org.cairn.register.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * The server's right to write to the ledger, taken when somebody decides something and given back
 * when nobody has for a while, so that commands can write beside a running server. While another
 * process writes, whoever comes waits a little, and is then told so. Thread-safe; one writes at a
 * time.
 */
public final class Desk implements AutoCloseable {
  private static final Duration IDLE = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  /** Bound while a request is answered that wants to know of its writing. */
  public static final ScopedValue<Watcher> WATCHER = ScopedValue.newInstance();

  private final Workspace workspace;
  private final InstantSource clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("desk").daemon().factory());

  /** Guarded by this. */
  private Optional<LedgerWriter> writer = Optional.empty();

  /** Gives the right back; guarded by this. */
  private @Nullable ScheduledFuture<?> leaving;

  public Desk(Workspace workspace, InstantSource clock) {
    this.workspace = workspace;
    this.clock = clock;
  }

  /** What is written. */
  @FunctionalInterface
  public interface Work<T> {
    T with(LedgerWriter writer) throws IOException, RefusedException;
  }

  /** Is told of what one request writes, while nobody else can. */
  public interface Watcher {
    /** Nothing is written where this throws. */
    void before() throws IOException, RefusedException;

    /**
     * @param first of the new entries
     * @param next behind the last of them
     */
    void wrote(long first, long next);
  }

  /**
   * @throws RefusedException {@code log-locked} where another process writes for longer than one
   *     can wait, and whatever the work throws
   */
  public synchronized <T> T write(Work<T> work) throws IOException, RefusedException {
    if (leaving != null) {
      leaving.cancel(false);
    }
    try {
      return WATCHER.isBound() ? watched(work, WATCHER.get()) : work.with(open());
    } catch (IOException | RefusedException | RuntimeException e) {
      // What the log thinks of itself after a failure is found out anew.
      closeWriter();
      throw e;
    } finally {
      if (writer.isPresent()) {
        leaving = timer.schedule(this::leave, IDLE.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  private <T> T watched(Work<T> work, Watcher watcher) throws IOException, RefusedException {
    LedgerWriter open = open();
    watcher.before();
    long first = open.size();
    try {
      return work.with(open);
    } finally {
      long next = open.size();
      if (next > first) {
        watcher.wrote(first, next);
      }
    }
  }

  private LedgerWriter open() throws IOException, RefusedException {
    if (writer.isEmpty()) {
      writer = Optional.of(LedgerWriter.open(workspace, clock, PATIENCE));
    }
    return writer.get();
  }

  private synchronized void leave() {
    try {
      closeWriter();
    } catch (IOException e) {
      // The next to write finds out what is wrong, and is told.
      System.getLogger(Desk.class.getName())
          .log(System.Logger.Level.WARNING, "The ledger could not be closed", e);
    }
  }

  private void closeWriter() throws IOException {
    if (writer.isPresent()) {
      LedgerWriter open = writer.get();
      writer = Optional.empty();
      open.close();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    timer.shutdown();
    closeWriter();
  }
}
