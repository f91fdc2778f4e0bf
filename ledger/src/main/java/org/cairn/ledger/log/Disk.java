package org.cairn.ledger.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The few things a log does to a disk when it writes, so that tests can watch, lose and refuse
 * them. Thread-safe.
 */
interface Disk {
  /** A file being written, or a folder whose entries are to be forced. */
  interface Handle extends Closeable {
    /**
     * Writes all that the buffer has left, over what is there or behind it.
     *
     * @param position up to the file's length
     */
    void write(long position, ByteBuffer bytes) throws IOException;

    /** Cuts the file. */
    void truncate(long length) throws IOException;

    /** Returns when the content, and for a folder its entries, are on stable storage. */
    void force() throws IOException;
  }

  /** Lets the system begin to bring to the disk what was written to a file. Only saves time. */
  interface Writeback extends Closeable {
    /** Where there is nothing of the kind. */
    Writeback NONE =
        new Writeback() {
          @Override
          public void start(long position, long bytes) {}

          @Override
          public void close() {}
        };

    /** Returns at once: {@link Handle#force} must follow and has less left to wait for. */
    void start(long position, long bytes);

    @Override
    void close();
  }

  /** Of a file that exists; it stays with that file when it is renamed. */
  Writeback writeback(Path path);

  /**
   * @param path of a file that does not exist, or is left from a crash and is emptied
   */
  Handle create(Path path) throws IOException;

  /** A file that exists, with what it holds. */
  Handle openFile(Path path) throws IOException;

  Handle openFolder(Path path) throws IOException;

  /** Creates the folder; its parent exists. */
  void createFolder(Path path) throws IOException;

  /** Replaces the target. */
  void rename(Path from, Path to) throws IOException;

  void delete(Path path) throws IOException;

  /** Bytes free for this process where the path is. */
  long usableSpace(Path path) throws IOException;

  /** The operating system's file system. */
  Disk REAL =
      new Disk() {
        @Override
        public Handle create(Path path) throws IOException {
          return new RealHandle(
              path,
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING);
        }

        @Override
        public Handle openFile(Path path) throws IOException {
          return new RealHandle(path, StandardOpenOption.WRITE);
        }

        @Override
        public Writeback writeback(Path path) {
          return LinuxWriteback.of(path);
        }

        @Override
        public Handle openFolder(Path path) throws IOException {
          return new RealHandle(path, StandardOpenOption.READ);
        }

        @Override
        public void createFolder(Path path) throws IOException {
          Files.createDirectory(path);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
          Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public void delete(Path path) throws IOException {
          Files.deleteIfExists(path);
        }

        @Override
        public long usableSpace(Path path) {
          // Asked before every step: a FileStore reads the table of mounts each time.
          return path.toFile().getUsableSpace();
        }
      };

  /**
   * A channel that an interruption does not close, as it closes a {@code FileChannel}: callers of
   * the log write to it themselves, and one that is interrupted must not end the log of all.
   */
  final class RealHandle implements Handle {
    private static final ExecutorService IN_PLACE = new InPlace();

    private final AsynchronousFileChannel channel;

    private RealHandle(Path path, StandardOpenOption... options) throws IOException {
      this.channel = AsynchronousFileChannel.open(path, Set.of(options), IN_PLACE);
    }

    @Override
    public void write(long position, ByteBuffer bytes) throws IOException {
      long at = position;
      while (bytes.hasRemaining()) {
        Future<Integer> written = channel.write(bytes, at);
        if (written.state() != Future.State.SUCCESS) {
          throw new IOException(written.exceptionNow().getMessage(), written.exceptionNow());
        }
        at += written.resultNow();
      }
    }

    @Override
    public void truncate(long length) throws IOException {
      channel.truncate(length);
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** Does what it is given in the thread that gives it; nothing is left when it is closed. */
  final class InPlace extends AbstractExecutorService {
    private InPlace() {}

    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public void shutdown() {
      throw new UnsupportedOperationException("Shared by all files");
    }

    @Override
    public List<Runnable> shutdownNow() {
      throw new UnsupportedOperationException("Shared by all files");
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return false;
    }
  }
}
