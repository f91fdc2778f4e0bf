package org.cairn.app.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.cairn.watch.Chip;

/** Chips as PNG files. Stateless, thread-safe. */
public final class ChipPng {
  private ChipPng() {}

  public static byte[] encode(Chip chip) {
    return encode(chip, 0, 0, chip.cols(), chip.rows());
  }

  /** A part of the chip, in its own pixels. */
  static byte[] encode(Chip chip, int left, int top, int cols, int rows) {
    int[] argb = chip.argb();
    boolean opaque = true;
    for (int pixel : argb) {
      opaque &= pixel >>> 24 == 0xFF;
    }
    BufferedImage image =
        new BufferedImage(
            cols, rows, opaque ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, cols, rows, argb, top * chip.cols() + left, chip.cols());
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
      writer.setOutput(out);
      writer.write(image);
    } catch (IOException e) {
      throw new UncheckedIOException("A chip could not be encoded as PNG", e);
    } finally {
      writer.dispose();
    }
    return png.toByteArray();
  }
}
