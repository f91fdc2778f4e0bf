package org.cairn.imagery.picture;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import org.cairn.imagery.picture.PictureException.Code;
import org.cairn.imagery.picture.PictureFile.Head;
import org.cairn.imagery.raster.PixelWindow;

/** PNG and JPEG, by the Java runtime's own readers. */
final class StandardReader {
  private StandardReader() {}

  /** What is asked of a reader whose picture is open. */
  @FunctionalInterface
  private interface Use<T> {
    T of(ImageReader reader, List<String> warnings) throws IOException;
  }

  static Head head(Path path) throws IOException {
    return with(
        path,
        (reader, warnings) -> {
          Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
          if (!types.hasNext()) {
            throw new PictureException(
                Code.PICTURE_UNSUPPORTED,
                "its colours are not red, green and blue: convert it to RGB");
          }
          ColorModel colours = types.next().getColorModel();
          int bands = colours.getNumColorComponents();
          return new Head(reader.getWidth(0), reader.getHeight(0), bands);
        });
  }

  /**
   * @param bands without alpha, as the head has them
   */
  static List<float[]> read(Path path, PixelWindow window, int bands) throws IOException {
    return with(
        path,
        (reader, warnings) -> {
          ImageReadParam part = reader.getDefaultReadParam();
          part.setSourceRegion(
              new Rectangle(window.col(), window.row(), window.cols(), window.rows()));
          BufferedImage image = reader.read(0, part);
          if (!warnings.isEmpty()) {
            throw new PictureException(
                Code.PICTURE_DAMAGED,
                "its reader says '" + warnings.getFirst() + "': copy or download it again");
          }
          return image.getColorModel() instanceof IndexColorModel
              ? palette(image, bands)
              : samples(image, bands);
        });
  }

  private static <T> T with(Path path, Use<T> use) throws IOException {
    try (ImageInputStream in = new PathInput(path)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new PictureException(
            Code.PICTURE_DAMAGED, "no reader of this Java runtime takes it: save it again");
      }
      ImageReader reader = readers.next();
      List<String> warnings = new ArrayList<>();
      try {
        reader.setInput(in, true, true);
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        return use.of(reader, warnings);
      } catch (PictureException known) {
        throw known;
      } catch (IOException | RuntimeException broken) {
        // The JDK's readers meet damage with unchecked exceptions too.
        throw new PictureException(
            Code.PICTURE_DAMAGED,
            "its reader says '" + broken.getMessage() + "': copy or download it again",
            broken);
      } finally {
        reader.dispose();
      }
    }
  }

  private static List<float[]> blank(int bands, int pixels) {
    List<float[]> blank = new ArrayList<>();
    for (int band = 0; band < bands; band++) {
      blank.add(new float[pixels]);
    }
    return blank;
  }

  /** The palette's colours, 0 to 255. */
  private static List<float[]> palette(BufferedImage image, int bands) {
    int cols = image.getWidth();
    int rows = image.getHeight();
    List<float[]> values = blank(bands, cols * rows);
    int[] line = new int[cols];
    for (int row = 0; row < rows; row++) {
      image.getRGB(0, row, cols, 1, line, 0, cols);
      for (int col = 0; col < cols; col++) {
        boolean seen = line[col] >>> 24 != 0;
        for (int band = 0; band < bands; band++) {
          int sample = line[col] >> 16 - 8 * band & 0xFF;
          values.get(band)[row * cols + col] = seen ? sample : Float.NaN;
        }
      }
    }
    return values;
  }

  private static List<float[]> samples(BufferedImage image, int bands) throws PictureException {
    Raster raster = image.getRaster();
    boolean alpha = image.getColorModel().hasAlpha();
    if (raster.getNumBands() != bands + (alpha ? 1 : 0)) {
      throw new PictureException(
          Code.PICTURE_DAMAGED,
          "it has "
              + raster.getNumBands()
              + " channels where its head says "
              + bands
              + ": save it again");
    }
    int cols = image.getWidth();
    int rows = image.getHeight();
    List<float[]> values = blank(bands, cols * rows);
    float[] line = new float[cols];
    float[] seen = new float[cols];
    Arrays.fill(seen, 1);
    for (int row = 0; row < rows; row++) {
      int y = raster.getMinY() + row;
      if (alpha) {
        raster.getSamples(raster.getMinX(), y, cols, 1, bands, seen);
      }
      for (int band = 0; band < bands; band++) {
        raster.getSamples(raster.getMinX(), y, cols, 1, band, line);
        for (int col = 0; col < cols; col++) {
          values.get(band)[row * cols + col] = seen[col] > 0 ? line[col] : Float.NaN;
        }
      }
    }
    return values;
  }
}
