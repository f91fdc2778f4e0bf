package org.cairn.benchmarks.detector;

import static org.cairn.benchmarks.Machine.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cairn.benchmarks.Machine;
import org.cairn.change.AnalysisOutcome;
import org.cairn.change.Calibration;
import org.cairn.change.Placebos;
import org.cairn.change.SceneAnalysis;
import org.cairn.change.Site;
import org.cairn.simulation.SimulatedSeries;
import org.cairn.simulation.SimulationSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Whether the alarm rate asked is the one observed where nothing happens: over simulated sites,
 * each watched for a year while drought, flood, snow and missed clouds come, and over the windows
 * of a real stack. Judged as the watch judges.
 */
@Command(name = "calibration", description = "False alarms asked and observed, and their figure.")
public final class CalibrationPart implements Callable<Integer> {
  static final double[] ASKED = {0.05, 0.1, 0.3, 1.0};
  private static final int[] SITE_PIXELS = {10, 7};

  /** Upper left corners of an area's sites, far enough apart to share few placebos' boxes. */
  private static final int[][] SITES = {{27, 27}, {6, 6}, {6, 48}, {48, 6}, {48, 48}};

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

  /** One series in ten lies where masks overlook clouds: the corner of the scene. */
  private static final int CORNER_OF = 10;

  private static final int ELSEWHERE = 3_000;

  /** Windows of the real stack lie on three grids, so many pixels apart. */
  private static final int[] GRIDS = {0, 3, 6};

  private static final int REAL_WINDOW = 10;

  @Mixin private @Nullable BenchOptions options;

  @Option(
      names = "--series",
      defaultValue = "2000",
      description = "How many simulated areas, of five sites each (${DEFAULT-VALUE}).")
  private int series;

  @Option(
      names = "--first",
      defaultValue = "0",
      description = "Go on from this one with what earlier runs counted: a long run can be cut.")
  private int first;

  @Option(
      names = "--threads",
      defaultValue = "1",
      description = "How many are judged at a time (${DEFAULT-VALUE}).")
  private int threads;

  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();

  /**
   * Of one kind of site.
   *
   * @param counts one per rate asked
   */
  record Row(String name, List<AlarmCount> counts) {
    static Row of(String name) {
      return new Row(name, Stream.generate(AlarmCount::new).limit(ASKED.length).toList());
    }
  }

  @Override
  public Integer call() throws Exception {
    Machine.print();
    List<Row> rows = new ArrayList<>();
    for (int pixels : SITE_PIXELS) {
      rows.add(Row.of("simulated sites of %d × %d px".formatted(pixels, pixels)));
    }
    BenchOptions given = Objects.requireNonNull(options);
    Path counts = given.work().resolve("calibration-counts.txt");
    if (first > 0) {
      read(rows, counts);
    }
    simulated(rows);
    write(rows, counts);
    if (given.hasStack()) {
      rows.add(real(given));
    }
    print(rows);
    Path figure = given.figures().resolve("calibration.svg");
    CalibrationChart.write(rows, figure);
    say("%nwritten: %s", figure);
    return 0;
  }

