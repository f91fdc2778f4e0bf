package org.cairn.watch.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.cairn.change.SceneAnalysis;
import org.cairn.change.Site;
import org.cairn.watch.AlertEvidence;

/**
 * The curve behind an alert: what the changed pixels did, what was expected of them, and what their
 * surroundings did.
 */
final class SeriesPoints {
  /**
   * The band around the expectation is this many robust standard deviations of the history wide on
   * either side.
   */
  private static final double BAND = 2;

  private static final double MAD_TO_SIGMA = 1.4826;

  private SeriesPoints() {}

  static List<AlertEvidence.Point> of(
      SceneAnalysis analysis,
      List<AreaStack.Look> looks,
      int[] footprint,
      List<Site> sites,
      WatchPeriod period,
      int areaCols) {
    List<Means> means = means(analysis, looks, 0, footprint, sites, areaCols);
    double spread = BAND * historySpread(means, looks, period);
    return points(means, spread, looks, period);
  }

  /**
   * The curve of the same pixels with later looks.
   *
   * @param known of the first looks
   */
  static List<AlertEvidence.Point> goingOn(
      List<AlertEvidence.Point> known,
      SceneAnalysis analysis,
      List<AreaStack.Look> looks,
      int[] footprint,
      List<Site> sites,
      WatchPeriod period,
      int areaCols) {
    // The band comes from the history: as wide everywhere.
    double spread =
        known.stream()
            .filter(point -> point.spread().isPresent())
            .mapToDouble(point -> point.spread().getAsDouble())
            .findFirst()
            .orElse(Double.NaN);
    List<Means> means = means(analysis, looks, known.size(), footprint, sites, areaCols);
    List<AlertEvidence.Point> points = new ArrayList<>(known);
    points.addAll(points(means, spread, looks.subList(known.size(), looks.size()), period));
    return points;
  }

  private static List<Means> means(
      SceneAnalysis analysis,
      List<AreaStack.Look> looks,
      int from,
      int[] footprint,
      List<Site> sites,
      int areaCols) {
    int[] around = surroundings(looks.getLast().layer().length, areaCols, sites);
    List<Means> means = new ArrayList<>();
    for (int date = from; date < looks.size(); date++) {
      AreaStack.Look look = looks.get(date);
      boolean clear = look.clearShare(footprint) >= SiteStatement.CLEAR_LOOK;
      boolean expected = clear && analysis.usable(date);
      means.add(
          new Means(
              clear ? mean(look.layer(), footprint) : Double.NaN,
              expected ? mean(analysis.expectation(date), footprint) : Double.NaN,
              mean(look.layer(), around)));
    }
    return means;
  }

  private static List<AlertEvidence.Point> points(
      List<Means> means, double spread, List<AreaStack.Look> looks, WatchPeriod period) {
    List<AlertEvidence.Point> points = new ArrayList<>();
    for (int date = 0; date < looks.size(); date++) {
      Means mean = means.get(date);
      points.add(
          new AlertEvidence.Point(
              LocalDate.ofEpochDay(looks.get(date).day()),
              Double.isNaN(mean.value) ? AlertEvidence.Look.CLOUDY : AlertEvidence.Look.CLEAR,
              optional(mean.value),
              optional(mean.expected),
              Double.isNaN(mean.expected) ? OptionalDouble.empty() : optional(spread),
              optional(mean.surroundings),
              period.watches(looks.get(date).day())));
    }
    return points;
  }

  private record Means(double value, double expected, double surroundings) {}

  private static double historySpread(
      List<Means> means, List<AreaStack.Look> looks, WatchPeriod period) {
    double[] off = new double[means.size()];
    int count = 0;
    for (int date = 0; date < means.size(); date++) {
      double residual = means.get(date).value - means.get(date).expected;
      if (looks.get(date).day() < period.fromDay() && !Double.isNaN(residual)) {
        off[count++] = Math.abs(residual);
      }
    }
    if (count == 0) {
      return Double.NaN;
    }
    Arrays.sort(off, 0, count);
    return MAD_TO_SIGMA * off[count / 2];
  }

  private static int[] surroundings(int pixels, int areaCols, List<Site> sites) {
    boolean[] inside = new boolean[pixels];
    for (Site site : sites) {
      for (int row = site.row(); row < site.row() + site.rows(); row++) {
        for (int col = site.col(); col < site.col() + site.cols(); col++) {
          inside[row * areaCols + col] |= site.contains(row, col);
        }
      }
    }
    int[] around = new int[pixels];
    int count = 0;
    for (int pixel = 0; pixel < pixels; pixel++) {
      if (!inside[pixel]) {
        around[count++] = pixel;
      }
    }
    return Arrays.copyOf(around, count);
  }

  private static double mean(float[] values, int[] pixels) {
    double sum = 0;
    int count = 0;
    for (int pixel : pixels) {
      if (!Float.isNaN(values[pixel])) {
        sum += values[pixel];
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  private static OptionalDouble optional(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
