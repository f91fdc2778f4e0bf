package org.cairn.ledger.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.merkle.TreeReader;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.NoteSignature;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.SigningKey;

/**
 * Writes a log, a step at a time, on a thread of its own:
 *
 * <pre>
 * build, sign, write to the journal ─┬─ force the journal ──────┬─ rename files, answer
 *                                    └─ write files, make proofs ┘
 * </pre>
 *
 * What waits when a step begins becomes part of it. Files are written beside while the disk forces
 * the journal, and appear once it has. When a segment of the journal is full, another thread forces
 * the files it stands for and drops it. The first failed write is the last: what was answered
 * stands, and opening the log again brings back the rest.
 */
final class LogCommitter {
  /** Calls are joined into one step up to about this many bytes. */
  private static final int STEP_BYTES = 4 * 1024 * 1024;

  private static final long SEGMENT_BYTES = 8L * 1024 * 1024;
  private static final int UNSETTLED_FILES = 256;

  /** Full segments that may wait to be dropped; a writer faster than that is held up. */
  private static final int WAITING_SEGMENTS = 4;

  /** Kept free on the disk, so that closing and recovering never lack room. */
  private static final long RESERVE_BYTES = 4L * 1024 * 1024;

  private final Disk disk;
  private final Path log;
  private final Path state;
  private final BlockingQueue<Work> queue = new LinkedBlockingQueue<>();
  private final Thread thread = Thread.ofPlatform().name("log-committer").unstarted(this::run);

