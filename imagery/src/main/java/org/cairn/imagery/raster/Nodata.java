package org.cairn.imagery.raster;

import java.util.OptionalDouble;

/**
 * The value that means "no value", as the samples of one format can hold it. GDAL's rules: rounded
 * to the format; a value the format cannot hold matches nothing. Immutable.
 */
final class Nodata {
  private final OptionalDouble tagged;
  private final boolean active;
  private final double value;
  private final double fill;

  private Nodata(OptionalDouble tagged, boolean active, double value, double fill) {
    this.tagged = tagged;
    this.active = active;
    this.value = value;
    this.fill = fill;
  }

  static Nodata none() {
    return new Nodata(OptionalDouble.empty(), false, 0, 0);
  }

  static Nodata of(OptionalDouble tagged, SampleFormat format) {
    if (tagged.isEmpty()) {
      return none();
    }
    double raw = tagged.getAsDouble();
    if (Double.isNaN(raw)) {
      // NaN samples are NaN already; an integer cannot be NaN.
      return new Nodata(tagged, false, 0, format.isFloating() ? Double.NaN : 0);
    }
    return switch (format) {
      case FLOAT64 -> {
        // Text of 15 digits may round the largest double up to infinity.
        boolean clipped = Double.isInfinite(raw);
        double value = clipped ? Math.copySign(Double.MAX_VALUE, raw) : raw;
        yield new Nodata(tagged, true, value, Double.NaN);
      }
      case FLOAT16, FLOAT32 -> {
        float near = (float) raw;
        float value = Float.isInfinite(near) ? Math.copySign(Float.MAX_VALUE, near) : near;
        yield new Nodata(tagged, true, value, Double.NaN);
      }
      case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64 -> {
        double whole = raw < 0 ? Math.ceil(raw) : Math.floor(raw);
        boolean held = raw >= format.least() && raw <= format.largest();
        double fill =
            held ? Double.NaN : Math.max(format.least(), Math.min(format.largest(), whole));
        yield new Nodata(tagged, held, whole, fill);
      }
    };
  }

  /** As the file states it. */
  OptionalDouble tagged() {
    return tagged;
  }

  /** Whether samples must be compared with {@link #value()}. */
  boolean active() {
    return active;
  }

  double value() {
    return value;
  }

  /** What the pixels of an absent (sparse) tile read as. */
  double fill() {
    return fill;
  }
}
