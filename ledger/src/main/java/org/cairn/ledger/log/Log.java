package org.cairn.ledger.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.TreeHead;
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
 * said before. Then the callers are answered, and tiles, bundles and the checkpoint file appear in
 * the log's folder. The first is done by the callers in turns, the second by a thread of its own,
 * so that one step is forced while the one before it appears:
 *
 * <pre>
 * append → {@link LogCommitter}: build, sign, journal, force, answer → {@link LogPublisher}: files
 * </pre>
 *
 * {@link #reader} waits for the files of all that was answered, {@link #close} too; where the
 * process is stopped before they appear, the next opening writes them. After a failed write the log
 * takes no more; what was answered stands, and opening it again brings back the rest.
 */
public final class Log implements AutoCloseable {
  /** Larger entries are refused: their content goes to a blob, its hash into the entry. */
  public static final int MAX_ENTRY = 32 * 1024;

  /** Entries of one call are one step: all are visible, or none. */
  public static final int MAX_APPEND = 64 * 1024 * 1024;

  private final Path log;
  private final FolderLock lock;
  private final LogCommitter committer;
  private final LogPublisher publisher;

  /** Guarded by this. */
  private boolean closed;

  private Log(Path log, FolderLock lock, LogCommitter committer, LogPublisher publisher) {
    this.log = log;
    this.lock = lock;
    this.committer = committer;
    this.publisher = publisher;
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
      SignedNote note = LogCommitter.sign(key, Optional.empty(), TreeHead.EMPTY);
      // The store first: a log without a store is refused, a store without a log is completed.
      try (Disk.Handle folder = disk.openFolder(state)) {
        JournalSegment.create(
                disk,
                state,
                folder,
                1,
                JournalSegment.Step.base(0, note, true),
                Optional.empty(),
                JournalSize.STANDARD)
            .close();
      }
      try (LogFolder folder = new LogFolder(disk, log)) {
        folder.writeCheckpoint(note.bytes());
        folder.settleAll();
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
    return open(disk, log, state, key, earlier, JournalSize.STANDARD);
  }

  static Log open(
      Disk disk, Path log, Path state, SigningKey key, List<VerifierKey> earlier, JournalSize size)
      throws IOException, RefusedException {
    FolderLock lock = FolderLock.take(state, "log-locked");
    try {
      LogRecovery.Opened opened =
          new LogRecovery(disk, log, state, key.verifier(), earlier).open(size);
      LogFailure failure = new LogFailure(log);
      Lull lull = new Lull();
      LogSettler settler = new LogSettler(disk, state, size, failure, lull);
      LogPublisher publisher =
          new LogPublisher(disk, log, opened.checkpoint, settler, failure, lull);
      LogCommitter committer =
          new LogCommitter(disk, log, state, key, opened, publisher, settler, size, failure);
      publisher.start();
      return new Log(log, lock, committer, publisher);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Adds entries at the end, all in one step, and returns when they and a checkpoint that covers
   * them are durable.
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
    return Checkpoint.parse(checkpoint().text()).origin();
  }

  private Appended append(List<byte[]> entries, Optional<SigningKey> nextKey)
      throws IOException, RefusedException {
    requireInLimits(entries);
    LogCommitter.Batch batch = new LogCommitter.Batch(Entries.of(entries), nextKey);
    synchronized (this) {
      requireOpen();
      committer.submit(batch);
    }
    return get(committer.decide(batch));
  }

  /** Guarded by this. */
  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("The log is closed");
    }
  }

  private static <T> T get(CompletableFuture<T> answer) throws IOException {
    try {
      // One that is there is given whether or not this thread is interrupted.
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
      throw new IOException("Interrupted while waiting for the log's files", e);
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

  /** The newest checkpoint that is durable; it may not have appeared in the folder yet. */
  public SignedNote checkpoint() {
    return committer.newest();
  }

  /** Entries and proofs up to the newest checkpoint that was published; waits for it. */
  public LogReader reader() throws IOException, RefusedException {
    CompletableFuture<SignedNote> answer = new CompletableFuture<>();
    synchronized (this) {
      if (closed) {
        answer.complete(publisher.published());
      } else {
        publisher.ask(new LogPublisher.Await(answer));
      }
    }
    return LogReader.at(LogSource.folder(log), get(answer));
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
    synchronized (this) {
      requireOpen();
      publisher.ask(new LogPublisher.Cosign(text, List.copyOf(signatures), answer));
    }
    return get(answer);
  }

  /** Waits for what was begun, then forces all files, so that the next opening is quick. */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    // Files are written here: an interruption would close them half-way. It is kept for later.
    boolean interrupted = Thread.interrupted();
    try (lock) {
      committer.close();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
