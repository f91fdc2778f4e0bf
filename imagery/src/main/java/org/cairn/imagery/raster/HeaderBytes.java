package org.cairn.imagery.raster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.imagery.raster.ByteSource.ByteRange;
import org.cairn.imagery.raster.RasterException.Code;

/**
 * The parts of a TIFF that describe it: read in one request where they lie at its front (as in
 * every COG), in few more elsewhere. What lies behind the front is read by whole blocks, counted
 * from its end, so that the ranges read depend on what is looked up and never on the order, which
 * threads may change. Knows the byte order. Thread-safe.
 */
final class HeaderBytes {
  /** Holds the directories and the tile index of a usual COG. */
  static final int FIRST_READ_BYTES = 32 << 10;

  private static final int BLOCK_BYTES = 64 << 10;

  private record Segment(long offset, Bytes bytes) {
    boolean holds(long from, long length) {
      return from >= offset && from + length <= offset + bytes.array.length;
    }

    int index(long from) {
      return (int) (from - offset);
    }
  }

  private static final class Bytes {
    final byte[] array;

    Bytes(byte[] array) {
      this.array = array;
    }
  }

  private final ByteSource source;
  private final boolean littleEndian;
  private final boolean big;
  private final Segment head;

  // Both guarded by this.
  /** By number; all of {@link #BLOCK_BYTES} but the file's last. */
  private final Map<Long, Segment> blocks = new HashMap<>();

  /** Where the file's size is not known and so neither where its last block ends; latest last. */
  private final List<Segment> segments = new ArrayList<>();

  private HeaderBytes(ByteSource source, byte[] head, boolean littleEndian, boolean big) {
    this.source = source;
    this.littleEndian = littleEndian;
    this.big = big;
    this.head = new Segment(0, new Bytes(head));
  }

  static HeaderBytes read(ByteSource source) throws IOException {
    byte[] head = source.readHead(FIRST_READ_BYTES);
    boolean little = starts(head, 'I', 'I');
    if (head.length < 8 || (!little && !starts(head, 'M', 'M'))) {
      throw notATiff(source, head);
    }
    int magic = little ? head[2] | head[3] << 8 : head[3] | head[2] << 8;
    if (magic != 42 && magic != 43) {
      throw notATiff(source, head);
    }
    return new HeaderBytes(source, head, little, magic == 43);
  }

  private static boolean starts(byte[] head, char first, char second) {
    return head.length >= 2 && head[0] == first && head[1] == second;
  }

  private static RasterException notATiff(ByteSource source, byte[] head) {
    StringBuilder found = new StringBuilder();
    for (int i = 0; i < Math.min(8, head.length); i++) {
      found.append(String.format("%02X ", head[i]));
    }
    String text = new String(head, 0, Math.min(64, head.length), StandardCharsets.ISO_8859_1);
    String advice = "name a GeoTIFF";
    if (text.startsWith("<") || text.startsWith("{")) {
      advice = "this is a text page, perhaps the server's error message: open the address to see";
    } else if (text.startsWith("\0\0\0\fjP  ")) {
      advice = "this is JPEG 2000: use the item's GeoTIFF asset, or convert it to a COG";
    } else if (head.length == 0) {
      advice = "the file is empty: fetch it again";
    }
    return new RasterException(
        Code.TIFF_NOT_A_TIFF,
        "'"
            + source.name()
            + "' is not a TIFF: expected II*, MM* or BigTIFF's first bytes, found "
            + (found.isEmpty() ? "nothing" : found.toString().strip())
            + "; "
            + advice);
  }

  ByteSource source() {
    return source;
  }

  String name() {
    return source.name();
  }

  boolean littleEndian() {
    return littleEndian;
  }

  boolean bigTiff() {
    return big;
  }

  /** Unsigned for 1, 2 and 4 bytes; 8 bytes as they are. */
  long integer(long offset, int size) throws IOException {
    Segment segment = segment(offset, size);
    return integer(segment.bytes().array, segment.index(offset), size);
  }