  private void simulated(List<Row> rows) throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> pending =
          IntStream.range(first, series)
              .<Future<?>>mapToObj(i -> pool.submit(() -> judge(i, rows)))
              .toList();
      for (Future<?> one : pending) {
        one.get();
      }
    }
  }

  /** A line a group, headed by its row and rate. */
  private static void write(List<Row> rows, Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      for (int i = 0; i < ASKED.length; i++) {
        for (String line : rows.get(row).counts().get(i).lines()) {
          lines.add(row + " " + i + " " + line);
        }
      }
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, lines);
  }

  private static void read(List<Row> rows, Path file) throws IOException {
    for (String line : Files.readAllLines(file)) {
      String[] parts = line.split(" ", 3);
      rows.get(Integer.parseInt(parts[0])).counts().get(Integer.parseInt(parts[1])).read(parts[2]);
    }
  }

  private void print(List<Row> rows) {
    say("%n%,d series simulated, %d sites refused%n", first + done.get(), refused.get());
    say("| site | asked | sites | site-years | alarms | observed | 95 %% interval |");
    say("| --- | --- | --- | --- | --- | --- | --- |");
    for (Row row : rows) {
      for (int i = 0; i < ASKED.length; i++) {
        AlarmCount.Rate rate = row.counts().get(i).rate();
        say(
            "| %s | %.2f | %,d | %,.0f | %,d | %.3f | %.3f to %.3f |",
            row.name(),
            ASKED[i],
            rate.sites(),
            rate.siteYears(),
            rate.alarms(),
            rate.observed(),
            rate.from(),
            rate.to());
      }
    }
  }

  /** Each series has weather and land of its own. */
  private void judge(int index, List<Row> rows) {
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
    int origin = index % CORNER_OF == 0 ? index % 100 : ELSEWHERE + index % 977;
    SimulatedSeries made = SimulatedSeries.of(settings, origin, origin, AREA, AREA);
    int[] days = made.days();
    int history = (int) IntStream.of(days).filter(day -> day < WATCHED_FROM.toEpochDay()).count();
    // To the last acquisition, as the placebos are exposed to chance.
    double years = (days[days.length - 1] - days[history - 1]) / DAYS_PER_YEAR;
    // Sites so small do not sway the fit, so one analysis serves them all.
    switch (Objects.requireNonNull(options)
        .cairn()
        .analyse(AREA, AREA, days, history, List.<float[][]>of(made.layers()))) {
      case AnalysisOutcome.NotAnalysable not ->
          refused.addAndGet(SITE_PIXELS.length * SITES.length);
      case AnalysisOutcome.Analysed(SceneAnalysis analysis) -> {
        for (int size = 0; size < SITE_PIXELS.length; size++) {
          int pixels = SITE_PIXELS[size];
          List<Site> sites =
              Arrays.stream(SITES)
                  .map(corner -> Site.rectangle(corner[0], corner[1], pixels, pixels))
                  .toList();
          count(rows.get(size), analysis, sites, years);
        }
      }
    }
    int finished = done.incrementAndGet();
    if (finished % REPORTED_EVERY == 0) {
      synchronized (rows) {
        print(rows);
      }
    }
  }

  /** One group. */
  private void count(Row row, SceneAnalysis analysis, List<Site> sites, double years) {
    int judged = 0;
    int[] alarms = new int[ASKED.length];
    for (Site site : sites) {
      Placebos placebos = analysis.placebos(site, List.of());
      if (analysis.findObstacle(site).isPresent()
          || placebos.independent() < LEAST_INDEPENDENT_PLACEBOS) {
        refused.incrementAndGet();
        continue;
      }
      judged++;
      double[] maxima = placebos.maxima();
      double score = analysis.score(site).max();
      for (int i = 0; i < ASKED.length; i++) {
        alarms[i] += score > Calibration.threshold(maxima, ASKED[i], years) ? 1 : 0;
      }
    }
    if (judged > 0) {
      for (int i = 0; i < ASKED.length; i++) {
        row.counts().get(i).add(alarms[i], judged, years);
      }
    }
  }

  /** Windows that overlap are one group: those that begin in the same 10 × 10 px. */
  private Row real(BenchOptions given) throws IOException {
    Row row = Row.of("real untouched windows of %d × %d px".formatted(REAL_WINDOW, REAL_WINDOW));
    Stack stack = Stack.read(given.stack(), CairnScores.ASSETS);
    SceneAnalysis analysis = given.cairn().analysis(stack, given.historyEnd());
    int history = stack.datesUntil(given.historyEnd());
    int[] days = stack.days();
    double years = (days[days.length - 1] - days[history - 1]) / DAYS_PER_YEAR;
    for (int r = 0; r + REAL_WINDOW <= stack.rows(); r += REAL_WINDOW) {
      for (int c = 0; c + REAL_WINDOW <= stack.cols(); c += REAL_WINDOW) {
        List<Site> sites = new ArrayList<>();
        for (int shift : GRIDS) {
          if (r + shift + REAL_WINDOW <= stack.rows() && c + shift + REAL_WINDOW <= stack.cols()) {
            sites.add(Site.rectangle(r + shift, c + shift, REAL_WINDOW, REAL_WINDOW));
          }
        }
        count(row, analysis, sites, years);
      }
    }
    return row;
  }
}
