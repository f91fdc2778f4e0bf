package org.cairn.imagery.raster.internal;

import java.util.Arrays;
import org.cairn.imagery.raster.RasterException;

/** PackBits run-length coding, TIFF 6.0 section 9. */
final class PackBits {
  private PackBits() {}

  static byte[] decode(byte[] stored, int wanted, String where) throws RasterException {
    byte[] out = new byte[wanted];
    int done = 0;
    int at = 0;
    while (done < wanted) {
      if (at >= stored.length) {
        throw TileDecoder.shortTile(where, done, wanted);
      }
      int code = stored[at++];
      int length = code >= 0 ? code + 1 : 1 - code;
      if (code == -128) {
        continue;
      }
      int kept = Math.min(length, wanted - done);
      if (at + (code >= 0 ? kept : 1) > stored.length) {
        throw TileDecoder.shortTile(where, done, wanted);
      }
      if (code >= 0) {
        System.arraycopy(stored, at, out, done, kept);
        at += length;
      } else {
        Arrays.fill(out, done, done + kept, stored[at++]);
      }
      done += kept;
    }
    return out;
  }
}
