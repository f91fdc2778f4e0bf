package org.cairn.app.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.storage.FolderLock;
import org.cairn.watch.WatchState;

/**
 * The watch state as files of one folder, one per name, used by one process at a time. Files are
 * not forced to the disk: what a power cut leaves of them is found out by its checksums. A file
 * that is not whole is deleted and made again. Thread-safe for different names.
 *
 * <pre>
 * lock
 * CATALOGUE/NN/NAME       CATALOGUE, NN: from hashes of the catalogue's and the file's name
 *
 * file:  "CAIRNW1\n" part*
 * part:  uint32 length || uint32 CRC-32C of length and content || content     (big-endian)
 * </pre>
 */
public final class FileWatchState implements WatchState, Closeable {
  private static final byte[] HEADER = "CAIRNW1\n".getBytes(UTF_8);
  private static final int PART_HEADER = 2 * Integer.BYTES;

  private final Path root;
  private final Path folder;
  private final FolderLock lock;
  private final Clock clock;
  private final boolean fresh;
  private final long limitBytes;
  private final String session = UUID.randomUUID().toString();

  /** Names that this opening has written, where it ignores what was there before. */
  private final Set<String> written = ConcurrentHashMap.newKeySet();

  private final AtomicInteger damaged = new AtomicInteger();
  private final LongAdder bytesRead = new LongAdder();

  private FileWatchState(
      Path root, Path folder, FolderLock lock, Clock clock, boolean fresh, long limitBytes) {
    this.root = root;
    this.folder = folder;
    this.lock = lock;
    this.clock = clock;
    this.fresh = fresh;
    this.limitBytes = limitBytes;
  }

  /** Whether a run goes on from what earlier ones kept. */
  public enum Start {
    /** Goes on. */
    KEPT,
    /** As if nothing had been kept; what the run keeps takes the place of the old. */
    SCRATCH
  }

  /**
   * Opens the state of the watch over one catalogue.
   *
   * @param root made where it does not exist
   * @param catalog its name
   * @param limitBytes what all files may have together; the longest unused go first
   * @throws RefusedException {@code watch-locked} while another process watches
   */
  public static FileWatchState open(
      Path root, String catalog, Start start, long limitBytes, Clock clock)
      throws IOException, RefusedException {
    Files.createDirectories(root);
    if (Files.getFileAttributeView(root, PosixFileAttributeView.class) != null) {
      // Which images lie around a place that is kept secret says where it is.
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
    }
    FolderLock lock = FolderLock.take(root, "watch-locked");
    Path folder = root.resolve(digest(catalog).substring(0, 16));
    return new FileWatchState(root, folder, lock, clock, start == Start.SCRATCH, limitBytes);
  }

  @Override
  public String session() {
    return session;
  }

  /** How many files were not whole and will be made again. */
  public int damaged() {
    return damaged.get();
  }

  /** What was taken from what earlier runs kept, instead of being read and computed again. */
  public long bytesRead() {
    return bytesRead.sum();
  }

  @Override
  public List<byte[]> find(String name) throws IOException {
    if (fresh && !written.contains(name)) {
      return List.of();
    }
    Path file = file(name);
    List<byte[]> parts = new ArrayList<>();
    boolean whole;
    try (FileChannel content = FileChannel.open(file)) {
      whole = read(content, parts);
    } catch (NoSuchFileException absent) {
      return List.of();
    }
    if (!whole) {
      damaged.incrementAndGet();
      Files.delete(file);
      return List.of();
    }
    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    parts.forEach(part -> bytesRead.add(part.length));
    return parts;
  }

