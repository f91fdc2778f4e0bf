package org.cairn.imagery.raster.internal;

import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;

/** Zstandard frames (RFC 8878). */
public final class Zstd {
  private Zstd() {}

  /** Fills {@code out} from the first {@code inLength} bytes. */
  public static void decode(byte[] in, int inLength, byte[] out) throws CorruptTileException {
    int got;
    try {
      got = new ZstdJavaDecompressor().decompress(in, 0, inLength, out, 0, out.length);
    } catch (RuntimeException broken) {
      // The library reports damage by unchecked exceptions of several kinds.
      throw new CorruptTileException("zstd says '" + broken.getMessage() + "'", broken);
    }
    if (got < out.length) {
      throw CorruptTileException.tooShort(got, out.length);
    }
  }
}
