package org.cairn.ledger.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.merkle.TreeReader;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.NoteSignature;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.SigningKey;

/**
 * Decides what is in a log, a step at a time: builds the new edge of the tree, signs its
 * checkpoint, writes both to the journal, forces it, answers the callers and hands the step to the
 * {@link LogPublisher}. The first failed write is the last.
 *
 * <p>The callers do it themselves, in turns: a call that finds nobody at it begins a step with all
 * that waits, and gives the turn to the first call that came meanwhile. So a caller who is alone
 * waits for no other thread.
 */
final class LogCommitter {
  /** Calls are joined into one step up to about this many bytes. */
  private static final int STEP_BYTES = 4 * 1024 * 1024;

  private static final int UNSETTLED_FILES = 512;

  /** Kept free on the disk, so that closing and recovering never lack room. */
  private static final long RESERVE_BYTES = 4L * 1024 * 1024;

  private final Disk disk;
  private final Path state;
  private final List<Path> places;
  private final LogPublisher publisher;
  private final LogSettler settler;
  private final JournalSize size;
  private final LogFailure failure;

  /** Calls that are in no step yet, in order. Guarded by itself. */
  private final Queue<Batch> waiting = new ArrayDeque<>();

  /** Whether a call has the turn. Guarded by {@link #waiting}. */
  private boolean taken;

  /** All from here on are owned by the call that has the turn; by the closing thread at last. */
  private SigningKey key;

  private Frontier frontier;
  private JournalSegment journal;
  private final Disk.Handle stateFolder;
  private int serial;
  private boolean askedForSpare;

  private volatile SignedNote newest;

  LogCommitter(
      Disk disk,
      Path log,
      Path state,
      SigningKey key,
      LogRecovery.Opened opened,
      LogPublisher publisher,
      LogSettler settler,
      JournalSize size,
      LogFailure failure)
      throws IOException {
    this.disk = disk;
    this.state = state;
    this.places =
        Files.getFileStore(log).equals(Files.getFileStore(state))
            ? List.of(log)
            : List.of(log, state);
    this.publisher = publisher;
    this.settler = settler;
    this.size = size;
    this.failure = failure;
    this.key = key;
    this.frontier = opened.frontier;
    this.journal = opened.journal;
    this.stateFolder = opened.stateFolder;
    this.serial = JournalSegment.serial(opened.journal.file());
    this.newest = opened.checkpoint;
  }

  /**
   * Entries of one call.
   *
   * @param nextKey signs from the step after this on
   * @param woken completed when the call has the turn, or its answer
   */
  record Batch(
      Entries entries,
      Optional<SigningKey> nextKey,
      CompletableFuture<Appended> answer,
      CompletableFuture<Void> woken) {
    Batch(Entries entries, Optional<SigningKey> nextKey) {
      this(entries, nextKey, new CompletableFuture<>(), new CompletableFuture<>());
    }

    private void tell(Appended appended) {
      answer.complete(appended);
      woken.complete(null);
    }

    private void tell(IOException failed) {
      answer.completeExceptionally(failed);
      woken.complete(null);
    }
  }

  /** Takes its place among those that wait; {@link #decide} must follow. */
  void submit(Batch batch) {
    synchronized (waiting) {
      waiting.add(batch);
      if (taken) {
        return;
      }
      taken = true;
    }
    batch.woken.complete(null);
  }

  /**
   * Returns when the batch has its answer. Interruptions are kept for later: whoever has the turn
   * has it for others too.
   */
  CompletableFuture<Appended> decide(Batch batch) {
    try {
      if (!batch.woken.isDone()) {
        // While others are on their way to the disk.
        batch.entries.leaves();
      }
    } finally {
      batch.woken.join();
      if (!batch.answer.isDone()) {
        List<Batch> step = gather();
        try {
          commit(step);
        } finally {
          passOn();
        }
      }
    }
    return batch.answer;
  }

  private void passOn() {
    Batch next;
    synchronized (waiting) {
      next = waiting.peek();
      if (next == null) {
        taken = false;
        waiting.notifyAll();
        return;
      }
    }
    next.woken.complete(null);
  }

  private void awaitLast() throws InterruptedException {
    synchronized (waiting) {
      while (taken) {
        waiting.wait();
      }
    }
  }

  /** The newest checkpoint that is durable. */
  SignedNote newest() {
    return newest;
  }

  /** Signed by the log's key and, in the step that changes it, by the next one too. */
  static SignedNote sign(SigningKey key, Optional<SigningKey> next, TreeHead head) {
    String text = new Checkpoint(key.verifier().name(), head).text();
    List<NoteSignature> signatures = new ArrayList<>(List.of(key.sign(text)));
    next.ifPresent(more -> signatures.add(more.sign(text)));
    return SignedNote.of(text, signatures);
  }

