package org.cairn.benchmarks.detector;

import static org.cairn.benchmarks.Machine.say;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.cairn.benchmarks.Landscapes;
import org.cairn.benchmarks.Machine;
import org.cairn.heritage.Place;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole {@code cairn detect} against a program of rasterio and nrt over the same places and
 * images: as a process each, start of the JVM counted, imports of Python not.
 */
@Command(
    name = "places",
    description = "A whole run of cairn detect over many places against rasterio and nrt.")
public final class PlacesPart implements Callable<Integer> {
  /** From the project's folder, where {@code benchmarks/run} starts this. */
  private static final Path SCRIPT = Path.of("benchmarks/src/main/python/places_nrt.py");

  private static final int PIXELS = 2_048;
  private static final int POLL_MILLIS = 100;

  @Mixin private @Nullable BenchOptions options;

  @Option(names = "--places", defaultValue = "500", description = "How many (${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--heap",
      defaultValue = "1g",
      description = "Largest heap of cairn detect (${DEFAULT-VALUE}).")
  private String heap = "1g";

  /** What a process took. */
  private record Took(double wallSeconds, double cpuSeconds, double mebibytes) {}

  @Override
  public Integer call() throws Exception {
    BenchOptions given = Objects.requireNonNull(options);
    Machine.print();
    Landscapes landscape = Landscapes.of(given.work(), PIXELS);
    LocalDate from = landscape.watching(Landscapes.ACQUISITIONS).from().orElseThrow();
    Path places = given.work().resolve("places-" + count + ".geojson");
    write(landscape.places(count), places);
    Took own = cairn(given, landscape.items(), places, from);
    say("%n**%d places, %d acquisitions**%n", count, Landscapes.ACQUISITIONS);
    say(
        "| program | wall s | cpu s | most memory MiB | wall / Cairn | cpu / Cairn | memory / Cairn |");
    say("| --- | --- | --- | --- | --- | --- | --- |");
    line("cairn detect", own, own);
    line(
        "Python, each file read once", python(given, landscape.items(), places, from, "once"), own);
    line(
        "Python, a window per place and date",
        python(given, landscape.items(), places, from, "windows"),
        own);
    return 0;
  }

  private static void line(String name, Took took, Took own) {
    say(
        "| %s | %.1f | %.1f | %.0f | %.2f | %.2f | %.2f |",
        name,
        took.wallSeconds(),
        took.cpuSeconds(),
        took.mebibytes(),
        took.wallSeconds() / own.wallSeconds(),
        took.cpuSeconds() / own.cpuSeconds(),
        took.mebibytes() / own.mebibytes());
  }

  private static void write(List<Place> places, Path file) {
    List<Map<String, Object>> features = new ArrayList<>();
    for (Place place : places) {
      List<List<Double>> ring = new ArrayList<>();
      for (Coordinate corner : place.geometry().getCoordinates()) {
        ring.add(List.of(corner.x, corner.y));
      }
      features.add(
          Map.of(
              "type", "Feature",
              "id", place.id(),
              "properties", Map.of("id", place.id()),
              "geometry", Map.of("type", "Polygon", "coordinates", List.of(ring))));
    }
    JsonMapper.shared().writeValue(file, Map.of("type", "FeatureCollection", "features", features));
  }

  private Took cairn(BenchOptions given, Path items, Path places, LocalDate from)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                // As 'cairn' starts.
                "-XX:+UseParallelGC",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "org.cairn.app.Main",
                "detect",
                "--places",
                places.toString(),
                "--catalog",
                items.toString(),
                "--from",
                from.toString(),
                "--out",
                given.work().resolve("alerts.geojson").toString())
            .redirectErrorStream(true)
            .redirectOutput(given.work().resolve("detect.log").toFile())
            .start();
    long start = System.nanoTime();
    double cpu = 0;
    double memory = 0;
    while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      cpu = process.info().totalCpuDuration().map(spent -> spent.toMillis() / 1e3).orElse(cpu);
      memory = Math.max(memory, peakMebibytes(process.pid()));
    }
    double wall = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() != 0) {
      throw new IOException(
          "cairn detect ended with "
              + process.exitValue()
              + ": "
              + Files.readString(given.work().resolve("detect.log")));
    }
    return new Took(wall, cpu, memory);
  }

  /** The most a process held so far, on Linux; 0 where that cannot be read. */
  private static double peakMebibytes(long pid) throws IOException {
    Path status = Path.of("/proc", String.valueOf(pid), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_024)
          .findFirst()
          .orElse(0);
    } catch (NoSuchFileException | UncheckedIOException ended) {
      return 0;
    }
  }

  private static Took python(
      BenchOptions given, Path items, Path places, LocalDate from, String mode)
      throws IOException, InterruptedException {
    String[] said =
        given
            .scripts()
            .run(
                SCRIPT,
                given.nrt().toString(),
                items.toString(),
                places.toString(),
                from.toString(),
                mode)
            .strip()
            .split(" ", -1);
    return new Took(
        Double.parseDouble(said[0]), Double.parseDouble(said[1]), Double.parseDouble(said[2]));
  }
}
