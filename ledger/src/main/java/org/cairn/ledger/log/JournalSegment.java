package org.cairn.ledger.log;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.merkle.Hash;
import org.jspecify.annotations.Nullable;

/**
 * One file of the journal, which is the log's compare-and-swap checkpoint store and the durable
 * copy of what is not yet settled in tiles. Grows only at its end:
 *
 * <pre>
 * "cairn journal 1\n"  mark[16]
 * records:  mark[16]  uint32 length  digest[32]  payload[length]
 * digest  = SHA-256(digest of the record before, or 32 zero bytes || payload)
 * payload = uint64 old size  uint32 checkpoint length  checkpoint  (uint16 length  entry)*
 * </pre>
 *
 * The first record has no entries: its checkpoint is what the segment starts from. The mark is
 * drawn at random for each segment, so that no entry can hold what looks like the start of a
 * record. Integers are big-endian. For one thread.
 */
final class JournalSegment implements Closeable {
  private static final String PREFIX = "journal.";
  private static final byte[] HEADER = "cairn journal 1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int MARK = 16;
  private static final int DIGEST_AT = MARK + Integer.BYTES;
  private static final int RECORD_HEAD = DIGEST_AT + Hash.LENGTH;
  private static final int PAYLOAD_HEAD = Long.BYTES + Integer.BYTES;

  private final Path file;
  private final Disk.Handle handle;
  private final byte[] mark;
  private byte[] lastDigest = new byte[Hash.LENGTH];
  private long length;

  private JournalSegment(Path file, Disk.Handle handle) {
    this.file = file;
    this.handle = handle;
    UUID drawn = UUID.randomUUID();
    this.mark =
        ByteBuffer.allocate(MARK)
            .putLong(drawn.getMostSignificantBits())
            .putLong(drawn.getLeastSignificantBits())
            .array();
  }

  /** One step of the log: the size before it, the signed note after it, the entries it added. */
  static final class Step {
    private final long oldSize;
    private final byte[] checkpoint;
    private final byte[] entries;

    Step(long oldSize, byte[] checkpoint, byte[] entries) {
      this.oldSize = oldSize;
      this.checkpoint = checkpoint;
      this.entries = entries;
    }

    long oldSize() {
      return oldSize;
    }

    /** Not to be changed. */
    byte[] checkpoint() {
      return checkpoint;
    }

    private byte[] payload() {
      return ByteBuffer.allocate(PAYLOAD_HEAD + checkpoint.length + entries.length)
          .putLong(oldSize)
          .putInt(checkpoint.length)
          .put(checkpoint)
          .put(entries)
          .array();
    }
  }

  /** Files of a journal, the oldest first. */
  static List<Path> list(Path state) throws IOException {
    try (var files = Files.list(state)) {
      return files
          .filter(file -> file.getFileName().toString().matches("journal\\.[0-9]{20}"))
          .sorted()
          .toList();
    }
  }

  static Path path(Path state, int serial) {
    return state.resolve(String.format(Locale.ROOT, "%s%020d", PREFIX, serial));
  }

