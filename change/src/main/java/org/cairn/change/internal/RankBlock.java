package org.cairn.change.internal;

import java.util.Arrays;

/**
 * Ranks of the controls of a block of pixels, and what is asked of them: how many of a pixel's
 * controls are known, and which two ranks are in the middle of those. A rank is a number from 0;
 * those of masked controls are {@link #known} or more. The known ranks of one pixel are all
 * different.
 *
 * <p>Two ranks share a word, so that one instruction does twice the work: the lower half is of
 * pixel {@code i}, the upper of pixel {@code i + words}. The highest bit of each half is set in
 * {@link #ranks}: it is what is left of it after subtracting a limit that the rank is not below,
 * and keeps a difference from borrowing of the other half. Used by one thread.
 */
final class RankBlock {
  /** The largest rank. */
  private static final int MOST = 0x7ffe;

  /** 1 in each half. */
  static final int ONES = 0x00010001;

  /** The highest bit of each half. */
  static final int TOPS = 0x80008000;

  private final int words;

  /** {@code int[controls][words]}. */
  private final int[][] ranks;

  /** {@code int[words]}: how many controls' ranks are known. */
  private final int[] counts;

  /** {@code int[words]}: the lower middle rank; anything where no control is known. */
  private final int[] low;

  /** {@code int[words]}: the next known rank above it; anything where there is none. */
  private final int[] high;

  private final int[] below;
  private final int[] need;
  private final int[] limits;

  /** Ranks below it are known. */
  private int known;

  /**
   * @param pixels of a block, an even number
   * @param most ranks are at most so large
   * @throws IllegalArgumentException where that is more than {@link #MOST}
   */
  RankBlock(int controls, int pixels, int most) {
    if (most > MOST) {
      throw new IllegalArgumentException("Ranks up to " + most + ", at most " + MOST + " fit");
    }
    this.words = pixels / 2;
    this.ranks = new int[controls][words];
    this.counts = new int[words];
    this.low = new int[words];
    this.high = new int[words];
    this.below = new int[words];
    this.need = new int[words];
    this.limits = new int[words];
  }

  /**
   * Takes in the ranks of a block's controls.
   *
   * @param table from {@code begin} on, {@code [controls][pixels]}: numbers of candidates
   * @param rankOf {@code int[candidates + 1]}
   * @param known ranks below it are known
   */
  void load(char[] table, int begin, int[] rankOf, int known) {
    this.known = known;
    for (int k = 0; k < ranks.length; k++) {
      gather(table, begin + k * 2 * words, rankOf, ranks[k]);
    }
  }

  private static void gather(char[] table, int begin, int[] rankOf, int[] to) {
    int second = begin + to.length;
    for (int i = 0; i < to.length; i++) {
      to[i] = rankOf[table[begin + i]] | rankOf[table[second + i]] << 16 | TOPS;
    }
  }

  /** Finds the middle ranks: by halving between all known ones, which are counted each time. */
  void halve(Kernels kernels) {
    Arrays.fill(limits, known * ONES);
    kernels.countBelow(ranks, limits, counts);
    halve(counts, need);
    Arrays.fill(low, 0);
    Arrays.fill(high, Math.max(0, known - 1) * ONES);
    int steps = 32 - Integer.numberOfLeadingZeros(Math.max(0, known - 1));
    for (int step = 0; step < steps; step++) {
      between(low, high, limits);
      kernels.countBelow(ranks, limits, below);
      narrow(below, need, limits, low, high);
    }
    kernels.nextAbove(ranks, low, high);
  }

  /** Half of each, rounded up. */
  private static void halve(int[] counts, int[] halves) {
    for (int i = 0; i < counts.length; i++) {
      halves[i] = ((counts[i] + ONES) >>> 1) & ~TOPS;
    }
  }

  /** One above the middle of each. */
  private static void between(int[] low, int[] high, int[] limits) {
    for (int i = 0; i < limits.length; i++) {
      limits[i] = (((low[i] + high[i]) >>> 1) & ~TOPS) + ONES;
    }
  }

  /** The middle rank is below the limit where enough are, else not. */
  private static void narrow(int[] below, int[] need, int[] limits, int[] low, int[] high) {
    for (int i = 0; i < limits.length; i++) {
      int tops = ((below[i] | TOPS) - need[i]) & TOPS;
      int enough = (tops - (tops >>> 15)) | tops;
      low[i] = (low[i] & enough) | (limits[i] & ~enough);
      high[i] = (high[i] & ~enough) | ((limits[i] - ONES) & enough);
    }
  }

  /** How many controls of a pixel of the block are known. */
  int count(int pixel) {
    return of(counts, pixel);
  }

  /** The lower middle rank of a pixel with a known control. */
  int lower(int pixel) {
    return of(low, pixel);
  }

  /** The upper middle rank of a pixel with a known control; the lower one's where it is alone. */
  int upper(int pixel) {
    return (count(pixel) & 1) == 1 ? of(low, pixel) : of(high, pixel);
  }

  private int of(int[] packed, int pixel) {
    return pixel < words ? packed[pixel] & 0xffff : packed[pixel - words] >>> 16;
  }
}
