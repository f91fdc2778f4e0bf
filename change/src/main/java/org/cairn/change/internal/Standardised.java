package org.cairn.change.internal;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.cairn.change.DetectorParameters.Scale;
import org.cairn.change.Numbers;

/** Spread per pixel and quality per date (design 1.2). */
public final class Standardised {
  private final int[] dates;
  private final int historyCount;
  private final double[] qualities;
  private final double[] factors;
  private final double[] spread;

  private Standardised(
      int[] dates, int historyCount, double[] qualities, double[] factors, double[] spread) {
    this.dates = dates;
    this.historyCount = historyCount;
    this.qualities = qualities;
    this.factors = factors;
    this.spread = spread;
  }

  /** Usable dates in time order, numbers in the series. */
  public int[] dates() {
    return dates;
  }

  /** The first so many of {@link #dates()} are history. */
  public int historyCount() {
    return historyCount;
  }

  /** Q of the u-th usable date: the scene's spread on it, in spreads. */
  public double quality(int u) {
    return qualities[u];
  }

  /** q of the u-th usable date: residuals are divided by it once more, weights are 1/q. */
  public double factor(int u) {
    return factors[u];
  }

  /** {@code double[pixels]}: s, units of the layer. */
  public double[] spread() {
    return spread;
  }

  /**
   * @param residuals {@code float[dates][pixels]}, NaN = masked
   * @param historyDates the first so many are history
   * @param spread {@code double[pixels]}
   */
  public static Standardised of(
      float[][] residuals, int historyDates, double[] spread, Scale scale) {
    int[] dates = new int[residuals.length];
    double[] qualities = new double[residuals.length];
    double[] sizes = new double[spread.length];
    int count = 0;
    int history = 0;
    for (int date = 0; date < residuals.length; date++) {
      double quality = quality(residuals[date], spread, scale, sizes);
      if (quality > 0) {
        qualities[count] = quality;
        dates[count++] = date;
        history += date < historyDates ? 1 : 0;
      }
    }
    return of(Arrays.copyOf(dates, count), history, Arrays.copyOf(qualities, count), spread, scale);
  }

  /** With the spread that each pixel's own history tells. */
  static Standardised of(float[][] residuals, int historyDates, Scale scale) {
    double[] spread = spread(date -> residuals[date], historyDates, residuals[0].length, scale);
    return of(residuals, historyDates, spread, scale);
  }

  /** The same with later dates, of which each pixel's spread takes no notice. */
  public Standardised with(int[] laterDates, float[][] residuals, Scale scale) {
    int known = dates.length;
    int[] all = Arrays.copyOf(dates, known + laterDates.length);
    double[] allQualities = Arrays.copyOf(qualities, all.length);
    double[] sizes = new double[spread.length];
    int count = known;
    for (int k = 0; k < laterDates.length; k++) {
      double quality = quality(residuals[k], spread, scale, sizes);
      if (quality > 0) {
        allQualities[count] = quality;
        all[count++] = laterDates[k];
      }
    }
    return of(
        Arrays.copyOf(all, count), historyCount, Arrays.copyOf(allQualities, count), spread, scale);
  }

  public void write(Numbers.Sink sink) {
    sink.put(dates);
    sink.put(new int[] {historyCount});
    sink.put(qualities);
  }

  /**
   * @param spread of the history
   * @throws IllegalArgumentException where the arrays do not fit each other
   */
  public static Standardised read(Numbers.Source source, double[] spread, Scale scale) {
    int[] dates = source.ints();
    int historyCount = Numbers.count(source);
    double[] qualities = source.doubles();
    Numbers.requireLength(qualities.length, dates.length);
    if (historyCount > dates.length) {
      throw new IllegalArgumentException(historyCount + " of " + dates.length + " dates");
    }
    return of(dates, historyCount, qualities, spread, scale);
  }

  /** Above 0; 0 where nothing is clear. */
  private static double quality(float[] residual, double[] spread, Scale scale, double[] sizes) {
    int seen = 0;
    for (int i = 0; i < spread.length; i++) {
      float value = residual[i];
      if (!Float.isNaN(value)) {
        sizes[seen++] = Math.abs(value / spread[i]);
      }
    }
    return seen == 0
        ? 0
        : Math.max(Medians.TO_SIGMA * Medians.median(sizes, seen), scale.minQuality());
  }

  private static Standardised of(
      int[] dates, int history, double[] qualities, double[] spread, Scale scale) {
    int count = dates.length;
    double typical = history == 0 ? 1 : Medians.median(Arrays.copyOf(qualities, history), history);
    double[] factors = new double[count];
    for (int u = 0; u < count; u++) {
      factors[u] = Math.pow(qualities[u] / typical, scale.datePower());
    }
    return new Standardised(dates, history, qualities, factors, spread);
  }

  /**
   * What each pixel's own history says of its spread, shrunk towards the scene's.
   *
   * @param residuals {@code float[pixels]} by date, NaN = masked
   * @return {@code double[pixels]}
   */
  public static double[] spread(
      IntFunction<float[]> residuals, int historyDates, int pixels, Scale scale) {
    double[] own = new double[pixels];
    double[] known = new double[pixels];
    double[] sizes = new double[historyDates];
    float[][] history = new float[historyDates][];
    Arrays.setAll(history, residuals);
    int knownCount = 0;
    for (int i = 0; i < pixels; i++) {
      int count = 0;
      for (int date = 0; date < historyDates; date++) {
        float value = history[date][i];
        if (!Float.isNaN(value)) {
          sizes[count++] = Math.abs((double) value);
        }
      }
      own[i] = Medians.TO_SIGMA * Medians.median(sizes, count);
      if (count > 0) {
        known[knownCount++] = own[i];
      }
    }
    double scene = knownCount == 0 ? 0 : Medians.median(known, knownCount);
    for (int i = 0; i < pixels; i++) {
      double pixel = Double.isNaN(own[i]) ? scene : own[i];
      own[i] =
          Math.sqrt(scale.shrink() * scene * scene + (1 - scale.shrink()) * pixel * pixel)
              + scale.floor();
    }
    return own;
  }
}
