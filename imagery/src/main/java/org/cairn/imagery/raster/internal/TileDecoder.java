package org.cairn.imagery.raster.internal;

import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.cairn.imagery.raster.RasterException;
import org.cairn.imagery.raster.RasterException.Code;
import org.cairn.imagery.raster.SampleFormat;

/**
 * Turns the bytes of one tile into samples: decompressed, predictor undone, little-endian, whole
 * bytes. Only as many rows as are asked for are decompressed. What a tile may decompress to is
 * known from the tags, so a bomb cannot grow. Stateless but for an inflater per thread.
 */
public final class TileDecoder {
  private static final ThreadLocal<Inflater> INFLATERS = ThreadLocal.withInitial(Inflater::new);

  private TileDecoder() {}

  /**
   * @param rows how many rows of the tile are wanted, from its top
   * @param where names file and tile in messages
   * @return {@code byte[rows * directory.rowBytes()]}
   * @throws RasterException where the bytes are not what the tags promise
   */
  public static byte[] decode(ImageDirectory directory, byte[] stored, int rows, String where)
      throws RasterException {
    int wanted = rows * directory.packedRowBytes();
    byte[] packed =
        switch (directory.compression) {
          case NONE -> stored.length == wanted ? stored : Arrays.copyOf(stored, wanted);
          case DEFLATE -> inflate(stored, wanted, where);
          case LZW -> Lzw.decode(stored, wanted, where);
          case PACK_BITS -> PackBits.decode(stored, wanted, where);
          case ZSTD -> zstd(directory, stored, wanted, where);
          case JPEG -> JpegTile.decode(directory, stored, rows, where);
        };
    if (directory.compression == ImageDirectory.Compression.JPEG) {
      return packed;
    }
    byte[] samples = unpacked(directory, packed, rows);
    undoPredictor(directory, samples, rows);
    return samples;
  }

  private static byte[] inflate(byte[] stored, int wanted, String where) throws RasterException {
    Inflater inflater = INFLATERS.get();
    inflater.reset();
    inflater.setInput(stored);
    byte[] out = new byte[wanted];
    int done = 0;
    try {
      while (done < wanted) {
        int count = inflater.inflate(out, done, wanted - done);
        if (count == 0) {
          throw shortTile(where, done, wanted);
        }
        done += count;
      }
    } catch (DataFormatException e) {
      throw corrupt(where, "Deflate data is damaged after " + done + " bytes", e);
    }
    return out;
  }

  private static byte[] zstd(ImageDirectory directory, byte[] stored, int wanted, String where)
      throws RasterException {
    // A frame is decoded whole: its blocks refer back to one another.
    byte[] out = new byte[directory.tileRows * directory.packedRowBytes()];
    try {
      int done =
          new ZstdJavaDecompressor().decompress(stored, 0, stored.length, out, 0, out.length);
      if (done < wanted) {
        throw shortTile(where, done, wanted);
      }
    } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw corrupt(where, "Zstandard data is damaged", e);
    }
    return wanted == out.length ? out : Arrays.copyOf(out, wanted);
  }

  static RasterException shortTile(String where, long found, long expected) {
    return new RasterException(
        Code.TIFF_CORRUPT_TILE,
        where
            + " holds "
            + found
            + " bytes, expected "
            + expected
            + ": the file is damaged, fetch it again.");
  }

  static RasterException corrupt(String where, String what, Throwable cause) {
    return new RasterException(
        Code.TIFF_CORRUPT_TILE, where + ": " + what + ". Fetch the file again.", cause);
  }

  /** Samples of 1, 2 and 4 bits get a byte each. */
  private static byte[] unpacked(ImageDirectory directory, byte[] packed, int rows) {
    int bits = directory.format.bits();
    if (bits >= 8) {
      return packed;
    }
    int perRow = directory.tileCols * directory.samplesPerPixel();
    int packedRow = directory.packedRowBytes();
    byte[] samples = new byte[rows * perRow];
    int mask = (1 << bits) - 1;
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < perRow; i++) {
        int bit = i * bits;
        int value = packed[row * packedRow + (bit >> 3)] >> (8 - bits - (bit & 7));
        samples[row * perRow + i] = (byte) (value & mask);
      }
    }
    return samples;
  }

  private static void undoPredictor(ImageDirectory directory, byte[] samples, int rows) {
    int rowBytes = directory.rowBytes();
    int size = directory.format.bytes();
    int stride = directory.samplesPerPixel();
    if (directory.predictor == 3) {
      Predictors.undoFloatingPoint(samples, rows, rowBytes, size, stride);
      return; // planes are always stored most significant first; this leaves them little-endian
    }
    if (directory.order == ByteOrder.BIG_ENDIAN && size > 1) {
      Predictors.swap(samples, size);
    }
    if (directory.predictor == 2) {
      Predictors.undoHorizontal(samples, rows, rowBytes, size, stride);
    }
  }

  /** Whether only whole rows from the top can be had cheaply. */
  public static boolean stopsEarly(ImageDirectory directory) {
    return directory.compression != ImageDirectory.Compression.ZSTD
        && directory.compression != ImageDirectory.Compression.JPEG;
  }

  /** Whether the samples are of a type whose value is exact as a float. */
  public static boolean exactAsFloat(SampleFormat format) {
    return format.bits() <= 16 || format == SampleFormat.FLOAT32;
  }
}
