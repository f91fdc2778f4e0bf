package org.cairn.imagery.raster.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Byte order, predictors and odd bit depths of decoded tiles, in place where that can be. */
public final class Samples {
  public static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  public static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  public static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  public static final VarHandle FLOATS =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
  public static final VarHandle DOUBLES =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

  private static final byte[] REVERSED = reversedBits();

  private Samples() {}

  private static byte[] reversedBits() {
    byte[] out = new byte[256];
    for (int i = 0; i < 256; i++) {
      out[i] = (byte) (Integer.reverse(i) >>> 24);
    }
    return out;
  }

  /** FillOrder 2: the bits of each byte stand in reverse. */
  public static void reverseBits(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      bytes[i] = REVERSED[bytes[i] & 0xFF];
    }
  }

  /** Turns big-endian samples of 2, 4 or 8 bytes into little-endian ones. */
  public static void swap(byte[] bytes, int sampleBytes) {
    switch (sampleBytes) {
      case 2 -> {
        for (int i = 0; i + 1 < bytes.length; i += 2) {
          SHORTS.set(bytes, i, Short.reverseBytes((short) SHORTS.get(bytes, i)));
        }
      }
      case 4 -> {
        for (int i = 0; i + 3 < bytes.length; i += 4) {
          INTS.set(bytes, i, Integer.reverseBytes((int) INTS.get(bytes, i)));
        }
      }
      case 8 -> {
        for (int i = 0; i + 7 < bytes.length; i += 8) {
          LONGS.set(bytes, i, Long.reverseBytes((long) LONGS.get(bytes, i)));
        }
      }
      default -> {
        // Single bytes have no order.
      }
    }
  }

  /**
   * Undoes horizontal differencing (TIFF 6.0, section 14) on little-endian samples.
   *
   * @param rowBytes bytes of a row
   * @param step samples between a pixel's sample and the next pixel's
   */
  public static void undoDifferences(byte[] bytes, int rowBytes, int sampleBytes, int step) {
    for (int row = 0; row + rowBytes <= bytes.length; row += rowBytes) {
      int end = row + rowBytes;
      switch (sampleBytes) {
        case 1 -> sumBytes(bytes, row, end, step);
        case 2 -> sumShorts(bytes, row, end, step);
        case 4 -> {
          int back = 4 * step;
          for (int i = row + back; i + 3 < end; i += 4) {
            INTS.set(bytes, i, (int) INTS.get(bytes, i) + (int) INTS.get(bytes, i - back));
          }
        }
        case 8 -> {
          int back = 8 * step;
          for (int i = row + back; i + 7 < end; i += 8) {
            LONGS.set(bytes, i, (long) LONGS.get(bytes, i) + (long) LONGS.get(bytes, i - back));
          }
        }
        default -> throw new IllegalArgumentException("No samples of " + sampleBytes + " bytes");
      }
    }
  }

  private static void sumBytes(byte[] bytes, int row, int end, int step) {
    if (step == 1) {
      byte sum = 0;
      for (int i = row; i < end; i++) {
        sum += bytes[i];
        bytes[i] = sum;
      }
    } else {
      for (int i = row + step; i < end; i++) {
        bytes[i] += bytes[i - step];
      }
    }
  }

  private static void sumShorts(byte[] bytes, int row, int end, int step) {
    if (step == 1) {
      // The sum stays in a register: reading back what was just written would wait for the store.
      short sum = 0;
      for (int i = row; i + 1 < end; i += 2) {
        sum += (short) SHORTS.get(bytes, i);
        SHORTS.set(bytes, i, sum);
      }
    } else {
      int back = 2 * step;
      for (int i = row + back; i + 1 < end; i += 2) {
        SHORTS.set(
            bytes, i, (short) ((short) SHORTS.get(bytes, i) + (short) SHORTS.get(bytes, i - back)));
      }
    }
  }

  /**
   * Undoes the floating-point predictor (Adobe Photoshop TIFF Technical Note 3): a row's bytes
   * stand apart by significance, most significant first whatever the file's order, and are
   * differenced.
   *
   * @param samplesPerRow all samples of a row, over all bands of interleaved pixels
   * @return little-endian samples
   */
  public static byte[] undoFloatPredictor(
      byte[] bytes, int samplesPerRow, int sampleBytes, int step) {
    int rowBytes = samplesPerRow * sampleBytes;
    byte[] out = new byte[bytes.length];
    for (int row = 0; row + rowBytes <= bytes.length; row += rowBytes) {
      sumBytes(bytes, row, row + rowBytes, step);
      for (int b = 0; b < sampleBytes; b++) {
        int from = row + b * samplesPerRow;
        int to = row + sampleBytes - 1 - b;
        for (int i = 0; i < samplesPerRow; i++) {
          out[to + i * sampleBytes] = bytes[from + i];
        }
      }
    }
    return out;
  }

  /**
   * Unpacks samples of 1 to 7 bits to bytes and of 9 to 15 bits to little-endian shorts. Rows start
   * on whole bytes; the first sample is in the highest bits.
   */
  public static byte[] unpack(byte[] bytes, int rows, int samplesPerRow, int bits) {
    int rowBytes = (int) (((long) samplesPerRow * bits + 7) / 8);
    int wide = bits > 8 ? 2 : 1;
    byte[] out = new byte[rows * samplesPerRow * wide];
    int mask = (1 << bits) - 1;
    int at = 0;
    for (int r = 0; r < rows; r++) {
      int next = r * rowBytes;
      int held = 0;
      int store = 0;
      for (int i = 0; i < samplesPerRow; i++) {
        while (held < bits) {
          store = store << 8 | bytes[next++] & 0xFF;
          held += 8;
        }
        int value = store >>> held - bits & mask;
        held -= bits;
        out[at++] = (byte) value;
        if (wide == 2) {
          out[at++] = (byte) (value >>> 8);
        }
      }
    }
    return out;
  }
}
