package org.cairn.change.internal;

import org.cairn.change.Placebos;

/**
 * What windows of one shape show, wherever in a scanned area they are laid. Boxes and pixels that
 * follow one another are looked up together, so that a window costs as many look-ups as it has
 * rows. Immutable.
 */
public final class Windows implements Placebos.Windows {
  private final int areaCols;

  /** {@code int[area pixels + 1]}: usable monitored dates on which pixels before were clear. */
  private final int[] looksBefore;

  /** One per run of pixels: its first, and the one behind its last. */
  private final int[] pixelsFrom;

  private final int[] pixelsTo;

  /** One per run of boxes' corners: where the largest of a part of it is found, and which parts. */
  private final float[][] tables;

  private final int[] firstParts;
  private final int[] lastParts;

  /**
   * @param maxima per box size, of the boxes with their corner at a pixel
   * @param corners per box size, upper left pixels of the boxes wholly inside, as offsets from the
   *     window's among the area's pixels, rising
   * @param pixels of the window, likewise
   */
  Windows(int areaCols, RunMaxima[] maxima, int[] looksBefore, int[][] corners, int[] pixels) {
    this.areaCols = areaCols;
    this.looksBefore = looksBefore;
    this.pixelsFrom = new int[runs(pixels)];
    this.pixelsTo = new int[pixelsFrom.length];
    split(pixels, pixelsFrom, pixelsTo, 0);
    int count = 0;
    for (int[] own : corners) {
      count += runs(own);
    }
    this.tables = new float[count][];
    this.firstParts = new int[count];
    this.lastParts = new int[count];
    int next = 0;
    for (int i = 0; i < corners.length; i++) {
      int begin = next;
      next = split(corners[i], firstParts, lastParts, begin);
      for (int run = begin; run < next; run++) {
        int level = RunMaxima.level(lastParts[run] - firstParts[run]);
        tables[run] = maxima[i].of(level);
        lastParts[run] -= 1 << level;
      }
    }
  }

  private static int runs(int[] rising) {
    int runs = 0;
    for (int i = 0; i < rising.length; i++) {
      runs += i == 0 || rising[i] != rising[i - 1] + 1 ? 1 : 0;
    }
    return runs;
  }

  /** Writes runs from a place on; returns the place behind them. */
  private static int split(int[] rising, int[] from, int[] to, int begin) {
    int next = begin;
    for (int i = 0; i < rising.length; i++) {
      if (i == 0 || rising[i] != rising[i - 1] + 1) {
        from[next++] = rising[i];
      }
      to[next - 1] = rising[i] + 1;
    }
    return next;
  }

  @Override
  public double maximum(int row, int col) {
    int corner = row * areaCols + col;
    float largest = 0;
    for (int run = 0; run < tables.length; run++) {
      float[] table = tables[run];
      largest =
          Math.max(
              largest, Math.max(table[corner + firstParts[run]], table[corner + lastParts[run]]));
    }
    return largest;
  }

  @Override
  public int clearLooks(int row, int col) {
    int corner = row * areaCols + col;
    int sum = 0;
    for (int run = 0; run < pixelsFrom.length; run++) {
      sum += looksBefore[corner + pixelsTo[run]] - looksBefore[corner + pixelsFrom[run]];
    }
    return sum;
  }
}
