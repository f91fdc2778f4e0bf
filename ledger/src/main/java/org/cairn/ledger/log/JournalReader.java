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
      Optional<Found> record = whole(file, content, at, mark, digest);
      if (record.isEmpty()) {
        requireNoneAfter(file, content, at, mark);
        break;
      }
      steps.add(record.get().step);
      digest = record.get().digest;
      at = record.get().end;
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

  private record Found(JournalSegment.Step step, byte[] digest, int end) {}

  /** The record that starts here; empty where it is not whole. */
  private static Optional<Found> whole(
      Path file, byte[] content, int at, byte[] mark, byte[] lastDigest) throws IntegrityException {
    ByteBuffer record = ByteBuffer.wrap(content, at, content.length - at);
    Optional<byte[]> start = take(record, JournalSegment.MARK);
    if (start.isEmpty()
        || !Arrays.equals(mark, start.get())
        || record.remaining() < Integer.BYTES) {
      return Optional.empty();
    }
    Optional<byte[]> encoded = take(record, record.getInt());
    int from = record.position();
    if (encoded.isEmpty() || record.remaining() < JournalSegment.CONTENT_HEAD) {
      return Optional.empty();
    }
    byte rest = record.get();
    long oldSize = record.getLong();
    Optional<byte[]> note = take(record, record.getInt());
    int to = record.position();
    Optional<byte[]> digest = take(record, Hash.LENGTH);
    if (rest < 0 || rest > 1 || note.isEmpty() || digest.isEmpty()) {
      return Optional.empty();
    }
    try {
      List<Entries> entries = List.of(Entries.parse(encoded.get(), file.toString()));
      byte[] expected = JournalSegment.chain(lastDigest, content, from, to, entries);
      if (!Arrays.equals(expected, digest.get())) {
        return Optional.empty();
      }
      JournalSegment.Step step =
          new JournalSegment.Step(oldSize, checkpoint(file, note.get()), entries, rest == 1);
      return Optional.of(new Found(step, expected, record.position()));
    } catch (RefusedException torn) {
      return Optional.empty();
    }
  }

  /** The next bytes; empty, and none taken, where there are not so many. */
  private static Optional<byte[]> take(ByteBuffer from, int count) {
    if (count < 0 || count > from.remaining()) {
      return Optional.empty();
    }
    byte[] bytes = new byte[count];
    from.get(bytes);
    return Optional.of(bytes);
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
