package org.cairn.change.radar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All boxes of an area, tested on every monitored pass. The score of a place is the largest t of
 * one channel, or of all channels together, whose t then add where they have one sign. Immutable
 * after construction.
 */
final class RadarScan {
  /** What is smaller is rounding, of images without any noise. */
  private static final double SMALLEST_SCORE = 1e-3;

  private final RadarSeries series;
  private final RadarParameters parameters;
  private final List<Track> tracks;
  private final int[] monitored;
  private final BoxSums[][] sums;

  /** {@code BoxStatistic[boxes][tracks]}. */
  private final BoxStatistic[][] tests;

  /** {@code float[boxes][rows*cols]}: largest score of the box with its upper left pixel there. */
  private final float[][] maxima;

  RadarScan(RadarSeries series, List<Track> tracks, int[] monitored, RadarParameters parameters) {
    this.series = series;
    this.parameters = parameters;
    this.tracks = tracks;
    this.monitored = monitored;
    this.sums = new BoxSums[tracks.size()][];
    for (int k = 0; k < sums.length; k++) {
      float[][] values = tracks.get(k).values;
      sums[k] = new BoxSums[values.length];
      for (int d = 0; d < values.length; d++) {
        sums[k][d] = new BoxSums(values[d], series.rows(), series.cols());
      }
    }
    List<Integer> boxes = parameters.scan().boxes();
    this.tests = new BoxStatistic[boxes.size()][tracks.size()];
    this.maxima = new float[boxes.size()][series.rows() * series.cols()];
    for (int b = 0; b < tests.length; b++) {
      for (int k = 0; k < tracks.size(); k++) {
        tests[b][k] =
            BoxStatistic.of(samples(k, boxes.get(b)), tracks.get(k).history, parameters.scan());
      }
      fillMaxima(b, boxes.get(b));
    }
  }

  private double[][] samples(int track, int box) {
    int down = series.rows() / box;
    int across = series.cols() / box;
    double[][] samples = new double[down * across][];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = means(track, box, i / across * box, i % across * box);
    }
    return samples;
  }

  private double[] means(int track, int box, int row, int col) {
    double[] means = new double[sums[track].length];
    double enough = parameters.scan().validShare() * box * box;
    for (int d = 0; d < means.length; d++) {
      int n = sums[track][d].count(row, col, box, box);
      means[d] = n > 0 && n >= enough ? sums[track][d].sum(row, col, box, box) / n : Double.NaN;
    }
    return means;
  }

  private void fillMaxima(int b, int box) {
    for (int r = 0; r + box <= series.rows(); r++) {
      for (int c = 0; c + box <= series.cols(); c++) {
        float largest = 0;
        for (Best best : scores(b, r, c)) {
          largest = Math.max(largest, best.score);
        }
        maxima[b][r * series.cols() + c] = largest;
      }
    }
  }

  /**
   * Largest score over the monitored passes of the b-th box size with its upper left pixel there.
   */
  float maximum(int b, int row, int col) {
    return maxima[b][row * series.cols() + col];
  }

  /**
   * @param lag number of it
   * @param sign of the sum of the channels' t
   */
  record Best(float score, int lag, int sign) {
    static final Best NONE = new Best(0, 0, 1);
  }

  /** Scores of a box on each monitored pass. */
  Best[] scores(int b, int row, int col) {
    Best[] best = new Best[monitored.length];
    walk(b, row, col, monitored.length, (m, t, latest) -> best[m] = best(t));
    return best;
  }

  /** What a box shows in each channel, see {@link #walk}. */
  interface Visitor {
    /**
     * @param m number of the monitored pass
     * @param t {@code double[channels][lags]} as known after that pass, NaN = unknown
     * @param latest numbers among the track's passes of those with a value so far, by channel
     */
    void at(int m, double[][] t, List<List<Integer>> latest);
  }

  /** Goes with a box through the first so many monitored passes. */
  void walk(int b, int row, int col, int until, Visitor visitor) {
    int box = parameters.scan().boxes().get(b);
    int channels = tracks.size();
    double[][] means = new double[channels][];
    BoxStatistic.Past[] past = new BoxStatistic.Past[channels];
    List<List<Integer>> latest = new ArrayList<>();
    int[] next = new int[channels];
    double[][] t = new double[channels][parameters.scan().lags().size()];
    for (int k = 0; k < channels; k++) {
      means[k] = means(k, box, row, col);
      past[k] = BoxStatistic.Past.of(means[k], tracks.get(k).history);
      latest.add(new ArrayList<>());
      next[k] = tracks.get(k).history;
      Arrays.fill(t[k], Double.NaN);
    }
    for (int m = 0; m < until; m++) {
      for (int k = 0; k < channels; k++) {
        Track track = tracks.get(k);
        boolean passes = next[k] < track.passes.length && track.passes[next[k]] == monitored[m];
        if (passes && !Double.isNaN(means[k][next[k]])) {
          latest.get(k).add(next[k]);
          if (past[k].n() >= parameters.limits().clearHistory()) {
            tests[b][k].test(past[k], means[k], latest.get(k), t[k]);
          }
        }
        next[k] += passes ? 1 : 0;
        if (isStale(track, latest.get(k), monitored[m])) {
          Arrays.fill(t[k], Double.NaN);
        }
      }
      visitor.at(m, t, latest);
    }
  }

  private boolean isStale(Track track, List<Integer> latest, int pass) {
    return !latest.isEmpty()
        && series.passes().get(pass).day()
                - series.passes().get(track.passes[latest.getLast()]).day()
            > parameters.scan().staleDays();
  }

  /** The largest t of a single channel, or of all together where they agree. */
  private static Best best(double[][] t) {
    Best best = Best.NONE;
    for (int l = 0; l < t[0].length; l++) {
      double sum = 0;
      double largest = 0;
      int n = 0;
      for (double[] channel : t) {
        if (!Double.isNaN(channel[l])) {
          sum += channel[l];
          largest = Math.abs(channel[l]) > Math.abs(largest) ? channel[l] : largest;
          n++;
        }
      }
      double together = n > 0 ? sum / Math.sqrt(n) : 0;
      double strongest = Math.abs(together) > Math.abs(largest) ? together : largest;
      if (Math.abs(strongest) > Math.max(best.score, SMALLEST_SCORE)) {
        best = new Best((float) Math.abs(strongest), l, strongest < 0 ? -1 : 1);
      }
    }
    return best;
  }
}