  /** The calls that wait, that of the turn first; one that changes the key is alone. */
  private List<Batch> gather() {
    List<Batch> batches = new ArrayList<>();
    long bytes = 0;
    synchronized (waiting) {
      Batch next = waiting.peek();
      while (next != null
          && bytes < STEP_BYTES
          && (batches.isEmpty() || next.nextKey.isEmpty() && batches.getLast().nextKey.isEmpty())) {
        batches.add(waiting.remove());
        bytes += next.entries.bytes();
        next = waiting.peek();
      }
    }
    return batches;
  }

  private void commit(List<Batch> batches) {
    try {
      failure.requireNone();
      publisher.requireUpToDate();
      List<Entries> entries = batches.stream().map(Batch::entries).toList();
      int bytes = Entries.bytes(entries);
      requireRoom(bytes);
      write(() -> journal.begin(entries));
      long oldSize = frontier.size();
      Frontier after = frontier.step();
      entries.forEach(after::add);
      Optional<SigningKey> next = batches.getLast().nextKey;
      SignedNote checkpoint = sign(key, next, after.head());
      write(() -> journal.complete(new JournalSegment.Step(oldSize, checkpoint, entries, false)));
      journal.force();
      frontier = after;
      newest = checkpoint;
      next.ifPresent(signer -> key = signer);
      // Handed on first: who has an answer and then asks for the files finds them.
      LogPublisher.Step step = new LogPublisher.Step(after, checkpoint, bytes);
      Uninterrupted.await(() -> publisher.submit(step));
      answer(batches, oldSize, checkpoint);
      settleSometimes();
    } catch (StorageFullException e) {
      batches.forEach(batch -> batch.tell(e));
    } catch (IOException | RefusedException | RuntimeException | Error e) {
      IOException told = failure.tell(e);
      batches.forEach(batch -> batch.tell(told));
    }
  }

  private void answer(List<Batch> batches, long oldSize, SignedNote checkpoint) {
    long index = oldSize;
    TreeReader.Tiles tiles = frontier.tiles();
    for (Batch batch : batches) {
      int count = batch.entries.count();
      batch.tell(new Appended(index, count, checkpoint, frontier.size(), tiles));
      index += count;
    }
  }

  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  private void write(Writing writing) throws IOException {
    try {
      writing.run();
    } catch (IntegrityException e) {
      throw e;
    } catch (IOException e) {
      // Nothing was promised yet: cut it off, and the log is as before.
      journal.takeBack();
      throw new StorageFullException(
          "Could not write to '"
              + journal.file()
              + "' ("
              + e.getMessage()
              + "); nothing was added. Free some room or mend the disk, then try again",
          e);
    }
  }

  /** Journal, bundles, tiles, and partial forms of them, which are at most as large again. */
  private void requireRoom(long bytes) throws IOException {
    long needed = RESERVE_BYTES + 4 * bytes;
    for (Path place : places) {
      long free = disk.usableSpace(place);
      if (free < needed) {
        throw new StorageFullException(
            "Too little room in '"
                + place
                + "': expected "
                + needed
                + " bytes free, found "
                + free
                + "; nothing was written. Free some room, then try again");
      }
    }
  }

  private void settleSometimes() throws IOException {
    boolean grown = journal.length() > size.small();
    if (grown && !askedForSpare && settler.spares().isEmpty()) {
      askedForSpare = true;
      settler.makeSpare();
    }
    boolean reusable = journal.room() > size.full();
    boolean outgrown = grown && !reusable;
    boolean full = journal.length() > size.full() || publisher.unsettledFiles() > UNSETTLED_FILES;
    if (full || outgrown && !settler.spares().isEmpty()) {
      Path old = journal.file();
      journal.close();
      Optional<Path> spare = Optional.ofNullable(settler.spares().poll());
      askedForSpare &= spare.isEmpty();
      journal = nextSegment(false, spare);
      publisher.submit(new LogPublisher.Settle(old, reusable));
    }
  }

  private JournalSegment nextSegment(boolean atRest, Optional<Path> spare) throws IOException {
    serial++;
    JournalSegment.Step base = JournalSegment.Step.base(frontier.size(), newest, atRest);
    return JournalSegment.create(disk, state, stateFolder, serial, base, spare, size);
  }

  /** Waits for the calls that were submitted, ends the threads and forces everything. */
  void close() throws IOException {
    Uninterrupted.await(this::awaitLast);
    try (stateFolder) {
      publisher.close();
      failure.requireTold();
      if (!failure.hasHappened()) {
        Path old = journal.file();
        journal.close();
        journal = nextSegment(true, Optional.empty());
        disk.delete(old);
        for (Path spare : settler.spares()) {
          disk.delete(spare);
        }
      }
    } finally {
      journal.close();
    }
  }
}
