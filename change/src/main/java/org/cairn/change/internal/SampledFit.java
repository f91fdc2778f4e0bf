package org.cairn.change.internal;

import java.util.Arrays;
import org.cairn.change.DetectorParameters.Prediction;

/**
 * The regression of one date on a random sample of its clear pixels, quickly:
 *
 * <ul>
 *   <li>The sample is the first so many clear pixels of a fixed random order. The products of their
 *       columns do not depend on the date: they are summed once for the first pixels of the order,
 *       and a date adds and takes out the pixels in which it differs.
 *   <li>Nine pixels in ten keep the Huber weight 1 all the time. A new iteration only adds the rows
 *       whose weight changed, times the change.
 *   <li>Columns that may not predict a history date are dropped when the system is solved, not when
 *       it is summed.
 * </ul>
 *
 * Same steps and the same numbers of iterations as {@link ReferencePrediction}: with a sample of
 * all clear pixels the results agree but for rounding. Columns: 0 intercept, then the history, then
 * products and position; then the layer itself (the right-hand side), then three gradients. Holds
 * scratch: used by one thread.
 */
final class SampledFit {
  private static final double SMALLEST_SPREAD = 1e-6;

  private final int areaRows;
  private final int areaCols;
  private final Prediction p;
  private final PixelOrder order;
  private final int pixels;
  private final int base;
  private final int wide;
  private final int layerColumn;

  /** {@code int[history dates]}. */
  private final int[] days;

  private final FitColumns columns;

  /** {@code double[pixels][wide]}, the columns by pixel, filled as far as needed. */
  private final double[][] rows;

  private int rowsMade;

  /** Sum over the first rows of the order, weight 1. */
  private final WeightedGram common;

  private final int commonRows;

  private final WeightedGram gram;
  private final double[][] system;
  private final double[] solution;
  private final double[] coefficients;
  private final int[] sample;
  private final double[] weights;
  private final int[] changed;
  private final double[] changes;
  private final double[] layer;
  private final double[] residual;
  private final double[] sizes;
  private final double[] image;
  private final double[][] gradients;
  private final double[][] orderedGradients;

  /** Of a history met for the first time. */
  static SampledFit learn(
      int areaRows, int areaCols, FitColumns columns, int[] days, PixelOrder order, Prediction p) {
    SampledFit fit = new SampledFit(areaRows, areaCols, columns, days, order, p);
    for (int i = 0; i < fit.commonRows; i++) {
      fit.changed[i] = i;
      fit.changes[i] = 1;
    }
    fit.common.add(fit.rows, fit.changed, fit.changes, fit.commonRows, fit.base);
    return fit;
  }

  /** Of a history whose fit is known. */
  static SampledFit of(FitState known, int areaRows, int areaCols, PixelOrder order, Prediction p) {
    FitColumns columns = known.columns(order, areaRows, areaCols);
    SampledFit fit = new SampledFit(areaRows, areaCols, columns, known.days, order, p);
    for (int j = 0; j < fit.base; j++) {
      System.arraycopy(known.gram[j], 0, fit.common.sums[j], 0, fit.base);
    }
    return fit;
  }

  private SampledFit(
      int areaRows, int areaCols, FitColumns columns, int[] days, PixelOrder order, Prediction p) {
    this.areaRows = areaRows;
    this.areaCols = areaCols;
    this.p = p;
    this.order = order;
    this.pixels = areaRows * areaCols;
    this.base = columns.count();
    this.layerColumn = base;
    this.days = days;
    this.wide = base + 4;
    this.columns = columns;
    this.rows = new double[pixels][];
    this.commonRows = Math.min(p.fitSample(), order.eligible);
    this.common = new WeightedGram(base);
    this.gram = new WeightedGram(wide);
    this.system = new double[wide][wide];
    this.solution = new double[wide];
    this.coefficients = new double[wide];
    int most = Math.min(p.fitSample(), order.eligible);
    this.sample = new int[most];
    this.weights = new double[most];
    this.changed = new int[2 * most];
    this.changes = new double[2 * most];
    this.layer = new double[pixels];
    this.residual = new double[pixels];
    this.sizes = new double[most];
    this.image = new double[pixels];
    this.gradients = new double[3][pixels];
    this.orderedGradients = new double[3][pixels];
    makeRows(commonRows);
  }

  /** {@code double[base][base]}: sums over the first rows of the order. */
  double[][] gram() {
    return common.sums;
  }

  private void makeRows(int count) {
    for (; rowsMade < count; rowsMade++) {
      double[] row = new double[wide];
      columns.row(rowsMade, row);
      rows[rowsMade] = row;
    }
  }

  /**
   * Residuals of one date before the controls.
   *
   * @param values {@code float[pixels]}, the date's layer
   * @param ownColumn the date's place among the history columns, from 0; -1 for a monitored date
   * @return {@code double[pixels]} in the fixed order, NaN = masked; valid until the next call
   */
  double[] residuals(float[] values, int ownColumn) {
    for (int i = 0; i < pixels; i++) {
      float value = values[order.pixels[i]];
      layer[i] = Residuals.isClear(value) ? value : Double.NaN;
    }
    int count = drawSample();
    int prefix = count == 0 ? 0 : sample[count - 1] + 1;
    makeRows(prefix);
    startSums(count);
    boolean[] absent = absent(ownColumn);
    fit(count, prefix, absent, false);
    addGradients(count);
    fit(count, prefix, absent, true);
    subtractPrediction(pixels, true);
    return residual;
  }

