package org.cairn.imagery.raster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cairn.imagery.raster.RasterException.Code;

/**
 * One image file directory: its tags, whose values are read when asked for. TIFF 6.0, section 2;
 * BigTIFF for the wide form.
 */
final class Ifd {
  /** More entries than this are taken for damage; real directories have some dozens. */
  private static final int MOST_ENTRIES = 4096;

  /**
   * @param position of the value's first byte in the file, inside the entry for short values
   */
  private record Entry(int type, long count, long position) {}

  private final HeaderBytes bytes;
  private final long offset;
  private final long end;
  private final long next;
  private final Map<Integer, Entry> entries;

  private Ifd(HeaderBytes bytes, long offset, long end, long next, Map<Integer, Entry> entries) {
    this.bytes = bytes;
    this.offset = offset;
    this.end = end;
    this.next = next;
    this.entries = entries;
  }

  static Ifd read(HeaderBytes bytes, long offset) throws IOException {
    boolean big = bytes.bigTiff();
    int countSize = big ? 8 : 2;
    int entrySize = big ? 20 : 12;
    int wide = big ? 8 : 4;
    long count = bytes.integer(offset, countSize);
    if (count < 1 || count > MOST_ENTRIES) {
      throw new RasterException(
          Code.TIFF_ABSURD_TAG,
          "'"
              + bytes.name()
              + "' has a directory at byte "
              + offset
              + " with "
              + Long.toUnsignedString(count)
              + " entries: expected 1 to "
              + MOST_ENTRIES
              + "; the file is damaged, fetch it again");
    }
    long start = offset + countSize;
    long end = start + count * entrySize;
    bytes.integer(end - 1, 1);
    Map<Integer, Entry> entries = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      long at = start + (long) i * entrySize;
      int tag = (int) bytes.integer(at, 2);
      int type = (int) bytes.integer(at + 2, 2);
      long values = bytes.integer(at + 4, wide);
      int size = sizeOf(type);
      if (size == 0) {
        // TIFF 6.0, section 2: readers skip fields of a type they do not know.
        continue;
      }
      long inline = at + 4 + wide;
      boolean fits = values >= 0 && values <= wide / size;
      entries.putIfAbsent(
          tag, new Entry(type, values, fits ? inline : bytes.integer(inline, wide)));
    }
    long next = bytes.integer(end, wide);
    return new Ifd(bytes, offset, end + wide, next, entries);
  }

  private static int sizeOf(int type) {
    return switch (type) {
      case 1, 2, 6, 7 -> 1;
      case 3, 8 -> 2;
      case 4, 9, 11, 13 -> 4;
      case 5, 10, 12, 16, 17, 18 -> 8;
      default -> 0;
    };
  }

  HeaderBytes bytes() {
    return bytes;
  }

  /** Of the directory's first byte. */
  long offset() {
    return offset;
  }

  /** One past the directory's last byte. */
  long end() {
    return end;
  }

  /** Where the next directory lies; 0 after the last. */
  long next() {
    return next;
  }

  boolean has(int tag) {
    return entries.containsKey(tag);
  }

  /** The first value of an integer tag, or {@code fallback} where the tag is absent. */
  long number(int tag, long fallback) throws IOException {
    return has(tag) ? numbers(tag, Integer.MAX_VALUE, 1)[0] : fallback;
  }

  /** The first value of an integer tag that must be there. */
  long number(int tag) throws IOException {
    if (!has(tag)) {
      throw new RasterException(
          Code.TIFF_ABSURD_TAG,
          where() + " lacks tag " + Tags.name(tag) + ": the file is damaged, fetch it again");
    }
    return number(tag, 0);
  }

  /** All values of an integer tag; empty where it is absent. */
  long[] numbers(int tag, int most) throws IOException {
    return has(tag) ? numbers(tag, most, Integer.MAX_VALUE) : new long[0];
  }

  private long[] numbers(int tag, int most, int wanted) throws IOException {
    Entry entry = entry(tag, most, 1);
    int count = (int) Math.min(entry.count(), wanted);
    int size = sizeOf(entry.type());
    boolean signed = entry.type() == 6 || entry.type() == 8 || entry.type() == 9;
    if (entry.type() == 5 || (entry.type() >= 10 && entry.type() <= 12)) {
      throw absurd(tag, "type " + entry.type(), "an integer type");
    }
    long[] values = bytes.integers(entry.position(), size, count);
    if (signed) {
      int shift = 64 - 8 * size;
      for (int i = 0; i < count; i++) {
        values[i] = values[i] << shift >> shift;
      }
    }
    return values;
  }

  /** All values of a tag of doubles or floats; empty where it is absent. */
  double[] doubles(int tag, int most) throws IOException {
    if (!has(tag)) {
      return new double[0];
    }
    Entry entry = entry(tag, most, 0);
    int count = (int) entry.count();
    if (entry.type() != 12 && entry.type() != 11) {
      throw absurd(tag, "type " + entry.type(), "doubles");
    }
    boolean wide = entry.type() == 12;
    long[] raw = bytes.integers(entry.position(), wide ? 8 : 4, count);
    double[] out = new double[count];
    for (int i = 0; i < count; i++) {
      out[i] = wide ? Double.longBitsToDouble(raw[i]) : Float.intBitsToFloat((int) raw[i]);
    }
    return out;
  }

  /** The text of a tag up to its first NUL, or empty where it is absent. */
  Optional<String> text(int tag, int most) throws IOException {
    if (!has(tag)) {
      return Optional.empty();
    }
    byte[] raw = raw(tag, most);
    int length = 0;
    while (length < raw.length && raw[length] != 0) {
      length++;
    }
    return Optional.of(new String(raw, 0, length, StandardCharsets.UTF_8));
  }

  /** The bytes of a tag of bytes; empty where it is absent. */
  byte[] raw(int tag, int most) throws IOException {
    if (!has(tag)) {
      return new byte[0];
    }
    Entry entry = entry(tag, most, 0);
    if (sizeOf(entry.type()) != 1) {
      throw absurd(tag, "type " + entry.type(), "bytes");
    }
    return bytes.bytes(entry.position(), (int) entry.count());
  }

  /** How many values a tag has; 0 where it is absent. */
  long count(int tag) {
    Entry entry = entries.get(tag);
    return entry == null ? 0 : entry.count();
  }

  /** Where the values of a tag of integers lie, for reading parts of a long one. */
  Span span(int tag) throws IOException {
    Entry entry = entry(tag, Integer.MAX_VALUE, 1);
    if (entry.type() != 3 && entry.type() != 4 && entry.type() != 16 && entry.type() != 13) {
      throw absurd(tag, "type " + entry.type(), "SHORT, LONG or LONG8");
    }
    return new Span(entry.position(), sizeOf(entry.type()), (int) entry.count());
  }

  /**
   * @param valueSize bytes per value
   */
  record Span(long position, int valueSize, int count) {}

  private Entry entry(int tag, int most, int least) throws RasterException {
    Entry entry = entries.get(tag);
    if (entry == null) {
      throw absurd(tag, "nothing", "a value");
    }
    if (entry.count() < least || entry.count() > most) {
      throw absurd(
          tag, Long.toUnsignedString(entry.count()) + " values", least + " to " + most + " values");
    }
    return entry;
  }

  RasterException absurd(int tag, String found, String expected) {
    return new RasterException(
        Code.TIFF_ABSURD_TAG,
        where()
            + " has in tag "
            + Tags.name(tag)
            + " "
            + found
            + ", expected "
            + expected
            + ": the file is damaged or hostile, fetch it again or leave it out");
  }

  /** For messages: the file and this directory. */
  String where() {
    return "'" + bytes.name() + "', directory at byte " + offset + ",";
  }
}
