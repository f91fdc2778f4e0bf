package org.cairn.benchmarks.detector;

import static org.cairn.benchmarks.Machine.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
import org.cairn.change.SceneSeries;
import org.cairn.change.Site;
import org.cairn.simulation.Outline;
import org.cairn.simulation.SimulatedPlace;
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

  /** One of each kind, far enough apart that none lies in the surroundings of another. */
  private static final int PLACES = 6;

  private static final int PLACES_PIXELS = 3 * 128;

  /** As the watch takes in of a place's surroundings. */
  private static final int MARGIN = 27;

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
      rows.add(Row.of("simulated ground, %d × %d px".formatted(pixels, pixels)));
    }
    rows.add(Row.of("simulated places, built ground among fields"));
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
    ground(index, rows);
    places(index, rows.get(SITE_PIXELS.length));
    int finished = done.incrementAndGet();
    if (finished % REPORTED_EVERY == 0) {
      synchronized (rows) {
        print(rows);
      }
    }
  }

  private static SimulationSettings land(int index, int pixels, int places) {
    return new SimulationSettings(
        100_003L * (index + 1),
        pixels,
        DATES,
        FIRST_DAY,
        REVISIT_DAYS,
        WATCHED_FROM,
        places,
        0,
        true,
        false);
  }

  /** Sites anywhere. */
  private void ground(int index, List<Row> rows) {
    int origin = index % CORNER_OF == 0 ? index % 100 : ELSEWHERE + index % 977;
    SimulatedSeries made = SimulatedSeries.of(land(index, 512, 0), origin, origin, AREA, AREA);
    // Sites so small do not sway the fit, so one analysis serves them all.
    Optional<SceneAnalysis> analysis = analyse(made);
    for (int size = 0; size < SITE_PIXELS.length; size++) {
      int pixels = SITE_PIXELS[size];
      List<Judged> judged = new ArrayList<>();
      for (int[] corner : SITES) {
        Site site = Site.rectangle(corner[0], corner[1], pixels, pixels);
        analysis.flatMap(one -> judge(one, site)).ifPresent(judged::add);
      }
      count(rows.get(size), SITES.length, judged);
    }
  }

  /** One of each kind of place, where nothing happens to it, amid its surroundings. */
  private void places(int index, Row row) {
    SimulationSettings land = land(index, PLACES_PIXELS, PLACES);
    List<Judged> judged = new ArrayList<>();
    for (SimulatedPlace place : SimulatedSeries.of(land, 0, 0, 1, 1).places()) {
      Outline outline = place.outline();
      int left = (int) Math.floor(outline.centreCol() - outline.reachCols());
      int top = (int) Math.floor(outline.centreRow() - outline.reachRows());
      int cols = (int) Math.ceil(outline.centreCol() + outline.reachCols()) - left;
      int tall = (int) Math.ceil(outline.centreRow() + outline.reachRows()) - top;
      SimulatedSeries made =
          SimulatedSeries.of(
              land, left - MARGIN, top - MARGIN, cols + 2 * MARGIN, tall + 2 * MARGIN);
      analyse(made)
          .flatMap(one -> judge(one, Site.rectangle(MARGIN, MARGIN, tall, cols)))
          .ifPresent(judged::add);
    }
    count(row, PLACES, judged);
  }

  private Optional<SceneAnalysis> analyse(SimulatedSeries made) {
    int[] days = made.days();
    int history = (int) IntStream.of(days).filter(day -> day < WATCHED_FROM.toEpochDay()).count();
    AnalysisOutcome outcome =
        Objects.requireNonNull(options)
            .cairn()
            .analyse(made.rows(), made.cols(), days, history, made.layers());
    return outcome instanceof AnalysisOutcome.Analysed(SceneAnalysis analysis)
        ? Optional.of(analysis)
        : Optional.empty();
  }

  /**
   * A site that was watched.
   *
   * @param alarms whether it raised one, per rate asked
   */
  private record Judged(double years, boolean[] alarms) {}

  private static Optional<Judged> judge(SceneAnalysis analysis, Site site) {
    Placebos placebos = analysis.placebos(site, List.of());
    if (analysis.findObstacle(site).isPresent()
        || placebos.independent() < LEAST_INDEPENDENT_PLACEBOS) {
      return Optional.empty();
    }
    SceneSeries series = analysis.series();
    // To the last acquisition, as the placebos are exposed to chance.
    double years =
        (series.day(series.dates() - 1) - series.day(series.historyDates() - 1)) / DAYS_PER_YEAR;
    double[] maxima = placebos.maxima();
    double score = analysis.score(site).max();
    boolean[] alarms = new boolean[ASKED.length];
    for (int i = 0; i < ASKED.length; i++) {
      alarms[i] = score > Calibration.threshold(maxima, ASKED[i], years);
    }
    return Optional.of(new Judged(years, alarms));
  }

  /** One group. */
  private void count(Row row, int sites, List<Judged> judged) {
    refused.addAndGet(sites - judged.size());
    if (judged.isEmpty()) {
      return;
    }
    for (int i = 0; i < ASKED.length; i++) {
      int rate = i;
      int alarms = (int) judged.stream().filter(site -> site.alarms[rate]).count();
      row.counts().get(i).add(alarms, judged.size(), judged.getFirst().years);
    }
  }

  /** Windows that overlap are one group: those that begin in the same 10 × 10 px. */
  private Row real(BenchOptions given) throws IOException {
    Row row = Row.of("real untouched windows of %d × %d px".formatted(REAL_WINDOW, REAL_WINDOW));
    Stack stack = Stack.read(given.stack(), CairnScores.ASSETS);
    SceneAnalysis analysis = given.cairn().analysis(stack, given.historyEnd());
    for (int r = 0; r + REAL_WINDOW <= stack.rows(); r += REAL_WINDOW) {
      for (int c = 0; c + REAL_WINDOW <= stack.cols(); c += REAL_WINDOW) {
        int sites = 0;
        List<Judged> judged = new ArrayList<>();
        for (int shift : GRIDS) {
          if (r + shift + REAL_WINDOW <= stack.rows() && c + shift + REAL_WINDOW <= stack.cols()) {
            sites++;
            judge(analysis, Site.rectangle(r + shift, c + shift, REAL_WINDOW, REAL_WINDOW))
                .ifPresent(judged::add);
          }
        }
        count(row, sites, judged);
      }
    }
    return row;
  }
}
