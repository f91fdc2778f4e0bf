package org.cairn.app.web;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.cairn.app.log.FailureText;
import org.cairn.register.Workspace;

/**
 * Whether this node takes anything in. Where a write finds the disk full or not writable, it takes
 * nothing more, and reading goes on; whoever wants to write then has it tried again, every few
 * seconds at most, and once the disk has room the node goes on by itself. By the settings it can
 * also be kept from writing until they are changed. Thread-safe.
 */
public final class ReadOnlyMode {
  private static final Duration BETWEEN_TRIALS = Duration.ofSeconds(3);

  private final String where;
  private final Supplier<Optional<DiskTrouble>> trial;
  private final InstantSource clock;
  private final PrintWriter err;

  /** Replaced while this is held; read by anybody. */
  private volatile Optional<Now> now;

  /** Guarded by this. */
  private Instant tried = Instant.MIN;

  /** Why nothing is taken in. */
  public enum Reason {
    /** By the settings. */
    SET,
    /** The disk has no room. */
    FULL,
    /** The disk is read-only or fails. */
    UNWRITABLE;

    /** As written in texts. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * That nothing is taken in.
   *
   * @param since the first write that failed, or the server's start
   */
  public record Now(Reason reason, Instant since) {
    /** What has to be free, for whoever can make room. */
    public long leastFreeMebibytes() {
      return DiskTrouble.LEAST_FREE_BYTES >> 20;
    }
  }

  /**
   * @param set by the settings
   * @param err is told when it begins and ends
   */
  public ReadOnlyMode(Workspace workspace, boolean set, InstantSource clock, PrintWriter err) {
    this(workspace.root().toString(), set, () -> trial(workspace), clock, err);
  }

  ReadOnlyMode(
      String where,
      boolean set,
      Supplier<Optional<DiskTrouble>> trial,
      InstantSource clock,
      PrintWriter err) {
    this.where = where;
    this.trial = trial;
    this.clock = clock;
    this.err = err;
    this.now = set ? Optional.of(new Now(Reason.SET, clock.instant())) : Optional.empty();
    if (set) {
      tell("nothing is taken in: 'cairn.yaml' says so (web, read_only)");
    }
  }

  /** The ledger may lie on a disk of its own. */
  private static Optional<DiskTrouble> trial(Workspace workspace) {
    Path log = workspace.log();
    return DiskTrouble.inTrial(workspace.root())
        .or(() -> DiskTrouble.inTrial(log.resolveSibling("state")));
  }

  /** Without trying anything. */
  public Optional<Now> now() {
    return now;
  }

  /** For who wants to write: where it is time to, first tries whether the disk takes it again. */
  synchronized Optional<Now> nowForWriting() {
    boolean mayLift = now.filter(one -> one.reason() != Reason.SET).isPresent();
    if (mayLift && isDue() && trial.get().isEmpty()) {
      now = Optional.empty();
      tell("the disk takes what is written again; this node goes on");
    }
    return now;
  }

  /** Whether the last trial is long enough ago for one to be made now. */
  private boolean isDue() {
    Instant time = clock.instant();
    // A clock that was set back does not keep it from being tried.
    boolean due = !time.isBefore(tried.plus(BETWEEN_TRIALS)) || time.isBefore(tried);
    tried = due ? time : tried;
    return due;
  }

  /**
   * Looks at what failed; where it is the disk, nothing more is taken in from now on.
   *
   * @return what holds now, where the failure was the disk's
   */
  synchronized Optional<Now> noticed(Throwable failure) {
    Optional<DiskTrouble> trouble = DiskTrouble.of(failure);
    if (trouble.isEmpty() && isOfFiles(failure) && isDue()) {
      // A system may say it in any language.
      trouble = trial.get();
    }
    if (trouble.isPresent() && now.isEmpty()) {
      Instant time = clock.instant();
      tried = time;
      now = Optional.of(new Now(Reason.valueOf(trouble.get().name()), time));
      tell(
          trouble.get() == DiskTrouble.FULL
              ? "the disk with '%s' is full: nothing is taken in until %d MiB are free there, then it goes on by itself"
                  .formatted(where, DiskTrouble.LEAST_FREE_BYTES >> 20)
              : "'%s' cannot be written: nothing is taken in until it can, then it goes on by itself"
                  .formatted(where));
      err.println("  It failed with: " + FailureText.of(failure));
      err.flush();
    }
    return trouble.isPresent() ? now : Optional.empty();
  }

  private static boolean isOfFiles(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException
          || cause instanceof UncheckedIOException
          || cause instanceof SQLException) {
        return true;
      }
    }
    return false;
  }

  /** What is written by the way, while somebody reads. */
  @FunctionalInterface
  public interface Note {
    void write() throws IOException;
  }

  /**
   * Writes what reading can do without; where the disk does not take it, nothing is written.
   *
   * @throws IOException where it fails for another reason
   */
  public void note(Note note) throws IOException {
    if (now.isPresent()) {
      return;
    }
    try {
      note.write();
    } catch (IOException e) {
      if (noticed(e).isEmpty()) {
        throw e;
      }
    }
  }

  private void tell(String what) {
    err.println("cairn: " + what);
    err.flush();
  }
}
