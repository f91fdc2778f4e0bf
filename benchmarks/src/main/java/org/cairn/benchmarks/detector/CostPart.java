package org.cairn.benchmarks.detector;

import static org.cairn.benchmarks.Machine.median;
import static org.cairn.benchmarks.Machine.say;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.benchmarks.Machine;
import org.cairn.change.SceneAnalysis;
import org.cairn.change.Site;
import org.cairn.change.SiteScores;
import org.cairn.simulation.SimulatedSeries;
import org.cairn.simulation.SimulationSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What the statistic costs on one thread: beside prototype and nrt on the same stack, and of one
 * new date as the series grows. Reading files is not counted on any side.
 */
@Command(
    name = "cost",
    description = "Microseconds per pixel and date, and milliseconds of one new date.")
public final class CostPart implements Callable<Integer> {
  private static final int WINDOW = 10;
  private static final int AREA = 64;
  private static final int SITE = 10;
  private static final int FEW = 40;
  private static final double MOSTLY = 0.9;
  private static final int[] LENGTHS = {25, 50, 100, 200};

  /** {@code NAME threads 1: fit S s = …; monitor S s = …}. */
  private static final Pattern PEER =
      Pattern.compile("(?m)^(\\S+)\\s+threads 1: fit\\s+([0-9.]+) s .*?; monitor\\s+([0-9.]+) s");

  private static final Pattern PEER_PIXELS = Pattern.compile("pixels (\\d+), history");
  private static final Pattern PROTOTYPE =
      Pattern.compile("residuals ([0-9.]+) s, scan ([0-9.]+) s");

  @Mixin private @Nullable BenchOptions options;

  @Option(
      names = "--rounds",
      defaultValue = "30",
      description = "Each figure is the median of the last half (${DEFAULT-VALUE}).")
  private int rounds;

  @Override
  public Integer call() throws Exception {
    BenchOptions given = Objects.requireNonNull(options);
    Machine.print();
    if (given.hasStack()) {
      beside(given);
    }
    say(
        "%n**One new date**, %d × %d px and a site of %d × %d px, median%n",
        AREA, AREA, SITE, SITE);
    say("| history dates | dates monitored before | from scratch, cpu ms | going on, cpu ms |");
    say("| --- | --- | --- | --- |");
    for (int length : LENGTHS) {
      newDate(given.cairn(), LENGTHS[0], length);
    }
    for (int length : Arrays.copyOfRange(LENGTHS, 1, LENGTHS.length)) {
      newDate(given.cairn(), length, FEW);
    }
    return 0;
  }

  private void beside(BenchOptions given) throws Exception {
    Stack stack = Stack.read(given.stack(), CairnScores.ASSETS);
    double[] times = new double[rounds];
    int usable = 0;
    for (int round = 0; round < rounds; round++) {
      SceneAnalysis[] analysis = new SceneAnalysis[1];
      times[round] =
          Machine.ofThisThread(
                  () -> {
                    analysis[0] = given.cairn().analysis(stack, given.historyEnd());
                    for (int r = 0; r + WINDOW <= stack.rows(); r += WINDOW) {
                      for (int c = 0; c + WINDOW <= stack.cols(); c += WINDOW) {
                        analysis[0].score(Site.rectangle(r, c, WINDOW, WINDOW));
                      }
                    }
                  })
              .cpuSeconds();
      usable = usable(analysis[0]);
    }
    double pixels = stack.rows() * stack.cols();
    double own = median(Arrays.copyOfRange(times, rounds / 2, rounds)) * 1e6 / pixels / usable;
    say(
        "%n**The whole statistic**, one thread, %d × %d px, %d usable dates, scores of all windows%n",
        stack.rows(), stack.cols(), usable);
    say("| method | µs per pixel and date | against Cairn |");
    say("| --- | --- | --- |");
    say("| Cairn, warm | %.3f | 1 |", own);
    line("Cairn, first run of a JVM", times[0] * 1e6 / pixels / usable, own);
    if (given.prototype().isPresent()) {
      line(
          "prototype, array code of one thread",
          prototype(given, given.prototype().get()) * 1e6 / pixels / usable,
          own);
    }
    if (given.peerScript().isPresent()) {
      peers(given, given.peerScript().get(), usable, own);
    }
  }

