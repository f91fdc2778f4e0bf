package org.cairn.imagery.raster.internal;

import org.cairn.imagery.raster.RasterException;
import org.cairn.imagery.raster.RasterException.Code;

/**
 * LZW as TIFF 6.0 section 13 has it: codes of 9 to 12 bits, most significant bit first, widened one
 * code early.
 */
final class Lzw {
  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int FIRST = 258;
  private static final int MOST_CODES = 4_096;

  private Lzw() {}

  static byte[] decode(byte[] stored, int wanted, String where) throws RasterException {
    if (stored.length >= 2 && stored[0] == 0 && (stored[1] & 1) != 0) {
      throw new RasterException(
          Code.TIFF_UNSUPPORTED,
          where + " uses the old LZW bit order. Convert the file to Deflate.");
    }
    byte[] out = new byte[wanted];
    // Each string is a run of the output: where it starts and how long it is.
    int[] starts = new int[MOST_CODES];
    int[] lengths = new int[MOST_CODES];
    int next = FIRST;
    int width = 9;
    int done = 0;
    int previousStart = -1;
    int previousLength = 0;
    long bits = 0;
    int held = 0;
    int at = 0;
    while (done < wanted) {
      while (held < width) {
        if (at >= stored.length) {
          throw TileDecoder.shortTile(where, done, wanted);
        }
        bits = bits << 8 | (stored[at++] & 0xFF);
        held += 8;
      }
      int code = (int) (bits >> (held - width)) & ((1 << width) - 1);
      held -= width;
      if (code == END) {
        throw TileDecoder.shortTile(where, done, wanted);
      }
      if (code == CLEAR) {
        next = FIRST;
        width = 9;
        previousStart = -1;
        continue;
      }
      int start = done;
      int length;
      if (code < CLEAR) {
        out[done++] = (byte) code;
        length = 1;
      } else {
        boolean known = code < next;
        if (previousStart < 0 || (!known && code != next)) {
          throw TileDecoder.corrupt(
              where,
              "LZW code " + code + " is not known after " + done + " bytes",
              new IllegalStateException("code " + code + ", next " + next));
        }
        int from = known ? starts[code] : previousStart;
        length = known ? lengths[code] : previousLength + 1;
        int copied = Math.min(length, wanted - done);
        for (int i = 0; i < copied; i++) {
          out[done + i] = out[from + i]; // may overlap: byte by byte
        }
        done += copied;
      }
      if (previousStart >= 0 && next < MOST_CODES) {
        // The previous string plus the first byte of this one, which follows it in the output.
        starts[next] = previousStart;
        lengths[next] = previousLength + 1;
        next++;
        if (next == (1 << width) - 1 && width < 12) {
          width++;
        }
      }
      previousStart = start;
      previousLength = length;
    }
    return out;
  }
}
