package org.cairn.change.internal;

import java.util.Arrays;
import java.util.Random;
import org.cairn.change.DetectorParameters;
import org.cairn.change.DetectorParameters.Detectability;

/**
 * What a site could have shown (design 1.7): blurred blocks are added to its residuals from an
 * early monitored date on, for as many dates as the largest lag, and only what they touch is
 * scanned again. Dates behind those change nothing, so that a period that grows has the same answer
 * for long. Two things keep the answer on the cautious side: only boxes that share much of the
 * block count, and the fit is not made again.
 */
public final class InjectionTrials {
  /** A box counts where it shares at least this much of itself and of the block. */
  private static final double SHARED = 0.4;

  private final AreaScan area;
  private final DetectorParameters parameters;
  private final Detectability settings;
  private final int row0;
  private final int col0;
  private final int siteCols;
  private final int[][] corners;
  private final int[] boxes;

  /** Of the usable dates up to the last one on which an injection is looked for. */
  private final double[] weights;

  /** The change begins on this usable date. */
  private final int start;

  /** Earlier usable dates enter no score from the start on. */
  private final int first;

  /**
   * @param corners per box size of the scan, as in {@link AreaScan#score}
   */
  public InjectionTrials(
      AreaScan area,
      DetectorParameters parameters,
      int row0,
      int col0,
      int siteCols,
      int[][] corners) {
    this.area = area;
    this.parameters = parameters;
    this.settings = parameters.detectability();
    this.row0 = row0;
    this.col0 = col0;
    this.siteCols = siteCols;
    this.corners = corners;
    int history = area.standardised().historyCount();
    int monitored = area.standardised().dates().length - history;
    int lag = parameters.scan().largestLag();
    this.start = history + start(monitored, settings);
    this.first = Math.max(0, start + 1 - lag);
    this.boxes = parameters.scan().boxes().stream().mapToInt(Integer::intValue).toArray();
    this.weights = new double[history + Math.min(monitored, start - history + lag)];
    for (int d = 0; d < weights.length; d++) {
      weights[d] = area.weight(d);
    }
  }

  /**
   * After how many usable monitored dates an injection begins: a share of them, its two leading
   * binary digits only, so that it stays where it is while the period grows by a third or a half.
   */
  public static int start(int monitored, Detectability settings) {
    int start = (int) (settings.startShare() * monitored);
    int leading = Integer.highestOneBit(start);
    return start & (leading | leading >> 1);
  }

  /**
   * Tries one block size.
   *
   * @param blockCorners where the block lies wholly inside the site, at least one
   * @return {@code double[trials * contrasts]}: the largest score of each injection
   */
  public double[] run(int block, int[] blockCorners) {
    Random random = new Random(settings.seed() * 31 + block);
    int trials = Math.min(settings.trials(), 2 * blockCorners.length);
    int[] order = shuffled(blockCorners, random);
    int contrasts = settings.contrasts().size();
    double[] largest = new double[trials * contrasts];
    for (int trial = 0; trial < trials; trial++) {
      int corner = order[trial % order.length];
      int sign = (trial / order.length + trial) % 2 == 0 ? -1 : 1;
      InjectionTrial one = trial(block, corner / siteCols, corner % siteCols);
      for (int c = 0; c < contrasts; c++) {
        largest[trial * contrasts + c] = one.score(sign * settings.contrasts().get(c));
      }
    }
    return largest;
  }

  private static int[] shuffled(int[] values, Random random) {
    int[] result = values.clone();
    for (int i = result.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = result[i];
      result[i] = result[j];
      result[j] = swap;
    }
    return result;
  }

  private InjectionTrial trial(int block, int row, int col) {
    int[] sides = new int[0];
    int[] boxRows = new int[0];
    int[] boxCols = new int[0];
    double[] sigmas = new double[0];
    int count = 0;
    int top = row;
    int left = col;
    int bottom = row + block;
    int right = col + block;
    for (int pass = 0; pass < 2; pass++) {
      if (pass == 1) {
        sides = new int[count];
        boxRows = new int[count];
        boxCols = new int[count];
        sigmas = new double[count];
        count = 0;
      }
      for (int i = 0; i < corners.length; i++) {
        int box = boxes[i];
        for (int corner : corners[i]) {
          int r = corner / siteCols;
          int c = corner % siteCols;
          int shared = overlap(r, box, row, block) * overlap(c, box, col, block);
          if (shared >= SHARED * box * box && shared >= SHARED * block * block) {
            if (pass == 1) {
              sides[count] = box;
              boxRows[count] = r;
              boxCols[count] = c;
              sigmas[count] = area.sigma(i);
              top = Math.min(top, r);
              left = Math.min(left, c);
              bottom = Math.max(bottom, r + box);
              right = Math.max(right, c + box);
            }
            count++;
          }
        }
      }
    }
    int height = bottom - top;
    int width = right - left;
    int[] places = new int[count];
    for (int k = 0; k < count; k++) {
      places[k] = (boxRows[k] - top) * (width + 1) + boxCols[k] - left;
    }
    double[] down = blurred(top - 1, height + 2, row, block);
    double[] across = blurred(left - 1, width + 2, col, block);
    double[] shape = new double[down.length * across.length];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = down[i / across.length] * across[i % across.length];
    }
    int dates = weights.length - first;
    float[][] base = new float[dates][shape.length];
    float[][] gain = new float[dates][shape.length];
    for (int t = 0; t < dates; t++) {
      measure(first + t, row0 + top - 1, col0 + left - 1, width + 2, shape, base[t], gain[t]);
    }
    return new InjectionTrial(
        parameters,
        height,
        width,
        Arrays.copyOfRange(weights, first, weights.length),
        start - first,
        base,
        gain,
        sides,
        places,
        sigmas);
  }

  /**
   * Standardised residuals of a date and what a contrast of 1 adds to them.
   *
   * @param top row of the area that the rectangle of {@code base} and {@code gain} begins with
   */
  private void measure(
      int d, int top, int left, int width, double[] shape, float[] base, float[] gain) {
    double[] spread = area.standardised().spread();
    double factor = area.standardised().factor(d);
    float[] residual = area.residual(d);
    float[] noise = area.noise(d);
    for (int at = 0; at < shape.length; at++) {
      int row = top + at / width;
      int col = left + at % width;
      if (row >= 0 && row < area.rows() && col >= 0 && col < area.cols()) {
        int pixel = row * area.cols() + col;
        double unit = spread[pixel] * factor * noise[pixel];
        base[at] = (float) (residual[pixel] / unit);
        gain[at] = (float) (shape[at] / unit);
      } else {
        base[at] = Float.NaN;
      }
    }
  }

  private static int overlap(int a, int aLength, int b, int bLength) {
    return Math.max(0, Math.min(a + aLength, b + bLength) - Math.max(a, b));
  }

  /** For pixels from {@code first} on. */
  private double[] blurred(int first, int pixels, int from, int length) {
    double[] blurred = new double[pixels];
    for (int i = 0; i < pixels; i++) {
      blurred[i] = blurred(first + i, from, length);
    }
    return blurred;
  }

  /** Share of a pixel that a block from {@code from} on covers, after the sensor's blur. */
  private double blurred(int pixel, int from, int length) {
    double sigma = settings.blurPixels();
    int reach = (int) Math.ceil(4 * sigma);
    double inside = 0;
    double all = 0;
    for (int d = -reach; d <= reach; d++) {
      double weight = Math.exp(-0.5 * d * d / (sigma * sigma));
      all += weight;
      if (pixel + d >= from && pixel + d < from + length) {
        inside += weight;
      }
    }
    return inside / all;
  }
}
