package org.cairn.imagery.raster.internal;

import java.util.zip.Adler32;

/** zlib streams (RFC 1950). */
public final class Zlib {
  private static final int HEADER_BYTES = 2;
  private static final int CHECKSUM_BYTES = 4;

  private Zlib() {}

  /**
   * Fills {@code out} from the first {@code length} bytes. A stream that holds more is let go; of
   * one that ends there the checksum is compared, where it is present.
   */
  public static void decode(byte[] in, int length, byte[] out) throws CorruptTileException {
    // Section 2.2: method 8, a check of both bytes, no preset dictionary.
    if (length < HEADER_BYTES
        || (in[0] & 0xF) != 8
        || ((in[0] & 0xFF) << 8 | in[1] & 0xFF) % 31 != 0) {
      throw new CorruptTileException("no zlib stream starts here");
    }
    if ((in[1] & 0x20) != 0) {
      throw new CorruptTileException("the zlib stream asks for a dictionary");
    }
    int end = Inflate.decode(in, HEADER_BYTES, length, out);
    if (end >= 0 && end + CHECKSUM_BYTES <= length) {
      compareChecksum(in, end, out);
    }
  }

  private static void compareChecksum(byte[] in, int at, byte[] out) throws CorruptTileException {
    int stated = 0;
    for (int i = 0; i < CHECKSUM_BYTES; i++) {
      stated = stated << 8 | in[at + i] & 0xFF;
    }
    Adler32 sum = new Adler32();
    sum.update(out);
    if ((int) sum.getValue() != stated) {
      throw new CorruptTileException("its checksum does not agree");
    }
  }
}
