package org.cairn.imagery.raster;

import java.io.IOException;
import org.cairn.imagery.raster.RasterException.Code;

/** The compressions read here, by the numbers of tag 259. */
enum Compression {
  NONE(1),
  LZW(2560),
  JPEG(1 << 20),
  DEFLATE(1032),
  PACK_BITS(64),
  ZSTD(1 << 15);

  private final int largestRatio;

  /**
   * @param largestRatio how many times smaller than the pixels compressed bytes can be at most
   */
  Compression(int largestRatio) {
    this.largestRatio = largestRatio;
  }

  /**
   * Whether decoding leaves the compressed bytes behind, so that their array can be used again: not
   * so where they are the pixels, or another library is given them.
   */
  boolean makesNewBytes() {
    return this != NONE && this != JPEG;
  }

  /** Whether so few compressed bytes can hold so many: asked before room for those is made. */
  boolean canHold(long compressed, long decoded) {
    return decoded <= largestRatio * (compressed + 8);
  }

  static Compression of(Ifd ifd) throws IOException {
    int number = (int) ifd.number(Tags.COMPRESSION, 1);
    return switch (number) {
      case 1 -> NONE;
      case 5 -> LZW;
      case 7 -> JPEG;
      case 8, 32946 -> DEFLATE;
      case 32773 -> PACK_BITS;
      case 50000 -> ZSTD;
      default ->
          throw new RasterException(
              Code.TIFF_UNSUPPORTED,
              ifd.where()
                  + " is compressed with "
                  + nameOf(number)
                  + ": expected none, LZW, Deflate, ZSTD, JPEG or PackBits; convert it with"
                  + " 'gdal_translate -of COG -co COMPRESS=DEFLATE'");
    };
  }

  private static String nameOf(int number) {
    return switch (number) {
      case 2, 3, 4 -> "CCITT fax (" + number + ")";
      case 6 -> "old-style JPEG (6), which was never well defined";
      case 34712 -> "JPEG 2000 (34712)";
      case 34887 -> "LERC (34887)";
      case 34925 -> "LZMA (34925)";
      case 50001 -> "WebP (50001)";
      case 50002 -> "JPEG XL (50002)";
      default -> "method " + number;
    };
  }
}
