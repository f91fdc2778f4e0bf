package org.cairn.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.cairn.change.AnalysisOutcome;
import org.cairn.change.Calibration;
import org.cairn.change.DetectorParameters;
import org.cairn.change.SceneAnalysis;
import org.cairn.change.SceneSeries;
import org.cairn.change.Site;
import org.cairn.change.internal.AreaScan;
import org.cairn.change.internal.ControlNoise;
import org.cairn.change.internal.Residuals;
import org.cairn.change.internal.Standardised;

/**
 * What the detector costs on one thread, in processor time: microseconds per pixel and date for
 * residuals and for the scan, milliseconds per site for the questions about it. Uses the change
 * module's insides to tell the two apart, so it runs on the class path:
 *
 * <pre>
 * java -cp change/target/classes:benchmarks/target/classes org.cairn.benchmarks.DetectorCost [rounds]
 * </pre>
 *
 * The median of the last rounds is printed; the first ones warm the compiler up. Processor time
 * leaves other processes' turns out, not the caches and memory they share: run it on a quiet
 * machine.
 */
public final class DetectorCost {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private DetectorCost() {}

  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 40;
    measure("64 x 64 px, 70 dates, 25 history", 64, 64, 70, 25, rounds);
    measure("101 x 49 px, 47 dates, 20 history", 101, 49, 47, 20, rounds);
  }

  private static void measure(String name, int rows, int cols, int dates, int history, int rounds) {
    DetectorParameters fast = DetectorParameters.defaults();
    int kept = Math.max(1, rounds / 2);
    double[][] times = new double[6][kept];
    double sink = 0;
    for (int round = 0; round < rounds; round++) {
      SceneSeries series = series(rows, cols, dates, history, round);
      Site site = Site.rectangle(rows / 2 - 5, cols / 2 - 5, 10, 10);
      long t0 = now();
      boolean[] usable = Residuals.usableDates(series, fast.prediction());
      Residuals residuals = Residuals.of(series, usable, new boolean[rows * cols], fast);
      long t1 = now();
      float[][] values = new float[dates][];
      Arrays.setAll(values, residuals::of);
      Standardised standardised =
          Standardised.of(values, history, residuals.spread(history, fast.scale()), fast.scale());
      ControlNoise noise = residuals.noise(standardised, fast.scale());
      AreaScan scan = new AreaScan(residuals::of, rows, cols, standardised, noise, fast);
      long t2 = now();
      sink += scan.sigma(0);
      SceneAnalysis analysis = analysis(series, fast);
      long t3 = now();
      sink += analysis.score(site).max();
      long t4 = now();
      double[] maxima = analysis.placebos(site, List.of()).maxima();
      double threshold = Calibration.threshold(maxima, 0.1, 1);
      long t5 = now();
      sink += analysis.sensitivity(site, threshold).size();
      long t6 = now();
      int slot = round - (rounds - kept);
      if (slot >= 0) {
        long[] stamps = {t0, t1, t2, t3, t4, t5, t6};
        times[0][slot] = (stamps[1] - stamps[0]) / 1e6;
        times[1][slot] = (stamps[2] - stamps[1]) / 1e6;
        times[2][slot] = times[0][slot] + times[1][slot];
        times[3][slot] = (stamps[4] - stamps[3]) / 1e6;
        times[4][slot] = (stamps[5] - stamps[4]) / 1e6;
        times[5][slot] = (stamps[6] - stamps[5]) / 1e6;
      }
    }
    double pixelDates = (double) rows * cols * dates / 1e3;
    System.out.printf(
        Locale.ROOT,
        "%s: area %.1f ms = residuals %.3f + scan %.3f us per pixel-date;"
            + " site: score %.2f, placebos %.2f, sensitivity %.2f ms (%.0f)%n",
        name,
        median(times[2]),
        median(times[0]) / pixelDates,
        median(times[1]) / pixelDates,
        median(times[3]),
        median(times[4]),
        median(times[5]),
        sink);
  }

  private static SceneAnalysis analysis(SceneSeries series, DetectorParameters parameters) {
    return switch (SceneAnalysis.of(series, parameters)) {
      case AnalysisOutcome.Analysed(SceneAnalysis analysis) -> analysis;
      case AnalysisOutcome.NotAnalysable(AnalysisOutcome.Reason reason, String message) ->
          throw new IllegalStateException(reason + ": " + message);
    };
  }

  private static long now() {
    return THREADS.getCurrentThreadCpuTime();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Smooth covers with a season, noise, and clouds over part of four dates in ten. */
  private static SceneSeries series(int rows, int cols, int dates, int history, long seed) {
    Random random = new Random(seed);
    int pixels = rows * cols;
    double[][] covers = new double[6][pixels];
    for (double[] cover : covers) {
      double a = random.nextDouble() * 0.4;
      double b = random.nextDouble() * 0.4;
      double phase = random.nextDouble() * 6;
      for (int i = 0; i < pixels; i++) {
        cover[i] = Math.sin(a * (i / cols) + b * (i % cols) + phase);
      }
    }
    float[][] layers = new float[dates][pixels];
    int[] days = new int[dates];
    for (int t = 0; t < dates; t++) {
      days[t] = 10 * t;
      double season = 2 * Math.PI * t / 36.5;
      double edge = random.nextDouble() < 0.4 ? 0.8 * random.nextDouble() : -1;
      double shift = random.nextDouble() * 6;
      for (int i = 0; i < pixels; i++) {
        double value = 0.5 + 0.2 * Math.sin(season) + 0.02 * random.nextGaussian();
        for (int k = 0; k < covers.length; k++) {
          value += 0.05 * Math.cos(season + k) * covers[k][i];
        }
        double cloud =
            0.5 + 0.5 * Math.sin(shift + (i / cols) * 0.07) * Math.sin(shift + (i % cols) * 0.09);
        layers[t][i] = cloud < edge ? Float.NaN : (float) value;
      }
    }
    return new SceneSeries(rows, cols, days, history, layers);
  }
}
