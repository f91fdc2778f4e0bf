package org.cairn.ledger.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.note.SignedNote;

/**
 * One file of the journal, which is the log's compare-and-swap checkpoint store and the durable
 * copy of what is not yet settled in tiles. Records follow each other; behind the last one stands
 * what was there before, zeros or an older segment, so that a record is written over blocks that
 * the disk has already and forcing it need not wait for the file system's own journal:
 *
 * <pre>
 * "cairn journal 2\n"  mark[16]
 * records:  mark[16]  uint32 length  digest[32]  payload[length]
 * payload = uint8 rest  uint64 old size  uint32 checkpoint length  checkpoint  (uint16 length  entry)*
 * digest  = SHA-256(digest of the record before, or 32 zero bytes
 *                   || payload up to the checkpoint's end || leaf hash of each entry)
 * </pre>
 *
 * The first record has no entries: its checkpoint is what the segment starts from. Its {@code rest}
 * is 1 where the log was closed then and every file of its folder forced; 0 everywhere else. The
 * digest takes entries by their leaf hashes, which the tree needs anyway. The mark is drawn at
 * random for each segment, so that no entry can hold what looks like the start of a record.
 * Integers are big-endian. For one thread.
 */
final class JournalSegment implements Closeable {
  private static final String PREFIX = "journal.";
  private static final String SPARE = "spare-";
  static final byte[] HEADER = "cairn journal 2\n".getBytes(StandardCharsets.US_ASCII);
  static final int MARK = 16;
  static final int DIGEST_AT = MARK + Integer.BYTES;
  static final int RECORD_HEAD = DIGEST_AT + Hash.LENGTH;
  static final int PAYLOAD_HEAD = 1 + Long.BYTES + Integer.BYTES;

  /** Entries of calls that come to no more are put together for one write. */
  private static final int GATHERED = 32 << 10;

  private final Path file;
  private final Disk.Handle handle;

  /** Not a channel: an interruption of the caller would close it. */
  private final RandomAccessFile reading;

  private final Optional<Object> identity;
  private final byte[] mark;
  private byte[] lastDigest = new byte[Hash.LENGTH];

  /** Where the last record ends. */
  private long length;

  /** The file's length. */
  private long room;

  /** How much is made for records to come; none for a log at rest. */
  private final int piece;

  private JournalSegment(
      Path file,
      Disk.Handle handle,
      RandomAccessFile reading,
      Optional<Object> identity,
      long room,
      int piece) {
    this.reading = reading;
    this.identity = identity;
    this.piece = piece;
    this.file = file;
    this.handle = handle;
    this.room = room;
    UUID drawn = UUID.randomUUID();
    this.mark =
        ByteBuffer.allocate(MARK)
            .putLong(drawn.getMostSignificantBits())
            .putLong(drawn.getLeastSignificantBits())
            .array();
  }

  /**
   * One step of the log.
   *
   * @param oldSize of the log before it
   * @param checkpoint after it
   * @param entries it added, in order
   * @param atRest whether the log was closed with this, so that every file was forced
   */
  record Step(long oldSize, SignedNote checkpoint, List<Entries> entries, boolean atRest) {
    Step {
      entries = List.copyOf(entries);
    }

    /** What a segment starts from. */
    static Step base(long size, SignedNote checkpoint, boolean atRest) {
      return new Step(size, checkpoint, List.of(), atRest);
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

  /** What a segment that is done with is called until another is written over it. */
  static Path spare(Path segment) {
    return segment.resolveSibling(SPARE + segment.getFileName());
  }

  /**
   * Makes a spare file with room for a whole segment; its content and name are on stable storage
   * when this returns.
   *
   * @param folder of the journal
   * @param number of those made by one process
   */
  static Path makeSpare(Disk disk, Path state, Disk.Handle folder, int number, JournalSize size)
      throws IOException {
    Path spare = state.resolve(SPARE + PREFIX + "made-" + number);
    try (Disk.Handle handle = disk.create(spare)) {
      for (int at = 0; at <= size.full(); at += size.room()) {
        handle.write(at, ByteBuffer.allocate(size.room()));
        // Piece by piece: a step that is forced meanwhile does not wait for all of it.
        handle.force();
      }
      folder.force();
    }
    return spare;
  }

  /** Spare files, also of a process that was stopped. */
  static List<Path> listSpares(Path state) throws IOException {
    try (var files = Files.list(state)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(SPARE + PREFIX))
          .toList();
    }
  }

  /** The serial number in a segment's name. */
  static int serial(Path file) throws IntegrityException {
    String digits = file.getFileName().toString().substring(PREFIX.length());
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException tooLarge) {
      throw JournalReader.damaged(file, "a serial number", digits, tooLarge);
    }
  }

