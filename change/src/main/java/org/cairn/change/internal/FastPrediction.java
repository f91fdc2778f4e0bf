package org.cairn.change.internal;

import org.cairn.change.DetectorParameters.Prediction;
import org.cairn.change.SceneSeries;

/**
 * Design 1.1 on a fixed random sample of pixels. Same steps as {@link ReferencePrediction}, and the
 * same results where the area has no more pixels than the caps allow.
 */
final class FastPrediction {
  private FastPrediction() {}

  /** {@code float[dates][pixels]}, before centring. */
  static float[][] residuals(
      SceneSeries series, boolean[] usable, boolean[] leftOut, Prediction p) {
    int pixels = series.rows() * series.cols();
    int[] history = Profiles.usableHistory(usable, series.historyDates());
    PixelOrder order = PixelOrder.of(leftOut, p.seed());
    int sample = Math.min(Math.max(p.fitSample(), 1), pixels);
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
    SampledFit fit = new SampledFit(series, profiles, order, p);
    float[][] residuals = new float[series.dates()][];
    double[] image = new double[pixels];
    int column = 0;
    for (int date = 0; date < residuals.length; date++) {
      if (!usable[date]) {
        residuals[date] = Residuals.unknown(pixels);
        continue;
      }
      boolean own = column < history.length && history[column] == date;
      double[] ordered = fit.residuals(date, own ? column : -1);
      column += own ? 1 : 0;
      for (int i = 0; i < pixels; i++) {
        image[order.pixels[i]] = ordered[i];
      }
      residuals[date] = controls.minusMedians(image);
    }
    return residuals;
  }
}
