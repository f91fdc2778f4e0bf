package org.cairn.benchmarks;

import static org.cairn.benchmarks.Machine.say;

import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.cairn.change.AnalysisOutcome;
import org.cairn.change.Calibration;
import org.cairn.change.DetectorParameters;
import org.cairn.change.Placebos;
import org.cairn.change.SceneAnalysis;
import org.cairn.change.SceneSeries;
import org.cairn.change.Site;
import org.cairn.simulation.SimulatedSeries;
import org.cairn.simulation.SimulationSettings;

/**
 * Whether the alarm rate asked is the one observed: simulated sites to which nothing happens while
 * drought, flood, snow and missed clouds do, each watched for a year, judged as the watch judges.
 *
 * <p>Arguments: optionally the number of series (2000), and the share of the areas that are taken
 * where the mask overlooks clouds (0.1): these lie in the corner of the scene.
 */
public final class CalibrationTable {
  private static final double[] ASKED = {0.1, 0.3, 1.0};
  private static final int[] SITE_PIXELS = {10, 7};
  private static final int AREA = 64;
  private static final int DATES = 74;
  private static final int REVISIT_DAYS = 10;
  private static final LocalDate FIRST_DAY = LocalDate.parse("2024-05-03");
  private static final LocalDate WATCHED_FROM = LocalDate.parse("2025-05-03");
  private static final double DAYS_PER_YEAR = 365.25;

  /** Interim tables, since a run takes long. */
  private static final int REPORTED_EVERY = 250;

  /** As the watch demands. */
  private static final int LEAST_INDEPENDENT_PLACEBOS = 6;

  /** Far enough from the corner where masks overlook clouds. */
  private static final int ELSEWHERE = 3_000;

  private final int[][] alarms = new int[SITE_PIXELS.length][ASKED.length];
  private final double[] years = new double[SITE_PIXELS.length];
  private final int[] sites = new int[SITE_PIXELS.length];
  private final LongAdder simulatingNanos = new LongAdder();
  private final LongAdder judgingNanos = new LongAdder();
  private final AtomicInteger refused = new AtomicInteger();

  private final AtomicInteger done = new AtomicInteger();

  private CalibrationTable() {}

  public static void main(String[] args) throws Exception {
    Machine.print();
    int series = args.length > 0 ? Integer.parseInt(args[0]) : 2_000;
    double cornerShare = args.length > 1 ? Double.parseDouble(args[1]) : 0.1;
    new CalibrationTable().run(series, cornerShare);
  }

  private void run(int count, double cornerShare) throws Exception {
    int processors = Runtime.getRuntime().availableProcessors();
    try (ExecutorService pool = Executors.newFixedThreadPool(processors)) {
      List<Future<?>> pending =
          IntStream.range(0, count)
              .<Future<?>>mapToObj(i -> pool.submit(() -> judge(i, i % 100 < 100 * cornerShare)))
              .toList();
      for (Future<?> one : pending) {
        one.get();
      }
    }
    print(count);
  }

  private synchronized void print(int count) {
    say(
        "%n%,d series of %d x %d pixels and %d dates; simulating %.0f ms, judging %.0f ms of a"
            + " processor each; %d sites refused",
        count,
        AREA,
        AREA,
        DATES,
        simulatingNanos.sum() / 1e6 / count,
        judgingNanos.sum() / 1e6 / count,
        refused.get());
    for (int size = 0; size < SITE_PIXELS.length; size++) {
      say(
          "%nsites of %d x %d pixels: %,d, %,.0f site-years",
          SITE_PIXELS[size], SITE_PIXELS[size], sites[size], years[size]);
      say("%8s %8s %10s %20s", "asked", "alarms", "observed", "95 % interval");
      for (int rate = 0; rate < ASKED.length; rate++) {
        row(alarms[size][rate], sites[size], years[size] / sites[size], ASKED[rate]);
      }
    }
  }

  /** Rates per site and year from shares of sites: rate = -ln(1 - share) / years. */
  private static void row(int alarms, int sites, double yearsEach, double asked) {
    double share = (double) alarms / sites;
    // Wilson's interval (1927) of a binomial share.
    double z = 1.96;
    double middle = (share + z * z / (2 * sites)) / (1 + z * z / sites);
    double half =
        z
            / (1 + z * z / sites)
            * Math.sqrt(share * (1 - share) / sites + z * z / (4.0 * sites * sites));
    say(
        "%8.1f %8d %10.3f %9.3f to %7.3f",
        asked,
        alarms,
        -Math.log1p(-share) / yearsEach,
        -Math.log1p(-(middle - half)) / yearsEach,
        -Math.log1p(-(middle + half)) / yearsEach);
  }

  /** Each series has weather and land of its own. */
  private void judge(int index, boolean corner) {
    SimulationSettings settings =
        new SimulationSettings(
            100_003L * (index + 1),
            512,
            DATES,
            FIRST_DAY,
            REVISIT_DAYS,
            WATCHED_FROM,
            0,
            0,
            true,
            false);
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    int origin = corner ? index % 100 : ELSEWHERE + index % 977;
    SimulatedSeries series = SimulatedSeries.of(settings, origin, origin, AREA, AREA);
    long simulated = threads.getCurrentThreadCpuTime();
    simulatingNanos.add(simulated - start);
    int[] days = series.days();
    int history = (int) IntStream.of(days).filter(day -> day < WATCHED_FROM.toEpochDay()).count();
    SceneSeries scenes =
        new SceneSeries(series.rows(), series.cols(), days, history, series.layers());
    // To the last acquisition, as the placebos are exposed to chance.
    double watchedYears = (days[days.length - 1] - days[history - 1]) / DAYS_PER_YEAR;
    // Sites so small do not sway the fit, so one analysis serves both.
    switch (SceneAnalysis.of(scenes, DetectorParameters.defaults(), List.of())) {
      case AnalysisOutcome.NotAnalysable not -> refused.addAndGet(SITE_PIXELS.length);
      case AnalysisOutcome.Analysed(SceneAnalysis analysis) -> {
        for (int size = 0; size < SITE_PIXELS.length; size++) {
          count(size, analysis, watchedYears);
        }
      }
    }
    judgingNanos.add(threads.getCurrentThreadCpuTime() - simulated);
    int finished = done.incrementAndGet();
    if (finished % REPORTED_EVERY == 0) {
      print(finished);
    }
  }

  private void count(int size, SceneAnalysis analysis, double watchedYears) {
    int pixels = SITE_PIXELS[size];
    Site site = Site.rectangle((AREA - pixels) / 2, (AREA - pixels) / 2, pixels, pixels);
    Placebos placebos = analysis.placebos(site, List.of());
    if (analysis.findObstacle(site).isPresent()
        || placebos.independent() < LEAST_INDEPENDENT_PLACEBOS) {
      refused.incrementAndGet();
      return;
    }
    double[] maxima = placebos.maxima();
    double score = analysis.score(site).max();
    synchronized (this) {
      sites[size]++;
      years[size] += watchedYears;
      for (int rate = 0; rate < ASKED.length; rate++) {
        if (score > Calibration.threshold(maxima, ASKED[rate], watchedYears)) {
          alarms[size][rate]++;
        }
      }
    }
  }
}
