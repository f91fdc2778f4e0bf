package org.cairn.ledger.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.VerifierKey;

/**
 * A log's checkpoint store for those who only read: no lock is taken and nothing is written, also
 * while a writer is at work; and the beginning of one where a log is restored. Stateless.
 */
public final class CheckpointStore {
  /** A writer drops old segments of the journal; so often in a row it does not. */
  private static final int TRIES = 5;

  private static final String RESTORE =
      "; keep a copy of the whole ledger folder, then restore 'log' and 'state' together from the"
          + " newest backup or from a partner's mirror";

  private CheckpointStore() {}

  /**
   * Compares store and folder as {@link Log#open} does before it writes.
   *
   * @param key the one that signs now
   * @param earlier those that signed before
   * @return the last checkpoint the store promises; the folder's may be an earlier one where a
   *     crash came between, and the next opening brings the rest
   * @throws IntegrityException as {@link Log#open}, with the step that mends it
   */
  public static SignedNote compare(Path log, Path state, VerifierKey key, List<VerifierKey> earlier)
      throws IOException {
    return withoutVanishing(
        state, () -> new LogRecovery(Disk.REAL, log, state, key, earlier).compareOnly());
  }

  /**
   * The last checkpoint the store promises; its signatures are not verified.
   *
   * @throws IntegrityException {@code store-missing}, {@code journal-damaged}
   */
  public static SignedNote last(Path state) throws IOException {
    return withoutVanishing(
        state,
        () -> {
          List<Path> segments = JournalSegment.list(state);
          if (segments.isEmpty()) {
            throw missing(state);
          }
          return JournalReader.read(segments.getLast()).getLast().checkpoint();
        });
  }

  /**
   * Makes the store of a log whose files were copied here and verified: they are all there are, on
   * stable storage, and lead to this checkpoint. Whether the log was promised to be longer anywhere
   * else is for the caller to find out, before anything is appended.
   *
   * @param state a folder, in which there is no store yet
   * @throws IntegrityException {@code store-exists}
   */
  public static void begin(Path state, SignedNote checkpoint) throws IOException, RefusedException {
    if (!JournalSegment.list(state).isEmpty()) {
      throw new IntegrityException(
          Fault.expected("store-exists", state.toString(), "no checkpoint store yet", "one"));
    }
    long size = Checkpoint.parse(checkpoint.text()).size();
    try (Disk.Handle folder = Disk.REAL.openFolder(state)) {
      JournalSegment.create(
              Disk.REAL,
              state,
              folder,
              1,
              JournalSegment.Step.base(size, checkpoint, true),
              Optional.empty(),
              JournalSize.STANDARD)
          .close();
    }
  }

  @FunctionalInterface
  private interface Reading {
    SignedNote read() throws IOException;
  }

  private static SignedNote withoutVanishing(Path state, Reading reading) throws IOException {
    if (!Files.isDirectory(state)) {
      throw missing(state);
    }
    NoSuchFileException vanished = new NoSuchFileException(state.toString());
    for (int tried = 0; tried < TRIES; tried++) {
      try {
        return reading.read();
      } catch (NoSuchFileException e) {
        vanished = e;
      }
    }
    throw new IntegrityException(
        Fault.expected(
            "tiles-behind-store",
            state.toString(),
            "the files the store builds on",
            "no '" + vanished.getFile() + "'" + RESTORE),
        vanished);
  }

  private static IntegrityException missing(Path state) {
    return new IntegrityException(
        Fault.expected(
            "store-missing",
            state.toString(),
            "the log's checkpoint store, 'journal.…'",
            "none" + RESTORE));
  }
}
