package org.cairn.benchmarks.detector;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.cairn.imagery.raster.PixelWindow;

/**
 * Turns ground of a scene towards other ground of it: what the barest, or the greenest, twentieth
 * of its pixels shows in each band on the same date, so that haze and season come along. Where none
 * of those is clear on a date, changed pixels are hidden: nothing is invented. Single-thread.
 */
final class Blend {
  private static final int PART = 20;

  /** Gaussian of half a pixel on three taps: the sensor's point spread. */
  private static final double SIDE = 0.1065;

  /** Changed ground is as uneven as ground is: by so much from pixel to pixel, fixed in time. */
  private static final double UNEVEN = 0.1;

  private final SceneCube cube;
  private final int[] barest;
  private final int[] greenest;

  Blend(SceneCube cube, LocalDate historyEnd) {
    this.cube = cube;
    int pixels = cube.side() * cube.side();
    double[] sum = new double[pixels];
    int[] looks = new int[pixels];
    for (int date = 0; date < cube.dates() && !cube.date(date).isAfter(historyEnd); date++) {
      float[] ndvi = cube.ndvi(date);
      for (int i = 0; i < pixels; i++) {
        if (cube.clear(date, i)) {
          sum[i] += ndvi[i];
          looks[i]++;
        }
      }
    }
    Integer[] order =
        IntStream.range(0, pixels)
            .filter(i -> looks[i] > 0)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> sum[i] / looks[i]))
            .toArray(Integer[]::new);
    int part = order.length / PART;
    barest = Arrays.stream(order, 0, part).mapToInt(Integer::intValue).toArray();
    greenest =
        Arrays.stream(order, order.length - part, order.length)
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /**
   * Changes the pixels of a window from a day on.
   *
   * @param toBare towards bare ground, else towards green
   * @param strength share of the ground that is replaced in the end
   * @param days until then, evenly; 0 for at once
   */
  void apply(PixelWindow changed, LocalDate from, boolean toBare, double strength, int days) {
    double[] cover = cover(changed);
    for (int date = 0; date < cube.dates(); date++) {
      long since = ChronoUnit.DAYS.between(from, cube.date(date));
      if (since >= 0) {
        double progress = days == 0 ? 1 : Math.min(1, (double) since / days);
        blend(date, cover, toBare ? barest : greenest, strength * progress);
      }
    }
  }

  private void blend(int date, double[] cover, int[] like, double share) {
    int[] clear = Arrays.stream(like).filter(i -> cube.clear(date, i)).toArray();
    for (int pixel = 0; pixel < cover.length; pixel++) {
      if (cover[pixel] > 0 && clear.length == 0) {
        cube.hide(date, pixel);
      }
    }
    for (int band = 0; band < SceneCube.BANDS.size() && clear.length > 0; band++) {
      float[] values = cube.band(band, date);
      double look = Arrays.stream(clear).mapToDouble(i -> values[i]).average().orElseThrow();
      for (int pixel = 0; pixel < cover.length; pixel++) {
        if (cover[pixel] > 0) {
          double uneven = 1 + UNEVEN * ((pixel * 2_654_435_761L >>> 7) % 1_000 / 500.0 - 1);
          values[pixel] += (float) (share * cover[pixel] * (look * uneven - values[pixel]));
        }
      }
    }
  }

  /** Share of each pixel's light that comes from within the window. */
  private double[] cover(PixelWindow changed) {
    int side = cube.side();
    double[] cover = new double[side * side];
    for (int row = Math.max(0, changed.row() - 1);
        row < Math.min(side, changed.row() + changed.rows() + 1);
        row++) {
      for (int col = Math.max(0, changed.col() - 1);
          col < Math.min(side, changed.col() + changed.cols() + 1);
          col++) {
        cover[row * side + col] =
            along(row - changed.row(), changed.rows()) * along(col - changed.col(), changed.cols());
      }
    }
    return cover;
  }

  private static double along(int at, int length) {
    double sum = 0;
    for (int tap = -1; tap <= 1; tap++) {
      if (at + tap >= 0 && at + tap < length) {
        sum += tap == 0 ? 1 - 2 * SIDE : SIDE;
      }
    }
    return sum;
  }
}
