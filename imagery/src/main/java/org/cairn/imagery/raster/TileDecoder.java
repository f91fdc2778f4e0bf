package org.cairn.imagery.raster;

import java.io.IOException;
import java.util.Arrays;
import org.cairn.imagery.raster.RasterException.Code;
import org.cairn.imagery.raster.internal.CorruptTileException;
import org.cairn.imagery.raster.internal.Jpeg;
import org.cairn.imagery.raster.internal.Lzw;
import org.cairn.imagery.raster.internal.PackBits;
import org.cairn.imagery.raster.internal.Samples;
import org.cairn.imagery.raster.internal.Zlib;
import org.cairn.imagery.raster.internal.Zstd;

/**
 * From a tile's bytes in the file to little-endian samples, pixel-interleaved where the file is.
 * Never makes more bytes than the tags say. Stateless.
 */
final class TileDecoder {
  private TileDecoder() {}

  /**
   * @param in the tile's bytes at its front; may be changed, and may be what is returned where
   *     {@link Compression#makesNewBytes} says so
   * @param inLength how many they are
   * @return {@code byte[storedRows * tileCols * tileBands * format.bytes]}
   * @throws RasterException {@code tiff-corrupt-tile}
   */
  static byte[] decode(ImageLayout image, int tile, byte[] in, int inLength) throws IOException {
    int rows = image.storedRows(tile % image.tilesPerPlane() / image.tilesAcross);
    try {
      return finish(image, decompress(image, rows, in, inLength), rows);
    } catch (CorruptTileException broken) {
      throw new RasterException(
          Code.TIFF_CORRUPT_TILE,
          (image.tiled ? "Tile " : "Strip ")
              + tile
              + " of '"
              + image.ifd.bytes().name()
              + "' ("
              + image.cols
              + " x "
              + image.rows
              + " pixels, at byte "
              + image.index.offset(tile)
              + ", "
              + inLength
              + " bytes of "
              + image.compression
              + ") does not decode: "
              + broken.getMessage()
              + "; the file is damaged, fetch it again",
          broken);
    }
  }

  private static byte[] decompress(ImageLayout image, int rows, byte[] in, int inLength)
      throws CorruptTileException {
    int length = image.rowBytes() * rows;
    if (image.compression != Compression.NONE && !image.compression.canHold(inLength, length)) {
      throw new CorruptTileException(
          "so few bytes cannot hold the " + length + " bytes of its pixels");
    }
    if (image.compression == Compression.JPEG) {
      byte[] out = new byte[length];
      boolean yCbCr = image.photometric == 6 && image.tileBands() == 3;
      Jpeg.decode(in, image.jpegTables, image.tileCols, rows, image.tileBands(), yCbCr, out);
      return out;
    }
    if (image.reversedBits) {
      Samples.reverseBits(in, inLength);
    }
    if (image.compression == Compression.NONE) {
      if (inLength < length) {
        throw new CorruptTileException(
            "it has " + inLength + " bytes, expected " + length + " uncompressed");
      }
      return in.length == length ? in : Arrays.copyOf(in, length);
    }
    byte[] out = new byte[length];
    switch (image.compression) {
      case DEFLATE -> Zlib.decode(in, inLength, out);
      case LZW -> Lzw.decode(in, inLength, out);
      case ZSTD -> Zstd.decode(in, inLength, out);
      case PACK_BITS -> PackBits.decode(in, inLength, out);
      case NONE, JPEG -> throw new IllegalStateException("handled above");
    }
    return out;
  }

  private static byte[] finish(ImageLayout image, byte[] bytes, int rows) {
    int sampleBytes = image.format.bytes();
    boolean packed = image.bits != 8 * sampleBytes;
    if (packed) {
      return Samples.unpack(bytes, rows, image.samplesPerRow(), image.bits);
    }
    if (image.compression == Compression.JPEG) {
      return bytes;
    }
    boolean compressed =
        image.compression != Compression.NONE && image.compression != Compression.PACK_BITS;
    if (image.predictor == 3 && compressed) {
      return Samples.undoFloatPredictor(
          bytes, image.samplesPerRow(), sampleBytes, image.tileBands());
    }
    if (!image.ifd.bytes().littleEndian()) {
      Samples.swap(bytes, sampleBytes);
    }
    if (image.predictor == 2 && compressed) {
      Samples.undoDifferences(bytes, image.rowBytes(), sampleBytes, image.tileBands());
    }
    return bytes;
  }
}
