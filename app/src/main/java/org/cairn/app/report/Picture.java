package org.cairn.app.report;

import java.util.Base64;
import java.util.List;
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
    return "data:image/png;base64,"
        + Base64.getEncoder().encodeToString(ChipPng.encode(chip, left, top, cols, rows));
  }
}
