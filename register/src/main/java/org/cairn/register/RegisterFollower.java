package org.cairn.register;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.storage.FolderLock;

/**
 * Puts places that were just added to the ledger into the tables, on a thread of its own, without
 * reading them back: the process that signed them holds what they say. Several steps of the log are
 * one transaction, which ends when there are many or nothing more comes. Once there are many
 * against what the register has, they go into a file beside ({@link RegisterBuild}), and readers
 * see none of them before the end. Where another writer came in between, the ledger is read on.
 */
final class RegisterFollower implements AutoCloseable {
  /** Places in one transaction: enough that what each costs beside its rows is small. */
  private static final int TOGETHER = 10_000;

  /** Places from which on a file beside may be quicker than growth. */
  private static final int MANY = 1_000;

  /** So many entries in the register cost as much to index again as one to put in by growth. */
  private static final int FEW_AGAINST = 4;

  private final Workspace workspace;
  private final Path file;
  private final RegisterReading reading;
  private final Worker worker = new Worker("cairn-register", this::commitSometimes);

  // Of the worker's thread, and after its end of who closes this.
  private Optional<Begun> begun = Optional.empty();
  private int uncommitted;
  private long given;
  private long taken;

  /** Whether places go into a file beside from now on. */
  private boolean beside;

  /**
   * A transaction.
   *
   * @param head up to which it goes
   */
  private record Begun(FolderLock lock, RegisterTables tables, Optional<TreeHead> head) {}

  RegisterFollower(Workspace workspace) {
    this.workspace = workspace;
    this.file = workspace.register();
    this.reading = new RegisterReading(workspace.register());
  }

  /**
   * What the tables say of places.
   *
   * @param digests of what is said, by id, of those that are known
   * @param taken how many additions the tables have so far
   */
  record Known(Map<String, String> digests, long taken) {}

  /** Asked between two additions; the answer comes when it is its turn. */
  Future<Known> ask(List<String> places) throws IOException, RefusedException {
    return worker.ask(() ->
        new Known(
            begun.isPresent() ? begun.get().tables.digests(places) : reading.digests(places),
            taken));
  }

  /**
   * Takes what was added; waits while too much is waiting.
   *
   * @param places in the order of the records
   * @throws RefusedException what went wrong with what was given before
   */
  void follow(LedgerWriter.AppendedRecords added, List<PlaceRows> places)
      throws IOException, RefusedException {
    worker.give(() -> put(added, places));
  }

  /** Waits until the tables have everything. */
  void finish() throws IOException, RefusedException {
    worker.give(this::commit);
    worker.finish();
  }

  private void put(LedgerWriter.AppendedRecords added, List<PlaceRows> places)
      throws IOException, RefusedException {
    long first = added.appended().firstIndex();
    long end = first + places.size();
    TreeHead after = Checkpoint.parse(added.appended().checkpoint().text()).head();
    given += places.size();
    RegisterTables tables = begin(first).tables;
    if (tables.logSize() == first && after.size() == end) {
      for (int each = 0; each < places.size(); each++) {
        Optional<String> time = RegisterEntry.text(added.records().get(each), "time");
        tables.accept(
            first + each, new RegisterEntry.OfPlace(time, places.get(each), Optional.empty()));
      }
      reached(after);
    } else if (tables.logSize() < end) {
      LogReader log = workspace.reader();
      RegisterUpdate.read(workspace, log, log.head(), tables);
      reached(log.head());
    }
    taken++;
    uncommitted += places.size();
    if (uncommitted >= TOGETHER && !beside) {
      commit();
    }
  }

  private void reached(TreeHead head) {
    begun = begun.map(open -> new Begun(open.lock, open.tables, Optional.of(head)));
  }

  private Begun begin(long logSize) throws IOException, RefusedException {
    boolean many = given >= Math.max(MANY, (logSize - given) / FEW_AGAINST);
    if (many && !beside) {
      commit();
      beside = true;
    }
    if (begun.isPresent()) {
      return begun.get();
    }
    FolderLock lock = RegisterUpdate.lock(workspace, RegisterUpdate.PATIENCE);
    try {
      Begun open = new Begun(lock, beside ? build() : RegisterGrowth.begin(file), Optional.empty());
      begun = Optional.of(open);
      return open;
    } finally {
      if (begun.isEmpty()) {
        lock.close();
      }
    }
  }

  /** While the file is copied nobody writes it, not even another program. */
  private RegisterTables build() throws IOException, RefusedException {
    RegisterFile.removeLeftovers(file);
    try (RegisterReading held = new RegisterReading(file)) {
      held.hold();
      return RegisterBuild.from(file);
    }
  }

  private void commit() throws IOException, RefusedException {
    if (begun.isPresent()) {
      try (Closing closing = this::end) {
        if (begun.get().head.isPresent()) {
          begun.get().tables.commit(begun.get().head.get());
        }
        if (beside) {
          beside = false;
          given = 0;
        }
      }
    }
  }

  /** What ends in any case. */
  private interface Closing extends AutoCloseable {
    @Override
    void close() throws IOException, RefusedException;
  }

  private void end() throws IOException, RefusedException {
    if (begun.isPresent()) {
      Begun open = begun.get();
      begun = Optional.empty();
      uncommitted = 0;
      try (FolderLock lock = open.lock) {
        open.tables.close();
      }
    }
  }

  /** Not yet where many are put into a file beside: that is indexed once. */
  private void commitSometimes() throws IOException, RefusedException {
    if (!beside) {
      commit();
    }
  }

  /** What was put in so far is committed, unless something went wrong. */
  @Override
  public void close() throws IOException, RefusedException {
    try (reading;
        Closing closing = this::end) {
      worker.close(this::commit);
    }
  }
}
