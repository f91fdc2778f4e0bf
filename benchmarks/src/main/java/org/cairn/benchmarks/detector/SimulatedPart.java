package org.cairn.benchmarks.detector;

import static org.cairn.benchmarks.Machine.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.cairn.benchmarks.Machine;
import org.cairn.change.Site;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What is found in simulated scenes of several bands, by Cairn and by nrt on the index and on each
 * band, in the same windows.
 */
@Command(
    name = "simulated",
    description =
        "Events in simulated scenes of several bands: found or not, after how many looks.")
public final class SimulatedPart implements Callable<Integer> {
  private static final double RATE = 0.1;
  private static final int LEAST_PIXELS = 4;
  private static final Set<String> STRONG_KINDS = Set.of("demolition", "levelling", "new_building");

  /** Those of nrt's methods that led elsewhere. */
  private static final String PEER_METHODS = "EWMA,CuSum,CCDC-OLS";

  @Mixin private @Nullable BenchOptions options;

  @Option(
      names = "--scenario",
      split = ",",
      description = "Which: ${COMPLETION-CANDIDATES}; all if not given.")
  private List<Scenario> scenarios = List.of(Scenario.values());

  @Option(
      names = "--layers",
      split = ",",
      description =
          "What Cairn is also run on, each layer alone and then fused: ndvi,red for example.")
  private List<String> layers = List.of();

  @Option(
      names = "--bands",
      split = ",",
      description = "What nrt is run on; the index and all bands if not given.")
  private List<String> bands = SceneCube.ASSETS;

  @Override
  public Integer call() throws Exception {
    BenchOptions given = Objects.requireNonNull(options);
    Machine.print();
    for (Scenario scenario : scenarios) {
      run(given, scenario);
    }
    return 0;
  }

  private void run(BenchOptions given, Scenario scenario) throws IOException, InterruptedException {
    Path folder =
        given.work().resolve("simulated").resolve(scenario.name().toLowerCase(Locale.ROOT));
    List<Path> stacks = new ArrayList<>();
    for (int i = 0; i < scenario.scenes(); i++) {
      stacks.add(SimulatedScene.make(scenario, i, folder));
    }
    List<Truth> truths = stacks.stream().map(Truth::read).toList();
    Map<String, Stack> images = new HashMap<>();
    Rises rises = new Rises();
    Rises fused = new Rises();
    List<LocalDate> regional = new ArrayList<>();
    for (int i = 0; i < stacks.size(); i++) {
      Stack stack = Stack.read(stacks.get(i), CairnScores.ASSETS);
      images.put(stack.name(), stack);
      given
          .cairn()
          .add(
              rises,
              stack,
              truths.get(i).windows(),
              SimulatedScene.WINDOW,
              SimulatedScene.HISTORY_END)
          .findRegionalChange()
          .ifPresent(change -> regional.add(LocalDate.ofEpochDay(stack.days()[change.seen()])));
      if (!layers.isEmpty()) {
        given
            .cairn()
            .addFused(
                fused,
                Stack.read(stacks.get(i), layers),
                truths.get(i).windows(),
                SimulatedScene.WINDOW,
                SimulatedScene.HISTORY_END);
      }
    }
    say(
        "%n%s: a regional change is told in %d of %d scenes, on %s",
        scenario.title(), regional.size(), stacks.size(), regional);
    List<Contender> contenders = new ArrayList<>();
    contenders.add(new Contender(Contenders.CAIRN, "", rises));
    if (!layers.isEmpty()) {
      contenders.add(
          new Contender(Contenders.CAIRN + " on " + String.join(", ", layers), "", fused));
    }
    if (given.peerScript().isPresent()) {
      for (String band : bands) {
        contenders.addAll(
            peers(given, given.peerScript().get(), folder.resolve(band), truths, band));
      }
    }
    if (scenario == Scenario.STRONG) {
      Predicate<Truth.Event> strong =
          event -> STRONG_KINDS.contains(event.kind()) && event.pixels() >= LEAST_PIXELS;
      print(
          "demolition, levelling, building of 4 pixels and more",
          contenders,
          truths,
          images,
          strong);
      for (String kind : STRONG_KINDS.stream().sorted().toList()) {
        print(kind, contenders, truths, images, event -> event.kind().equals(kind));
      }
      print("pits, road, fire", contenders, truths, images, strong.negate());
    } else {
      print(scenario.title(), contenders, truths, images, event -> true);
    }
  }

