package org.cairn.imagery.raster.internal;

/**
 * LZW as in TIFF 6.0, section 13, and in the older form with reversed bits that libtiff calls
 * compatible.
 */
public final class Lzw {
  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int FIRST_FREE = 258;
  private static final int TABLE = 4096;

  private Lzw() {}

  /**
   * Fills {@code out} from the first {@code inLength} bytes. Each table entry is a place in the
   * output and a length, because every string of the table was written there before.
   */
  public static void decode(byte[] in, int inLength, byte[] out) throws CorruptTileException {
    boolean old = inLength >= 2 && in[0] == 0 && (in[1] & 1) == 1;
    int[] start = new int[TABLE + 1];
    int[] length = new int[TABLE + 1];
    int free = FIRST_FREE;
    int width = 9;
    int previousStart = -1;
    int previousLength = 0;
    int at = 0;
    long bits = 0;
    int held = 0;
    int next = 0;
    while (at < out.length) {
      while (held < width && next < inLength) {
        if (old) {
          bits |= (in[next++] & 0xFFL) << held;
        } else {
          bits = bits << 8 | in[next++] & 0xFF;
        }
        held += 8;
      }
      if (held < width) {
        throw CorruptTileException.tooShort(at, out.length);
      }
      int code;
      if (old) {
        code = (int) (bits & (1 << width) - 1);
        bits >>>= width;
      } else {
        code = (int) (bits >>> held - width) & (1 << width) - 1;
      }
      held -= width;
      if (code == CLEAR) {
        free = FIRST_FREE;
        width = 9;
        previousStart = -1;
        continue;
      }
      if (code == END) {
        throw CorruptTileException.tooShort(at, out.length);
      }
      int begin = at;
      if (code < CLEAR) {
        out[at++] = (byte) code;
      } else {
        boolean known = code < free;
        if (previousStart < 0 || (!known && code != free)) {
          throw new CorruptTileException("LZW code " + code + " is not in the table yet");
        }
        int from = known ? start[code] : previousStart;
        int count = known ? length[code] : previousLength + 1;
        int stop = Math.min(out.length, at + count);
        // Byte by byte: the string may overlap its own copy by one.
        while (at < stop) {
          out[at++] = out[from++];
        }
      }
      if (previousStart >= 0 && free < TABLE) {
        // The new string is the previous one and this one's first byte, which follows it.
        start[free] = previousStart;
        length[free] = previousLength + 1;
        free++;
        int full = old ? free : free + 1;
        if (full == 512 || full == 1024 || full == 2048) {
          width++;
        }
      }
      previousStart = begin;
      previousLength = at - begin;
    }
  }
}