  /**
   * Starts a segment, which is on stable storage when this returns: written beside, forced, renamed
   * and its folder forced.
   *
   * @param spare a file to write it over, whose present name is forced
   */
  static JournalSegment create(
      Disk disk,
      Path state,
      Disk.Handle folder,
      int serial,
      Step base,
      Optional<Path> spare,
      JournalSize size)
      throws IOException {
    Path file = path(state, serial);
    Path beside = spare.orElse(file.resolveSibling(file.getFileName() + ".tmp"));
    Disk.Handle handle = spare.isPresent() ? disk.openFile(beside) : disk.create(beside);
    JournalSegment segment;
    try {
      segment =
          new JournalSegment(
              file,
              handle,
              new RandomAccessFile(beside.toFile(), "r"),
              identity(beside),
              Files.size(beside),
              base.atRest ? 0 : size.room());
    } catch (IOException e) {
      handle.close();
      throw e;
    }
    try {
      byte[] start = Arrays.copyOf(HEADER, HEADER.length + MARK);
      System.arraycopy(segment.mark, 0, start, HEADER.length, MARK);
      segment.makeRoom(start.length);
      segment.put(ByteBuffer.wrap(start).position(start.length), List.of());
      segment.write(base);
      segment.force();
      disk.rename(beside, file);
      folder.force();
      return segment;
    } catch (IOException e) {
      segment.close();
      throw e;
    }
  }

  /** Adds a step. Where this fails, {@link #takeBack} may still save the segment. */
  void append(Step step) throws IOException {
    requireOwn();
    write(step);
  }

  private void write(Step step) throws IOException {
    byte[] checkpoint = step.checkpoint.bytes();
    int head = RECORD_HEAD + PAYLOAD_HEAD + checkpoint.length;
    int whole = head + Entries.bytes(step.entries);
    ByteBuffer record = ByteBuffer.allocate(Math.min(whole, head + GATHERED));
    record.put(mark).putInt(whole - RECORD_HEAD).position(RECORD_HEAD);
    record.put((byte) (step.atRest ? 1 : 0)).putLong(step.oldSize);
    record.putInt(checkpoint.length).put(checkpoint);
    byte[] digest = chain(lastDigest, record.array(), RECORD_HEAD, head, step.entries);
    record.put(DIGEST_AT, digest);
    makeRoom(whole);
    put(record, step.entries);
    lastDigest = digest;
  }

  /**
   * Writes behind the last record.
   *
   * @param gathered its beginning, and room for what is not worth a write of its own
   */
  private void put(ByteBuffer gathered, List<Entries> parts) throws IOException {
    long at = length;
    for (Entries part : parts) {
      if (part.bytes() > gathered.remaining()) {
        at += writeOut(at, gathered);
      }
      if (part.bytes() > gathered.remaining()) {
        handle.write(at, ByteBuffer.wrap(part.encoded()));
        at += part.bytes();
      } else {
        gathered.put(part.encoded());
      }
    }
    at += writeOut(at, gathered);
    length = at;
    room = Math.max(room, length);
  }

  private int writeOut(long at, ByteBuffer gathered) throws IOException {
    int bytes = gathered.flip().remaining();
    if (bytes > 0) {
      handle.write(at, gathered);
    }
    gathered.clear();
    return bytes;
  }

  /** Small records go over zeros made beforehand. */
  private void makeRoom(int bytes) throws IOException {
    if (length + bytes > room && bytes < piece) {
      handle.write(room, ByteBuffer.allocate(piece));
      room += piece;
    }
  }

  /** Returns when all steps are on stable storage. */
  void force() throws IOException {
    handle.force();
  }

  /**
   * The swap's comparison: nobody else has written since this segment's last step. Whoever opens
   * the log starts a segment of their own and removes this one; whoever writes here writes behind
   * its last record.
   */
  private void requireOwn() throws IOException {
    try {
      if (!identity.equals(identity(file))) {
        throw changed("another file");
      }
    } catch (NoSuchFileException gone) {
      throw changed("no such file any more");
    }
    byte[] behind = new byte[MARK];
    reading.seek(length);
    reading.read(behind);
    if (Arrays.equals(behind, mark)) {
      throw changed("a record more");
    }
  }

  /** What a file keeps under another name; empty where the file system has no such thing. */
  private static Optional<Object> identity(Path file) throws IOException {
    return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
  }

  private IntegrityException changed(String found) {
    return new IntegrityException(
        Fault.expected(
            "store-changed",
            file.toString(),
            length + " bytes of records as this process left them",
            found + ": another program writes here; stop it, then run 'cairn ledger verify'"));
  }

  /** Cuts what a failed {@link #append} left behind. */
  void takeBack() throws IOException {
    handle.truncate(length);
    room = length;
    handle.force();
  }

  /** The file's length: records up to there are written over blocks that the disk has already. */
  long room() {
    return room;
  }

  /** Bytes of records so far. */
  long length() {
    return length;
  }

  Path file() {
    return file;
  }

  @Override
  public void close() throws IOException {
    try (reading) {
      handle.close();
    }
  }

  static byte[] chain(
      byte[] before, byte[] content, int from, int entriesAt, List<Entries> entries) {
    MessageDigest sha256 = Sha256.start();
    sha256.update(before);
    sha256.update(content, from, entriesAt - from);
    entries.forEach(part -> sha256.update(part.leaves()));
    return sha256.digest();
  }
}
