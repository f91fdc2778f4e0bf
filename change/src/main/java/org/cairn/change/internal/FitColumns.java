package org.cairn.change.internal;

/**
 * The columns of the regression that do not depend on the date predicted: 0 the intercept, then the
 * history, then products and position. The history is held as it was measured and standardised
 * where it is used. Pixels are in the fit's random order. Immutable: nobody writes to its arrays.
 *
 * @param history {@code float[history dates][pixels]} without gaps, units of the layer
 * @param means per history date
 * @param scales per history date
 * @param others {@code double[any][pixels]}, standardised
 */
record FitColumns(float[][] history, double[] means, double[] scales, double[][] others) {
  /** As learnt. */
  static FitColumns of(Profiles profiles, PixelOrder order) {
    float[][] history = new float[profiles.filled.length][order.pixels.length];
    for (int j = 0; j < history.length; j++) {
      for (int i = 0; i < order.pixels.length; i++) {
        history[j][i] = (float) profiles.filled[j][order.pixels[i]];
      }
    }
    double[][] others = new double[profiles.common.length][];
    for (int j = 0; j < others.length; j++) {
      others[j] = order.apply(profiles.common[j]);
    }
    return new FitColumns(history, profiles.means, profiles.scales, others);
  }

  int count() {
    return 1 + history.length + others.length;
  }

  /** Writes a pixel's values to the beginning of a row. */
  void row(int pixel, double[] row) {
    row[0] = 1;
    int next = 1;
    for (int j = 0; j < history.length; j++) {
      row[next++] = (history[j][pixel] - means[j]) / scales[j];
    }
    for (double[] other : others) {
      row[next++] = other[pixel];
    }
  }

  /** Subtracts the columns, each times its coefficient, over the first pixels. */
  void subtract(double[] coefficients, double[] from, int count) {
    subtract(from, coefficients[0], count);
    int next = 1;
    int j = 0;
    for (; j + 1 < history.length; j += 2) {
      subtract(
          from,
          history[j],
          means[j],
          coefficients[next] / scales[j],
          history[j + 1],
          means[j + 1],
          coefficients[next + 1] / scales[j + 1],
          count);
      next += 2;
    }
    if (j < history.length) {
      subtract(from, history[j], means[j], coefficients[next++] / scales[j], count);
    }
    for (j = 0; j + 1 < others.length; j += 2) {
      subtract(from, others[j], coefficients[next], others[j + 1], coefficients[next + 1], count);
      next += 2;
    }
    if (j < others.length) {
      subtract(from, others[j], coefficients[next], count);
    }
  }

  private static void subtract(double[] from, double constant, int count) {
    for (int i = 0; i < count; i++) {
      from[i] -= constant;
    }
  }

  private static void subtract(
      double[] from,
      float[] a,
      double meanA,
      double ca,
      float[] b,
      double meanB,
      double cb,
      int count) {
    for (int i = 0; i < count; i++) {
      from[i] -= ca * (a[i] - meanA) + cb * (b[i] - meanB);
    }
  }

  private static void subtract(double[] from, float[] a, double mean, double ca, int count) {
    for (int i = 0; i < count; i++) {
      from[i] -= ca * (a[i] - mean);
    }
  }

  private static void subtract(
      double[] from, double[] a, double ca, double[] b, double cb, int count) {
    for (int i = 0; i < count; i++) {
      from[i] -= ca * a[i] + cb * b[i];
    }
  }

  static void subtract(double[] from, double[] a, double ca, int count) {
    for (int i = 0; i < count; i++) {
      from[i] -= ca * a[i];
    }
  }
}
