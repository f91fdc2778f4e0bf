package org.cairn.simulation;

import java.util.List;
import org.cairn.simulation.internal.SeriesMaker;

/**
 * NDVI of a small part of a simulated landscape, in memory: for calibration over thousands of
 * site-years. Owns its arrays; nobody may write them.
 *
 * @see #of
 */
public final class SimulatedSeries {
  private final int rows;
  private final int cols;
  private final int[] days;
  private final float[][] layers;

  private SimulatedSeries(int rows, int cols, int[] days, float[][] layers) {
    this.rows = rows;
    this.cols = cols;
    this.days = days;
    this.layers = layers;
  }

  /**
   * Makes a series of a part without places and events. Its models are those of the written scenes.
   *
   * @param settings of the whole; a part may lie anywhere, also beyond the scene's edges
   * @param col leftmost column of the part, in pixels of the scene
   * @param row topmost row of the part
   */
  public static SimulatedSeries of(
      SimulationSettings settings, int col, int row, int cols, int rows) {
    SeriesMaker maker = new SeriesMaker(settings, col, row, cols, rows);
    List<float[]> layers = maker.ndvi();
    return new SimulatedSeries(rows, cols, maker.days(), layers.toArray(float[][]::new));
  }

  public int rows() {
    return rows;
  }

  public int cols() {
    return cols;
  }

  public int dates() {
    return days.length;
  }

  /** Days since 1970-01-01, {@code int[dates]}, rising. A copy. */
  public int[] days() {
    return days.clone();
  }

  /**
   * {@code float[dates][rows*cols]}, row-major, NaN where the mask says not clear. The arrays
   * themselves.
   */
  public float[][] layers() {
    return layers.clone();
  }
}
