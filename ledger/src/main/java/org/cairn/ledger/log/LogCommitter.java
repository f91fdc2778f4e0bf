package org.cairn.ledger.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.merkle.TreeReader;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.NoteSignature;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.SigningKey;

/**
 * Decides what is in a log, a step at a time, on a thread of its own: builds the new edge of the
 * tree, signs its checkpoint, writes both to the journal, forces it, answers the callers and hands
 * the step to the {@link LogPublisher}. What waits when a step begins becomes part of it. The first
 * failed write is the last.
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
  private final JournalSize size;
  private final LogFailure failure;
  private final BlockingQueue<Work> queue = new LinkedBlockingQueue<>();
  private final Thread thread = Thread.ofPlatform().name("log-committer").unstarted(this::run);

  /** All from here on are owned by {@link #thread}; by the closing thread after it. */
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
    this.size = size;
    this.failure = failure;
    this.key = key;
    this.frontier = opened.frontier;
    this.journal = opened.journal;
    this.stateFolder = opened.stateFolder;
    this.serial = JournalSegment.serial(opened.journal.file());
    this.newest = opened.checkpoint;
  }

  private sealed interface Work {}

  /**
   * Entries of one call.
   *
   * @param nextKey signs from the step after this on
   */
  record Batch(Entries entries, Optional<SigningKey> nextKey, CompletableFuture<Appended> answer)
      implements Work {}

  private record Stop() implements Work {}

  void start() {
    thread.start();
  }

  void submit(Batch batch) {
    queue.add(batch);
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

  private void run() {
    try {
      while (queue.take() instanceof Batch first) {
        commit(gather(first));
      }
    } catch (InterruptedException e) {
      failure.keep(e);
    }
  }

  /** With the calls that wait. */
  private List<Batch> gather(Batch first) {
    List<Batch> batches = new ArrayList<>(List.of(first));
    long bytes = first.entries.bytes();
    while (bytes < STEP_BYTES
        && batches.getLast().nextKey.isEmpty()
        && queue.peek() instanceof Batch next
        && next.nextKey.isEmpty()) {
      queue.remove();
      batches.add(next);
      bytes += next.entries.bytes();
    }
    return batches;
  }

  private void commit(List<Batch> batches) throws InterruptedException {
    try {
      failure.requireNone();
      publisher.requireUpToDate();
      Entries entries = Entries.join(batches.stream().map(Batch::entries).toList());
      requireRoom(entries.bytes());
      long oldSize = frontier.size();
      writeAhead(entries);
      Frontier after = frontier.step();
      after.add(entries);
      Optional<SigningKey> next = batches.getLast().nextKey;
      SignedNote checkpoint = sign(key, next, after.head());
      orTakeBack(
          () -> journal.append(new JournalSegment.Step(oldSize, checkpoint, entries, false)));
      journal.force();
      frontier = after;
      newest = checkpoint;
      next.ifPresent(signer -> key = signer);
      // Handed on first: who has an answer and then asks for the files finds them.
      publisher.submit(new LogPublisher.Step(after, checkpoint));
      answer(batches, oldSize, checkpoint);
      settleSometimes();
    } catch (StorageFullException e) {
      batches.forEach(batch -> batch.answer.completeExceptionally(e));
    } catch (IOException | RefusedException | RuntimeException | Error e) {
      IOException told = failure.tell(e);
      batches.forEach(batch -> batch.answer.completeExceptionally(told));
    }
  }

  private void answer(List<Batch> batches, long oldSize, SignedNote checkpoint) {
    long index = oldSize;
    TreeReader.Tiles tiles = frontier.tiles();
    for (Batch batch : batches) {
      int count = batch.entries.count();
      batch.answer.complete(new Appended(index, count, checkpoint, frontier.size(), tiles));
      index += count;
    }
  }

  /**
   * Entries of a large step go to the disk while the callers hash them. Nothing is promised yet, so
   * what fails here leaves the log as it was; a failed force does not, for what the disk then holds
   * is not known.
   */
  private void writeAhead(Entries entries) throws IOException {
    if (entries.bytes() >= size.ahead()) {
      int expected = lengthOfNext(frontier.size() + entries.count());
      orTakeBack(() -> journal.writeAhead(entries, expected));
      journal.force();
    }
  }

  /** Of a checkpoint of that size, signed as the newest is. */
  private int lengthOfNext(long size) {
    TreeHead head = new TreeHead(size, TreeHead.EMPTY.root());
    String text = new Checkpoint(key.verifier().name(), head).text();
    return SignedNote.of(text, newest.signatures()).bytes().length;
  }

  @FunctionalInterface
  private interface Write {
    void run() throws IOException;
  }

  private void orTakeBack(Write write) throws IOException {
    try {
      write.run();
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

  private void settleSometimes() throws IOException, InterruptedException {
    boolean grown = journal.length() > size.small();
    if (grown && !askedForSpare && publisher.spares().isEmpty()) {
      askedForSpare = true;
      publisher.submit(new LogPublisher.MakeSpare());
    }
    boolean reusable = journal.room() > size.full();
    boolean outgrown = grown && !reusable;
    boolean full = journal.length() > size.full() || publisher.unsettledFiles() > UNSETTLED_FILES;
    if (full || outgrown && !publisher.spares().isEmpty()) {
      Path old = journal.file();
      journal.close();
      Optional<Path> spare = Optional.ofNullable(publisher.spares().poll());
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

  /** Ends the threads once they have done all that was submitted, and forces everything. */
  void close() throws IOException {
    queue.add(new Stop());
    LogPublisher.await(thread::join);
    try (stateFolder) {
      publisher.close();
      failure.requireTold();
      if (!failure.hasHappened()) {
        Path old = journal.file();
        journal.close();
        journal = nextSegment(true, Optional.empty());
        disk.delete(old);
        for (Path spare : publisher.spares()) {
          disk.delete(spare);
        }
      }
    } finally {
      journal.close();
    }
  }
}
