package org.cairn.imagery.raster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The bytes of one file or one HTTP resource, read by ranges. Implementations are thread-safe. */
public interface ByteSource extends AutoCloseable {
  /** The size of a resource whose server does not tell it. */
  long UNKNOWN_SIZE = -1;

  /**
   * A file of this machine.
   *
   * @throws RasterException {@code file-not-found}, {@code file-unreadable}
   */
  static ByteSource ofFile(Path file) throws IOException {
    return FileByteSource.open(file);
  }

  /** Path or address without its query string, for messages. */
  String name();

  /** Size in bytes, or {@link #UNKNOWN_SIZE}. May ask the server when nothing was read yet. */
  long size() throws IOException;

  /**
   * The first bytes, in one request: {@code length} of them, fewer only where the resource is
   * shorter.
   */
  byte[] readHead(int length) throws IOException;

  /**
   * The bytes of each range, in the order asked; the arrays are the caller's to keep. Neighbouring
   * ranges are fetched together.
   *
   * @throws RasterException where a range reaches beyond the end, or cannot be fetched
   */
  List<byte[]> read(List<ByteRange> ranges) throws IOException;

  /**
   * The bytes of one range into the front of an array, which may be longer: for readers that use
   * one array again and again.
   *
   * @throws RasterException as {@link #read(List)}
   */
  default void read(ByteRange range, byte[] into) throws IOException {
    System.arraycopy(read(List.of(range)).getFirst(), 0, into, 0, range.length());
  }

  /**
   * Whether reading is cheap however small the ranges, so that nothing is gained by asking ahead.
   */
  default boolean isLocal() {
    return false;
  }

  /** The HTTP ETag once something was read; empty for files and for servers that send none. */
  Optional<String> entityTag();

  @Override
  void close() throws IOException;

  /**
   * @param offset of the first byte, 0 or more
   * @param length in bytes, 0 or more
   */
  record ByteRange(long offset, int length) {
    public ByteRange {
      if (offset < 0 || length < 0 || offset > Long.MAX_VALUE - length) {
        throw new IllegalArgumentException(
            "A byte range starts at 0 or later and has a length of 0 or more, found offset "
                + offset
                + ", length "
                + length);
      }
    }

    /** One past the last byte. */
    public long end() {
      return offset + length;
    }
  }
}
