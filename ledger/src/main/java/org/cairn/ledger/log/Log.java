package org.cairn.ledger.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.TileAddress;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.merkle.TreeReader;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.NoteSignature;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.storage.FolderLock;

/**
 * An append-only log that this process writes. Thread-safe; appends of several threads share their
 * steps.
 *
 * <p>A step is decided in one place, the journal ({@link JournalSegment}): entries, and the signed
 * checkpoint that covers them, are forced there together, after a comparison with what the journal
 * said before. Then tiles, bundles and the checkpoint file appear in the log's folder, and the
 * callers are answered. Two threads do this, so that one step is forced while the step before it
 * appears:
 *
 * <pre>
 * append → [queue] → committer: build, sign, journal, force → [queue] → publisher: files, answer
 * </pre>
 *
 * The committer owns the frontier and the journal, the publisher the folder. When a segment of the
 * journal is full the publisher forces the files it stands for and drops it. After a failed write
 * the log takes no more; what was answered stands, and opening it again brings back the rest.
 */
public final class Log implements AutoCloseable {
  /** Larger entries are refused: their content goes to a blob, its hash into the entry. */
  public static final int MAX_ENTRY = 32 * 1024;

  /** Entries of one call are one step: all are visible, or none. */
  public static final int MAX_APPEND = 64 * 1024 * 1024;

  /** Calls are joined into one step up to about this many bytes. */
  private static final int STEP_BYTES = 4 * 1024 * 1024;

  private static final long SEGMENT_BYTES = 8L * 1024 * 1024;
  private static final int UNSETTLED_FILES = 256;

  /** Kept free on the disk, so that closing and recovering never lack room. */
  private static final long RESERVE_BYTES = 4L * 1024 * 1024;

  private final Disk disk;
  private final Path log;
  private final Path state;
  private final FolderLock lock;

  private final BlockingQueue<Work> commits = new LinkedBlockingQueue<>();
  private final BlockingQueue<Work> publications = new LinkedBlockingQueue<>();
  private final Thread committer;
  private final Thread publisher;

  /** Owned by the committer. */
  private SigningKey key;

  /** Owned by the committer. */
  private Frontier frontier;

  /** Owned by the committer. */
  private JournalSegment journal;

  /** Owned by the committer. */
  private final Disk.Handle stateFolder;

  /** Owned by the committer. */
  private int serial;

  /** Owned by the publisher. */
  private final LogFolder folder;

  /** Written by the publisher. */
  private volatile SignedNote published;

  private volatile long unsettledFiles;

  /** The first failure: nothing is written after it. */
  private final AtomicReference<Optional<IOException>> failure =
      new AtomicReference<>(Optional.empty());

  private volatile boolean closed;

  private Log(
      Disk disk, Path log, Path state, SigningKey key, FolderLock lock, LogRecovery.Opened opened)
      throws IOException {
    this.disk = disk;
    this.log = log;
    this.state = state;
    this.key = key;
    this.lock = lock;
    this.frontier = opened.frontier;
    this.journal = opened.journal;
    this.stateFolder = opened.stateFolder;
    this.serial = JournalSegment.serial(opened.journal.file());
    this.published = opened.checkpoint;
    this.folder = new LogFolder(disk, log);
    this.committer = Thread.ofPlatform().name("log-committer").unstarted(this::commitAll);
    this.publisher = Thread.ofPlatform().name("log-publisher").unstarted(this::publishAll);
  }

  /**
   * Makes an empty log and signs its first checkpoint.
   *
   * @param log folder of the public files, created where it does not exist
   * @param state folder of the checkpoint store, likewise; keep it on another disk if you can
   * @throws RefusedException {@code log-exists}
   */
  public static void create(Path log, Path state, SigningKey key)
      throws IOException, RefusedException {
    create(Disk.REAL, log, state, key);
  }

