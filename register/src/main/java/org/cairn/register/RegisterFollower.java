package org.cairn.register;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.storage.FolderLock;

/**
 * Puts places that were just added to the ledger into the tables, on a thread of its own, without
 * reading them back: the process that signed them holds what they say. Several steps of the log are
 * one transaction, which ends when there are many or nothing more comes. Where another writer came
 * in between, it reads the ledger on instead.
 */
final class RegisterFollower implements AutoCloseable {
  /** Places in one transaction: enough that what each costs beside its rows is small. */
  private static final int TOGETHER = 10_000;

  private final Workspace workspace;
  private final RegisterReading reading;
  private final Worker worker = new Worker("cairn-register", this::commit);

  /** What the tables may not have yet, by id; shared with who adds. */
  private final Map<String, String> onTheWay;

  // Of the worker's thread, and after its end of who closes this.
  private Optional<Begun> begun = Optional.empty();
  private List<PlaceRows> uncommitted = new ArrayList<>();

  /**
   * A transaction.
   *
   * @param head up to which it goes
   */
  private record Begun(FolderLock lock, RegisterGrowth growth, Optional<TreeHead> head) {}

  /**
   * @param onTheWay digests by the ids of places; each is taken away once the tables have it
   */
  RegisterFollower(Workspace workspace, Map<String, String> onTheWay) {
    this.workspace = workspace;
    this.reading = new RegisterReading(workspace.register());
    this.onTheWay = onTheWay;
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
    TreeHead after = Checkpoint.parse(added.appended().checkpoint().text()).head();
    RegisterGrowth growth = begin().growth;
    if (growth.logSize() == first && after.size() == first + places.size()) {
      for (int each = 0; each < places.size(); each++) {
        Optional<String> time = RegisterEntry.text(added.records().get(each), "time");
        growth.accept(first + each, new RegisterEntry.OfPlace(time, places.get(each)));
      }
      begun = begun.map(open -> new Begun(open.lock, open.growth, Optional.of(after)));
      uncommitted.addAll(places);
      if (uncommitted.size() >= TOGETHER) {
        commit();
      }
    } else {
      commit();
      new RegisterUpdate(workspace, reading).catchUp();
      uncommitted.addAll(places);
      arrived();
    }
  }

  private Begun begin() throws IOException, RefusedException {
    if (begun.isPresent()) {
      return begun.get();
    }
    FolderLock lock = RegisterUpdate.lock(workspace);
    try {
      Begun open = new Begun(lock, RegisterGrowth.begin(workspace.register()), Optional.empty());
      begun = Optional.of(open);
      return open;
    } finally {
      if (begun.isEmpty()) {
        lock.close();
      }
    }
  }

  private void commit() throws IOException, RefusedException {
    if (begun.isPresent()) {
      try (Closing closing = this::end) {
        if (begun.get().head.isPresent()) {
          begun.get().growth.commit(begun.get().head.get());
          arrived();
        }
      }
    }
  }

  /** The tables have all that was put in. */
  private void arrived() {
    uncommitted.forEach(rows -> onTheWay.remove(rows.place(), rows.sha256()));
    uncommitted = new ArrayList<>();
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
      try (FolderLock lock = open.lock) {
        open.growth.close();
      }
    }
  }

  /** What was put in so far is committed, unless something went wrong. */
  @Override
  public void close() throws IOException, RefusedException {
    try (reading;
        Closing closing = this::end) {
      worker.close();
    }
  }
}
