package org.cairn.imagery.raster;

/** What one sample of an image is. Samples of 1 to 7 bits read as UINT8, of 9 to 15 as UINT16. */
public enum SampleFormat {
  UINT8(1, false),
  INT8(1, false),
  UINT16(2, false),
  INT16(2, false),
  UINT32(4, false),
  INT32(4, false),
  UINT64(8, false),
  INT64(8, false),
  FLOAT16(2, true),
  FLOAT32(4, true),
  FLOAT64(8, true);

  private final int bytes;
  private final boolean floating;

  SampleFormat(int bytes, boolean floating) {
    this.bytes = bytes;
    this.floating = floating;
  }

  /** Bytes of a sample. */
  public int bytes() {
    return bytes;
  }

  /** Whether samples are floating-point numbers. */
  public boolean isFloating() {
    return floating;
  }

  /** Smallest value; negative infinity for floating-point formats. */
  public double least() {
    return switch (this) {
      case UINT8, UINT16, UINT32, UINT64 -> 0;
      case INT8 -> Byte.MIN_VALUE;
      case INT16 -> Short.MIN_VALUE;
      case INT32 -> Integer.MIN_VALUE;
      case INT64 -> Long.MIN_VALUE;
      case FLOAT16, FLOAT32, FLOAT64 -> Double.NEGATIVE_INFINITY;
    };
  }

  /** Largest value; infinity for floating-point formats. */
  public double largest() {
    return switch (this) {
      case UINT8 -> 0xFF;
      case UINT16 -> 0xFFFF;
      case UINT32 -> 0xFFFF_FFFFL;
      case UINT64 -> 0x1p64;
      case INT8 -> Byte.MAX_VALUE;
      case INT16 -> Short.MAX_VALUE;
      case INT32 -> Integer.MAX_VALUE;
      case INT64 -> Long.MAX_VALUE;
      case FLOAT16, FLOAT32, FLOAT64 -> Double.POSITIVE_INFINITY;
    };
  }
}