  private static void line(String name, double micros, double own) {
    say("| %s | %.3f | %.2f |", name, micros, micros / own);
  }

  /** Dates of history and after it with enough clear pixels to take part. */
  private static int usable(SceneAnalysis analysis) {
    int usable = 0;
    for (int date = 0; date < analysis.series().dates(); date++) {
      usable += analysis.usable(date) ? 1 : 0;
    }
    return usable;
  }

  /** Seconds, as it prints them. */
  private static double prototype(BenchOptions given, Path script)
      throws IOException, InterruptedException {
    String said =
        given
            .scripts()
            .run(
                script,
                "alerts",
                "--stack",
                given.stack().toString(),
                "--history-end",
                given.historyEnd().toString(),
                "--out",
                given.work().resolve("prototype-cost.csv").toString());
    Matcher matcher = PROTOTYPE.matcher(said);
    if (!matcher.find()) {
      throw new IOException("The prototype printed no times: " + said);
    }
    return Double.parseDouble(matcher.group(1)) + Double.parseDouble(matcher.group(2));
  }

  private static void peers(BenchOptions given, Path script, int usable, double own)
      throws IOException, InterruptedException {
    String said =
        given
            .scripts()
            .run(
                script,
                List.of(
                    "time",
                    "--nrt",
                    given.nrt().toString(),
                    "--stack",
                    given.stack().toString(),
                    "--tile",
                    "2"),
                // It measures one thread first, then all, and wants to be allowed to.
                Map.of(
                    "NUMBA_NUM_THREADS",
                    String.valueOf(Runtime.getRuntime().availableProcessors())));
    Matcher pixels = PEER_PIXELS.matcher(said);
    if (!pixels.find()) {
      throw new IOException("nrt's program printed no number of pixels: " + said);
    }
    List<String> seen = new ArrayList<>();
    Matcher matcher = PEER.matcher(said);
    while (matcher.find()) {
      double seconds = Double.parseDouble(matcher.group(2)) + Double.parseDouble(matcher.group(3));
      // On a machine of one core it says every line twice.
      if (!seen.contains(matcher.group(1))) {
        seen.add(matcher.group(1));
        line(
            "nrt " + matcher.group(1) + ", fit and monitoring, compiled",
            seconds * 1e6 / Integer.parseInt(pixels.group(1)) / usable,
            own);
      }
    }
  }

  /** From scratch over all dates, and going on from an analysis of all but the last. */
  private void newDate(CairnScores cairn, int history, int monitored) throws Exception {
    SimulationSettings settings =
        SimulationSettings.bench(11, 512, history + monitored + 1, 0)
            .withDates(LocalDate.parse("2015-07-01"), 10, LocalDate.parse("2030-01-01"));
    SimulatedSeries made = SimulatedSeries.of(settings, 100, 100, AREA, AREA);
    int dates = clearUntil(made);
    Site site = Site.rectangle((AREA - SITE) / 2, (AREA - SITE) / 2, SITE, SITE);
    CairnScores.Growing before =
        cairn.growing(AREA, AREA, made.days(), history, made.layers(), dates - 1);
    SiteScores known = before.analysis().score(site);
    double[] scratch = new double[rounds];
    double[] onward = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      scratch[round] =
          Machine.ofThisThread(() ->
                  cairn
                      .growing(AREA, AREA, made.days(), history, made.layers(), dates)
                      .analysis()
                      .score(site))
              .cpuSeconds();
      onward[round] =
          Machine.ofThisThread(() ->
                  before.with(made.days(), made.layers(), dates).analysis().score(site, known))
              .cpuSeconds();
    }
    say(
        "| %d | %d | %.1f | %.2f |",
        history,
        monitored,
        1e3 * median(Arrays.copyOfRange(scratch, rounds / 2, rounds)),
        1e3 * median(Arrays.copyOfRange(onward, rounds / 2, rounds)));
  }

  /** Dates up to the last one on which most is clear: a clouded one would cost nothing. */
  private static int clearUntil(SimulatedSeries made) {
    int dates = made.dates();
    while (clear(made.layers()[dates - 1]) < MOSTLY * AREA * AREA) {
      dates--;
    }
    return dates;
  }

  private static int clear(float[] layer) {
    int clear = 0;
    for (float value : layer) {
      clear += Float.isNaN(value) ? 0 : 1;
    }
    return clear;
  }
}
