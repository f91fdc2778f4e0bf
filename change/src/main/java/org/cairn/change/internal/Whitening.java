package org.cairn.change.internal;

/**
 * Takes from each pixel most of its neighbours' mean (design 1.3): the precision filter of a
 * conditional autoregressive field (Besag, JRSS B 36, 1974), so that the sum over a box becomes the
 * matched filter for a step of that shape.
 */
public final class Whitening {
  /**
   * Whitened values and weights are multiples of 2^-24, the resolution of a float just below 1:
   * sums of them are exact in a double up to 2^29, whatever their order. So running sums may begin
   * at any date and come out the same.
   */
  private static final double TO_QUANTA = 1.5 * (1 << 28);

  private Whitening() {}

  /** The nearest multiple of 2^-24 of a value below 2^27. */
  static double exact(double value) {
    return value + TO_QUANTA - TO_QUANTA;
  }

  /**
   * @param u {@code float[rows*cols]}, standardised and clipped, NaN = masked
   * @param share of the neighbours' mean taken off
   * @param weight factor on the result
   * @param result {@code float[rows*cols]}: weight times the whitened value, NaN = masked
   */
  public static void apply(
      float[] u, int rows, int cols, double share, double weight, float[] result) {
    int width = cols + 2;
    float[] values = new float[width * (rows + 2)];
    float[] present = new float[width * (rows + 2)];
    for (int r = 0; r < rows; r++) {
      int to = (r + 1) * width + 1;
      for (int c = 0; c < cols; c++) {
        float value = u[r * cols + c];
        boolean masked = Float.isNaN(value);
        values[to + c] = masked ? 0 : value;
        present[to + c] = masked ? 0 : 1;
      }
    }
    for (int r = 0; r < rows; r++) {
      int at = (r + 1) * width + 1;
      int up = at - width;
      int down = at + width;
      for (int c = 0; c < cols; c++) {
        double sum =
            2
                    * ((double) values[at + c + 1]
                        + values[at + c - 1]
                        + values[down + c]
                        + values[up + c])
                + values[down + c + 1]
                + values[down + c - 1]
                + values[up + c + 1]
                + values[up + c - 1];
        double count =
            2 * (present[at + c + 1] + present[at + c - 1] + present[down + c] + present[up + c])
                + present[down + c + 1]
                + present[down + c - 1]
                + present[up + c + 1]
                + present[up + c - 1];
        double own = whitened(values[at + c], sum, count, share, weight);
        // Divided by 0 where masked.
        result[r * cols + c] = (float) (own * present[at + c] / present[at + c]);
      }
    }
  }

  /**
   * One pixel.
   *
   * @param sum of its clear neighbours' values, those beside it counted twice
   * @param count of these neighbours, likewise
   */
  static double whitened(double own, double sum, double count, double share, double weight) {
    double neighbours = count >= 3 ? sum / Math.max(count, 1) : own;
    return exact((own - share * neighbours) * weight);
  }

  /**
   * Standardises and clips one date. NaN stays NaN.
   *
   * @param noise of the date, as {@link ControlNoise} has it
   */
  public static void standardise(
      float[] residual,
      double[] spread,
      double factor,
      float[] noise,
      double clip,
      float[] result) {
    for (int i = 0; i < result.length; i++) {
      double u = residual[i] / (spread[i] * factor * noise[i]);
      result[i] = (float) Math.max(-clip, Math.min(clip, u));
    }
  }
}
