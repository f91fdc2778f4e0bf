package org.cairn.change.internal;

import java.util.Arrays;

/**
 * Control pixels for the fast path: the nearest by history among random candidates that all pixels
 * share, and the median of their residuals. With every pixel a candidate this is what {@link
 * ReferencePrediction} does.
 *
 * <p>Finding: distances to all candidates in plain loops over arrays, then a limit on the distance
 * by bisection on its bits, which lets few more than the wanted number through; only those are
 * sorted. Median: residuals of the candidates are ranked once per date; the median of a pixel's
 * controls is found by bisection on the rank, counting ranks for a block of pixels side by side.
 * Both avoid branches that depend on data. Holds scratch: used by one thread.
 */
final class SharedControls implements Controls {
  /** Pixels handled side by side. */
  private static final int BLOCK = 512;

  private static final int INFINITE = 0x7f800000;

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
  private final int[][] gathered;
  private final int[] low = new int[BLOCK];
  private final int[] high = new int[BLOCK];
  private final int[] above = new int[BLOCK];
  private final int[] need = new int[BLOCK];
  private final int[] counts = new int[BLOCK];
  private final int[] odd = new int[BLOCK];

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
    new Search(scaled, cols, exclusion).run();
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
    this.gathered = new int[wanted][BLOCK];
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

