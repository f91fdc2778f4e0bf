package org.cairn.benchmarks.detector;

import static org.cairn.benchmarks.Machine.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * All methods over a set of stacks. What prototype and peers say is kept in a folder, since they do
 * not change; Cairn is always run anew.
 */
final class Contenders {
  static final String CAIRN = "Cairn";
  static final String PROTOTYPE = "prototype";
  private static final String PEER = "nrt ";

  /** How many pixels of a window must agree before nrt's answer counts: small and middling. */
  private static final List<String> LEAST_PIXELS = List.of("2", "4");

  private final BenchOptions options;
  private final Path folder;
  private final List<Path> stacks;
  private final LocalDate historyEnd;

  /**
   * @param folder where scores are kept
   */
  Contenders(BenchOptions options, Path folder, List<Path> stacks, LocalDate historyEnd) {
    this.options = options;
    this.folder = folder;
    this.stacks = stacks;
    this.historyEnd = historyEnd;
  }

  /** Those that can be run with what the user gave, Cairn first. */
  List<Contender> run() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    List<Contender> all = new ArrayList<>();
    all.add(cairn());
    if (options.prototype().isPresent()) {
      all.add(prototype(options.prototype().get()));
    }
    if (options.peerScript().isPresent()) {
      all.addAll(peers(options.peerScript().get()));
    }
    return all;
  }

  private Contender cairn() throws IOException {
    Rises rises = new Rises();
    for (Path path : stacks) {
      Truth truth = Truth.read(path);
      options
          .cairn()
          .add(
              rises,
              Stack.read(path, CairnScores.ASSETS),
              truth.windows(),
              truth.windowPixels(),
              historyEnd);
    }
    rises.write(folder.resolve("cairn.csv"));
    return new Contender(CAIRN, "", rises);
  }

  private Contender prototype(Path script) throws IOException, InterruptedException {
    Path file = folder.resolve("prototype.csv");
    if (!Files.exists(file)) {
      say("running the prototype over %d stacks …", stacks.size());
      options.scripts().run(script, arguments("alerts", file));
    }
    return new Contender(PROTOTYPE, "", Rises.read(file));
  }

  private List<Contender> peers(Path script) throws IOException, InterruptedException {
    Path said = folder.resolve("nrt");
    Path done = said.resolve("done");
    if (!Files.exists(done)) {
      say("running nrt over %d stacks …", stacks.size());
      Files.createDirectories(said);
      List<String> arguments =
          new ArrayList<>(List.of(arguments("detect", said.resolve("alerts"))));
      arguments.addAll(List.of("--nrt", options.nrt().toString(), "--minpix"));
      arguments.addAll(LEAST_PIXELS);
      options.scripts().run(script, arguments.toArray(String[]::new));
      Files.createFile(done);
    }
    List<Path> files;
    try (Stream<Path> list = Files.list(said)) {
      files = list.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    }
    List<Contender> peers = new ArrayList<>();
    for (Path file : files) {
      // alerts-METHOD[-VARIANT]-MODEL-mPIXELS.csv
      String setting = file.getFileName().toString().replaceAll("^alerts-|\\.csv$", "");
      peers.add(new Contender(PEER + setting.split("-", 2)[0], setting, Rises.read(file)));
    }
    return peers;
  }

  private String[] arguments(String mode, Path out) {
    List<String> arguments = new ArrayList<>(List.of(mode, "--stack"));
    stacks.forEach(stack -> arguments.add(stack.toString()));
    arguments.addAll(List.of("--history-end", historyEnd.toString(), "--out", out.toString()));
    return arguments.toArray(String[]::new);
  }
}
