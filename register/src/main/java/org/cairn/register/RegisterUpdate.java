package org.cairn.register;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.storage.FolderLock;

/**
 * Brings the register's file up to the newest checkpoint of the ledger: reads on where it is
 * behind, makes it again where it is missing, of another schema or another history, or so far
 * behind that making it again is quicker. Single-thread.
 */
final class RegisterUpdate {
  static final String LOCKED = "register-locked";

  /** How long to wait for who writes the register. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Entries to read on from which a new file may be quicker than to grow the old one. */
  private static final long QUICKER_AGAIN = 5_000;

  /** More than a checkpoint or a list of keys that can be verified has. */
  private static final int MOST_BYTES = 1 << 20;

  private final Workspace workspace;
  private final Path file;
  private final RegisterReading reading;
  private Optional<UpToDate> known = Optional.empty();

  RegisterUpdate(Workspace workspace, RegisterReading reading) {
    this.workspace = workspace;
    this.file = workspace.register();
    this.reading = reading;
  }

  void catchUp(Duration patience) throws IOException, RefusedException {
    if (Files.exists(file) && isUpToDate()) {
      return;
    }
    try (FolderLock lock = lock(workspace, patience)) {
      LogReader newest = workspace.reader();
      if (!Files.exists(file)) {
        replaceWhole(newest);
        return;
      }
      RegisterState state = reading.read(RegisterState::read);
      if (state.schema() != GeoPackage.SCHEMA || !continues(newest, state)) {
        replaceWhole(newest);
      } else if (state.logSize() < newest.head().size()) {
        readOn(newest, state);
      }
    }
  }

  /** Says whether records may be added to a register that is up to date. */
  @FunctionalInterface
  interface Check {
    void run() throws IOException, RefusedException;
  }

  /**
   * Adds records to the ledger, all or none, once the check has passed with the register up to
   * date, and puts them into the tables. Nobody else adds by this in between.
   *
   * @return the entry of each
   * @throws RefusedException what the check throws, else as {@link LedgerWriter#append} and {@link
   *     #catchUp}
   */
  List<Long> add(LedgerWriter writer, List<Draft> drafts, Check check)
      throws IOException, RefusedException {
    synchronized (writer) {
      catchUp(PATIENCE);
      check.run();
      LedgerWriter.AppendedRecords added = writer.appendRecords(drafts);
      try {
        follow(added);
      } catch (RefusedException e) {
        // What was added stays; whoever has the register, or opens it next, reads the ledger on.
        if (!e.code().equals(LOCKED) && !e.code().equals(RegisterFile.INACCESSIBLE)) {
          throw e;
        }
      }
      long first = added.appended().firstIndex();
      return LongStream.range(first, first + drafts.size()).boxed().toList();
    }
  }

  /** Without reading back what was just signed, where nobody else added records before it. */
  private void follow(LedgerWriter.AppendedRecords added) throws IOException, RefusedException {
    long first = added.appended().firstIndex();
    TreeHead after = Checkpoint.parse(added.appended().checkpoint().text()).head();
    try (FolderLock lock = lock(workspace, PATIENCE)) {
      RegisterState state = reading.read(RegisterState::read);
      if (state.logSize() == first && after.size() == first + added.records().size()) {
        try (RegisterGrowth growth = RegisterGrowth.begin(file)) {
          for (int each = 0; each < added.records().size(); each++) {
            growth.accept(first + each, RegisterEntry.of(added.records().get(each)));
          }
          growth.commit(after);
        }
        return;
      }
    }
    catchUp(PATIENCE);
  }

  /** Makes it from nothing, whatever is there. */
  void rebuild() throws IOException, RefusedException {
    try (FolderLock lock = lock(workspace, PATIENCE)) {
      replaceWhole(workspace.reader());
    }
  }

  /** Whether the file can be read as it is: all it lacks is what came last. */
  boolean isBehindOnly() throws IOException, RefusedException {
    if (!Files.exists(file)) {
      return false;
    }
    RegisterState state = reading.read(RegisterState::read);
    return state.schema() == GeoPackage.SCHEMA && continues(workspace.reader(), state);
  }

  /**
   * What the register was up to date with when that was last looked at in full: verifying a
   * signature takes longer than most questions that are asked of a register.
   *
   * @param keys the file with the log's keys
   */
  private record UpToDate(ByteBuffer checkpoint, ByteBuffer keys, RegisterState state) {}

  private boolean isUpToDate() throws IOException, RefusedException {
    RegisterState state = reading.read(RegisterState::read);
    Optional<UpToDate> now = now(state);
    if (now.isPresent() && now.equals(known)) {
      return true;
    }
    TreeHead head = workspace.reader().head();
    boolean upToDate =
        state.schema() == GeoPackage.SCHEMA
            && state.logSize() == head.size()
            && state.logRoot().equals(head.root().base64());
    // What was verified is what was read before, unless it was replaced in between.
    known = upToDate && now.equals(now(state)) ? now : Optional.empty();
    return upToDate;
  }

  /** Empty where a file is missing: who verifies it says so. */
  private Optional<UpToDate> now(RegisterState state) throws IOException {
    try {
      return Optional.of(
          new UpToDate(
              bytes(workspace.log().resolve(LogReader.CHECKPOINT)),
              bytes(workspace.keys().logListFile()),
              state));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    }
  }

  private static ByteBuffer bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return ByteBuffer.wrap(in.readNBytes(MOST_BYTES));
    }
  }

  /** Whether the log is what the register was made from, and more. */
  private static boolean continues(LogReader log, RegisterState state)
      throws IOException, RefusedException {
    return state.logSize() > 0
        && state.logSize() <= log.head().size()
        && log.rootAt(state.logSize()).base64().equals(state.logRoot());
  }

  private void readOn(LogReader log, RegisterState state) throws IOException, RefusedException {
    if (log.head().size() - state.logSize() > Math.max(QUICKER_AGAIN, state.logSize())) {
      replaceWhole(log);
      return;
    }
    try (RegisterGrowth growth = RegisterGrowth.begin(file)) {
      read(workspace, log, log.head(), growth);
      growth.commit(log.head());
    }
  }

  private void replaceWhole(LogReader log) throws IOException, RefusedException {
    reading.close();
    RegisterFile.removeLeftovers(file);
    try (RegisterBuild build = RegisterBuild.of(file)) {
      read(workspace, log, log.head(), build);
      build.commit(log.head());
    }
  }

  /** Puts into tables what they lack of the entries that a head covers. */
  static void read(Workspace workspace, LogReader log, TreeHead head, RegisterTables tables)
      throws IOException, RefusedException {
    LedgerRecords.<RegisterEntry, RefusedException>forEach(
        workspace,
        log,
        tables.logSize(),
        RegisterEntry::of,
        (index, entry) -> {
          if (index < head.size()) {
            tables.accept(index, entry);
          }
        });
  }

  /** The right to write the file; waits for whoever has it. */
  static FolderLock lock(Workspace workspace, Duration patience)
      throws IOException, RefusedException {
    Files.createDirectories(workspace.registerState());
    long until = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return FolderLock.take(workspace.registerState(), LOCKED);
      } catch (RefusedException e) {
        if (System.nanoTime() > until) {
          throw e;
        }
        try {
          Thread.sleep(20);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw e;
        }
      }
    }
  }
}
