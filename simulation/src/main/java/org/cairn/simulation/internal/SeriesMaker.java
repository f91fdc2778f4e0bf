package org.cairn.simulation.internal;

import java.util.ArrayList;
import java.util.List;
import org.cairn.simulation.SimulatedEvent;
import org.cairn.simulation.SimulatedPlace;
import org.cairn.simulation.SimulationSettings;

/**
 * Makes the NDVI series of a part of a scene, masked as its scene classification says.
 * Single-thread.
 */
public final class SeriesMaker {
  private static final int RED = 2;
  private static final int NIR = 3;

  private final SimulationSettings settings;
  private final int left;
  private final int top;
  private final int cols;
  private final int rows;
  private final Plan plan;
  private final List<Weather> weather;

  /** The part's leftmost column, topmost row and size may have any parity. */
  public SeriesMaker(SimulationSettings settings, int left, int top, int cols, int rows) {
    this.settings = settings;
    this.left = left;
    this.top = top;
    this.cols = cols;
    this.rows = rows;
    this.plan = Plan.of(settings);
    this.weather = Weather.series(settings);
  }

  /** Days since 1970-01-01. */
  public int[] days() {
    return weather.stream().mapToInt(day -> (int) day.date().toEpochDay()).toArray();
  }

  public List<SimulatedPlace> places() {
    return plan.places();
  }

  public List<SimulatedEvent> events() {
    return plan.events();
  }

  /** One layer a date, {@code float[rows*cols]}, NaN = masked. */
  public List<float[]> ndvi() {
    // Classes are those of 20 m cells of the whole: begin at one, and leave room for the blur.
    int fromCol = 2 * Math.floorDiv(left - Acquisition.MARGIN, 2);
    int fromRow = 2 * Math.floorDiv(top - Acquisition.MARGIN, 2);
    int allCols = even(left + cols + Acquisition.MARGIN - fromCol);
    int allRows = even(top + rows + Acquisition.MARGIN - fromRow);
    Landscape landscape = new Landscape(settings.seed(), fromCol, fromRow, allCols, allRows, plan);
    List<float[]> layers = new ArrayList<>();
    for (Weather day : weather) {
      Acquisition acquisition = new Acquisition(settings.seed(), landscape, day);
      float[] red = acquisition.band(RED);
      float[] nir = acquisition.band(NIR);
      float[] classes = SceneClasses.of(acquisition);
      float[] ndvi = new float[cols * rows];
      for (int row = 0; row < rows; row++) {
        for (int col = 0; col < cols; col++) {
          int r = row + top - fromRow;
          int c = col + left - fromCol;
          int i = r * allCols + c;
          int scl = (int) classes[r / 2 * (allCols / 2) + c / 2];
          boolean clear = scl >= SceneClasses.VEGETATION && scl <= SceneClasses.UNCLASSIFIED;
          ndvi[row * cols + col] =
              clear ? (nir[i] - red[i]) / Math.max(1e-3f, nir[i] + red[i]) : Float.NaN;
        }
      }
      layers.add(ndvi);
    }
    return layers;
  }

  private static int even(int size) {
    return size + size % 2;
  }
}
