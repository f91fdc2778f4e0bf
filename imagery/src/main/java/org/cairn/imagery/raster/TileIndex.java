package org.cairn.imagery.raster;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Where the tiles (or strips) of one image lie in the file. Long indices are read by pages as they
 * are needed. Thread-safe.
 */
final class TileIndex {
  private static final int PAGE = 4096;

  /** An array of integers of the file, read by pages. */
  private static final class Paged {
    private final HeaderBytes bytes;
    private final Ifd.Span span;
    private final AtomicReferenceArray<long[]> pages;

    Paged(HeaderBytes bytes, Ifd.Span span) {
      this.bytes = bytes;
      this.span = span;
      this.pages = new AtomicReferenceArray<>((span.count() + PAGE - 1) / PAGE);
    }

    long get(int i) throws IOException {
      int number = i / PAGE;
      long[] page = pages.get(number);
      if (page == null) {
        int count = Math.min(PAGE, span.count() - number * PAGE);
        long position = span.position() + (long) number * PAGE * span.valueSize();
        page = bytes.integers(position, span.valueSize(), count);
        pages.set(number, page);
      }
      return page[i % PAGE];
    }
  }

  private final Paged offsets;
  private final Paged lengths;

  /** Bytes per virtual strip where one long uncompressed strip is cut up; 0 elsewhere. */
  private final long cutBytes;

  private final int cutsPerStrip;

  private TileIndex(Paged offsets, Paged lengths, long cutBytes, int cutsPerStrip) {
    this.offsets = offsets;
    this.lengths = lengths;
    this.cutBytes = cutBytes;
    this.cutsPerStrip = cutsPerStrip;
  }

  static TileIndex of(HeaderBytes bytes, Ifd.Span offsets, Ifd.Span lengths) {
    return new TileIndex(new Paged(bytes, offsets), new Paged(bytes, lengths), 0, 1);
  }

  /**
   * The index of images stored as one uncompressed strip (per plane), seen as many short strips.
   *
   * @param cutBytes bytes of a short strip
   * @param cutsPerStrip short strips in a real one
   */
  static TileIndex cut(
      HeaderBytes bytes, Ifd.Span offsets, Ifd.Span lengths, long cutBytes, int cutsPerStrip) {
    return new TileIndex(
        new Paged(bytes, offsets), new Paged(bytes, lengths), cutBytes, cutsPerStrip);
  }

  /** Of the tile's first byte; 0 for a tile left out of a sparse file. */
  long offset(int tile) throws IOException {
    long offset = offsets.get(tile / cutsPerStrip);
    return offset == 0 ? 0 : offset + cutBytes * (tile % cutsPerStrip);
  }

  /** In bytes; 0 for a tile left out of a sparse file. */
  long length(int tile) throws IOException {
    long length = lengths.get(tile / cutsPerStrip);
    if (cutBytes == 0 || length == 0) {
      return length;
    }
    long rest = length - cutBytes * (tile % cutsPerStrip);
    return Math.max(1, Math.min(cutBytes, rest));
  }
}
