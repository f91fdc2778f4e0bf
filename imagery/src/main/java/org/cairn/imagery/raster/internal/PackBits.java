package org.cairn.imagery.raster.internal;

import java.util.Arrays;

/** Byte runs, TIFF 6.0, section 9. */
public final class PackBits {
  private PackBits() {}

  /** Fills {@code out} from the first {@code inLength} bytes. */
  public static void decode(byte[] in, int inLength, byte[] out) throws CorruptTileException {
    int next = 0;
    int at = 0;
    while (at < out.length) {
      if (next >= inLength) {
        throw CorruptTileException.tooShort(at, out.length);
      }
      int head = in[next++];
      if (head == -128) {
        continue;
      }
      int count = head >= 0 ? head + 1 : 1 - head;
      int kept = Math.min(count, out.length - at);
      int needed = head >= 0 ? kept : 1;
      if (next + needed > inLength) {
        throw CorruptTileException.tooShort(at, out.length);
      }
      if (head >= 0) {
        System.arraycopy(in, next, out, at, kept);
        next += count;
      } else {
        Arrays.fill(out, at, at + kept, in[next++]);
      }
      at += kept;
    }
  }
}
