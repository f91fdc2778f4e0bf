package org.cairn.change.internal;

import java.util.Arrays;

/**
 * The search for each pixel's controls: distances to all candidates in plain loops over arrays,
 * then a limit on the distance by bisection on its bits, which lets few more than the wanted number
 * through. Avoids branches that depend on data. Holds scratch: used by one thread.
 */
final class ControlSearch {
  private static final int INFINITE = 0x7f800000;

  private final float[][] scaled;
  private final int candidates;
  private final float[][] candidateValues;
  private final int[] candidateRows;
  private final int[] candidateCols;
  private final float[] squares;
  private final float[] part;
  private final int[] bits;
  private final int[] chosen;
  private final int cols;
  private final int exclusion;

  /**
   * @param scaled {@code float[history dates][rows*cols]}, distances are Euclidean in it
   * @param candidatePixels in the order of the image
   * @param exclusion pixels so near or nearer, in rows and in columns, are nobody's controls
   */
  ControlSearch(float[][] scaled, int[] candidatePixels, int cols, int exclusion) {
    int candidates = candidatePixels.length;
    this.scaled = scaled;
    this.candidates = candidates;
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
    this.part = new float[candidates];
    this.bits = new int[candidates];
    this.chosen = new int[candidates];
  }

  /**
   * @param wanted so many controls of each pixel
   * @param table where they go, as in {@link SharedControls}
   * @param distances {@code float[rows*cols]}: to the farthest of each pixel's; left as it is for a
   *     pixel without any
   */
  void run(int wanted, char[] table, float[] distances) {
    int guess = 0;
    for (int pixel = 0; pixel < distances.length; pixel++) {
      measure(pixel);
      int take = Math.min(wanted, countAtMost(bits, INFINITE - 1));
      int found = 0;
      if (take > 0) {
        guess = limit(take, guess);
        found = collect(guess, take);
        distances[pixel] = (float) Math.sqrt(squares[farthest(found)]);
      }
      for (int k = 0; k < wanted; k++) {
        table[SharedControls.at(pixel, k, wanted)] = (char) (k < found ? chosen[k] : candidates);
      }
    }
  }

  /** Candidates up to the limit; where more than wanted are equally far, the first of those. */
  private int collect(int limit, int take) {
    int found = 0;
    for (int c = 0; c < candidates; c++) {
      chosen[found] = c;
      found += (bits[c] - limit - 1) >>> 31;
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
      squares(
          candidateValues[j], scaled[j][pixel], candidateValues[j + 1], scaled[j + 1][pixel], part);
      addSquares(
          part,
          candidateValues[j + 2],
          scaled[j + 2][pixel],
          candidateValues[j + 3],
          scaled[j + 3][pixel],
          squares);
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

  // One simple loop each: the compiler makes vector instructions of these, and not of their sum.

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

  // Of two dates at a time: of four, the compiler unrolls the loop too little to fill wide
  // registers.

  private static void squares(float[] a, float x, float[] b, float y, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      float p = a[i] - x;
      float q = b[i] - y;
      sums[i] = p * p + q * q;
    }
  }

  private static void addSquares(
      float[] part, float[] a, float x, float[] b, float y, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      float p = a[i] - x;
      float q = b[i] - y;
      sums[i] += part[i] + (p * p + q * q);
    }
  }

  private static void addSquares(float[] sums, float[] a, float x) {
    for (int i = 0; i < sums.length; i++) {
      float p = a[i] - x;
      sums[i] += p * p;
    }
  }
}