  private long integer(byte[] array, int at, int size) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      int one = array[littleEndian ? at + size - 1 - i : at + i] & 0xFF;
      value = value << 8 | one;
    }
    return value;
  }

  /** {@code count} integers of {@code size} bytes. */
  long[] integers(long offset, int size, int count) throws IOException {
    int length = Math.multiplyExact(size, count);
    Segment segment = segment(offset, length);
    int at = segment.index(offset);
    long[] out = new long[count];
    for (int i = 0; i < count; i++) {
      out[i] = integer(segment.bytes().array, at + i * size, size);
    }
    return out;
  }

  /** A copy. */
  byte[] bytes(long offset, int length) throws IOException {
    Segment segment = segment(offset, length);
    int at = segment.index(offset);
    return Arrays.copyOfRange(segment.bytes().array, at, at + length);
  }

  /**
   * A copy of bytes that came with the first read, or empty where they did not. Blocks read since
   * are not asked: whether a tile is fetched would depend on what was looked up before.
   */
  Optional<byte[]> find(long offset, int length) {
    return head.holds(offset, length)
        ? Optional.of(Arrays.copyOfRange(head.bytes().array, (int) offset, (int) offset + length))
        : Optional.empty();
  }

  private synchronized Segment segment(long offset, long length) throws IOException {
    if (head.holds(offset, length)) {
      return head;
    }
    long size = source.size();
    if (offset < 0 || (size != ByteSource.UNKNOWN_SIZE && offset > size - length)) {
      throw new RasterException(
          Code.TIFF_TRUNCATED,
          "'"
              + name()
              + "' has "
              + size
              + " bytes, but its header points at bytes "
              + Long.toUnsignedString(offset)
              + " to "
              + Long.toUnsignedString(offset + length)
              + ": the copy is not whole or is damaged, fetch it again");
    }
    return size == ByteSource.UNKNOWN_SIZE
        ? exactly(offset, length)
        : ofBlocks(offset, Math.toIntExact(length), size);
  }

  private Segment exactly(long offset, long length) throws IOException {
    for (int i = segments.size() - 1; i >= 0; i--) {
      if (segments.get(i).holds(offset, length)) {
        return segments.get(i);
      }
    }
    ByteRange range = new ByteRange(offset, Math.toIntExact(length));
    Segment segment = new Segment(offset, new Bytes(source.read(List.of(range)).getFirst()));
    segments.add(segment);
    return segment;
  }

  private Segment ofBlocks(long offset, int length, long size) throws IOException {
    byte[] front = head.bytes().array;
    long first = Math.max(0, offset - front.length) / BLOCK_BYTES;
    long last = Math.max(0, offset + length - 1 - front.length) / BLOCK_BYTES;
    List<Segment> found = blocks(first, last, size);
    if (offset >= front.length && first == last) {
      return found.getFirst();
    }
    byte[] joined = new byte[length];
    if (offset < front.length) {
      System.arraycopy(front, (int) offset, joined, 0, (int) (front.length - offset));
    }
    for (Segment block : found) {
      byte[] bytes = block.bytes().array;
      long from = Math.max(offset, block.offset());
      long to = Math.min(offset + length, block.offset() + bytes.length);
      System.arraycopy(bytes, block.index(from), joined, (int) (from - offset), (int) (to - from));
    }
    return new Segment(offset, new Bytes(joined));
  }

  /** These blocks, the missing ones fetched in one read. */
  private List<Segment> blocks(long first, long last, long size) throws IOException {
    List<ByteRange> missing = new ArrayList<>();
    for (long number = first; number <= last; number++) {
      if (!blocks.containsKey(number)) {
        long start = startOf(number);
        missing.add(new ByteRange(start, (int) Math.min(BLOCK_BYTES, size - start)));
      }
    }
    Iterator<byte[]> read =
        missing.isEmpty() ? Collections.emptyIterator() : source.read(missing).iterator();
    List<Segment> found = new ArrayList<>();
    for (long number = first; number <= last; number++) {
      long start = startOf(number);
      found.add(
          blocks.computeIfAbsent(number, unused -> new Segment(start, new Bytes(read.next()))));
    }
    return found;
  }

  private long startOf(long block) {
    return head.bytes().array.length + block * BLOCK_BYTES;
  }
}
