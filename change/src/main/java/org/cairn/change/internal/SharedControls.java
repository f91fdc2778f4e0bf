package org.cairn.change.internal;

import java.util.Arrays;

/**
 * Control pixels for the fast path: the nearest by history among random candidates that all pixels
 * share, and the median of their residuals. With every pixel a candidate this is what {@link
 * ReferencePrediction} does.
 *
 * <p>{@link ControlSearch} finds them. Median: residuals of the candidates are ranked once per
 * date; the median of a pixel's controls is found by bisection on the rank, counting ranks for a
 * block of pixels side by side ({@link RankBlock}). Holds scratch: used by one thread.
 */
final class SharedControls implements Controls {
  /** Pixels handled side by side. */
  private static final int BLOCK = 512;

  private static final Kernels KERNELS = Kernels.chosen();

  private final int pixels;
  private final int wanted;
  private final int candidates;

  /**
   * Controls by block of pixels: {@code [(block * wanted + control) * BLOCK + pixel in block]} is a
   * candidate; {@link #candidates} itself stands for none.
   */
  private final char[] table;

  /** The pixel of each candidate, in the order of the image: equal distances go to the first. */
  private final int[] candidatePixels;

  /**
   * By history, to the farthest of a pixel's controls; 0 without controls. Empty if not found here.
   */
  private final float[] distances;

  private final long[] keys;
  private final int[] ranks;
  private final float[] byRank;
  private final RankBlock ranked;

  /**
   * Finds the controls.
   *
   * @param scaled {@code float[history dates][rows*cols]}, distances are Euclidean in it
   * @param most at most so many candidates
   */
  SharedControls(
      float[][] scaled, int rows, int cols, PixelOrder order, int most, int wanted, int exclusion) {
    this(
        new char[size(rows * cols, wanted)],
        new float[rows * cols],
        rows * cols,
        order,
        most,
        wanted);
    new ControlSearch(scaled, candidatePixels, cols, exclusion).run(wanted, table, distances);
  }

  /**
   * Those found before.
   *
   * @param table as {@link #table} gave it; nobody writes to it any more
   * @throws IllegalArgumentException for one of another size
   */
  SharedControls(char[] table, int pixels, PixelOrder order, int most, int wanted) {
    this(table, new float[0], pixels, order, most, wanted);
  }

  private SharedControls(
      char[] table, float[] distances, int pixels, PixelOrder order, int most, int wanted) {
    if (table.length != size(pixels, wanted)) {
      throw new IllegalArgumentException(
          table.length + " controls, expected " + size(pixels, wanted));
    }
    this.table = table;
    this.distances = distances;
    this.pixels = pixels;
    this.wanted = wanted;
    this.candidates = Math.min(most, order.eligible);
    this.candidatePixels = Arrays.copyOf(order.pixels, candidates);
    Arrays.sort(candidatePixels);
    this.keys = new long[Math.max(candidates, 1)];
    this.ranks = new int[candidates + 1];
    this.byRank = new float[candidates + 1];
    this.ranked = new RankBlock(wanted, BLOCK, candidates + 1);
  }

  private static int size(int pixels, int wanted) {
    return (pixels + BLOCK - 1) / BLOCK * wanted * BLOCK;
  }

  /** All controls, block by block. Read only. */
  char[] table() {
    return table;
  }

  /**
   * {@code float[pixels]}: by history, to the farthest of a pixel's controls, 0 for one without.
   * Empty where the controls were found before. Read only.
   */
  float[] distances() {
    return distances;
  }

  /** Where the k-th control of a pixel is in a table. */
  static int at(int pixel, int k, int wanted) {
    return (pixel / BLOCK * wanted + k) * BLOCK + pixel % BLOCK;
  }

  /**
   * Subtracts from each pixel the median of its controls' values. A pixel without any control keeps
   * its value; one whose controls are all masked becomes NaN.
   *
   * @param image {@code double[rows*cols]}, NaN = masked
   */
  float[] minusMedians(double[] image) {
    double[] medians = medians(image);
    float[] result = new float[pixels];
    for (int i = 0; i < pixels; i++) {
      boolean alone = table[at(i, 0, wanted)] == candidates;
      result[i] = (float) (alone ? image[i] : image[i] - medians[i]);
    }
    return result;
  }

  @Override
  public double[] medians(double[] image) {
    double[] medians = new double[pixels];
    int finite = rank(image);
    for (int from = 0; from < pixels; from += BLOCK) {
      int to = Math.min(pixels, from + BLOCK);
      boolean any = false;
      for (int i = from; i < to; i++) {
        any |= !Double.isNaN(image[i]);
      }
      if (any) {
        ranked.load(table, at(from, 0, wanted), ranks, finite);
        ranked.halve(KERNELS);
      }
      for (int i = from; i < to; i++) {
        int at = i - from;
        medians[i] =
            Double.isNaN(image[i]) || finite == 0 || ranked.count(at) == 0
                ? Double.NaN
                : ((double) byRank[ranked.lower(at)] + byRank[ranked.upper(at)]) / 2;
      }
    }
    return medians;
  }

  /** Ranks the candidates' values; masked ones rank behind all. Returns how many are not masked. */
  private int rank(double[] image) {
    int finite = 0;
    for (int c = 0; c < candidates; c++) {
      float value = (float) image[candidatePixels[c]];
      if (!Float.isNaN(value)) {
        int raw = Float.floatToRawIntBits(value);
        int sortable = raw ^ ((raw >> 31) & 0x7fffffff);
        keys[finite++] = (long) sortable << 32 | c;
      }
    }
    Arrays.sort(keys, 0, finite);
    Arrays.fill(ranks, candidates + 1);
    for (int r = 0; r < finite; r++) {
      int c = (int) keys[r];
      ranks[c] = r;
      byRank[r] = (float) image[candidatePixels[c]];
    }
    return finite;
  }
}
