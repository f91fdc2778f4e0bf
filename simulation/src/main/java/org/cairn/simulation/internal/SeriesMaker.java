package org.cairn.simulation.internal;

import java.util.ArrayList;
import java.util.List;
import org.cairn.simulation.SimulationSettings;

/**
 * Makes the NDVI series of a part of a landscape, masked as its scene classification says.
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
  private final List<Weather> weather;

  public SeriesMaker(SimulationSettings settings, int left, int top, int cols, int rows) {
    this.settings = settings;
    this.left = left;
    this.top = top;
    this.cols = cols;
    this.rows = rows;
    this.weather = Weather.series(settings);
  }

  /** Days since 1970-01-01. */
  public int[] days() {
    return weather.stream().mapToInt(day -> (int) day.date().toEpochDay()).toArray();
  }

  /** One layer a date, {@code float[rows*cols]}, NaN = masked. */
  public List<float[]> ndvi() {
    Landscape landscape = new Landscape(settings.seed(), left, top, cols, rows, List.of());
    List<float[]> layers = new ArrayList<>();
    for (Weather day : weather) {
      Acquisition acquisition =
          new Acquisition(settings.seed(), landscape, List.of(), day, left, top);
      float[] red = acquisition.band(RED);
      float[] nir = acquisition.band(NIR);
      float[] classes = acquisition.classes();
      float[] ndvi = new float[red.length];
      for (int i = 0; i < ndvi.length; i++) {
        int scl =
            (int)
                classes[
                    Math.min(i / cols / 2, rows / 2 - 1) * (cols / 2)
                        + Math.min(i % cols / 2, cols / 2 - 1)];
        boolean clear = scl >= 4 && scl <= 7;
        ndvi[i] = clear ? (nir[i] - red[i]) / (nir[i] + red[i]) : Float.NaN;
      }
      layers.add(ndvi);
    }
    return layers;
  }
}
