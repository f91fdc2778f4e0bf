package org.cairn.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * A turned rectangle or ellipse on the scene's 10 m pixels; columns count to the east, rows to the
 * south, a pixel's middle lies at its index + 0.5.
 *
 * @param centreCol of its middle
 * @param centreRow of its middle
 * @param width in pixels, along its own first axis
 * @param height in pixels, along its own second axis
 * @param angle in radians, by which the first axis is turned from east towards south
 * @param round whether it is an ellipse
 */
public record Outline(
    double centreCol, double centreRow, double width, double height, double angle, boolean round) {
  private static final int FINE = 5;
  private static final int ROUND_CORNERS = 24;

  public Outline {
    if (!(width > 0 && height > 0)
        || !Double.isFinite(centreCol + centreRow + width + height + angle)) {
      throw new IllegalArgumentException(
          "Outline of %s x %s pixels at %s, %s, expected finite numbers and sizes above 0"
              .formatted(width, height, centreCol, centreRow));
    }
  }

  /** A rectangle along rows and columns. */
  public static Outline rectangle(double left, double top, double width, double height) {
    return new Outline(left + width / 2, top + height / 2, width, height, 0, false);
  }

  /** Larger by so many pixels on each side. */
  public Outline grown(double pixels) {
    return new Outline(centreCol, centreRow, width + 2 * pixels, height + 2 * pixels, angle, round);
  }

  /** Elsewhere by so many pixels. */
  public Outline moved(double cols, double rows) {
    return new Outline(centreCol + cols, centreRow + rows, width, height, angle, round);
  }

  /** Whether a point lies inside or on the edge. */
  public boolean contains(double x, double y) {
    return contains(x, y, StrictMath.cos(angle), StrictMath.sin(angle));
  }

  private boolean contains(double x, double y, double cos, double sin) {
    double u = ((x - centreCol) * cos + (y - centreRow) * sin) / (width / 2);
    double v = ((y - centreRow) * cos - (x - centreCol) * sin) / (height / 2);
    return round ? u * u + v * v <= 1 : Math.abs(u) <= 1 && Math.abs(v) <= 1;
  }

  /** How far it reaches east and west of its middle, in pixels. */
  public double reachCols() {
    return reach(StrictMath.cos(angle), StrictMath.sin(angle));
  }

  /** How far it reaches north and south of its middle, in pixels. */
  public double reachRows() {
    return reach(StrictMath.sin(angle), StrictMath.cos(angle));
  }

  private double reach(double first, double second) {
    double along = width / 2 * Math.abs(first);
    double across = height / 2 * Math.abs(second);
    return round ? Math.sqrt(along * along + across * across) : along + across;
  }

  /** Corners as {col, row}, of an ellipse 24 points; the first is not repeated. */
  public List<double[]> corners() {
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    List<double[]> corners = new ArrayList<>();
    int count = round ? ROUND_CORNERS : 4;
    for (int i = 0; i < count; i++) {
      double u;
      double v;
      if (round) {
        u = width / 2 * StrictMath.cos(2 * Math.PI * i / count);
        v = height / 2 * StrictMath.sin(2 * Math.PI * i / count);
      } else {
        u = (i == 0 || i == 3 ? -1 : 1) * width / 2;
        v = (i < 2 ? -1 : 1) * height / 2;
      }
      corners.add(new double[] {centreCol + u * cos - v * sin, centreRow + u * sin + v * cos});
    }
    return corners;
  }

  /** Takes a pixel and the share of it that an outline covers. */
  @FunctionalInterface
  public interface Touch {
    /**
     * @param pixel row-major index into the part asked for
     * @param share above 0, at most 1
     */
    void pixel(int pixel, float share);
  }

  /**
   * Visits the pixels of a part of the scene that this covers, row by row.
   *
   * @param left leftmost column of the part
   * @param top topmost row of the part
   * @param cols width of the part
   * @param rows height of the part
   */
  public void forEachPixel(int left, int top, int cols, int rows, Touch touch) {
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double reachCols = reachCols();
    double reachRows = reachRows();
    int fromCol = Math.max(0, (int) Math.floor(centreCol - reachCols) - left);
    int toCol = Math.min(cols - 1, (int) Math.floor(centreCol + reachCols) - left);
    int fromRow = Math.max(0, (int) Math.floor(centreRow - reachRows) - top);
    int toRow = Math.min(rows - 1, (int) Math.floor(centreRow + reachRows) - top);
    for (int row = fromRow; row <= toRow; row++) {
      for (int col = fromCol; col <= toCol; col++) {
        int hits = 0;
        for (int sample = 0; sample < FINE * FINE; sample++) {
          double x = left + col + (sample % FINE + 0.5) / FINE;
          double y = top + row + (sample / FINE + 0.5) / FINE;
          if (contains(x, y, cos, sin)) {
            hits++;
          }
        }
        if (hits > 0) {
          touch.pixel(row * cols + col, hits / (float) (FINE * FINE));
        }
      }
    }
  }
}
