package org.cairn.change.internal;

import java.util.Arrays;
import org.cairn.change.Numbers;

/**
 * What the fast prediction of a date needs of the history: its values and gaps, what standardises
 * them, the principal components, the common sums and the controls. The columns of the regression
 * come out of it bit for bit as they were. Pixels are in the fit's random order. Immutable: nobody
 * writes to its arrays.
 */
public final class FitState {
  /** {@code int[usable history dates]}, since 1970-01-01. */
  final int[] days;

  /** {@code float[usable history dates][pixels]}, NaN = gap. */
  private final float[][] history;

  /** Values of the gaps, date after date. */
  private final double[] fills;

  private final double[] means;
  private final double[] scales;

  /** {@code double[up to quadraticComponents][pixels]}. */
  private final double[][] components;

  private final double[] productMeans;
  private final double[] productScales;

  /** {@code double[base][base]}, upper triangle used. */
  final double[][] gram;

  final char[] controls;

  FitState(
      int[] days,
      float[][] history,
      double[] fills,
      Profiles profiles,
      PixelOrder order,
      double[][] gram,
      char[] controls) {
    this.days = days;
    this.history = history;
    this.fills = fills;
    this.means = profiles.means;
    this.scales = profiles.scales;
    this.components = new double[profiles.components.length][];
    for (int k = 0; k < components.length; k++) {
      components[k] = order.apply(profiles.components[k]);
    }
    this.productMeans = profiles.productMeans;
    this.productScales = profiles.productScales;
    this.gram = gram;
    this.controls = controls;
  }

  private FitState(Numbers.Source source, int pixels) {
    this.days = source.ints();
    this.history = Numbers.floats(source, pixels);
    Numbers.requireLength(history.length, days.length);
    this.fills = source.doubles();
    this.means = source.doubles();
    this.scales = source.doubles();
    this.components = Numbers.doubles(source, pixels);
    this.productMeans = source.doubles();
    this.productScales = source.doubles();
    int base = Numbers.count(source);
    this.gram = Numbers.doubles(source, base);
    this.controls = source.chars();
    Numbers.requireLength(means.length, history.length);
    Numbers.requireLength(scales.length, history.length);
    int products = components.length * (components.length + 1) / 2;
    Numbers.requireLength(productMeans.length, products);
    Numbers.requireLength(productScales.length, products);
    Numbers.requireLength(base, 1 + history.length + Profiles.POSITIONS + products);
    Numbers.requireLength(gram.length, base);
  }

  public void write(Numbers.Sink sink) {
    sink.put(days);
    Numbers.put(sink, history);
    sink.put(fills);
    sink.put(means);
    sink.put(scales);
    Numbers.put(sink, components);
    sink.put(productMeans);
    sink.put(productScales);
    sink.put(new int[] {gram.length});
    Numbers.put(sink, gram);
    sink.put(controls);
  }

  /**
   * @throws IllegalArgumentException where the arrays are not those of so many pixels
   */
  public static FitState read(Numbers.Source source, int pixels) {
    return new FitState(source, pixels);
  }

  /** Usable dates of the history. */
  public int dates() {
    return history.length;
  }

  /**
   * {@code double[base][pixels]} in the fit's order: intercept, history, position, products.
   *
   * @throws IllegalArgumentException where there are other gaps than fills
   */
  double[][] columns(PixelOrder order, int rows, int cols) {
    int pixels = rows * cols;
    double[][] columns = new double[gram.length][];
    columns[0] = new double[pixels];
    Arrays.fill(columns[0], 1);
    int next = 1;
    int filled = 0;
    for (int j = 0; j < history.length; j++) {
      double[] column = new double[pixels];
      standardise(history[j], means[j], scales[j], column);
      int gaps = gaps(history[j]);
      for (int i = 0; gaps > 0; i++) {
        if (Float.isNaN(history[j][i])) {
          column[i] = (fills[filled++] - means[j]) / scales[j];
          gaps--;
        }
      }
      columns[next++] = column;
    }
    if (filled != fills.length) {
      throw new IllegalArgumentException(fills.length + " fills for " + filled + " gaps");
    }
    for (double[] position : Profiles.positions(rows, cols)) {
      columns[next++] = order.apply(position);
    }
    int product = 0;
    for (int a = 0; a < components.length; a++) {
      for (int b = a; b < components.length; b++) {
        double[] column = Profiles.product(components[a], components[b]);
        columns[next++] = standardised(column, productMeans[product], productScales[product]);
        product++;
      }
    }
    return columns;
  }

  /** Most dates have none: counting them is quicker than looking for them. */
  private static int gaps(float[] values) {
    int gaps = 0;
    for (float value : values) {
      gaps += Float.isNaN(value) ? 1 : 0;
    }
    return gaps;
  }

  private static void standardise(float[] values, double mean, double scale, double[] result) {
    for (int i = 0; i < result.length; i++) {
      result[i] = (values[i] - mean) / scale;
    }
  }

  private static double[] standardised(double[] values, double mean, double scale) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - mean) / scale;
    }
    return values;
  }
}
