package org.cairn.imagery.raster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * TIFFs of any make, right or wrong: directories of the tags given, byte for byte. Little-endian
 * classic; values always stand behind their directory.
 */
final class TiffBuilder {
  private final List<Directory> directories = new ArrayList<>();

  /** One directory; the last set value of a tag counts. */
  static final class Directory {
    private final TreeMap<Integer, byte[][]> tags = new TreeMap<>();
    private byte[] data = new byte[0];
    private long nextOverride = -1;

    Directory shorts(int tag, int... values) {
      ByteBuffer out = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      for (int value : values) {
        out.putShort((short) value);
      }
      return raw(tag, 3, values.length, out.array());
    }

    Directory longs(int tag, long... values) {
      ByteBuffer out = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      for (long value : values) {
        out.putInt((int) value);
      }
      return raw(tag, 4, values.length, out.array());
    }

    Directory doubles(int tag, double... values) {
      ByteBuffer out = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      for (double value : values) {
        out.putDouble(value);
      }
      return raw(tag, 12, values.length, out.array());
    }

    Directory text(int tag, String value) {
      byte[] bytes = (value + "\0").getBytes(StandardCharsets.UTF_8);
      return raw(tag, 2, bytes.length, bytes);
    }

    /** With a count that need not be true. */
    Directory raw(int tag, int type, long count, byte[] value) {
      byte[] head =
          ByteBuffer.allocate(8)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(type)
              .putInt((int) count)
              .array();
      tags.put(tag, new byte[][] {head, value});
      return this;
    }

    Directory without(int tag) {
      tags.remove(tag);
      return this;
    }

    /** Bytes of the one strip or tile; its offset and length are filled in unless given. */
    Directory data(byte... bytes) {
      data = bytes;
      return this;
    }

    /** Where the directory says that the next one lies. */
    Directory next(long offset) {
      nextOverride = offset;
      return this;
    }
  }

  /** A grey uint8 image in one strip. */
  static Directory image(int cols, int rows, byte... pixels) {
    return new Directory()
        .longs(Tags.IMAGE_WIDTH, cols)
        .longs(Tags.IMAGE_LENGTH, rows)
        .shorts(Tags.BITS_PER_SAMPLE, 8)
        .shorts(Tags.COMPRESSION, 1)
        .shorts(Tags.PHOTOMETRIC, 1)
        .shorts(Tags.SAMPLES_PER_PIXEL, 1)
        .longs(Tags.ROWS_PER_STRIP, rows)
        .data(pixels);
  }

  TiffBuilder with(Directory directory) {
    directories.add(directory);
    return this;
  }

  /** As {@link #with}, reached through the SubIFDs tag of the first directory only. */
  TiffBuilder withSub(Directory directory) {
    directory.next(0);
    directories.getFirst().next(0).longs(Tags.SUB_IFDS, 0);
    return with(directory);
  }

  byte[] bytes() {
    // Twice: the first time to learn the offsets.
    List<Long> offsets = new ArrayList<>();
    directories.forEach(d -> offsets.add(0L));
    write(offsets);
    return write(offsets);
  }

  private byte[] write(List<Long> offsets) {
    ByteBuffer out = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    for (int d = 0; d < directories.size(); d++) {
      Directory directory = directories.get(d);
      boolean tiled = directory.tags.containsKey(Tags.TILE_WIDTH);
      int offsetTag = tiled ? Tags.TILE_OFFSETS : Tags.STRIP_OFFSETS;
      int lengthTag = tiled ? Tags.TILE_BYTE_COUNTS : Tags.STRIP_BYTE_COUNTS;
      boolean fillOffset = !directory.tags.containsKey(offsetTag);
      boolean fillLength = !directory.tags.containsKey(lengthTag);
      int dataAt = out.position();
      out.put(directory.data);
      out.position((out.position() + 1) / 2 * 2);
      offsets.set(d, (long) out.position());
      if (d == 0) {
        out.putInt(4, out.position());
      }
      if (fillOffset) {
        directory.longs(offsetTag, dataAt);
      }
      if (fillLength) {
        directory.longs(lengthTag, directory.data.length);
      }
      if (directory.tags.containsKey(Tags.SUB_IFDS)) {
        directory.longs(Tags.SUB_IFDS, offsets.get(d + 1));
      }
      put(out, directory, d + 1 < directories.size() ? offsets.get(d + 1) : 0);
      if (fillOffset) {
        directory.without(offsetTag);
      }
      if (fillLength) {
        directory.without(lengthTag);
      }
    }
    byte[] bytes = new byte[out.position()];
    out.get(0, bytes);
    return bytes;
  }

  private static void put(ByteBuffer out, Directory directory, long next) {
    int valuesAt = out.position() + 2 + 12 * directory.tags.size() + 4;
    out.putShort((short) directory.tags.size());
    int at = valuesAt;
    for (var entry : directory.tags.entrySet()) {
      ByteBuffer head = ByteBuffer.wrap(entry.getValue()[0]).order(ByteOrder.LITTLE_ENDIAN);
      byte[] value = entry.getValue()[1];
      out.putShort(entry.getKey().shortValue())
          .putShort((short) head.getInt())
          .putInt(head.getInt());
      if (value.length <= 4) {
        out.put(value).put(new byte[4 - value.length]);
      } else {
        out.putInt(at);
        at += value.length;
      }
    }
    out.putInt((int) (directory.nextOverride >= 0 ? directory.nextOverride : next));
    for (byte[][] tag : directory.tags.values()) {
      if (tag[1].length > 4) {
        out.put(tag[1]);
      }
    }
  }

  Path write(Path file) {
    try {
      return Files.write(file, bytes());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
