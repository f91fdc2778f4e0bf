package org.cairn.change.internal;

import org.cairn.change.Numbers;

/**
 * Each pixel's shrunk history median, and on how many history dates it was clear. Immutable: nobody
 * writes to its arrays.
 */
public final class Centres {
  /** Relative resolution of the float input: a smaller residual is rounding, not change. */
  private static final double RESOLUTION = 6e-8;

  private final double[] centres;
  private final int[] clearHistory;
  private final int least;

  private Centres(double[] centres, int[] clearHistory, int least) {
    this.centres = centres;
    this.clearHistory = clearHistory;
    this.least = least;
  }

  /**
   * @param values {@code float[dates][pixels]} before centring, NaN = masked
   * @param historyDates the first so many are history
   * @param shrink a median of n dates counts n / (n + this)
   * @param least pixels with fewer clear history dates are masked
   */
  static Centres of(float[][] values, int historyDates, double shrink, int least) {
    int pixels = values[0].length;
    int[] clearHistory = new int[pixels];
    double[] centres = new double[pixels];
    double[] seen = new double[historyDates];
    for (int i = 0; i < pixels; i++) {
      int count = 0;
      for (int date = 0; date < historyDates; date++) {
        float value = values[date][i];
        if (!Float.isNaN(value)) {
          seen[count++] = value;
        }
      }
      clearHistory[i] = count;
      centres[i] = count == 0 ? 0 : Medians.median(seen, count) * count / (count + shrink);
    }
    return new Centres(centres, clearHistory, least);
  }

  public void write(Numbers.Sink sink) {
    sink.put(centres);
    sink.put(clearHistory);
  }

  /**
   * @param least as in {@link #of}
   * @throws IllegalArgumentException where the arrays are not those of so many pixels
   */
  public static Centres read(Numbers.Source source, int pixels, int least) {
    double[] centres = source.doubles();
    int[] clearHistory = source.ints();
    Numbers.requireLength(centres.length, pixels);
    Numbers.requireLength(clearHistory.length, pixels);
    return new Centres(centres, clearHistory, least);
  }

  /** Clear looks at a pixel on usable history dates. */
  public int clearHistory(int pixel) {
    return clearHistory[pixel];
  }

  /** Centres one date in place and masks pixels with too little history. */
  void subtract(float[] residual, float[] layer) {
    for (int i = 0; i < residual.length; i++) {
      float value = (float) (residual[i] - centres[i]);
      if (Math.abs(value) <= RESOLUTION * Math.abs(layer[i])) {
        value = 0;
      }
      boolean known = clearHistory[i] >= least && Math.abs(value) <= Float.MAX_VALUE;
      residual[i] = known ? value : Float.NaN;
    }
  }
}
