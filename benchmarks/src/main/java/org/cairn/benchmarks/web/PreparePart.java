package org.cairn.benchmarks.web;

import static org.cairn.benchmarks.Machine.say;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.cairn.benchmarks.InventedGazetteer;
import org.cairn.benchmarks.Machine;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.register.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the workspace: people, places, runs of the watch with alerts, judgements. */
@Command(
    name = "prepare",
    description = "Makes a workspace of invented places around 0° N 0° E, once.")
public final class PreparePart implements Callable<Integer> {
  /** Of the part of the world that places are put in, so that tiles have some to show. */
  private static final double DEGREES = 8;

  /** Every so many places one shows only its cell, and every so many nothing. */
  private static final int GENERALISED = 20;

  private static final int WITHHELD = 50;
  private static final int CELL_METRES = 5_000;

  @Option(
      names = "--workspace",
      required = true,
      paramLabel = "DIR",
      description = "Not there yet.")
  private Path folder = Path.of("load");

  @Option(names = "--places", paramLabel = "N", defaultValue = "1000000")
  private int places = 1_000_000;

  @Option(names = "--alerts", paramLabel = "N", defaultValue = "200000")
  private int alerts = 200_000;

  @Option(names = "--people", paramLabel = "N", defaultValue = "100")
  private int people = 100;

  @Option(
      names = "--judged",
      paramLabel = "N",
      defaultValue = "4000",
      description = "Alerts judged.")
  private int judged = 4_000;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1")
  private long seed = 1;

  @Option(names = "--port", paramLabel = "N", defaultValue = "8199")
  private int port = 8_199;

  @Override
  public Integer call() throws Exception {
    Machine.print();
    say("seed %d: %,d places, %,d alerts, %,d of them judged", seed, places, alerts, judged);
    Workspace workspace =
        Workspace.create(folder, "bench.example/log", InstantSource.system(), new SecureRandom());
    List<Member> crew;
    try (ServedNode node = ServedNode.start(folder, port)) {
      crew = Crew.make(node.address(), node.setUpLink().orElseThrow(), people, folder);
    }
    Instant started = Instant.now();
    addPlaces(workspace);
    say("places: %,d s", Duration.between(started, Instant.now()).toSeconds());
    started = Instant.now();
    InventedRuns runs = new InventedRuns(workspace, seed);
    runs.add(places, alerts);
    say("alerts: %,d s", Duration.between(started, Instant.now()).toSeconds());
    started = Instant.now();
    InventedJudgements.add(workspace, crew, judged, seed);
    say("judgements: %,d s", Duration.between(started, Instant.now()).toSeconds());
    say("register.gpkg: %,d MiB", Files.size(workspace.register()) >> 20);
    return 0;
  }

  private void addPlaces(Workspace workspace) throws Exception {
    say(
        "%s",
        new InventedGazetteer(seed, DEGREES, DEGREES)
            .add(workspace, places, (place, row) -> place.withSensitivity(sensitivity(row))));
  }

  /** Some places protected. */
  private static Sensitivity sensitivity(int row) {
    return row % WITHHELD == 0
        ? Sensitivity.WITHHELD
        : row % GENERALISED == 0 ? Sensitivity.generalised(CELL_METRES) : Sensitivity.PUBLIC;
  }
}
