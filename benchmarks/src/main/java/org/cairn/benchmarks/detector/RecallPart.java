package org.cairn.benchmarks.detector;

import static org.cairn.benchmarks.Machine.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.cairn.benchmarks.Machine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How many injected changes are found at how many false alarms, and how soon. */
@Command(
    name = "recall",
    description = "Recall and delay over injected changes, at equal rates of false alarms.")
public final class RecallPart implements Callable<Integer> {
  /** Seeds of the softened set: chosen beforehand, the next ten after the hundreds of the other. */
  private static final int FIRST_SEED = 201;

  private static final int SEEDS = 10;
  private static final String BLUR_PIXELS = "0.6";

  /** As the set of sharp changes was made: this land has little bare ground. */
  private static final String LEAST_CONTRAST = "0.07";

  @Mixin private @Nullable BenchOptions options;

  @Override
  public Integer call() throws Exception {
    BenchOptions given = Objects.requireNonNull(options);
    Machine.print();
    List<RocChart.Panel> panels = new ArrayList<>();
    if (!given.sharp().isEmpty()) {
      panels.add(panel(given, "sharp", "Changes with sharp edges", given.sharp()));
    }
    if (given.inject().isPresent()) {
      panels.add(
          panel(
              given,
              "blurred",
              "Changes softened by " + BLUR_PIXELS + " pixels",
              blurred(given, given.inject().get())));
    }
    for (RocChart.Panel panel : panels) {
      RecallTable.print(panel.heading(), panel.contenders(), panel.scoring());
    }
    if (!panels.isEmpty()) {
      Path figure = given.figures().resolve("roc.svg");
      RocChart.write(panels, figure);
      say("%nwritten: %s", figure);
    }
    return 0;
  }

  private static RocChart.Panel panel(
      BenchOptions given, String name, String title, List<Path> stacks)
      throws IOException, InterruptedException {
    List<Truth> truths = stacks.stream().map(Truth::read).toList();
    List<Contender> contenders =
        new Contenders(
                given, given.work().resolve("scores").resolve(name), stacks, given.historyEnd())
            .run();
    int events = truths.stream().mapToInt(truth -> truth.events().size()).sum();
    return new RocChart.Panel(
        "%s: %d events in %d seeds".formatted(title, events, stacks.size()),
        contenders,
        one -> new Scoring(truths, one.rises(), given.historyEnd().plusDays(1), given.end()));
  }

  private static List<Path> blurred(BenchOptions given, Path script)
      throws IOException, InterruptedException {
    List<Path> stacks = new ArrayList<>();
    for (int seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      Path stack = given.work().resolve("blurred").resolve("seed" + seed);
      if (!Files.exists(stack.resolve("truth.json"))) {
        say("injecting seed %d …", seed);
        given
            .scripts()
            .run(
                script,
                "--stack",
                given.stack().toString(),
                "--out",
                stack.toString(),
                "--seed",
                String.valueOf(seed),
                "--blur",
                BLUR_PIXELS,
                "--min-contrast",
                LEAST_CONTRAST);
      }
      stacks.add(stack);
    }
    return stacks;
  }
}