  static void create(Disk disk, Path log, Path state, SigningKey key)
      throws IOException, RefusedException {
    createFolders(disk, log);
    createFolders(disk, state);
    try (FolderLock lock = FolderLock.take(state, "log-locked")) {
      if (Files.exists(log.resolve(LogReader.CHECKPOINT))
          || !JournalSegment.list(state).isEmpty()) {
        throw RefusedException.expected(
            "log-exists", log.toString(), "no log yet", "one; it is never overwritten");
      }
      byte[] note = sign(key, List.of(), TreeHead.EMPTY).bytes();
      // The store first: a log without a store is refused, a store without a log is completed.
      try (Disk.Handle folder = disk.openFolder(state)) {
        JournalSegment.create(disk, state, folder, 1, new JournalSegment.Step(0, note, new byte[0]))
            .close();
      }
      try (LogFolder folder = new LogFolder(disk, log)) {
        folder.writeCheckpoint(note);
        folder.settle();
      }
    }
  }

  /** A folder whose own name is lost in a power cut takes with it all that was forced inside. */
  private static void createFolders(Disk disk, Path folder) throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    if (parent == null) {
      return;
    }
    if (!Files.isDirectory(parent)) {
      createFolders(disk, parent);
    }
    try (Disk.Handle open = disk.openFolder(parent)) {
      if (!Files.isDirectory(folder)) {
        disk.createFolder(folder);
      }
      open.force();
    }
  }

  /**
   * Opens a log for appending; brings back what a crash left undone.
   *
   * @param key the one that signs now
   * @param earlier those that signed before it was changed by {@link #rotate}
   * @throws RefusedException {@code log-locked} while another writer has it
   * @throws IntegrityException where folder and store contradict each other: {@code store-missing},
   *     {@code store-key}, {@code journal-damaged}, {@code tiles-behind-store}, {@code
   *     tiles-contradict-store}, {@code checkpoint-ahead-of-store}, {@code
   *     checkpoint-contradicts-store}
   */
  public static Log open(Path log, Path state, SigningKey key, List<VerifierKey> earlier)
      throws IOException, RefusedException {
    return open(Disk.REAL, log, state, key, earlier);
  }

  static Log open(Disk disk, Path log, Path state, SigningKey key, List<VerifierKey> earlier)
      throws IOException, RefusedException {
    FolderLock lock = FolderLock.take(state, "log-locked");
    try {
      LogRecovery.Opened opened = new LogRecovery(disk, log, state, key.verifier(), earlier).open();
      Log open = new Log(disk, log, state, key, lock, opened);
      open.committer.start();
      open.publisher.start();
      return open;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private sealed interface Work {}

  /** Entries of one call. */
  private static final class Batch implements Work {
    final List<byte[]> entries;
    final long bytes;
    final Optional<SigningKey> nextKey;
    final CompletableFuture<Appended> answer = new CompletableFuture<>();

    Batch(List<byte[]> entries, Optional<SigningKey> nextKey) {
      this.entries = entries;
      this.bytes = entries.stream().mapToLong(entry -> entry.length + 2L).sum();
      this.nextKey = nextKey;
    }
  }

  /** A step that is in the journal. */
  private record Step(List<Batch> batches, long oldSize, Frontier after, SignedNote checkpoint)
      implements Work {}

  /** Everything before this is in the journal's newer segment or must be settled now. */
  private record Settle(Path segment) implements Work {}

  /** Cosignatures for a checkpoint. */
  private record Cosign(
      String text, List<NoteSignature> signatures, CompletableFuture<Boolean> answer)
      implements Work {}

  private record Stop() implements Work {}

  /**
   * Adds entries at the end, all in one step, and returns when they are durable and published.
   *
   * @param entries at least one; each up to {@link #MAX_ENTRY} bytes
   * @throws RefusedException {@code append-empty}, {@code entry-size}, {@code append-size}; nothing
   *     was added
   * @throws StorageFullException nothing was added
   * @throws IOException the log takes no more; whether these entries are in it shows when it is
   *     opened again
   */
  public Appended append(List<byte[]> entries) throws IOException, RefusedException {
    return append(entries, Optional.empty());
  }

  /**
   * Adds one entry that says so, and signs from then on with another key: the checkpoint that
   * covers the entry carries both signatures, those after it the new one only.
   *
   * @param next key with the same name
   */
  public Appended rotate(SigningKey next, byte[] entry) throws IOException, RefusedException {
    if (!next.verifier().name().equals(origin())
        || next.verifier().kind() != VerifierKey.Kind.LOG) {
      throw RefusedException.expected(
          "log-key-name", "log key", "a log's key named '" + origin() + "'", "" + next.verifier());
    }
    return append(List.of(entry), Optional.of(next));
  }

  private String origin() throws RefusedException {
    return Checkpoint.parse(published.text()).origin();
  }

  private Appended append(List<byte[]> entries, Optional<SigningKey> nextKey)
      throws IOException, RefusedException {
    requireInLimits(entries);
    Batch batch = new Batch(entries.stream().map(byte[]::clone).toList(), nextKey);
    return submit(commits, batch, batch.answer);
  }

  private <T> T submit(BlockingQueue<Work> queue, Work work, CompletableFuture<T> answer)
      throws IOException {
    synchronized (commits) {
      if (closed) {
        throw new IOException("The log is closed");
      }
      queue.add(work);
    }
    try {
      return answer.get();
    } catch (ExecutionException e) {
      // A fresh exception, so that its trace shows this caller.
      throw switch (e.getCause()) {
        case StorageFullException full ->
            new StorageFullException(String.valueOf(full.getMessage()), full);
        case IntegrityException doubt -> new IntegrityException(doubt.fault(), doubt);
        case null, default -> new IOException("The log's writer failed", e);
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted; whether the entries are in the log is not known", e);
    }
  }

  private static void requireInLimits(List<byte[]> entries) throws RefusedException {
    if (entries.isEmpty()) {
      throw RefusedException.expected("append-empty", "append", "an entry or more", "none");
    }
    long bytes = 0;
    for (int entry = 0; entry < entries.size(); entry++) {
      int length = entries.get(entry).length;
      bytes += length + 2L;
      if (length > MAX_ENTRY) {
        throw RefusedException.expected(
            "entry-size",
            "entry " + entry + " of the call",
            "at most " + MAX_ENTRY + " bytes; put the content into a blob and its hash here",
            length + " bytes");
      }
    }
    if (bytes > MAX_APPEND) {
      throw RefusedException.expected(
          "append-size", "append", "at most " + MAX_APPEND + " bytes at once", bytes + " bytes");
    }
  }

  /** The newest checkpoint in the log's folder. */
  public SignedNote checkpoint() {
    return published;
  }

  /** Entries and proofs up to the newest checkpoint. */
  public LogReader reader() throws RefusedException {
    return LogReader.at(LogSource.folder(log), published);
  }

  /**
   * Publishes the current checkpoint once more, with cosignatures.
   *
   * @param text the one they are for
   * @param signatures checked by the caller
   * @return whether it was still the newest; if not, nothing is published
   */
  public boolean cosign(String text, List<NoteSignature> signatures) throws IOException {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    return submit(publications, new Cosign(text, signatures, answer), answer);
  }

  /** Waits for what was begun, then forces all files, so that the next opening is quick. */
  @Override
  public void close() throws IOException {
    synchronized (commits) {
      if (closed) {
        return;
      }
      closed = true;
      commits.add(new Stop());
    }
    boolean interrupted = false;
    while (committer.isAlive() || publisher.isAlive()) {
      try {
        committer.join();
        publisher.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    try {
      if (failure.get().isEmpty()) {
        settleBeforeClosing();
      }
    } finally {
      folder.close();
      journal.close();
      stateFolder.close();
      lock.close();
    }
  }

  private void settleBeforeClosing() throws IOException {
    folder.settle();
    Path old = journal.file();
    journal.close();
    journal = nextSegment();
    disk.delete(old);
  }

  // ---- the committer ----

  private void commitAll() {
    try {
      while (true) {
        Work work = commits.take();
        if (work instanceof Batch first) {
          List<Batch> batches = new ArrayList<>(List.of(first));
          drain(batches);
          commit(batches);
        } else {
          break;
        }
      }
    } catch (InterruptedException e) {
      fail(new IOException("The log's writing thread was interrupted", e));
    } finally {
      publications.add(new Stop());
    }
  }

  /** Takes more calls into the step. */
  private void drain(List<Batch> batches) {
    long bytes = batches.getFirst().bytes;
    while (bytes < STEP_BYTES && batches.getLast().nextKey.isEmpty()) {
      Work next = commits.peek();
      if (!(next instanceof Batch batch) || batch.nextKey.isPresent()) {
        break;
      }
      commits.remove();
      batches.add(batch);
      bytes += batch.bytes;
    }
  }

  private void commit(List<Batch> batches) {
    try {
      requireHealthy();
      requireRoom(batches);
      Step step = build(batches);
      journal(step, batches);
      frontier = step.after;
      batches.getLast().nextKey.ifPresent(next -> key = next);
      publications.add(step);
      if (journal.length() > SEGMENT_BYTES || unsettledFiles > UNSETTLED_FILES) {
        Path full = journal.file();
        journal.close();
        journal = nextSegment();
        unsettledFiles = 0;
        publications.add(new Settle(full));
      }
    } catch (StorageFullException e) {
      answer(batches, e);
    } catch (IOException | RefusedException | RuntimeException e) {
      answer(batches, fail(e));
    }
  }

  private Step build(List<Batch> batches) throws IOException, RefusedException {
    long oldSize = frontier.size();
    Frontier after = frontier.step();
    for (Batch batch : batches) {
      batch.entries.forEach(after::add);
    }
    Optional<SigningKey> next = batches.getLast().nextKey;
    return new Step(batches, oldSize, after, sign(key, next.stream().toList(), after.head()));
  }

  /** Signed by the log's key and, in the step that changes it, by the next one too. */
  private static SignedNote sign(SigningKey key, List<SigningKey> more, TreeHead head) {
    String text = new Checkpoint(key.verifier().name(), head).text();
    List<NoteSignature> signatures = new ArrayList<>(List.of(key.sign(text)));
    more.forEach(each -> signatures.add(each.sign(text)));
    return SignedNote.of(text, signatures);
  }

  private void journal(Step step, List<Batch> batches) throws IOException {
    List<byte[]> entries = batches.stream().flatMap(batch -> batch.entries.stream()).toList();
    try {
      journal.write(
          new JournalSegment.Step(
              step.oldSize, step.checkpoint.bytes(), JournalSegment.encode(entries)));
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
    journal.force();
  }

  private JournalSegment nextSegment() throws IOException {
    serial++;
    return JournalSegment.create(
        disk,
        state,
        stateFolder,
        serial,
        new JournalSegment.Step(frontier.size(), lastCheckpoint().bytes(), new byte[0]));
  }

  /** The frontier's checkpoint; signing the same text again gives the same note. */
  private SignedNote lastCheckpoint() throws IOException {
    try {
      return sign(key, List.of(), frontier.head());
    } catch (RefusedException impossible) {
      throw new IllegalStateException("Tiles in memory were refused", impossible);
    }
  }

  /** Journal, bundles, tiles, and partial forms of them, which are at most as large again. */
  private void requireRoom(List<Batch> batches) throws IOException {
    long bytes = batches.stream().mapToLong(batch -> batch.bytes).sum();
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

  // ---- the publisher ----

  private void publishAll() {
    try {
      List<Work> works = new ArrayList<>();
      boolean stop = false;
      while (!stop) {
        works.clear();
        works.add(publications.take());
        publications.drainTo(works);
        stop = publish(works);
      }
    } catch (InterruptedException e) {
      fail(new IOException("The log's publishing thread was interrupted", e));
    }
  }

  /** In order, neighbouring steps together; true when there is no more to come. */
  private boolean publish(List<Work> works) {
    List<Step> steps = new ArrayList<>();
    boolean stop = false;
    for (Work work : works) {
      if (work instanceof Step step) {
        steps.add(step);
        continue;
      }
      publishSteps(steps);
      steps.clear();
      switch (work) {
        case Settle settle -> settle(settle.segment);
        case Cosign cosign -> publishCosigned(cosign);
        case Stop() -> stop = true;
        case Batch batch -> throw new IllegalStateException("A batch among publications");
        case Step step -> throw new IllegalStateException("Handled above");
      }
    }
    publishSteps(steps);
    return stop;
  }

  /** Files of the steps' last head: partial ones of the heads in between nobody can ask for. */
  private void publishSteps(List<Step> steps) {
    if (steps.isEmpty()) {
      return;
    }
    try {
      requireHealthy();
      for (Map.Entry<TileAddress, byte[]> file : files(steps).entrySet()) {
        folder.write(file.getKey(), file.getValue());
      }
      SignedNote newest = steps.getLast().checkpoint;
      folder.writeCheckpoint(newest.bytes());
      published = newest;
      unsettledFiles = folder.unsettled();
      for (Step step : steps) {
        answer(step);
      }
    } catch (IOException | RefusedException | RuntimeException e) {
      IOException failed = fail(e);
      steps.forEach(step -> answer(step.batches, failed));
    }
  }

  private static Map<TileAddress, byte[]> files(List<Step> steps) {
    Map<TileAddress, TileAddress> newest = new LinkedHashMap<>();
    Map<TileAddress, byte[]> files = new LinkedHashMap<>();
    for (Step step : steps) {
      step.after
          .files()
          .forEach((address, content) -> {
            TileAddress older = newest.put(address.full(), address);
            if (older != null && !older.equals(address)) {
              files.remove(older);
            }
            files.put(address, content);
          });
    }
    return files;
  }

  private static void answer(Step step) throws IOException, RefusedException {
    TreeReader tree = step.after.tree();
    long index = step.oldSize;
    for (Batch batch : step.batches) {
      List<List<Hash>> proofs = new ArrayList<>(batch.entries.size());
      for (int entry = 0; entry < batch.entries.size(); entry++) {
        proofs.add(tree.inclusionProof(index + entry));
      }
      batch.answer.complete(new Appended(index, proofs, step.checkpoint));
      index += batch.entries.size();
    }
  }

  private void publishCosigned(Cosign cosign) {
    try {
      requireHealthy();
      boolean newest = cosign.text.equals(published.text());
      if (newest) {
        SignedNote note = published.with(cosign.signatures);
        folder.writeCheckpoint(note.bytes());
        published = note;
      }
      cosign.answer.complete(newest);
    } catch (IOException | RuntimeException e) {
      cosign.answer.completeExceptionally(fail(e));
    }
  }

  private void settle(Path segment) {
    try {
      requireHealthy();
      folder.settle();
      disk.delete(segment);
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
  }

  // ---- failure ----

  private void requireHealthy() throws IOException {
    if (failure.get().isPresent()) {
      throw failure.get().get();
    }
  }

  /** Remembers the first failure, and gives what every later caller is told. */
  private IOException fail(Exception cause) {
    IOException told =
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
                cause);
    failure.compareAndSet(Optional.empty(), Optional.of(told));
    return failure.get().orElse(told);
  }

  private static void answer(List<Batch> batches, IOException failed) {
    batches.forEach(batch -> batch.answer.completeExceptionally(failed));
  }
}
