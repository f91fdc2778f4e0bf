package org.cairn.change.internal;

import java.util.Arrays;
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
  private final FitState state;
  private final double[] image;

  private FastPrediction(
      PixelOrder order, SampledFit fit, SharedControls controls, FitState state) {
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
    FitColumns columns = FitColumns.of(profiles, order);
    SampledFit fit = SampledFit.learn(series.rows(), series.cols(), columns, days, order, p);
    FitState state = new FitState(days, columns, profiles, order, fit.gram(), controls.table());
    return new FastPrediction(order, fit, controls, state);
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
        SampledFit.of(known, rows, cols, order, p),
        new SharedControls(known.controls, rows * cols, order, p.controlCandidates(), p.controls()),
        known);
  }

  /** What later dates need. */
  FitState state() {
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
