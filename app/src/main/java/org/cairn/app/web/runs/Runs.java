package org.cairn.app.web.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cairn.app.node.BackgroundTask;
import org.cairn.app.node.Chores;
import org.cairn.app.run.CatalogTrials;
import org.cairn.app.run.LastRun;
import org.cairn.app.run.RunBook;
import org.cairn.app.run.RunHistory;
import org.cairn.app.run.RunKeeper;
import org.cairn.app.run.RunLauncher;
import org.cairn.app.web.ReadOnlyMode;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Workspace;

/**
 * What the server keeps going: opened when something is first asked of it, so that a node without
 * runs has nothing of it. Thread-safe.
 */
final class Runs implements LastRun, AutoCloseable {
  private static final Duration ROUND = Duration.ofSeconds(3);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(30);
  private static final Duration LONGEST_TRIAL = Duration.ofMinutes(2);

  private final Workspace workspace;
  private final ReadOnlyMode mode;
  private final InstantSource clock;
  private final RunLauncher launcher;
  private final CatalogTrials trials;
  private final BackgroundTask rounds;

  private final AtomicBoolean readingCatalogs = new AtomicBoolean();

  /** Guarded by this. */
  private Optional<RunKeeper> keeper = Optional.empty();

  Runs(Workspace workspace, ReadOnlyMode mode, InstantSource clock, Chores chores) {
    this.workspace = workspace;
    this.mode = mode;
    this.clock = clock;
    this.launcher = RunLauncher.usual(workspace);
    this.trials = new CatalogTrials(launcher, LONGEST_TRIAL);
    this.rounds = chores.start("runs", "runs of the watch", ROUND, this::round);
  }

  /** Nothing is started while the node takes nothing in. */
  private void round() throws IOException, RefusedException {
    if (mode.now().isEmpty() && isUsed()) {
      keeper().round();
    }
  }

  /** Whether there was ever a run, or a catalogue was looked at. */
  private boolean isUsed() {
    return Files.exists(workspace.root().resolve("runs.db"));
  }

  synchronized RunKeeper keeper() throws IOException {
    if (keeper.isEmpty()) {
      keeper =
          Optional.of(
              new RunKeeper(workspace, RunBook.open(workspace), launcher, clock, BETWEEN_TRIES));
    }
    return keeper.get();
  }

  RunBook book() throws IOException {
    return keeper().book();
  }

  /**
   * Whether it is known which catalogues the ledger names; where not, that is read in the
   * background, which takes a moment, or a minute for a million entries.
   */
  boolean catalogsRead() throws IOException {
    if (book().catalogs().isRead()) {
      return true;
    }
    if (mode.now().isEmpty() && readingCatalogs.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("reading catalogues").start(this::readCatalogs);
    }
    return false;
  }

  private void readCatalogs() {
    try {
      book().catalogs().readFrom(workspace);
    } catch (IOException | RefusedException e) {
      System.getLogger(Runs.class.getName())
          .log(System.Logger.Level.WARNING, "The catalogues could not be read", e);
    } finally {
      readingCatalogs.set(false);
    }
  }

  CatalogTrials trials() {
    return trials;
  }

  @Override
  public Optional<RunHistory.Row> findLast() throws IOException {
    return isUsed() ? book().runs().findLast() : Optional.empty();
  }

  @Override
  public Optional<RunHistory.Row> findLastDone() throws IOException {
    return isUsed() ? book().runs().findLastDone() : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    rounds.close();
    trials.close();
    Optional<RunKeeper> open;
    synchronized (this) {
      open = keeper;
    }
    if (open.isPresent()) {
      open.get().close();
    }
  }
}
