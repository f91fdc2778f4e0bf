package org.cairn.imagery.raster.internal;

import java.awt.Rectangle;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** JPEG tiles as in Adobe's TIFF Technical Note 2: abbreviated streams with shared tables. */
public final class Jpeg {
  private Jpeg() {}

  /**
   * Decodes one tile into pixel-interleaved bytes.
   *
   * @param tables value of the JPEGTables tag, empty where each tile has its own
   * @param cols width of the tile
   * @param rows rows wanted; the stream may hold more
   * @param bands components of a pixel
   * @param yCbCr whether components are luma and chroma, to be turned into red, green, blue
   * @param out {@code byte[rows * cols * bands]}
   */
  public static void decode(
      byte[] in, byte[] tables, int cols, int rows, int bands, boolean yCbCr, byte[] out)
      throws CorruptTileException {
    byte[] stream = withTables(in, tables);
    ImageReader reader = reader();
    try {
      reader.setInput(
          new MemoryCacheImageInputStream(new ByteArrayInputStream(stream)), true, true);
      if (reader.getWidth(0) != cols || reader.getHeight(0) < rows) {
        throw new CorruptTileException(
            "the JPEG stream is "
                + reader.getWidth(0)
                + " x "
                + reader.getHeight(0)
                + " pixels, expected "
                + cols
                + " x "
                + rows);
      }
      ImageReadParam region = reader.getDefaultReadParam();
      region.setSourceRegion(new Rectangle(0, 0, cols, rows));
      Raster raster = reader.readRaster(0, region);
      if (raster.getNumBands() != bands) {
        throw new CorruptTileException(
            "the JPEG stream has " + raster.getNumBands() + " components, expected " + bands);
      }
      int[] row = new int[cols * bands];
      int at = 0;
      for (int r = 0; r < rows; r++) {
        raster.getPixels(raster.getMinX(), raster.getMinY() + r, cols, 1, row);
        for (int sample : row) {
          out[at++] = (byte) sample;
        }
      }
    } catch (IOException | RuntimeException broken) {
      // The JDK's reader meets damage with unchecked exceptions too.
      throw new CorruptTileException("the JPEG reader says '" + broken.getMessage() + "'", broken);
    } finally {
      reader.dispose();
    }
    if (yCbCr) {
      toRgb(out);
    }
  }

  private static ImageReader reader() throws CorruptTileException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (reader.canReadRaster()) {
        return reader;
      }
    }
    throw new CorruptTileException("this Java runtime has no JPEG reader (module java.desktop)");
  }

  /** The tables' end marker and the image's start marker give way to each other. */
  private static byte[] withTables(byte[] in, byte[] tables) throws CorruptTileException {
    if (in.length < 4 || in[0] != (byte) 0xFF || in[1] != (byte) 0xD8) {
      throw new CorruptTileException("no JPEG stream starts here");
    }
    if (tables.length < 4) {
      return in;
    }
    int kept = tables.length;
    if (tables[kept - 2] == (byte) 0xFF && tables[kept - 1] == (byte) 0xD9) {
      kept -= 2;
    }
    byte[] out = new byte[kept + in.length - 2];
    System.arraycopy(tables, 0, out, 0, kept);
    System.arraycopy(in, 2, out, kept, in.length - 2);
    return out;
  }

  /** ITU-T T.871, section 7, in the fixed-point form of libjpeg, so that values agree with it. */
  private static void toRgb(byte[] pixels) {
    for (int i = 0; i + 2 < pixels.length; i += 3) {
      int y = pixels[i] & 0xFF;
      int cb = (pixels[i + 1] & 0xFF) - 128;
      int cr = (pixels[i + 2] & 0xFF) - 128;
      int red = y + (91881 * cr + 32768 >> 16);
      int green = y + (-22554 * cb - 46802 * cr + 32768 >> 16);
      int blue = y + (116130 * cb + 32768 >> 16);
      pixels[i] = clamped(red);
      pixels[i + 1] = clamped(green);
      pixels[i + 2] = clamped(blue);
    }
  }

  private static byte clamped(int value) {
    return (byte) Math.max(0, Math.min(255, value));
  }
}
