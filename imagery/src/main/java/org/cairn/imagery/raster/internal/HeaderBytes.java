package org.cairn.imagery.raster.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.cairn.imagery.raster.ByteSource;

/**
 * The part of a file where its directories stand: the first bytes come in one request, which holds
 * all of them in a cloud-optimised file; others are fetched as they are needed. Single-thread.
 */
final class HeaderBytes {
  /** Holds the header of a full Sentinel-2 band with its overviews several times over. */
  private static final int HEAD = 32 << 10;

  private final ByteSource source;
  private final byte[] head;

  HeaderBytes(ByteSource source) throws IOException {
    this.source = source;
    this.head = source.readHead(HEAD);
  }

  int headLength() {
    return head.length;
  }

  /** Bytes of the file in its own byte order, from position 0 of the buffer. */
  ByteBuffer at(long offset, int length, ByteOrder order) throws IOException {
    if (offset >= 0 && offset + length <= head.length) {
      return ByteBuffer.wrap(head, (int) offset, length).slice().order(order);
    }
    if (offset < 0 || offset + length > source.size()) {
      throw Truncation.of(source.name(), offset, length, source.size());
    }
    return ByteBuffer.wrap(
            source.read(List.of(new ByteSource.ByteRange(offset, length))).getFirst())
        .order(order);
  }
}