  /** The serial number in a segment's name. */
  static int serial(Path file) throws IntegrityException {
    String digits = file.getFileName().toString().substring(PREFIX.length());
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException tooLarge) {
      throw damaged(file, "a serial number", digits, tooLarge);
    }
  }

  /**
   * Starts a segment, which is on stable storage when this returns: written beside, forced, renamed
   * and its folder forced.
   */
  static JournalSegment create(Disk disk, Path state, Disk.Handle folder, int serial, Step base)
      throws IOException {
    Path file = path(state, serial);
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    JournalSegment segment = new JournalSegment(file, disk.create(temporary));
    try {
      segment.write(HEADER);
      segment.write(segment.mark);
      segment.append(base);
      disk.rename(temporary, file);
      folder.force();
      return segment;
    } catch (IOException e) {
      segment.close();
      throw e;
    }
  }

  /**
   * Adds a step and forces it. When this fails before the force, {@link #takeBack} may still save
   * the segment.
   */
  void append(Step step) throws IOException {
    write(step);
    handle.force();
  }

  /** Adds a step without forcing it. */
  void write(Step step) throws IOException {
    byte[] payload = step.payload();
    byte[] digest = chain(lastDigest, payload, 0, payload.length);
    ByteBuffer record = ByteBuffer.allocate(RECORD_HEAD + payload.length);
    record.put(mark).putInt(payload.length).put(digest).put(payload);
    requireLength();
    handle.append(record.array());
    length += record.capacity();
    lastDigest = digest;
  }

  private void write(byte[] bytes) throws IOException {
    handle.append(bytes);
    length += bytes.length;
  }

  void force() throws IOException {
    handle.force();
  }

  /** The swap's comparison: nobody else has written since this segment's last step. */
  private void requireLength() throws IOException {
    if (length > HEADER.length + MARK && Files.size(file) != length) {
      throw new IntegrityException(
          Fault.expected(
              "store-changed",
              file.toString(),
              length + " bytes as this process left it",
              Files.size(file)
                  + " bytes: another program writes here; stop it, then run 'cairn ledger verify'"));
    }
  }

  /** Cuts what a failed {@link #write} left behind. */
  void takeBack() throws IOException {
    handle.truncate(length);
    handle.force();
  }

  long length() {
    return length;
  }

  Path file() {
    return file;
  }

  @Override
  public void close() throws IOException {
    handle.close();
  }

  /**
   * All steps of a segment. A last record that was being written when the machine stopped is left
   * out: nobody was told of it.
   *
   * @throws IntegrityException {@code journal-damaged} where a record follows a broken one
   */
  static List<Step> read(Path file) throws IOException {
    return parse(file, Files.readAllBytes(file));
  }

  /**
   * As {@link #read}, of what the file holds.
   *
   * @param file for the refusal
   */
  static List<Step> parse(Path file, byte[] content) throws IntegrityException {
    if (content.length < HEADER.length + MARK
        || !Arrays.equals(HEADER, Arrays.copyOf(content, HEADER.length))) {
      throw damaged(file, "a journal", "another file", null);
    }
    List<Step> steps = new ArrayList<>();
    byte[] mark = Arrays.copyOfRange(content, HEADER.length, HEADER.length + MARK);
    byte[] digest = new byte[Hash.LENGTH];
    int at = HEADER.length + MARK;
    while (at < content.length) {
      int end = endOfRecord(content, at, mark, digest);
      if (end < 0) {
        requireNoneAfter(file, content, at, mark);
        break;
      }
      digest = Arrays.copyOfRange(content, at + DIGEST_AT, at + RECORD_HEAD);
      steps.add(step(file, content, at + RECORD_HEAD, end));
      at = end;
    }
    if (steps.isEmpty()) {
      throw damaged(
          file, "a base record at byte " + (HEADER.length + MARK), "none that is whole", null);
    }
    return steps;
  }

  /** Where the record ends, or -1 when it is not whole. */
  private static int endOfRecord(byte[] content, int at, byte[] mark, byte[] lastDigest) {
    if (content.length - at < RECORD_HEAD + PAYLOAD_HEAD
        || !Arrays.equals(mark, 0, MARK, content, at, at + MARK)) {
      return -1;
    }
    int length = ByteBuffer.wrap(content).getInt(at + MARK);
    int from = at + RECORD_HEAD;
    if (length < PAYLOAD_HEAD || length > content.length - from) {
      return -1;
    }
    byte[] digest = Arrays.copyOfRange(content, at + DIGEST_AT, from);
    return Arrays.equals(digest, chain(lastDigest, content, from, length)) ? from + length : -1;
  }

  /** A record is begun when the one before it is forced: one behind a broken one means damage. */
  private static void requireNoneAfter(Path file, byte[] content, int broken, byte[] mark)
      throws IntegrityException {
    for (int at = broken + 1; at + MARK <= content.length; at++) {
      if (content[at] == mark[0] && Arrays.equals(mark, 0, MARK, content, at, at + MARK)) {
        throw damaged(
            file, "a whole record at byte " + broken, "a broken one with more after it", null);
      }
    }
  }

  private static Step step(Path file, byte[] content, int from, int end) throws IntegrityException {
    ByteBuffer payload = ByteBuffer.wrap(content, from, end - from);
    long oldSize = payload.getLong();
    int checkpoint = payload.getInt();
    if (checkpoint < 0 || checkpoint > payload.remaining()) {
      throw damaged(file, "a checkpoint inside the record", checkpoint + " bytes", null);
    }
    byte[] note = new byte[checkpoint];
    payload.get(note);
    byte[] entries = new byte[payload.remaining()];
    payload.get(entries);
    return new Step(oldSize, note, entries);
  }

  /** Entries of a step, one by one. */
  static List<byte[]> entries(Path file, Step step) throws IntegrityException {
    int count = 0;
    byte[] bytes = step.entries;
    for (int at = 0; at + 2 <= bytes.length; count++) {
      at += 2 + ((bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff));
    }
    try {
      return EntryBundle.parse(bytes, count, file.toString());
    } catch (RefusedException e) {
      throw damaged(file, "entries in bundle form", e.fault().message(), e);
    }
  }

  /** Entries in the form a step holds them. */
  static byte[] encode(List<byte[]> entries) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    entries.forEach(entry -> EntryBundle.write(entry, encoded));
    return encoded.toByteArray();
  }

  private static byte[] chain(byte[] before, byte[] content, int from, int length) {
    MessageDigest sha256 = Sha256.start();
    sha256.update(before);
    sha256.update(content, from, length);
    return sha256.digest();
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
