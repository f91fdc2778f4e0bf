package org.cairn.imagery.raster;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One tag of a directory to be written, its values already in little-endian bytes. */
final class CogField {
  static final int LONG = 4;
  static final int LONG8 = 16;

  private static final int ASCII = 2;
  private static final int SHORT = 3;
  private static final int DOUBLE = 12;

  private final int tag;
  private final int type;
  private final int count;
  private final byte[] value;

  private CogField(int tag, int type, int count, byte[] value) {
    this.tag = tag;
    this.type = type;
    this.count = count;
    this.value = value;
  }

  int tag() {
    return tag;
  }

  int type() {
    return type;
  }

  int count() {
    return count;
  }

  /** Not copied: read only. */
  byte[] value() {
    return value;
  }

  static int[] repeated(int value, int count) {
    int[] out = new int[count];
    Arrays.fill(out, value);
    return out;
  }

  static CogField shorts(int tag, int... values) {
    ByteBuffer out = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      out.putShort((short) value);
    }
    return new CogField(tag, SHORT, values.length, out.array());
  }

  static CogField longs(int tag, int type, long... values) {
    int size = type == LONG8 ? 8 : 4;
    ByteBuffer out = ByteBuffer.allocate(size * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      if (type == LONG8) {
        out.putLong(value);
      } else {
        out.putInt((int) value);
      }
    }
    return new CogField(tag, type, values.length, out.array());
  }

  static CogField doubles(int tag, double... values) {
    ByteBuffer out = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      out.putDouble(value);
    }
    return new CogField(tag, DOUBLE, values.length, out.array());
  }

  static CogField text(int tag, String value) {
    byte[] bytes = (value + "\0").getBytes(StandardCharsets.UTF_8);
    return new CogField(tag, ASCII, bytes.length, bytes);
  }
}
