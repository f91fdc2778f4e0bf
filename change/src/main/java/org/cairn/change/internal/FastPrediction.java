package org.cairn.change.internal;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.cairn.change.DetectorParameters.Prediction;
import org.cairn.change.Learnt;
import org.cairn.change.SceneSeries;

/**
 * Design 1.1 on a fixed random sample of pixels. Same steps as {@link ReferencePrediction}, and the
 * same results where the area has no more pixels than the caps allow.
 */
final class FastPrediction {
  private final SceneSeries series;
  private final boolean[] usable;
  private final Prediction p;
  private final PixelOrder order;
  private final int[] history;
  private final double[][] filled;
  private final Profiles profiles;
  private final SharedControls controls;

  private FastPrediction(
      SceneSeries series, boolean[] usable, boolean[] leftOut, Prediction p, Learnt known) {
    this.series = series;
    this.usable = usable;
    this.p = p;
    this.order = PixelOrder.of(leftOut, p.seed());
    this.history = Profiles.usableHistory(usable, series.historyDates());
    int sample = Math.min(Math.max(p.fitSample(), 1), order.pixels.length);
    this.filled =
        known.hasModel()
            ? Residuals.filledHistory(series, history, known.fills())
            : Residuals.filledHistory(series, history, order.pixels, sample, p);
    this.profiles = Profiles.of(filled, series.rows(), series.cols(), p);
    this.controls =
        new SharedControls(
            known.hasModel() ? new float[0][] : profiles.scaledForDistance(),
            series.rows(),
            series.cols(),
            order,
            p.controlCandidates(),
            p.controls(),
            p.exclusionPixels(),
            known);
  }

  /** Of each usable date {@code float[pixels]}, before centring; all that is known is kept. */
  static Learnt residuals(
      SceneSeries series, boolean[] usable, boolean[] leftOut, Prediction p, Learnt known) {
    Map<Integer, float[]> residuals = new TreeMap<>();
    boolean complete = true;
    for (int date = 0; date < usable.length; date++) {
      if (usable[date]) {
        known.findResidual(date).ifPresent(addTo(residuals, date));
        complete &= residuals.containsKey(date);
      }
    }
    if (complete) {
      return known.withDates(residuals);
    }
    return new FastPrediction(series, usable, leftOut, p, known).learn(known, residuals);
  }

  private static Consumer<float[]> addTo(Map<Integer, float[]> residuals, int date) {
    return residual -> residuals.put(date, residual);
  }

  private Learnt learn(Learnt known, Map<Integer, float[]> residuals) {
    SampledFit fit = new SampledFit(series, profiles, order, p);
    double[] image = new double[order.pixels.length];
    int column = 0;
    for (int date = 0; date < usable.length; date++) {
      if (!usable[date]) {
        continue;
      }
      boolean own = column < history.length && history[column] == date;
      if (!residuals.containsKey(date)) {
        double[] ordered = fit.residuals(date, own ? column : -1);
        for (int i = 0; i < image.length; i++) {
          image[order.pixels[i]] = ordered[i];
        }
        residuals.put(date, controls.minusMedians(image));
      }
      column += own ? 1 : 0;
    }
    Learnt model =
        known.hasModel()
            ? known
            : Residuals.fills(series, history, filled)
                .map(fills -> Learnt.model(fills, controls.table()))
                .orElseGet(Learnt::nothing);
    return model.withDates(residuals);
  }
}
