package org.cairn.imagery.raster.internal;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.cairn.imagery.raster.RasterException;
import org.cairn.imagery.raster.RasterException.Code;
import org.cairn.imagery.raster.SampleFormat;

/** A tile that is an abbreviated JPEG stream, its tables apart (Adobe's TIFF Technical Note 2). */
final class JpegTile {
  private static final int YCBCR = 6;

  private JpegTile() {}

  static byte[] decode(ImageDirectory directory, byte[] stored, int rows, String where)
      throws RasterException {
    if (directory.format != SampleFormat.UINT8) {
      throw new RasterException(
          Code.TIFF_UNSUPPORTED,
          where + ": JPEG samples of type " + directory.format + ". Convert the file to Deflate.");
    }
    Raster raster = raster(joined(directory.jpegTables, stored), where);
    int bands = directory.samplesPerPixel();
    if (raster.getNumBands() != bands
        || raster.getWidth() != directory.tileCols
        || raster.getHeight() < rows) {
      throw TileDecoder.corrupt(
          where,
          "the JPEG is "
              + raster.getWidth()
              + " x "
              + raster.getHeight()
              + " with "
              + raster.getNumBands()
              + " bands, expected "
              + directory.tileCols
              + " x "
              + directory.tileRows
              + " with "
              + bands,
          new IllegalStateException("JPEG and tags disagree"));
    }
    int[] pixels =
        raster.getPixels(
            raster.getMinX(), raster.getMinY(), directory.tileCols, rows, (int[]) null);
    byte[] samples = new byte[pixels.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) pixels[i];
    }
    if (directory.photometric == YCBCR && bands == 3) {
      toRgb(samples);
    }
    return samples;
  }

  /** Tables without their end mark, then the tile without its start mark. */
  private static byte[] joined(byte[] tables, byte[] tile) {
    if (tables.length < 4 || tile.length < 2) {
      return tile;
    }
    byte[] joined = new byte[tables.length - 2 + tile.length - 2];
    System.arraycopy(tables, 0, joined, 0, tables.length - 2);
    System.arraycopy(tile, 2, joined, tables.length - 2, tile.length - 2);
    return joined;
  }

  private static Raster raster(byte[] jpeg, String where) throws RasterException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
    ImageReader reader = readers.next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
      reader.setInput(in, true, true);
      return reader.readRaster(0, null);
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw TileDecoder.corrupt(where, "JPEG data is damaged", e);
    } finally {
      reader.dispose();
    }
  }

  /** ITU-R BT.601 as JFIF 1.02 has it, in place. */
  private static void toRgb(byte[] samples) {
    for (int i = 0; i + 2 < samples.length; i += 3) {
      double y = samples[i] & 0xFF;
      double cb = (samples[i + 1] & 0xFF) - 128;
      double cr = (samples[i + 2] & 0xFF) - 128;
      samples[i] = clamp(y + 1.402 * cr);
      samples[i + 1] = clamp(y - 0.344136286 * cb - 0.714136286 * cr);
      samples[i + 2] = clamp(y + 1.772 * cb);
    }
  }

  private static byte clamp(double value) {
    return (byte) Math.clamp(Math.round(value), 0, 255);
  }
}
