package org.cairn.imagery.raster;

import java.io.IOException;
import org.cairn.imagery.raster.RasterException.Code;

/** The compressions read here, by the numbers of tag 259. */
enum Compression {
  NONE,
  LZW,
  JPEG,
  DEFLATE,
  PACK_BITS,
  ZSTD;

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