  /** {@code [wide]}: which columns do not predict the date. */
  private boolean[] absent(int ownColumn) {
    boolean[] absent = new boolean[wide];
    boolean[] predictors = Profiles.predictors(days, ownColumn, p.apartDays());
    for (int j = 0; j < predictors.length; j++) {
      absent[1 + j] = !predictors[j];
    }
    absent[layerColumn] = true;
    return absent;
  }

  /** The first clear pixels of the order, by their place in it. */
  private int drawSample() {
    int count = 0;
    for (int i = 0; i < order.eligible && count < sample.length; i++) {
      sample[count] = i;
      count += Double.isNaN(layer[i]) ? 0 : 1;
    }
    return count;
  }

  /** Sums with weight 1 over the sample, from the common ones where that is less work. */
  private void startSums(int count) {
    Arrays.fill(weights, 0, count, 1);
    int differing = 0;
    int next = 0;
    for (int i = 0; i < commonRows; i++) {
      if (Double.isNaN(layer[i])) {
        changed[differing] = i;
        changes[differing++] = -1;
      }
    }
    while (next < count && sample[next] < commonRows) {
      next++;
    }
    for (; next < count; next++) {
      changed[differing] = sample[next];
      changes[differing++] = 1;
    }
    if (differing < count) {
      gram.copyFrom(common);
      gram.add(rows, changed, changes, differing, base);
    } else {
      for (double[] row : gram.sums) {
        Arrays.fill(row, 0);
      }
      gram.add(rows, sample, weights, count, base);
    }
    for (int i = 0; i < count; i++) {
      rows[sample[i]][layerColumn] = layer[sample[i]];
    }
    double[] products = new double[base];
    gram.addColumn(rows, sample, weights, count, layerColumn, products);
    for (int j = 0; j < base; j++) {
      gram.sums[j][layerColumn] = products[j];
    }
  }

  private void addGradients(int count) {
    subtractPrediction(pixels, false);
    for (int i = 0; i < pixels; i++) {
      // the prediction, also where the layer is masked
      image[order.pixels[i]] = -residual[i];
    }
    Gradients.of(image, areaRows, areaCols, gradients);
    for (int g = 0; g < 3; g++) {
      double[] ordered = orderedGradients[g];
      double[] gradient = gradients[g];
      for (int i = 0; i < pixels; i++) {
        ordered[i] = gradient[order.pixels[i]];
      }
    }
    for (int i = 0; i < count; i++) {
      double[] row = rows[sample[i]];
      for (int g = 0; g < 3; g++) {
        row[layerColumn + 1 + g] = orderedGradients[g][sample[i]];
      }
    }
    double[] products = new double[wide];
    for (int g = 0; g < 3; g++) {
      Arrays.fill(products, 0);
      int column = layerColumn + 1 + g;
      gram.addColumn(rows, sample, weights, count, column, products);
      for (int j = 0; j <= column; j++) {
        gram.sums[j][column] = products[j];
      }
    }
  }

  private void fit(int count, int prefix, boolean[] absent, boolean withGradients) {
    int width = withGradients ? wide : base + 1;
    for (int iteration = 0; iteration < p.huberIterations(); iteration++) {
      solve(absent, withGradients);
      if (withGradients && iteration == p.huberIterations() - 1) {
        return;
      }
      subtractPrediction(prefix, withGradients, layer);
      for (int i = 0; i < count; i++) {
        sizes[i] = Math.abs(residual[sample[i]]);
      }
      double spread =
          count == 0 ? 1 : Medians.TO_SIGMA * Medians.median(sizes, count) + SMALLEST_SPREAD;
      int differing = 0;
      for (int i = 0; i < count; i++) {
        double weight = ReferencePrediction.huberWeight(residual[sample[i]], spread, p.huber());
        double change = weight - weights[i];
        changed[differing] = sample[i];
        changes[differing] = change;
        weights[i] = weight;
        differing += change != 0 ? 1 : 0;
      }
      gram.add(rows, changed, changes, differing, width);
    }
  }

  private void solve(boolean[] absent, boolean withGradients) {
    int n = 0;
    int width = withGradients ? wide : base;
    for (int j = 0; j < width; j++) {
      if (absent[j]) {
        continue;
      }
      double[] from = gram.sums[j];
      double[] to = system[n];
      int m = n;
      for (int k = j; k < width; k++) {
        if (!absent[k]) {
          to[m++] = from[k];
        }
      }
      to[n] += j == 0 ? 1e-6 : p.ridge();
      solution[n] = j < layerColumn ? from[layerColumn] : gram.sums[layerColumn][j];
      n++;
    }
    Cholesky.solve(system, solution, n);
    n = 0;
    for (int j = 0; j < wide; j++) {
      boolean none = absent[j] || j >= width;
      coefficients[j] = none ? 0 : solution[n];
      n += none ? 0 : 1;
    }
  }

  /** The layer minus the prediction over the first pixels of the order; masked pixels get NaN. */
  private void subtractPrediction(int count, boolean withGradients) {
    if (withGradients) {
      subtractPrediction(count, true, layer);
    } else {
      Arrays.fill(residual, 0, count, 0);
      subtractColumns(count, false);
    }
  }

  private void subtractPrediction(int count, boolean withGradients, double[] from) {
    System.arraycopy(from, 0, residual, 0, count);
    subtractColumns(count, withGradients);
  }

  private void subtractColumns(int count, boolean withGradients) {
    columns.subtract(coefficients, residual, count);
    if (withGradients) {
      for (int g = 0; g < 3; g++) {
        double coefficient = coefficients[layerColumn + 1 + g];
        FitColumns.subtract(residual, orderedGradients[g], coefficient, count);
      }
    }
  }
}
