package org.cairn.imagery.raster.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Undoes the predictors of TIFF 6.0 section 14 (horizontal) and of Adobe's TIFF Technical Note 3
 * (floating point), in place.
 */
final class Predictors {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Predictors() {}

  /** Makes big-endian samples little-endian. */
  static void swap(byte[] samples, int size) {
    for (int at = 0; at + size <= samples.length; at += size) {
      for (int i = 0; i < size / 2; i++) {
        byte swapped = samples[at + i];
        samples[at + i] = samples[at + size - 1 - i];
        samples[at + size - 1 - i] = swapped;
      }
    }
  }

  /**
   * Each sample is stored as its difference from the one before it in the row.
   *
   * @param stride samples a pixel
   */
  static void undoHorizontal(byte[] samples, int rows, int rowBytes, int size, int stride) {
    for (int row = 0; row < rows; row++) {
      int start = row * rowBytes;
      int end = start + rowBytes;
      switch (size) {
        case 1 -> {
          for (int at = start + stride; at < end; at++) {
            samples[at] += samples[at - stride];
          }
        }
        case 2 -> undoShorts(samples, start, end, stride);
        case 4 -> {
          for (int at = start + 4 * stride; at < end; at += 4) {
            INT.set(
                samples, at, (int) INT.get(samples, at) + (int) INT.get(samples, at - 4 * stride));
          }
        }
        default -> {
          for (int at = start + 8 * stride; at < end; at += 8) {
            LONG.set(
                samples,
                at,
                (long) LONG.get(samples, at) + (long) LONG.get(samples, at - 8 * stride));
          }
        }
      }
    }
  }

  private static void undoShorts(byte[] samples, int start, int end, int stride) {
    if (stride == 1) {
      int value = 0;
      for (int at = start; at < end; at += 2) {
        value += (short) SHORT.get(samples, at);
        SHORT.set(samples, at, (short) value);
      }
      return;
    }
    for (int at = start + 2 * stride; at < end; at += 2) {
      short sum =
          (short) ((short) SHORT.get(samples, at) + (short) SHORT.get(samples, at - 2 * stride));
      SHORT.set(samples, at, sum);
    }
  }

  /**
   * A row's bytes stand in planes, most significant first, each byte as its difference from the one
   * a pixel before.
   */
  static void undoFloatingPoint(byte[] samples, int rows, int rowBytes, int size, int stride) {
    byte[] planes = new byte[rowBytes];
    int count = rowBytes / size;
    for (int row = 0; row < rows; row++) {
      int start = row * rowBytes;
      System.arraycopy(samples, start, planes, 0, rowBytes);
      for (int i = stride; i < rowBytes; i++) {
        planes[i] += planes[i - stride];
      }
      for (int i = 0; i < count; i++) {
        for (int b = 0; b < size; b++) {
          samples[start + i * size + size - 1 - b] = planes[b * count + i];
        }
      }
    }
  }
}