  /** Its scores are kept: neither it nor the scenes change. */
  private static List<Contender> peers(
      BenchOptions given, Path script, Path folder, List<Truth> truths, String band)
      throws IOException, InterruptedException {
    Path said = folder.resolve("nrt");
    if (!Files.exists(said.resolve("done"))) {
      say("running nrt on %s of %s …", band, folder);
      Files.createDirectories(said);
      List<String> arguments = new ArrayList<>(List.of("detect", "--stack"));
      truths.forEach(truth -> arguments.add(folder.resolve(truth.site()).toString()));
      arguments.addAll(
          List.of(
              "--history-end",
              SimulatedScene.HISTORY_END.toString(),
              "--window",
              String.valueOf(SimulatedScene.WINDOW),
              "--nrt",
              given.nrt().toString(),
              "--out",
              said.resolve("alerts").toString(),
              "--minpix",
              "2",
              "4"));
      given.scripts().run(script, arguments, Map.of("ONLY", PEER_METHODS));
      Files.createFile(said.resolve("done"));
    }
    List<Path> files;
    try (Stream<Path> list = Files.list(said)) {
      files = list.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    }
    List<Contender> peers = new ArrayList<>();
    for (Path file : files) {
      String setting = file.getFileName().toString().replaceAll("^alerts-|\\.csv$", "");
      peers.add(new Contender("nrt on " + band, setting, inScenes(Rises.read(file), truths)));
    }
    return peers;
  }

  /** Under the names that windows have in their scenes. */
  private static Rises inScenes(Rises said, List<Truth> truths) {
    Rises rises = new Rises();
    for (Truth truth : truths) {
      List<String> windows = truth.windows();
      for (int i = 0; i < windows.size(); i++) {
        Rises.Window window = new Rises.Window(truth.site(), windows.get(i));
        for (Rises.Rise rise :
            said.of(new Rises.Window(truth.site(), SimulatedScene.sideBySide(i)))) {
          rises.add(window, rise.day(), rise.score());
        }
      }
    }
    return rises;
  }

  private static void print(
      String title,
      List<Contender> contenders,
      List<Truth> truths,
      Map<String, Stack> images,
      Predicate<Truth.Event> wanted) {
    say("%n**%s**, at %.1f false alarms per site-year%n", title, RATE);
    say(
        "| method | setting | events | recall | 95 %% interval | early | by chance | median delay,"
            + " looks | 90 %% | median, days |");
    say("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    RecallTable.best(
            contenders,
            one ->
                new Scoring(
                    truths,
                    one.rises(),
                    SimulatedScene.HISTORY_END.plusDays(1),
                    SimulatedScene.END,
                    wanted),
            RATE)
        .forEach((family, one) -> {
          Scoring.At at =
              new Scoring(
                      truths,
                      one.rises(),
                      SimulatedScene.HISTORY_END.plusDays(1),
                      SimulatedScene.END,
                      wanted)
                  .rate(RATE);
          double[] interval = Shares.wilson(at.found(), at.events());
          double[] looks =
              at.detections().stream()
                  .mapToDouble(found -> looks(images, found))
                  .sorted()
                  .toArray();
          say(
              "| %s | %s | %d | %.3f | %.2f to %.2f | %d | %.2f | %.0f | %.0f | %.0f |",
              family,
              one.setting(),
              at.events(),
              at.recall(),
              interval[0],
              interval[1],
              at.early(),
              at.chance(),
              quantile(looks, 0.5),
              quantile(looks, 0.9),
              at.delayQuantile(0.5));
        });
  }

  private static double quantile(double[] sorted, double share) {
    return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  /** Dates from the event to the alarm, both included, on which half of the window was clear. */
  private static double looks(Map<String, Stack> images, Scoring.Detection found) {
    Stack stack = Objects.requireNonNull(images.get(found.window().site()));
    Site site = CairnScores.site(found.window().name(), SimulatedScene.WINDOW);
    int looks = 0;
    for (int date = 0; date < stack.days().length; date++) {
      int day = stack.days()[date];
      float[] layer = stack.layer(0)[date];
      if (day >= found.eventDay() && day <= found.alarmDay()) {
        looks += 2 * clear(stack, layer, site) >= site.pixels() ? 1 : 0;
      }
    }
    return looks;
  }

  private static int clear(Stack stack, float[] layer, Site site) {
    int clear = 0;
    for (int row = site.row(); row < site.row() + site.rows(); row++) {
      for (int col = site.col(); col < site.col() + site.cols(); col++) {
        clear += Float.isNaN(layer[row * stack.cols() + col]) ? 0 : 1;
      }
    }
    return clear;
  }
}
