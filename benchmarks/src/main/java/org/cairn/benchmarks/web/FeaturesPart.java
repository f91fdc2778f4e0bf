package org.cairn.benchmarks.web;

import static org.cairn.benchmarks.Machine.say;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cairn.benchmarks.InventedGazetteer;
import org.cairn.benchmarks.Machine;
import org.cairn.register.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Makes a workspace of public places, serves it, and lets {@code ogr2ogr} read all of them by turns
 * through the server and from layer {@code geometries} of {@code register.gpkg}, each into the same
 * form. Both have the whole machine; what is told is the time by the clock.
 */
@Command(
    name = "FeaturesOut",
    description = "All places out through OGC API – Features, against reading the file.")
public final class FeaturesPart implements Callable<Integer> {
  private static final String PUBLIC = "\nweb:\n  public: [places, alerts]\n";

  @Option(names = "--workspace", required = true, paramLabel = "DIR")
  private Path folder = Path.of("features");

  @Option(names = "--places", paramLabel = "N", defaultValue = "1000000")
  private int places = 1_000_000;

  @Option(names = "--rounds", paramLabel = "N", defaultValue = "3")
  private int rounds = 3;

  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      defaultValue = "GPKG",
      description = "Driver of GDAL that writes both.")
  private String format = "GPKG";

  @Option(
      names = "--page-size",
      paramLabel = "N",
      description = "Asked for by GDAL; else what it asks for by itself.")
  private Optional<Integer> pageSize = Optional.empty();

  @Option(
      names = "--address",
      paramLabel = "URL",
      description = "Of a server of the workspace that is there already.")
  private Optional<URI> address = Optional.empty();

  @Option(names = "--port", paramLabel = "N", defaultValue = "8198")
  private int port = 8_198;

  @Override
  public Integer call() throws Exception {
    Machine.print();
    if (!Files.exists(folder)) {
      make();
    }
    if (places == 0) {
      return 0;
    }
    if (address.isPresent()) {
      compare(address.get());
      return 0;
    }
    try (ServedNode node = ServedNode.start(folder, port)) {
      compare(node.address());
      say("most memory held by the server: %,.0f MiB", node.memory("VmHWM"));
    }
    return 0;
  }

  private void make() throws Exception {
    Workspace workspace =
        Workspace.create(folder, "bench.example/log", InstantSource.system(), new SecureRandom());
    Files.writeString(folder.resolve("cairn.yaml"), PUBLIC, StandardOpenOption.APPEND);
    say("%s", new InventedGazetteer(1, 358, 170).add(workspace, places, (place, row) -> place));
  }

  private void compare(URI node) throws Exception {
    double[] file = new double[rounds];
    double[] served = new double[rounds];
    List<String> options = new ArrayList<>();
    pageSize.ifPresent(size -> options.addAll(List.of("-oo", "PAGE_SIZE=" + size)));
    for (int round = 0; round < rounds; round++) {
      file[round] = read(List.of(), folder.resolve("register.gpkg").toString(), "geometries");
      served[round] = read(options, "OAPIF:" + node + "/ogc", "places");
      say(
          "round %d: from the file %.1f s, through the server %.1f s",
          round + 1, file[round], served[round]);
    }
    double least = Arrays.stream(file).sorted().toArray()[rounds / 2];
    double own = Arrays.stream(served).sorted().toArray()[rounds / 2];
    say(
        "medians: file %.1f s, server %.1f s; the server is %.2f times as fast as the file (wanted: 0.50 or more)",
        least, own, least / own);
  }

  /** Seconds; throws where not all came out. */
  private double read(List<String> options, String from, String layer) throws Exception {
    Path out = folder.resolve("out-" + layer + ".any");
    Files.deleteIfExists(out);
    List<String> command = new ArrayList<>(List.of("ogr2ogr", "-q", "-f", format));
    command.addAll(options);
    command.addAll(List.of("-nln", "out", out.toString(), from, layer));
    long start = System.nanoTime();
    String said = run(command);
    double seconds = (System.nanoTime() - start) / 1e9;
    String told = run(List.of("ogrinfo", "-ro", "-so", out.toString(), "out"));
    Files.deleteIfExists(out);
    String count =
        told.lines().filter(line -> line.startsWith("Feature Count: ")).findFirst().orElse("");
    say("  %s: %s %s", layer, count, said.strip());
    return seconds;
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed: " + said);
    }
    return said;
  }
}
