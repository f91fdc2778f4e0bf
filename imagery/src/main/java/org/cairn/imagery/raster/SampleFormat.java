package org.cairn.imagery.raster;

/** Type of a sample in a file. */
public enum SampleFormat {
  UINT1(1),
  UINT2(2),
  UINT4(4),
  UINT8(8),
  INT8(8),
  UINT16(16),
  INT16(16),
  UINT32(32),
  INT32(32),
  FLOAT16(16),
  FLOAT32(32),
  FLOAT64(64);

  private final int bits;

  SampleFormat(int bits) {
    this.bits = bits;
  }

  public int bits() {
    return bits;
  }

  /** Whole bytes a sample takes once unpacked. */
  public int bytes() {
    return Math.max(1, bits / 8);
  }

  public boolean isFloat() {
    return this == FLOAT16 || this == FLOAT32 || this == FLOAT64;
  }
}
