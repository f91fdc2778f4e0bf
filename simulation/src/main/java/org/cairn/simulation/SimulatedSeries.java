package org.cairn.simulation;

import java.util.List;
import org.cairn.simulation.internal.SeriesMaker;

/**
 * NDVI of a scene or a part of it, in memory: for calibration over thousands of site-years. The
 * models are those of the written scenes; values differ from theirs by the rounding to digital
 * numbers only. Owns its arrays; nobody may write them.
 */
public final class SimulatedSeries {
  private final int rows;
  private final int cols;
  private final int[] days;
  private final float[][] layers;
  private final List<SimulatedPlace> places;
  private final List<SimulatedEvent> events;

  private SimulatedSeries(SeriesMaker maker, int rows, int cols) {
    this.rows = rows;
    this.cols = cols;
    this.days = maker.days();
    this.layers = maker.ndvi().toArray(float[][]::new);
    this.places = List.copyOf(maker.places());
    this.events = List.copyOf(maker.events());
  }

  /** Makes the series of a whole scene; {@link SimulationSettings#site} gives a small one. */
  public static SimulatedSeries of(SimulationSettings settings) {
    return of(settings, 0, 0, settings.pixels(), settings.pixels());
  }

  /**
   * Makes the series of a part of a scene.
   *
   * @param settings of the whole; a part may lie anywhere, also beyond the scene's edges
   * @param col leftmost column of the part, in pixels of the scene
   * @param row topmost row of the part
   */
  public static SimulatedSeries of(
      SimulationSettings settings, int col, int row, int cols, int rows) {
    if (cols < 1 || rows < 1) {
      throw new IllegalArgumentException(
          "Part of " + cols + " x " + rows + " pixels, expected at least 1 x 1");
    }
    return new SimulatedSeries(new SeriesMaker(settings, col, row, cols, rows), rows, cols);
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

  /** All places of the scene; outlines are in pixels of the scene, not of the part. */
  public List<SimulatedPlace> places() {
    return places;
  }

  /** All that happens in the scene; outlines are in pixels of the scene, not of the part. */
  public List<SimulatedEvent> events() {
    return events;
  }
}