  /** Where the k-th controls of a block of pixels are in the table. */
  private int at(int block, int k) {
    return (block * wanted + k) * BLOCK;
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
      boolean alone = table[at(i / BLOCK, 0) + i % BLOCK] == candidates;
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
        medianRanks(from / BLOCK, finite);
      }
      for (int i = from; i < to; i++) {
        int at = i - from;
        medians[i] =
            Double.isNaN(image[i]) || finite == 0 || need[at] == 0
                ? Double.NaN
                : ((double) byRank[low[at]] + byRank[high[at]]) / 2;
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

  /** Ranks of both middle values per pixel of a block, into {@link #low} and {@link #high}. */
  private void medianRanks(int block, int finite) {
    for (int k = 0; k < wanted; k++) {
      gather(table, at(block, k), ranks, gathered[k]);
    }
    Arrays.fill(above, finite);
    countBelow(above);
    for (int i = 0; i < BLOCK; i++) {
      need[i] = (counts[i] + 1) >> 1;
      // odd numbers of controls have one middle value, even numbers two
      odd[i] = counts[i] & 1;
    }
    Arrays.fill(low, 0);
    Arrays.fill(high, Math.max(0, finite - 1));
    for (int steps = 32 - Integer.numberOfLeadingZeros(Math.max(0, finite - 1));
        steps > 0;
        steps--) {
      for (int i = 0; i < BLOCK; i++) {
        above[i] = ((low[i] + high[i]) >> 1) + 1;
      }
      countBelow(above);
      for (int i = 0; i < BLOCK; i++) {
        int few = (counts[i] - need[i]) >> 31;
        int l = low[i];
        int h = high[i];
        int a = above[i];
        low[i] = (few & Math.min(a, h)) | (~few & l);
        high[i] = (few & h) | (~few & (a - 1));
      }
    }
    Arrays.fill(high, candidates + 1);
    for (int k = 0; k < wanted; k++) {
      nextAbove(gathered[k], low, high);
    }
    for (int i = 0; i < BLOCK; i++) {
      int single = -odd[i];
      high[i] = (single & low[i]) | (~single & high[i]);
    }
  }

  /** How many of each pixel's controls rank below its limit. */
  private void countBelow(int[] limits) {
    Arrays.fill(counts, 0);
    int k = 0;
    for (; k + 3 < wanted; k += 4) {
      countBelow(gathered[k], gathered[k + 1], gathered[k + 2], gathered[k + 3], limits, counts);
    }
    for (; k < wanted; k++) {
      countBelow(gathered[k], limits, counts);
    }
  }

  private static void gather(char[] numbers, int begin, int[] from, int[] to) {
    for (int i = 0; i < BLOCK; i++) {
      to[i] = from[numbers[begin + i]];
    }
  }

  private static void countBelow(int[] a, int[] b, int[] c, int[] d, int[] limits, int[] counts) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] -=
          ((a[i] - limits[i]) >> 31)
              + ((b[i] - limits[i]) >> 31)
              + ((c[i] - limits[i]) >> 31)
              + ((d[i] - limits[i]) >> 31);
    }
  }

  private static void countBelow(int[] ranks, int[] limits, int[] counts) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] -= (ranks[i] - limits[i]) >> 31;
    }
  }

  private static void nextAbove(int[] ranks, int[] limits, int[] next) {
    for (int i = 0; i < BLOCK; i++) {
      int rank = ranks[i];
      int notAbove = ((rank - limits[i] - 1) >> 31) & 0x40000000;
      next[i] = Math.min(next[i], rank | notAbove);
    }
  }

  /** Scratch of the search. */
  private final class Search {
    private final float[][] scaled;
    private final float[][] candidateValues;
    private final int[] candidateRows;
    private final int[] candidateCols;
    private final float[] squares;
    private final int[] bits;
    private final int[] chosen;
    private final int cols;
    private final int exclusion;

    Search(float[][] scaled, int cols, int exclusion) {
      this.scaled = scaled;
      this.cols = cols;
      this.exclusion = exclusion;
      this.candidateRows = new int[candidates];
      this.candidateCols = new int[candidates];
      this.candidateValues = new float[scaled.length][candidates];
      for (int c = 0; c < candidates; c++) {
        candidateRows[c] = candidatePixels[c] / cols;
        candidateCols[c] = candidatePixels[c] % cols;
        for (int j = 0; j < scaled.length; j++) {
          candidateValues[j][c] = scaled[j][candidatePixels[c]];
        }
      }
      this.squares = new float[candidates];
      this.bits = new int[candidates];
      this.chosen = new int[candidates];
    }

    void run() {
      int guess = 0;
      for (int pixel = 0; pixel < pixels; pixel++) {
        measure(pixel);
        int at = pixel % BLOCK;
        int take = Math.min(wanted, countAtMost(bits, INFINITE - 1));
        int found = 0;
        if (take > 0) {
          guess = limit(take, guess);
          found = collect(guess, take);
          distances[pixel] = (float) Math.sqrt(squares[farthest(found)]);
        }
        for (int k = 0; k < wanted; k++) {
          table[at(pixel / BLOCK, k) + at] = (char) (k < found ? chosen[k] : candidates);
        }
      }
    }

    /** Candidates up to the limit; where more than wanted are equally far, the first of those. */
    private int collect(int limit, int take) {
      int found = 0;
      for (int c = 0; c < candidates; c++) {
        if (bits[c] <= limit) {
          chosen[found++] = c;
        }
      }
      if (found == take) {
        return take;
      }
      found = 0;
      for (int c = 0; c < candidates; c++) {
        if (bits[c] < limit) {
          chosen[found++] = c;
        }
      }
      for (int c = 0; c < candidates && found < take; c++) {
        if (bits[c] == limit) {
          chosen[found++] = c;
        }
      }
      return take;
    }

    private int farthest(int found) {
      int farthest = chosen[0];
      for (int k = 1; k < found; k++) {
        farthest = bits[chosen[k]] > bits[farthest] ? chosen[k] : farthest;
      }
      return farthest;
    }

    private void measure(int pixel) {
      Arrays.fill(squares, 0);
      int j = 0;
      for (; j + 3 < scaled.length; j += 4) {
        addSquares(
            squares,
            candidateValues[j],
            scaled[j][pixel],
            candidateValues[j + 1],
            scaled[j + 1][pixel],
            candidateValues[j + 2],
            scaled[j + 2][pixel],
            candidateValues[j + 3],
            scaled[j + 3][pixel]);
      }
      for (; j < scaled.length; j++) {
        addSquares(squares, candidateValues[j], scaled[j][pixel]);
      }
      toBits(squares, bits);
      excludeNear(bits, candidateRows, pixel / cols, candidateCols, pixel % cols, exclusion);
    }

    /** A limit that exactly {@code take} distances meet, or the least one that more meet. */
    private int limit(int take, int guess) {
      int below = -1;
      int above = INFINITE - 1;
      int tried = guess;
      int step = 1 << 19;
      while (true) {
        int count = countAtMost(bits, tried);
        if (count == take) {
          return tried;
        }
        boolean few = count < take;
        if (few) {
          below = tried;
        } else {
          above = tried;
        }
        if (above - below <= 1) {
          return above;
        }
        // from the last pixel's limit outwards in growing steps, then by halves
        int next = few ? tried + step : tried - step;
        step = Math.min(step * 2, 1 << 28);
        boolean open = few ? above == INFINITE - 1 : below == -1;
        tried = open && next > below && next < above ? next : below + (above - below) / 2;
      }
    }
  }

  // Kernels of their own, one simple loop each: the compiler makes vector instructions of these,
  // and
  // not of their sum.

  private static void toBits(float[] values, int[] bits) {
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
  }

  private static void excludeNear(
      int[] bits, int[] rows, int row, int[] cols, int col, int exclusion) {
    for (int i = 0; i < bits.length; i++) {
      int near = (Math.abs(rows[i] - row) - exclusion) & (Math.abs(cols[i] - col) - exclusion);
      bits[i] |= (near >> 31) & INFINITE;
    }
  }

  private static int countAtMost(int[] bits, int limit) {
    int count = 0;
    for (int i = 0; i < bits.length; i++) {
      count += (bits[i] - limit - 1) >>> 31;
    }
    return count;
  }

  private static void addSquares(
      float[] sums,
      float[] a,
      float x,
      float[] b,
      float y,
      float[] c,
      float z,
      float[] d,
      float w) {
    for (int i = 0; i < sums.length; i++) {
      float p = a[i] - x;
      float q = b[i] - y;
      float r = c[i] - z;
      float s = d[i] - w;
      sums[i] += (p * p + q * q) + (r * r + s * s);
    }
  }

  private static void addSquares(float[] sums, float[] a, float x) {
    for (int i = 0; i < sums.length; i++) {
      float p = a[i] - x;
      sums[i] += p * p;
    }
  }
}
