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
 * "cairn journal 3\n"  mark[16]
 * records:  mark[16]  uint32 bytes of the entries  (uint16 length  entry)*
 *           content  digest[32]
 * content = uint8 rest  uint64 old size  uint32 checkpoint length  checkpoint
 * digest  = SHA-256(digest of the record before, or 32 zero bytes
 *                   || content || leaf hash of each entry)
 * </pre>
 *
 * The first record has no entries: its checkpoint is what the segment starts from. Its {@code rest}
 * is 1 where the log was closed then and every file of its folder forced; 0 everywhere else. The
 * entries come first, so that the disk can take them while their hashes are made. The digest takes
 * them by these, which the tree needs anyway. The mark is drawn at random for each segment, so that
 * no entry can hold what looks like the start of a record. Integers are big-endian. For one thread.
 */
final class JournalSegment implements Closeable {
  private static final String PREFIX = "journal.";
  private static final String SPARE = "spare-";
  static final byte[] HEADER = "cairn journal 3\n".getBytes(StandardCharsets.US_ASCII);
  static final int MARK = 16;
  static final int RECORD_HEAD = MARK + Integer.BYTES;
  static final int CONTENT_HEAD = 1 + Long.BYTES + Integer.BYTES;

  /** What comes to no more is put together for one write. */
  private static final int GATHERED = 32 << 10;

  /**
   * Who writes to a page that is on its way to the disk waits for it: early writes end with one.
   */
  private static final int PAGE = 4 << 10;

  private final Path file;
  private final Disk.Handle handle;
  private final Disk.Writeback writeback;

  /** Not a channel: an interruption of the caller would close it. */
  private final RandomAccessFile reading;

  private final Optional<Object> identity;
  private final byte[] mark;
  private byte[] lastDigest = new byte[Hash.LENGTH];

  /** Where the last record ends. */
  private long length;

  /** Up to where the file is written, behind the last record if another is begun. */
  private long written;

  /** What follows {@link #written}. */
  private final ByteBuffer gathered = ByteBuffer.allocate(GATHERED);

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
      int piece,
      Disk.Writeback writeback) {
    this.reading = reading;
    this.identity = identity;
    this.piece = piece;
    this.file = file;
    this.handle = handle;
    this.writeback = writeback;
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
              base.atRest ? 0 : size.room(),
              // The last to be opened: where anything before it fails, it is not left open.
              disk.writeback(beside));
    } catch (IOException e) {
      handle.close();
      throw e;
    }
    try {
      segment.put(HEADER);
      segment.put(segment.mark);
      segment.putEntries(base.entries);
      segment.complete(base);
      segment.force();
      disk.rename(beside, file);
      folder.force();
      return segment;
    } catch (IOException e) {
      segment.close();
      throw e;
    }
  }

  /**
   * Begins a record: many entries are on their way to the disk when this returns. {@link #complete}
   * must follow, with the same. Where one of them fails, {@link #takeBack} may still save the
   * segment.
   */
  void begin(List<Entries> entries) throws IOException {
    requireOwn();
    putEntries(entries);
    if (written > length) {
      writeback.start(length, written - length);
    }
  }

  private void putEntries(List<Entries> entries) throws IOException {
    int bytes = Entries.bytes(entries);
    makeRoom(bytes + GATHERED);
    put(mark);
    put(ByteBuffer.allocate(Integer.BYTES).putInt(bytes).array());
    for (Entries part : entries) {
      put(part.encoded());
    }
  }

  /** Writes what is left of the record that was begun. */
  void complete(Step step) throws IOException {
    byte[] checkpoint = step.checkpoint.bytes();
    byte[] content =
        ByteBuffer.allocate(CONTENT_HEAD + checkpoint.length)
            .put((byte) (step.atRest ? 1 : 0))
            .putLong(step.oldSize)
            .putInt(checkpoint.length)
            .put(checkpoint)
            .array();
    byte[] digest = chain(lastDigest, content, 0, content.length, step.entries);
    put(content);
    put(digest);
    writeGathered();
    length = written;
    lastDigest = digest;
  }

  /** Behind what was put before. What is too much to gather is written, but for its last page. */
  private void put(byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    if (bytes.length > gathered.remaining()) {
      writeGathered();
      long beyond = (written + bytes.length) % PAGE;
      rest.limit((int) Math.max(0, bytes.length - beyond));
      write(rest);
      rest.limit(bytes.length);
    }
    gathered.put(rest);
  }

  private void writeGathered() throws IOException {
    write(gathered.flip());
    gathered.clear();
  }

  private void write(ByteBuffer bytes) throws IOException {
    int count = bytes.remaining();
    handle.write(written, bytes);
    written += count;
    room = Math.max(room, written);
  }

  /** Small records go over zeros made beforehand. */
  private void makeRoom(int bytes) throws IOException {
    if (written + bytes > room && bytes < piece) {
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

  /** Cuts what is behind the last record. */
  void takeBack() throws IOException {
    gathered.clear();
    handle.truncate(length);
    written = length;
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
    try (reading;
        writeback) {
      handle.close();
    }
  }

  /** A record's digest; its content stands from one place to another. */
  static byte[] chain(byte[] before, byte[] bytes, int from, int to, List<Entries> entries) {
    MessageDigest sha256 = Sha256.start();
    sha256.update(before);
    sha256.update(bytes, from, to - from);
    entries.forEach(part -> sha256.update(part.leaves()));
    return sha256.digest();
  }
}
