package org.cairn.change.internal;

import org.cairn.change.Numbers;

/**
 * What the fast prediction of a date needs of the history: its values without gaps, what
 * standardises them, the principal components, the common sums and the controls. The columns of the
 * regression come out of it bit for bit as they were. Pixels are in the fit's random order.
 * Immutable: nobody writes to its arrays.
 */
public final class FitState {
  /** {@code int[usable history dates]}, since 1970-01-01. */
  final int[] days;

  /** {@code float[usable history dates][pixels]}, no gaps. */
  private final float[][] history;

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
      FitColumns columns,
      Profiles profiles,
      PixelOrder order,
      double[][] gram,
      char[] controls) {
    this.days = days;
    this.history = columns.history();
    this.means = columns.means();
    this.scales = columns.scales();
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

  /** The columns, bit for bit as they were. */
  FitColumns columns(PixelOrder order, int rows, int cols) {
    double[][] others = new double[gram.length - 1 - history.length][];
    int next = 0;
    for (double[] position : Profiles.positions(rows, cols)) {
      others[next++] = order.apply(position);
    }
    for (int a = 0; a < components.length; a++) {
      for (int b = a; b < components.length; b++) {
        int product = next - Profiles.POSITIONS;
        others[next++] =
            standardised(
                Profiles.product(components[a], components[b]),
                productMeans[product],
                productScales[product]);
      }
    }
    return new FitColumns(history, means, scales, others);
  }

  private static double[] standardised(double[] values, double mean, double scale) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - mean) / scale;
    }
    return values;
  }
}
