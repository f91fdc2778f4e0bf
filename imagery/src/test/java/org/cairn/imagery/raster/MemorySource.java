package org.cairn.imagery.raster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Bytes in memory as a source; counts what is asked of it. */
final class MemorySource implements ByteSource {
  final AtomicInteger ranges = new AtomicInteger();
  boolean closed;
  private final byte[] bytes;
  private final boolean sizeKnown;

  MemorySource(byte[] bytes) {
    this(bytes, true);
  }

  MemorySource(byte[] bytes, boolean sizeKnown) {
    this.bytes = bytes;
    this.sizeKnown = sizeKnown;
  }

  @Override
  public String name() {
    return "memory.tif";
  }

  @Override
  public long size() {
    return sizeKnown ? bytes.length : UNKNOWN_SIZE;
  }

  @Override
  public byte[] readHead(int length) {
    return Arrays.copyOf(bytes, Math.min(length, bytes.length));
  }

  @Override
  public List<byte[]> read(List<ByteRange> wanted) throws IOException {
    List<byte[]> out = new ArrayList<>();
    for (ByteRange range : wanted) {
      ranges.incrementAndGet();
      if (range.end() > bytes.length) {
        throw new RasterException(
            RasterException.Code.TIFF_TRUNCATED, "memory.tif ends at " + bytes.length);
      }
      out.add(Arrays.copyOfRange(bytes, (int) range.offset(), (int) range.end()));
    }
    return out;
  }

  @Override
  public Optional<String> entityTag() {
    return Optional.empty();
  }

  @Override
  public void close() {
    closed = true;
  }
}
