package org.cairn.imagery.raster;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The bytes of one file or one HTTP resource, read in ranges. Implementations are thread-safe. */
public interface ByteSource extends AutoCloseable {
  /** For messages: the path or address, without any token. */
  String name();

  /** Length in bytes. */
  long size() throws IOException;

  /**
   * The bytes of each range, in the order asked. Neighbouring ranges are fetched together.
   *
   * @throws RasterException where a range reaches beyond the end or cannot be fetched
   */
  List<byte[]> read(List<ByteRange> ranges) throws IOException;

  /** The first bytes, at most {@code length}, fewer where the source is shorter; in one request. */
  byte[] readHead(int length) throws IOException;

  /** What the server calls this version of the resource; empty for files. */
  Optional<String> entityTag();

  @Override
  void close() throws IOException;

  /**
   * A run of bytes.
   *
   * @param offset of the first byte, 0 or more
   * @param length 0 or more
   */
  record ByteRange(long offset, int length) {
    public ByteRange {
      if (offset < 0 || length < 0) {
        throw new IllegalArgumentException("Range of " + length + " bytes at " + offset);
      }
    }

    public long end() {
      return offset + length;
    }
  }
}
