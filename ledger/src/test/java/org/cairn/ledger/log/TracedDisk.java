package org.cairn.ledger.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A disk that writes down, in order, what is done to one folder and what the log's callers were
 * told, for {@link PowerCut} to replay. Starts with what the folder holds, as if it were forced.
 * Never waits for the real disk; fails on demand. Thread-safe.
 */
final class TracedDisk implements Disk {
  /** What can fail. */
  enum Call {
    CREATE,
    OPEN,
    WRITE,
    TRUNCATE,
    FORCE,
    CREATE_FOLDER,
    RENAME,
    DELETE
  }

  /** Throws where a call is to fail. Called with the disk to itself. */
  @FunctionalInterface
  interface Trouble {
    void before(Call call, Path path) throws IOException;
  }

  /** One thing done. Files are numbered, since a file keeps its content when it is renamed. */
  sealed interface Op {}

  record MadeFile(Path path, int file) implements Op {}

  /**
   * @param bytes read-only
   */
  record Wrote(int file, long position, ByteBuffer bytes) implements Op {}

  record Truncated(int file, long length) implements Op {}

  record ForcedFile(int file) implements Op {}

  /** The kernel tried, failed, and takes the content for written (as Linux does). */
  record FailedForce(int file) implements Op {}

  record MadeFolder(Path path) implements Op {}

  record ForcedFolder(Path path) implements Op {}

  record Renamed(Path from, Path to, int file) implements Op {}

  record Deleted(Path path) implements Op {}

  /** A caller was told that its entries stand from this index on. */
  record Told(long firstIndex, List<String> entries) implements Op {}

  private final List<Op> trace = new ArrayList<>();
  private final Map<Path, Integer> numbers = new HashMap<>();
  private final Trouble trouble;
  private final int start;
  private int files;

  TracedDisk(Path root) throws IOException {
    this(root, (call, path) -> {});
  }

  TracedDisk(Path root, Trouble trouble) throws IOException {
    this.trouble = trouble;
    try (var walk = Files.walk(root)) {
      for (Path path : walk.sorted(Comparator.naturalOrder()).toList()) {
        if (path.equals(root)) {
          continue;
        }
        if (Files.isDirectory(path)) {
          trace.add(new MadeFolder(path));
        } else {
          int file = number(path);
          trace.add(new MadeFile(path, file));
          trace.add(
              new Wrote(file, 0, ByteBuffer.wrap(Files.readAllBytes(path)).asReadOnlyBuffer()));
          trace.add(new ForcedFile(file));
        }
        trace.add(new ForcedFolder(parent(path)));
      }
    }
    this.start = trace.size();
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException(path + " has no folder around it");
    }
    return parent;
  }

  private int number(Path path) {
    files++;
    numbers.put(path, files);
    return files;
  }

  /** How many things stand in the trace before the first that was done. */
  int start() {
    return start;
  }

  List<Op> trace() {
    synchronized (trace) {
      return List.copyOf(trace);
    }
  }

  /** Appends to a log that writes here, and notes what was told. */
  Appended append(Log log, List<byte[]> entries) throws Exception {
    Appended appended = log.append(entries);
    told(appended, entries);
    return appended;
  }

  void told(Appended appended, List<byte[]> entries) {
    List<String> texts =
        entries.stream().map(entry -> new String(entry, StandardCharsets.ISO_8859_1)).toList();
    synchronized (trace) {
      trace.add(new Told(appended.firstIndex(), texts));
    }
  }

  @Override
  public Handle create(Path path) throws IOException {
    synchronized (trace) {
      trouble.before(Call.CREATE, path);
      Integer known = numbers.get(path);
      Handle real = REAL.create(path);
      if (known != null) {
        trace.add(new Truncated(known, 0));
        return new TracedFile(path, real, known);
      }
      int file = number(path);
      trace.add(new MadeFile(path, file));
      return new TracedFile(path, real, file);
    }
  }

  @Override
  public Handle openFile(Path path) throws IOException {
    synchronized (trace) {
      trouble.before(Call.OPEN, path);
      return new TracedFile(path, REAL.openFile(path), known(path));
    }
  }

  /** What a disk has taken before it was forced to is what a cut may leave in any case. */
  @Override
  public Writeback writeback(Path path) {
    return Writeback.NONE;
  }

  private int known(Path path) {
    @Nullable Integer file = numbers.get(path);
    if (file == null) {
      throw new AssertionError(path + " was not written here");
    }
    return file;
  }

  @Override
  public Handle openFolder(Path path) throws IOException {
    synchronized (trace) {
      trouble.before(Call.OPEN, path);
    }
    return new Handle() {
      @Override
      public void write(long position, ByteBuffer bytes) {
        throw new AssertionError("A folder is not appended to: " + path);
      }

      @Override
      public void truncate(long length) {
        throw new AssertionError("A folder is not cut: " + path);
      }

      @Override
      public void force() throws IOException {
        synchronized (trace) {
          trouble.before(Call.FORCE, path);
          trace.add(new ForcedFolder(path));
        }
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void createFolder(Path path) throws IOException {
    synchronized (trace) {
      trouble.before(Call.CREATE_FOLDER, path);
      REAL.createFolder(path);
      trace.add(new MadeFolder(path));
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    synchronized (trace) {
      trouble.before(Call.RENAME, to);
      int file = known(from);
      REAL.rename(from, to);
      numbers.remove(from);
      numbers.put(to, file);
      trace.add(new Renamed(from, to, file));
    }
  }

  @Override
  public void delete(Path path) throws IOException {
    synchronized (trace) {
      trouble.before(Call.DELETE, path);
      REAL.delete(path);
      numbers.remove(path);
      trace.add(new Deleted(path));
    }
  }

  @Override
  public long usableSpace(Path path) throws IOException {
    return REAL.usableSpace(path);
  }

  private final class TracedFile implements Handle {
    private final Path path;
    private final Handle real;
    private final int file;

    TracedFile(Path path, Handle real, int file) {
      this.path = path;
      this.real = real;
      this.file = file;
    }

    @Override
    public void write(long position, ByteBuffer bytes) throws IOException {
      synchronized (trace) {
        try {
          trouble.before(Call.WRITE, path);
        } catch (IOException e) {
          note(position, bytes.slice(bytes.position(), bytes.remaining() / 2));
          throw e;
        }
        note(position, bytes);
      }
    }

    private void note(long position, ByteBuffer bytes) throws IOException {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(bytes.position(), copy);
      real.write(position, bytes);
      trace.add(new Wrote(file, position, ByteBuffer.wrap(copy).asReadOnlyBuffer()));
    }

    @Override
    public void truncate(long length) throws IOException {
      synchronized (trace) {
        trouble.before(Call.TRUNCATE, path);
        real.truncate(length);
        trace.add(new Truncated(file, length));
      }
    }

    @Override
    public void force() throws IOException {
      synchronized (trace) {
        try {
          trouble.before(Call.FORCE, path);
        } catch (IOException e) {
          trace.add(new FailedForce(file));
          throw e;
        }
        trace.add(new ForcedFile(file));
      }
    }

    @Override
    public void close() throws IOException {
      real.close();
    }
  }
}
