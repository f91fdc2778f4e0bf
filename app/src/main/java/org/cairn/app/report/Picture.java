package org.cairn.app.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.cairn.watch.Chip;

/** Chips as PNG in {@code data:} addresses. */
final class Picture {
  /** Side of a thumbnail in the chip's own pixels: cut out, never resampled. */
  private static final int THUMBNAIL_PIXELS = 32;

  private Picture() {}

  static String whole(Chip chip) {
    return address(chip, 0, 0, chip.cols(), chip.rows());
  }

  /** A square around the middle of the outline. */
  static String thumbnail(Chip chip, List<Chip.Ring> outline) {
    int side = Math.min(THUMBNAIL_PIXELS, Math.min(chip.cols(), chip.rows()));
    double[] centre = centre(chip, outline);
    int left = Math.clamp(Math.round(centre[0] - side / 2.0), 0, chip.cols() - side);
    int top = Math.clamp(Math.round(centre[1] - side / 2.0), 0, chip.rows() - side);
    return address(chip, left, top, side, side);
  }

  private static double[] centre(Chip chip, List<Chip.Ring> outline) {
    double west = Double.POSITIVE_INFINITY;
    double east = Double.NEGATIVE_INFINITY;
    double north = Double.POSITIVE_INFINITY;
    double south = Double.NEGATIVE_INFINITY;
    for (Chip.Ring ring : outline) {
      for (Chip.Vertex vertex : ring.vertices()) {
        west = Math.min(west, vertex.x());
        east = Math.max(east, vertex.x());
        north = Math.min(north, vertex.y());
        south = Math.max(south, vertex.y());
      }
    }
    return west <= east
        ? new double[] {(west + east) / 2, (north + south) / 2}
        : new double[] {chip.cols() / 2.0, chip.rows() / 2.0};
  }

  private static String address(Chip chip, int left, int top, int cols, int rows) {
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
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
  }
}
