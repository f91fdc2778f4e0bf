package org.cairn.change.internal;

import java.util.Arrays;
import java.util.OptionalInt;
import org.cairn.change.DetectorParameters;

/**
 * Where and when, once a box has raised an alarm. Uses dates up to the raising one only.
 *
 * <p>Where: see {@link Footprint}.
 *
 * <p>When: the footprint's mean standardised residual is taken to be 0 up to some look and another
 * constant from then on. All splits whose likelihood is within the 95 % likelihood-ratio bound of
 * the best one's are kept, with the misfit of the best split as the noise: clear evidence gives two
 * neighbouring looks, weak evidence a longer interval. Splits reach back half as far again as the
 * scan, at most to the first monitored date. A change that shows only in some seasons, or noise
 * that is slow, is not a step plus independent noise, so fewer intervals than 95 % hold the truth:
 * 66 to 73 % of some 75 injected events, against 57 % for the bare window of the box's dates.
 */
public final class ChangeOutline {
  /** A date on which less than this share of the footprint is clear is no look at it. */
  private static final double LOOK_SHARE = 0.5;

  /** Splits reach back so many halves of the largest lag. */
  private static final int REACH = 3;

  /** 95 % point of chi-square with one degree of freedom. */
  private static final double LIKELIHOOD_BOUND = 3.84;

  /** The history's noise counts like so many looks. */
  private static final double PRIOR_LOOKS = 4;

  /** With fewer looks no split is sought. */
  private static final int LEAST_LOOKS = 4;

  /** Least noise of the footprint's mean, in spreads. */
  private static final double SMALLEST_NOISE = 0.1;

  private final Footprint footprint;
  private final double meanResidual;
  private final OptionalInt lastUnchanged;
  private final int firstSeen;

  private ChangeOutline(
      Footprint footprint, double meanResidual, OptionalInt lastUnchanged, int firstSeen) {
    this.footprint = footprint;
    this.meanResidual = meanResidual;
    this.lastUnchanged = lastUnchanged;
    this.firstSeen = firstSeen;
  }

  /** {@code boolean[rows*cols]} of the area. */
  public boolean[] footprint() {
    return footprint.pixels();
  }

  /** 1 where the footprint rose against expectation, -1 where it fell. */
  public int sign() {
    return footprint.sign();
  }

  public double meanResidual() {
    return meanResidual;
  }

  /** Number of the usable date. */
  public OptionalInt lastUnchanged() {
    return lastUnchanged;
  }

  /** Number of the usable date. */
  public int firstSeen() {
    return firstSeen;
  }

  /**
   * @param siteMask {@code boolean[rows*cols]} of the area
   * @param best the raising box
   * @param u number of the raising usable date
   */
  public static ChangeOutline of(
      AreaScan area, DetectorParameters parameters, boolean[] siteMask, AreaScan.Best best, int u) {
    int from = Math.max(0, u + 1 - best.lag());
    int box = parameters.scan().boxes().get(best.boxIndex());
    Footprint footprint = Footprint.of(area, siteMask, best, box, from, u);
    int earliest =
        Math.max(
            area.standardised().historyCount(), u + 1 - REACH * parameters.scan().largestLag() / 2);
    return dated(area, parameters.scale().clip(), footprint, from, earliest, u);
  }

  private static ChangeOutline dated(
      AreaScan area, double clip, Footprint footprint, int from, int earliest, int until) {
    double[] series = footprintSeries(area, clip, footprint.pixels(), until);
    int history = area.standardised().historyCount();
    double[] seen = new double[history];
    int count = 0;
    for (int t = 0; t < history; t++) {
      if (!Double.isNaN(series[t])) {
        seen[count++] = series[t];
      }
    }
    double centre = count == 0 ? 0 : Medians.median(seen.clone(), count);
    for (int k = 0; k < count; k++) {
      seen[k] = Math.abs(seen[k] - centre);
    }
    double noise =
        Math.max(SMALLEST_NOISE, count == 0 ? 1 : Medians.TO_SIGMA * Medians.median(seen, count));

    double[] misfit = misfits(series, centre, noise, footprint.sign(), earliest, until);
    double least = Double.POSITIVE_INFINITY;
    int looks = 0;
    for (int t = earliest; t <= until; t++) {
      if (!Double.isNaN(misfit[t])) {
        least = Math.min(least, misfit[t]);
        looks++;
      }
    }
    int first = firstLook(series, from, until);
    int last = first;
    if (looks >= LEAST_LOOKS) {
      double bound = least * Math.exp(LIKELIHOOD_BOUND / (looks + PRIOR_LOOKS));
      first = -1;
      for (int t = earliest; t <= until; t++) {
        if (misfit[t] <= bound) {
          first = first < 0 ? t : first;
          last = t;
        }
      }
    }
    OptionalInt before = OptionalInt.empty();
    for (int t = first - 1; t >= 0 && before.isEmpty(); t--) {
      if (!Double.isNaN(series[t])) {
        before = OptionalInt.of(t);
      }
    }
    return new ChangeOutline(footprint, footprint.meanResidual(area, last, until), before, last);
  }

  /**
   * Squared misfit of each split: zero before, a constant of the footprint's sign from there on.
   * The history's noise counts like so many looks, so that a short calm stretch does not decide.
   */
  private static double[] misfits(
      double[] series, double centre, double noise, int sign, int earliest, int until) {
    double[] misfit = new double[until + 1];
    Arrays.fill(misfit, Double.NaN);
    double all = 0;
    for (int t = earliest; t <= until; t++) {
      if (!Double.isNaN(series[t])) {
        double value = (series[t] - centre) / noise;
        all += value * value;
      }
    }
    double sum = 0;
    int looks = 0;
    for (int t = until; t >= earliest; t--) {
      if (!Double.isNaN(series[t])) {
        sum += sign * (series[t] - centre) / noise;
        looks++;
        double explained = sum > 0 ? sum * sum / looks : 0;
        misfit[t] = PRIOR_LOOKS + all - explained;
      }
    }
    return misfit;
  }

  private static int firstLook(double[] series, int from, int until) {
    for (int t = from; t <= until; t++) {
      if (!Double.isNaN(series[t])) {
        return t;
      }
    }
    return until;
  }

  /** Mean standardised residual of the footprint per usable date; NaN where that is no look. */
  private static double[] footprintSeries(
      AreaScan area, double clip, boolean[] footprint, int until) {
    double[] series = new double[until + 1];
    double[] spread = area.standardised().spread();
    for (int t = 0; t <= until; t++) {
      float[] residual = area.residual(t);
      double factor = area.standardised().factor(t);
      double sum = 0;
      int clear = 0;
      int pixels = 0;
      for (int i = 0; i < footprint.length; i++) {
        if (footprint[i]) {
          pixels++;
          if (!Float.isNaN(residual[i])) {
            sum += Math.max(-clip, Math.min(clip, residual[i] / spread[i] / factor));
            clear++;
          }
        }
      }
      series[t] = clear > 0 && clear >= LOOK_SHARE * pixels ? sum / clear : Double.NaN;
    }
    return series;
  }
}
