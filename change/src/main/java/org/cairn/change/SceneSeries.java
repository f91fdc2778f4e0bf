package org.cairn.change;

import java.util.function.IntFunction;

/**
 * One layer over time on a fixed grid: the input of the detector. Owns its arrays; {@link
 * #layer(int)} hands out the array itself, which nobody may write.
 */
public final class SceneSeries {
  private final int rows;
  private final int cols;
  private final int[] days;
  private final int historyDates;
  private final IntFunction<float[]> layers;

  /**
   * @param rows image height, at least 1
   * @param cols image width, at least 1
   * @param days {@code int[dates]}, days since 1970-01-01, strictly rising (one image a day: merge
   *     doubles before)
   * @param historyDates the first so many dates teach the model, the rest are monitored
   * @param layers {@code float[dates][rows*cols]}, row-major, NaN = masked; taken over, not copied
   * @throws IllegalArgumentException where shapes disagree or the days do not rise
   */
  public SceneSeries(int rows, int cols, int[] days, int historyDates, float[][] layers) {
    this(rows, cols, days, historyDates, date -> layers[date]);
    if (days.length != layers.length) {
      throw new IllegalArgumentException(days.length + " days for " + layers.length + " layers");
    }
    for (int date = 0; date < days.length; date++) {
      if (layers[date].length != rows * cols) {
        throw new IllegalArgumentException(
            "Layer " + date + " has " + layers[date].length + " pixels, expected " + rows * cols);
      }
    }
  }

  /**
   * As the other, of layers that are fetched when they are looked at: an analysis that goes on from
   * an earlier one looks at new ones only.
   *
   * @param layers the same {@code float[rows*cols]} whenever it is asked for a date
   */
  public SceneSeries(
      int rows, int cols, int[] days, int historyDates, IntFunction<float[]> layers) {
    if (rows < 1 || cols < 1) {
      throw new IllegalArgumentException("Image of " + rows + " x " + cols + " pixels");
    }
    if (historyDates < 0 || historyDates > days.length) {
      throw new IllegalArgumentException(
          historyDates + " history dates of " + days.length + " dates in all");
    }
    for (int date = 0; date < days.length; date++) {
      if (date > 0 && days[date] <= days[date - 1]) {
        throw new IllegalArgumentException(
            "Day " + days[date] + " follows day " + days[date - 1] + ": sort and merge first");
      }
    }
    this.rows = rows;
    this.cols = cols;
    this.days = days.clone();
    this.historyDates = historyDates;
    this.layers = layers;
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

  /** The first so many dates teach the model. */
  public int historyDates() {
    return historyDates;
  }

  /** Days since 1970-01-01 of one date. */
  public int day(int date) {
    return days[date];
  }

  /** {@code float[rows*cols]}, row-major, NaN = masked. Read only. */
  public float[] layer(int date) {
    return layers.apply(date);
  }
}
