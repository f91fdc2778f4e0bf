package org.cairn.change.internal;

import java.util.Arrays;
import org.cairn.change.DetectorParameters;
import org.cairn.change.DetectorParameters.Prediction;
import org.cairn.change.SceneSeries;

/**
 * What each date's image shows beyond what its surroundings predict (design 1.1). Everything said
 * of a date uses that date and the history only.
 */
public final class Residuals {
  /** Relative resolution of the float input: a smaller residual is rounding, not change. */
  private static final double RESOLUTION = 6e-8;

  private final boolean[] usable;
  private final int[] clearHistory;
  private final float[][] values;

  private Residuals(boolean[] usable, int[] clearHistory, float[][] values) {
    this.usable = usable;
    this.clearHistory = clearHistory;
    this.values = values;
  }

  /** Whether enough of a date is clear. */
  public boolean usable(int date) {
    return usable[date];
  }

  /** Clear looks at a pixel on usable history dates. */
  public int clearHistory(int pixel) {
    return clearHistory[pixel];
  }

  /** {@code float[dates][rows*cols]}, NaN = masked, unusable date or pixel without history. */
  public float[][] values() {
    return values;
  }

  /** Which dates have enough clear pixels. */
  public static boolean[] usableDates(SceneSeries series, Prediction p) {
    boolean[] usable = new boolean[series.dates()];
    int pixels = series.rows() * series.cols();
    for (int date = 0; date < usable.length; date++) {
      int clear = 0;
      for (float value : series.layer(date)) {
        clear += isClear(value) ? 1 : 0;
      }
      usable[date] = clear > 0 && (double) clear / pixels >= p.minClearShare();
    }
    return usable;
  }

  /** Finite: infinities count as masked. */
  public static boolean isClear(float value) {
    return Math.abs(value) <= Float.MAX_VALUE;
  }

  /**
   * @param usable from {@link #usableDates}, at least three of them in the history
   * @param leftOut pixels that stay out of the fit and are nobody's controls
   */
  public static Residuals of(
      SceneSeries series, boolean[] usable, boolean[] leftOut, DetectorParameters parameters) {
    Prediction p = parameters.prediction();
    float[][] values =
        switch (p.path()) {
          case REFERENCE -> ReferencePrediction.residuals(series, usable, leftOut, p);
          case FAST -> FastPrediction.residuals(series, usable, leftOut, p);
        };
    int[] clearHistory = centre(series, values, p, parameters.limits().clearHistory());
    return new Residuals(usable, clearHistory, values);
  }

  /** The history without gaps, features only. */
  static double[][] filledHistory(
      SceneSeries series, int[] history, int[] order, int sample, Prediction p) {
    int pixels = series.rows() * series.cols();
    double[][] values = new double[history.length][pixels];
    for (int j = 0; j < history.length; j++) {
      float[] layer = series.layer(history[j]);
      for (int i = 0; i < pixels; i++) {
        values[j][i] = isClear(layer[i]) ? layer[i] : Double.NaN;
      }
    }
    LowRankFill.fill(values, order, sample, p.fillRank(), p.fillIterations());
    return values;
  }

  /**
   * Subtracts each pixel's shrunk history median and masks pixels with too little history.
   *
   * @return clear history dates per pixel
   */
  static int[] centre(SceneSeries series, float[][] values, Prediction p, int leastHistory) {
    int pixels = series.rows() * series.cols();
    int history = series.historyDates();
    int[] clearHistory = new int[pixels];
    double[] centres = new double[pixels];
    double[] seen = new double[history];
    for (int i = 0; i < pixels; i++) {
      int count = 0;
      for (int date = 0; date < history; date++) {
        float value = values[date][i];
        if (!Float.isNaN(value)) {
          seen[count++] = value;
        }
      }
      clearHistory[i] = count;
      centres[i] =
          count == 0 ? 0 : Medians.median(seen, count) * count / (count + p.centreShrink());
    }
    for (int date = 0; date < values.length; date++) {
      float[] residual = values[date];
      float[] layer = series.layer(date);
      for (int i = 0; i < pixels; i++) {
        float value = (float) (residual[i] - centres[i]);
        if (Math.abs(value) <= RESOLUTION * Math.abs(layer[i])) {
          value = 0;
        }
        boolean known = clearHistory[i] >= leastHistory && Math.abs(value) <= Float.MAX_VALUE;
        residual[i] = known ? value : Float.NaN;
      }
    }
    return clearHistory;
  }

  static float[] unknown(int pixels) {
    float[] values = new float[pixels];
    Arrays.fill(values, Float.NaN);
    return values;
  }
}