  /** Whether the content is whole. Each part is read into its own array at once. */
  private static boolean read(FileChannel content, List<byte[]> parts) throws IOException {
    long rest = content.size() - HEADER.length;
    ByteBuffer header = ByteBuffer.allocate(HEADER.length);
    if (rest < 0 || !fill(content, header) || !Arrays.equals(header.array(), HEADER)) {
      return false;
    }
    ByteBuffer partHeader = ByteBuffer.allocate(PART_HEADER);
    while (rest > 0) {
      rest -= PART_HEADER;
      if (rest < 0 || !fill(content, partHeader.clear())) {
        return false;
      }
      int length = partHeader.getInt(0);
      int checksum = partHeader.getInt(Integer.BYTES);
      if (length < 0 || length > rest) {
        return false;
      }
      byte[] part = new byte[length];
      rest -= length;
      if (!fill(content, ByteBuffer.wrap(part)) || checksum != checksum(part)) {
        return false;
      }
      parts.add(part);
    }
    return true;
  }

  /** Whether there were so many bytes. */
  private static boolean fill(FileChannel from, ByteBuffer to) throws IOException {
    while (to.hasRemaining()) {
      if (from.read(to) < 0) {
        return false;
      }
    }
    return true;
  }

  private static int checksum(byte[] part) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
    crc.update(part);
    return (int) crc.getValue();
  }

  @Override
  public void add(String name, List<byte[]> parts) throws IOException {
    if (fresh && written.add(name)) {
      replace(name, parts);
      return;
    }
    Path file = file(name);
    if (!Files.exists(file)) {
      replace(name, parts);
      return;
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      write(channel, parts);
    }
  }

  /**
   * Written over the old content: making a file beside and deleting the old one costs more than
   * writing it. Until all is there the file begins like none of its kind.
   */
  @Override
  public void replace(String name, List<byte[]> parts) throws IOException {
    written.add(name);
    Path file = file(name);
    try (FileChannel channel = openOrMake(file)) {
      channel.write(ByteBuffer.allocate(1), 0);
      channel.position(HEADER.length);
      write(channel, parts);
      if (channel.size() > channel.position()) {
        channel.truncate(channel.position());
      }
      ByteBuffer header = ByteBuffer.wrap(HEADER);
      while (header.hasRemaining()) {
        channel.write(header, header.position());
      }
    }
  }

  private static FileChannel openOrMake(Path file) throws IOException {
    try {
      return FileChannel.open(file, StandardOpenOption.WRITE);
    } catch (NoSuchFileException absent) {
      Files.createDirectories(file.resolveSibling(""));
      return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    }
  }

  private static void write(FileChannel channel, List<byte[]> parts) throws IOException {
    ByteBuffer[] content = new ByteBuffer[2 * parts.size()];
    for (int i = 0; i < parts.size(); i++) {
      byte[] part = parts.get(i);
      content[2 * i] =
          ByteBuffer.allocate(PART_HEADER).putInt(part.length).putInt(checksum(part)).flip();
      content[2 * i + 1] = ByteBuffer.wrap(part);
    }
    int next = 0;
    while (next < content.length) {
      channel.write(content, next, content.length - next);
      while (next < content.length && !content[next].hasRemaining()) {
        next++;
      }
    }
  }

  private Path file(String name) {
    if (!name.matches("[a-z0-9-]{1,100}")) {
      throw new IllegalArgumentException("'" + name + "' is no name of kept content");
    }
    return folder.resolve(digest(name).substring(0, 2)).resolve(name);
  }

  /** SHA-256, in hexadecimal digits. */
  private static String digest(String text) {
    return HexFormat.of().formatHex(Sha256.start().digest(text.getBytes(UTF_8)));
  }

  /** Deletes what is beyond the limit. */
  public void tidy() throws IOException {
    List<Kept> files = new ArrayList<>();
    long bytes = 0;
    List<Path> all;
    try (Stream<Path> walk = Files.walk(root)) {
      all = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : all) {
      String name = String.valueOf(file.getFileName());
      if (!name.equals("lock")) {
        Kept kept = new Kept(file, Files.size(file), Files.getLastModifiedTime(file));
        files.add(kept);
        bytes += kept.bytes();
      }
    }
    files.sort(Comparator.comparing(Kept::used).thenComparing(Kept::file));
    for (Kept kept : files) {
      if (bytes <= limitBytes) {
        break;
      }
      Files.delete(kept.file());
      bytes -= kept.bytes();
    }
  }

  private record Kept(Path file, long bytes, FileTime used) {}

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
