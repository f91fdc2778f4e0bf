package org.cairn.ledger.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.note.SignedNote;
import org.jspecify.annotations.Nullable;

/** Reads segments of the journal, as {@link JournalSegment} writes them. Stateless. */
final class JournalReader {
  private JournalReader() {}

  /**
   * All steps of a segment. A last record that was being written when the machine stopped is left
   * out: nobody was told of it.
   *
   * @throws IntegrityException {@code journal-damaged} where a record follows a broken one
   */
  static List<JournalSegment.Step> read(Path file) throws IOException {
    return parse(file, Files.readAllBytes(file));
  }

  /**
   * As {@link #read}, of what the file holds.
   *
   * @param file for the refusal
   */
  static List<JournalSegment.Step> parse(Path file, byte[] content) throws IntegrityException {
    if (content.length < JournalSegment.HEADER.length + JournalSegment.MARK
        || !Arrays.equals(
            JournalSegment.HEADER, Arrays.copyOf(content, JournalSegment.HEADER.length))) {
      throw damaged(file, "a journal", "another file", null);
    }
    List<JournalSegment.Step> steps = new ArrayList<>();
    byte[] mark =
        Arrays.copyOfRange(
            content,
            JournalSegment.HEADER.length,
            JournalSegment.HEADER.length + JournalSegment.MARK);
    byte[] digest = new byte[Hash.LENGTH];
    int at = JournalSegment.HEADER.length + JournalSegment.MARK;
    while (at < content.length) {
      Optional<JournalSegment.Step> step = whole(file, content, at, mark, digest);
      if (step.isEmpty()) {
        requireNoneAfter(file, content, at, mark);
        break;
      }
      steps.add(step.get());
      digest =
          Arrays.copyOfRange(
              content, at + JournalSegment.DIGEST_AT, at + JournalSegment.RECORD_HEAD);
      at += JournalSegment.RECORD_HEAD + ByteBuffer.wrap(content).getInt(at + JournalSegment.MARK);
    }
    if (steps.isEmpty()) {
      throw damaged(
          file,
          "a base record at byte " + (JournalSegment.HEADER.length + JournalSegment.MARK),
          "none that is whole",
          null);
    }
    return steps;
  }

  /** The record that starts here; empty where it is not whole. */
  private static Optional<JournalSegment.Step> whole(
      Path file, byte[] content, int at, byte[] mark, byte[] lastDigest) throws IntegrityException {
    int from = at + JournalSegment.RECORD_HEAD;
    if (content.length - from < JournalSegment.PAYLOAD_HEAD
        || !Arrays.equals(mark, 0, JournalSegment.MARK, content, at, at + JournalSegment.MARK)) {
      return Optional.empty();
    }
    int length = ByteBuffer.wrap(content).getInt(at + JournalSegment.MARK);
    if (length < JournalSegment.PAYLOAD_HEAD || length > content.length - from) {
      return Optional.empty();
    }
    ByteBuffer payload = ByteBuffer.wrap(content, from, length);
    byte rest = payload.get();
    long oldSize = payload.getLong();
    int noteLength = payload.getInt();
    if (rest < 0 || rest > 1 || noteLength < 0 || noteLength > payload.remaining()) {
      return Optional.empty();
    }
    byte[] note = new byte[noteLength];
    payload.get(note);
    byte[] encoded = new byte[payload.remaining()];
    payload.get(encoded);
    try {
      List<Entries> entries = List.of(Entries.parse(encoded, file.toString()));
      int entriesAt = from + JournalSegment.PAYLOAD_HEAD + noteLength;
      byte[] digest = JournalSegment.chain(lastDigest, content, from, entriesAt, entries);
      if (!Arrays.equals(digest, 0, Hash.LENGTH, content, at + JournalSegment.DIGEST_AT, from)) {
        return Optional.empty();
      }
      return Optional.of(
          new JournalSegment.Step(oldSize, checkpoint(file, note), entries, rest == 1));
    } catch (RefusedException torn) {
      return Optional.empty();
    }
  }

  /** Of a record whose digest holds. */
  private static SignedNote checkpoint(Path file, byte[] note) throws IntegrityException {
    try {
      return SignedNote.parse(note);
    } catch (RefusedException e) {
      throw damaged(file, "a signed checkpoint", e.fault().toString(), e);
    }
  }

  /** A record is begun when the one before it is forced: one behind a broken one means damage. */
  private static void requireNoneAfter(Path file, byte[] content, int broken, byte[] mark)
      throws IntegrityException {
    for (int at = broken + 1; at + JournalSegment.MARK <= content.length; at++) {
      if (content[at] == mark[0]
          && Arrays.equals(mark, 0, JournalSegment.MARK, content, at, at + JournalSegment.MARK)) {
        throw damaged(
            file, "a whole record at byte " + broken, "a broken one with more after it", null);
      }
    }
  }

  static IntegrityException damaged(
      Path file, String expected, String found, @Nullable Throwable cause) {
    Fault fault =
        Fault.expected(
            "journal-damaged",
            file.toString(),
            expected,
            found
                + "; keep a copy of the whole ledger folder, then restore it from the newest backup"
                + " or from a partner's mirror");
    return cause == null ? new IntegrityException(fault) : new IntegrityException(fault, cause);
  }
}