  private final ExecutorService preparer =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("log-preparer").factory());
  private final ExecutorService settler =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("log-settler").factory());

  /** All from here on are owned by {@link #thread}; by the closing thread after it. */
  private SigningKey key;

  private Frontier frontier;
  private JournalSegment journal;
  private final Disk.Handle stateFolder;
  private int serial;

  /** Lent to the preparer during a step. */
  private final LogFolder folder;

  private final List<Future<?>> settling = new ArrayList<>();

  /** Journal files to write the next segments over; added to by the settler. */
  private final Queue<Path> spares = new ConcurrentLinkedQueue<>();

  private volatile SignedNote published;

  /** The first failure: nothing is written after it. */
  private volatile Optional<IOException> failure = Optional.empty();

  LogCommitter(Disk disk, Path log, Path state, SigningKey key, LogRecovery.Opened opened)
      throws IOException {
    this.disk = disk;
    this.log = log;
    this.state = state;
    this.key = key;
    this.frontier = opened.frontier;
    this.journal = opened.journal;
    this.stateFolder = opened.stateFolder;
    this.serial = JournalSegment.serial(opened.journal.file());
    this.published = opened.checkpoint;
    this.folder = new LogFolder(disk, log);
  }

  /** Something to do, in the order of the queue. */
  sealed interface Work {}

  /**
   * Entries of one call.
   *
   * @param nextKey signs from the step after this on
   */
  record Batch(Entries entries, Optional<SigningKey> nextKey, CompletableFuture<Appended> answer)
      implements Work {}

  /** Cosignatures for a checkpoint; the answer says whether it was still the newest. */
  record Cosign(String text, List<NoteSignature> signatures, CompletableFuture<Boolean> answer)
      implements Work {}

  private record Stop() implements Work {}

  /** A step that is in the journal. */
  private record Step(List<Batch> batches, long oldSize, Frontier after, SignedNote checkpoint) {}

  void start() {
    thread.start();
  }

  void submit(Work work) {
    queue.add(work);
  }

  /** The newest checkpoint in the log's folder. */
  SignedNote published() {
    return published;
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
      while (true) {
        switch (queue.take()) {
          case Batch first -> commit(gather(first));
          case Cosign cosign -> publishCosigned(cosign);
          case Stop() -> {
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      fail(new IOException("The log's writing thread was interrupted", e));
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

  private void commit(List<Batch> batches) {
    boolean done = false;
    try {
      requireHealthy();
      Entries entries = Entries.join(batches.stream().map(Batch::entries).toList());
      requireRoom(entries.bytes());
      Step step = build(batches, entries);
      journal(step, entries);
      Future<List<Appended>> prepared = preparer.submit(() -> prepare(step));
      journal.force();
      List<Appended> answers = get(prepared);
      folder.reveal();
      frontier = step.after;
      batches.getLast().nextKey.ifPresent(next -> key = next);
      published = step.checkpoint;
      for (int batch = 0; batch < batches.size(); batch++) {
        batches.get(batch).answer.complete(answers.get(batch));
      }
      done = true;
      settleSometimes();
    } catch (StorageFullException e) {
      batches.forEach(batch -> batch.answer.completeExceptionally(e));
      done = true;
    } catch (IOException | RefusedException | RuntimeException e) {
      fail(e);
    } finally {
      if (!done) { // after an Error too nobody is left waiting
        IOException told = failure.orElseGet(() -> fail(new IOException("out of memory or worse")));
        batches.forEach(batch -> batch.answer.completeExceptionally(told));
      }
    }
  }

  private Step build(List<Batch> batches, Entries entries) throws IOException, RefusedException {
    Frontier after = frontier.step();
    after.add(entries);
    return new Step(
        batches, frontier.size(), after, sign(key, batches.getLast().nextKey, after.head()));
  }

  private void journal(Step step, Entries entries) throws IOException {
    try {
      journal.append(new JournalSegment.Step(step.oldSize, step.checkpoint, entries, false));
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

  /** Files beside their places, and what the callers will be told. On the preparer's thread. */
  private List<Appended> prepare(Step step) throws IOException, RefusedException {
    folder.prepare(step.after.files());
    folder.prepareCheckpoint(step.checkpoint.bytes());
    TreeReader tree = step.after.tree();
    List<Appended> answers = new ArrayList<>(step.batches.size());
    long index = step.oldSize;
    for (Batch batch : step.batches) {
      List<List<Hash>> proofs = new ArrayList<>(batch.entries.count());
      for (int entry = 0; entry < batch.entries.count(); entry++) {
        proofs.add(tree.inclusionProof(index + entry));
      }
      answers.add(new Appended(index, proofs, step.checkpoint));
      index += batch.entries.count();
    }
    return answers;
  }

  private static <T> T get(Future<T> prepared) throws IOException, RefusedException {
    try {
      return prepared.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failed -> throw failed;
        case RefusedException refused -> throw refused;
        case null, default -> throw new IOException(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The log's writing thread was interrupted", e);
    }
  }

  private void publishCosigned(Cosign cosign) {
    try {
      requireHealthy();
      boolean newest = cosign.text.equals(published.text());
      if (newest) {
        SignedNote note = published.with(cosign.signatures);
        folder.prepareCheckpoint(note.bytes());
        folder.reveal();
        published = note;
      }
      cosign.answer.complete(newest);
    } catch (IOException | RuntimeException e) {
      cosign.answer.completeExceptionally(fail(e));
    }
  }

  /** Journal, bundles, tiles, and partial forms of them, which are at most as large again. */
  private void requireRoom(long bytes) throws IOException {
    long needed = RESERVE_BYTES + 4 * bytes;
    for (Path place : List.of(log, state)) {
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

  // ---- settling ----

  private void settleSometimes() throws IOException, RefusedException {
    if (journal.length() <= SEGMENT_BYTES && folder.unsettled() <= UNSETTLED_FILES) {
      return;
    }
    settling.removeIf(Future::isDone);
    if (settling.size() >= WAITING_SEGMENTS) {
      get(settling.removeFirst());
    }
    LogFolder.Unsettled unsettled = folder.seal();
    Path full = journal.file();
    journal.close();
    journal = nextSegment(false);
    settling.add(
        settler.submit(() -> {
          try (unsettled) {
            requireHealthy();
            unsettled.settle();
            retire(full);
          } catch (IOException | RuntimeException e) {
            fail(e);
          }
        }));
  }

  /** On the settler's thread. The new name is forced before anything is written over the file. */
  private void retire(Path segment) throws IOException {
    Path spare = JournalSegment.spare(segment);
    try (Disk.Handle names = disk.openFolder(state)) {
      disk.rename(segment, spare);
      names.force();
    }
    spares.add(spare);
  }

  private JournalSegment nextSegment(boolean atRest) throws IOException {
    serial++;
    return JournalSegment.create(
        disk,
        state,
        stateFolder,
        serial,
        JournalSegment.Step.base(frontier.size(), lastCheckpoint(), atRest),
        atRest ? Optional.empty() : Optional.ofNullable(spares.poll()));
  }

  /** The frontier's checkpoint; signing the same text again gives the same note. */
  private SignedNote lastCheckpoint() throws IOException {
    try {
      return sign(key, Optional.empty(), frontier.head());
    } catch (RefusedException impossible) {
      throw new IllegalStateException("Tiles in memory were refused", impossible);
    }
  }

  /** Ends the thread once it has done all that was submitted, and forces everything. */
  void close() throws IOException {
    queue.add(new Stop());
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    preparer.close();
    settler.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    try (folder;
        stateFolder) {
      if (failure.isEmpty()) {
        folder.settleAll();
        Path old = journal.file();
        journal.close();
        journal = nextSegment(true);
        disk.delete(old);
        for (Path spare : spares) {
          disk.delete(spare);
        }
      }
    } finally {
      journal.close();
    }
  }

  // ---- failure ----

  private void requireHealthy() throws IOException {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  /** Remembers the first failure, and gives what every later caller is told. */
  private synchronized IOException fail(Exception cause) {
    if (failure.isEmpty()) {
      failure =
          Optional.of(
              cause instanceof IntegrityException doubt
                  ? doubt
                  : new IntegrityException(
                      new Fault(
                          "log-write-failed",
                          log.toString(),
                          "writing failed ("
                              + cause.getMessage()
                              + "); the log takes no more until it is opened again. What was"
                              + " answered stands; entries of this call may turn out to be in the"
                              + " log"),
                      cause));
    }
    return failure.get();
  }
}
