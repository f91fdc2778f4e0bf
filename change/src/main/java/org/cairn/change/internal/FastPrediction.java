package org.cairn.change.internal;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.cairn.change.DetectorParameters.Prediction;
import org.cairn.change.SceneSeries;

/**
 * Design 1.1 on a fixed random sample of pixels. Same steps as {@link ReferencePrediction}, and the
 * same results where the area has no more pixels than the caps allow. Holds scratch: used by one
 * thread.
 */
final class FastPrediction {
  private final PixelOrder order;
  private final SampledFit fit;
  private final SharedControls controls;
  private final Optional<FitState> state;
  private final double[] image;

  private FastPrediction(
      PixelOrder order, SampledFit fit, SharedControls controls, Optional<FitState> state) {
    this.order = order;
    this.fit = fit;
    this.controls = controls;
    this.state = state;
    this.image = new double[order.pixels.length];
  }

  /** Learns a history. */
  static FastPrediction learn(
      SceneSeries series, boolean[] usable, boolean[] leftOut, Prediction p) {
    PixelOrder order = PixelOrder.of(leftOut, p.seed());
    int[] history = Profiles.usableHistory(usable, series.historyDates());
    int sample = Math.min(Math.max(p.fitSample(), 1), order.pixels.length);
    double[][] filled = Residuals.filledHistory(series, history, order.pixels, sample, p);
    Profiles profiles = Profiles.of(filled, series.rows(), series.cols(), p);
    SharedControls controls =
        new SharedControls(
            profiles.scaledForDistance(),
            series.rows(),
            series.cols(),
            order,
            p.controlCandidates(),
            p.controls(),
            p.exclusionPixels());
    int[] days = Arrays.stream(history).map(series::day).toArray();
    SampledFit fit = new SampledFit(series.rows(), series.cols(), profiles, days, order, p);
    return new FastPrediction(
        order, fit, controls, state(series, history, days, profiles, order, fit, controls));
  }

  /**
   * Goes on from a history learnt before, with the same pixels left out.
   *
   * @throws IllegalArgumentException where it is one of another shape
   */
  static FastPrediction of(FitState known, int rows, int cols, boolean[] leftOut, Prediction p) {
    PixelOrder order = PixelOrder.of(leftOut, p.seed());
    return new FastPrediction(
        order,
        new SampledFit(rows, cols, known, order, p),
        new SharedControls(known.controls, rows * cols, order, p.controlCandidates(), p.controls()),
        Optional.of(known));
  }

  /** Empty where filling the gaps did not leave all other values as they were, bit for bit. */
  private static Optional<FitState> state(
      SceneSeries series,
      int[] history,
      int[] days,
      Profiles profiles,
      PixelOrder order,
      SampledFit fit,
      SharedControls controls) {
    float[][] values = new float[history.length][order.pixels.length];
    double[] fills = new double[history.length * order.pixels.length];
    int gaps = 0;
    for (int j = 0; j < history.length; j++) {
      float[] layer = series.layer(history[j]);
      for (int i = 0; i < order.pixels.length; i++) {
        float value = layer[order.pixels[i]];
        double filled = profiles.filled[j][order.pixels[i]];
        if (!Residuals.isClear(value)) {
          values[j][i] = Float.NaN;
          fills[gaps++] = filled;
        } else if (Double.doubleToRawLongBits(filled) == Double.doubleToRawLongBits(value)) {
          values[j][i] = value;
        } else {
          return Optional.empty();
        }
      }
    }
    return Optional.of(
        new FitState(
            days,
            values,
            Arrays.copyOf(fills, gaps),
            profiles,
            order,
            fit.gram(),
            controls.table()));
  }

  /** What later dates need; empty where it could not be had again bit for bit. */
  Optional<FitState> state() {
    return state;
  }

  /** As {@link SharedControls#distances}. */
  float[] distances() {
    return controls.distances();
  }

  Controls controls() {
    return controls;
  }

  /**
   * What a date shows beyond the prediction and its controls, before centring.
   *
   * @param layer {@code float[pixels]}
   * @param historyColumn number of the date among the usable ones of the history
   * @return {@code float[pixels]}, NaN = masked
   */
  float[] residual(float[] layer, OptionalInt historyColumn) {
    double[] ordered = fit.residuals(layer, historyColumn.orElse(-1));
    for (int i = 0; i < image.length; i++) {
      image[order.pixels[i]] = ordered[i];
    }
    return controls.minusMedians(image);
  }
}
