package org.cairn.imagery.raster;

import static org.cairn.imagery.raster.internal.Samples.DOUBLES;
import static org.cairn.imagery.raster.internal.Samples.FLOATS;
import static org.cairn.imagery.raster.internal.Samples.INTS;
import static org.cairn.imagery.raster.internal.Samples.LONGS;
import static org.cairn.imagery.raster.internal.Samples.SHORTS;

/**
 * Copies a rectangle of one band from a decoded tile (little-endian samples) to a window. One loop
 * per sample format, because this runs for every pixel read.
 */
final class SampleCopy {
  private final SampleFormat format;
  private final Nodata nodata;
  private final float[] ofByte;

  SampleCopy(SampleFormat format, Nodata nodata) {
    this.format = format;
    this.nodata = nodata;
    this.ofByte = byteTable(format, nodata);
  }

  private static float[] byteTable(SampleFormat format, Nodata nodata) {
    if (format != SampleFormat.UINT8 && format != SampleFormat.INT8) {
      return new float[0];
    }
    float[] table = new float[256];
    for (int i = 0; i < 256; i++) {
      float value = format == SampleFormat.UINT8 ? i : (byte) i;
      table[i] = nodata.active() && nodata.value() == value ? Float.NaN : value;
    }
    return table;
  }

  Nodata nodata() {
    return nodata;
  }

  /**
   * Where to read and where to write.
   *
   * @param first position, in samples, of the rectangle's first sample in the tile
   * @param step samples between pixels of a row
   * @param rowStep samples between rows of the tile
   * @param at position of the rectangle's first pixel in the window
   * @param atRowStep pixels between rows of the window
   */
  record Rectangle(int first, int step, int rowStep, int at, int atRowStep, int cols, int rows) {}

  /** Nodata becomes NaN. */
  void floats(byte[] tile, Rectangle r, float[] out) {
    for (int row = 0; row < r.rows; row++) {
      int from = (r.first + row * r.rowStep) * format.bytes();
      int to = r.at + row * r.atRowStep;
      int step = r.step * format.bytes();
      switch (format) {
        case UINT8, INT8 -> bytes(tile, from, step, out, to, r.cols);
        case UINT16 -> unsignedShorts(tile, from, step, out, to, r.cols);
        case INT16 -> shorts(tile, from, step, out, to, r.cols);
        case FLOAT32 -> floats(tile, from, step, out, to, r.cols);
        case UINT32, INT32, UINT64, INT64, FLOAT16, FLOAT64 -> {
          for (int i = 0; i < r.cols; i++) {
            out[to + i] = (float) value(tile, from + i * step);
          }
        }
      }
    }
  }

  private void bytes(byte[] tile, int from, int step, float[] out, int to, int cols) {
    float[] table = ofByte;
    for (int i = 0; i < cols; i++) {
      out[to + i] = table[tile[from + i * step] & 0xFF];
    }
  }

  private void unsignedShorts(byte[] tile, int from, int step, float[] out, int to, int cols) {
    if (!nodata.active()) {
      for (int i = 0; i < cols; i++) {
        out[to + i] = (short) SHORTS.get(tile, from + i * step) & 0xFFFF;
      }
      return;
    }
    int none = (int) nodata.value();
    for (int i = 0; i < cols; i++) {
      int value = (short) SHORTS.get(tile, from + i * step) & 0xFFFF;
      out[to + i] = value == none ? Float.NaN : value;
    }
  }

  private void shorts(byte[] tile, int from, int step, float[] out, int to, int cols) {
    boolean active = nodata.active();
    int none = (int) nodata.value();
    for (int i = 0; i < cols; i++) {
      int value = (short) SHORTS.get(tile, from + i * step);
      out[to + i] = active && value == none ? Float.NaN : value;
    }
  }

  private void floats(byte[] tile, int from, int step, float[] out, int to, int cols) {
    // Without nodata the comparison is with NaN, which nothing equals.
    float none = nodata.active() ? (float) nodata.value() : Float.NaN;
    for (int i = 0; i < cols; i++) {
      float value = (float) FLOATS.get(tile, from + i * step);
      out[to + i] = value == none ? Float.NaN : value;
    }
  }

  /** As {@link #floats}, exact for 32-bit integers and 64-bit floats. */
  void doubles(byte[] tile, Rectangle r, double[] out) {
    int step = r.step * format.bytes();
    for (int row = 0; row < r.rows; row++) {
      int from = (r.first + row * r.rowStep) * format.bytes();
      int to = r.at + row * r.atRowStep;
      for (int i = 0; i < r.cols; i++) {
        out[to + i] = value(tile, from + i * step);
      }
    }
  }

  private double value(byte[] tile, int at) {
    double value =
        switch (format) {
          case UINT8 -> tile[at] & 0xFF;
          case INT8 -> tile[at];
          case UINT16 -> (short) SHORTS.get(tile, at) & 0xFFFF;
          case INT16 -> (short) SHORTS.get(tile, at);
          case UINT32 -> (int) INTS.get(tile, at) & 0xFFFF_FFFFL;
          case INT32 -> (int) INTS.get(tile, at);
          case INT64 -> (long) LONGS.get(tile, at);
          case UINT64 -> unsigned((long) LONGS.get(tile, at));
          case FLOAT16 -> Float.float16ToFloat((short) SHORTS.get(tile, at));
          case FLOAT32 -> (float) FLOATS.get(tile, at);
          case FLOAT64 -> (double) DOUBLES.get(tile, at);
        };
    return nodata.active() && value == nodata.value() ? Double.NaN : value;
  }

  private static double unsigned(long value) {
    return value >= 0 ? value : (value >>> 1 | value & 1) * 2.0;
  }
}
