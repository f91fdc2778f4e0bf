package org.cairn.change.internal;

import java.util.Arrays;
import java.util.Optional;
import org.cairn.change.DetectorParameters;
import org.cairn.change.DetectorParameters.Prediction;
import org.cairn.change.Learnt;
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
  private final Learnt learnt;

  private Residuals(boolean[] usable, int[] clearHistory, float[][] values, Learnt learnt) {
    this.learnt = learnt;
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

  /** What another analysis over the same history may take over; nothing on the reference path. */
  public Learnt learnt() {
    return learnt;
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

  /** As the longer form, where nothing is known. */
  public static Residuals of(
      SceneSeries series, boolean[] usable, boolean[] leftOut, DetectorParameters parameters) {
    return of(series, usable, leftOut, parameters, Learnt.nothing());
  }

  /**
   * @param usable from {@link #usableDates}, at least three of them in the history
   * @param leftOut pixels that stay out of the fit and are nobody's controls
   * @param known from an analysis over the same history, pixels left out and parameters
   */
  public static Residuals of(
      SceneSeries series,
      boolean[] usable,
      boolean[] leftOut,
      DetectorParameters parameters,
      Learnt known) {
    Prediction p = parameters.prediction();
    Learnt learnt =
        switch (p.path()) {
          case REFERENCE -> Learnt.nothing();
          case FAST -> FastPrediction.residuals(series, usable, leftOut, p, known);
        };
    float[][] values =
        switch (p.path()) {
          case REFERENCE -> ReferencePrediction.residuals(series, usable, leftOut, p);
          case FAST -> copies(series, learnt);
        };
    int[] clearHistory = centre(series, values, p, parameters.limits().clearHistory());
    return new Residuals(usable, clearHistory, values, learnt);
  }

  /** Of all dates, to be centred in place. */
  private static float[][] copies(SceneSeries series, Learnt learnt) {
    float[][] values = new float[series.dates()][];
    for (int date = 0; date < values.length; date++) {
      values[date] =
          learnt
              .findResidual(date)
              .map(float[]::clone)
              .orElseGet(() -> unknown(series.rows() * series.cols()));
    }
    return values;
  }

  /**
   * The values that {@link #filledHistory} put into gaps, date after date; empty where it did not
   * leave all others as they were, bit for bit.
   */
  static Optional<double[]> fills(SceneSeries series, int[] history, double[][] filled) {
    double[] fills = new double[filled.length * series.rows() * series.cols()];
    int count = 0;
    for (int j = 0; j < history.length; j++) {
      float[] layer = series.layer(history[j]);
      for (int i = 0; i < layer.length; i++) {
        if (!isClear(layer[i])) {
          fills[count++] = filled[j][i];
        } else if (Double.doubleToRawLongBits(filled[j][i])
            != Double.doubleToRawLongBits(layer[i])) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(Arrays.copyOf(fills, count));
  }

  /** The history without gaps, as these fills had it. */
  static double[][] filledHistory(SceneSeries series, int[] history, double[] fills) {
    double[][] values = new double[history.length][series.rows() * series.cols()];
    int next = 0;
    for (int j = 0; j < history.length; j++) {
      float[] layer = series.layer(history[j]);
      for (int i = 0; i < layer.length; i++) {
        values[j][i] = isClear(layer[i]) ? layer[i] : fills[next++];
      }
    }
    if (next != fills.length) {
      throw new IllegalArgumentException(fills.length + " fills for " + next + " gaps");
    }
    return values;
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
