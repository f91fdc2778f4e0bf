package org.cairn.app;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Changes single values of a little-endian classic TIFF's first directory (TIFF 6.0, section 2).
 */
final class TiffBytes {
  static final int IMAGE_WIDTH = 256;
  static final int TILE_OFFSETS = 324;

  private TiffBytes() {}

  /** A copy in which a tag with one inline value has another value. */
  static byte[] with(byte[] tiff, int tag, int value) {
    byte[] changed = tiff.clone();
    ByteBuffer buffer = littleEndian(changed);
    int entry = entry(buffer, tag);
    // Type LONG, so that every value fits.
    buffer.putShort(entry + 2, (short) 4);
    buffer.putInt(entry + 8, value);
    return changed;
  }

  /** The inline value of a tag of type LONG. */
  static int valueOf(byte[] tiff, int tag) {
    ByteBuffer buffer = littleEndian(tiff);
    return buffer.getInt(entry(buffer, tag) + 8);
  }

  private static ByteBuffer littleEndian(byte[] tiff) {
    ByteBuffer buffer = ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN);
    if (buffer.getShort(0) != 0x4949 || buffer.getShort(2) != 42) {
      throw new AssertionError("Not a little-endian classic TIFF");
    }
    return buffer;
  }

  private static int entry(ByteBuffer buffer, int tag) {
    int directory = buffer.getInt(4);
    int entries = buffer.getShort(directory);
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      if ((buffer.getShort(entry) & 0xffff) == tag) {
        return entry;
      }
    }
    throw new AssertionError("The TIFF has no tag " + tag);
  }
}
