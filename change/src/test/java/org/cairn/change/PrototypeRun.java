package org.cairn.change;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs the Python tools beside the shared data; skips the test, saying why, where they are absent.
 */
final class PrototypeRun {
  private static Optional<String> known = Optional.empty();

  private PrototypeRun() {}

  /** A folder of the shared data. */
  static Path shared(String folder) {
    String shared = System.getProperty("cairn.shared", "");
    assumeTrue(!shared.isEmpty(), "no shared data: property cairn.shared is empty");
    Path path = Path.of(shared).toAbsolutePath().normalize().resolve(folder);
    assumeTrue(Files.isDirectory(path), "no shared data: " + folder);
    return path;
  }

  /** The first Python that has NumPy, SciPy and rasterio. */
  static String python() throws IOException, InterruptedException {
    for (String candidate :
        List.of(System.getProperty("cairn.python", "python3"), "/usr/bin/python3")) {
      if (known.isEmpty() && hasLibraries(candidate)) {
        known = Optional.of(candidate);
      }
    }
    assumeTrue(known.isPresent(), "no python3 with numpy, scipy and rasterio on this machine");
    return known.orElseThrow();
  }

  private static boolean hasLibraries(String python) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(python, "-c", "import numpy, scipy, rasterio")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  static String run(String... command) throws IOException, InterruptedException {
    Path log = Files.createTempFile("cairn-python", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      boolean ended = process.waitFor(300, TimeUnit.SECONDS);
      String output = Files.readString(log);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", command) + " failed: " + output);
      }
      return output;
    } finally {
      Files.delete(log);
    }
  }

  /** Runs src/test/python/prototype_arrays.py. */
  static void dump(Path stack, Path out, String... options)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                python(),
                Path.of("src/test/python/prototype_arrays.py").toAbsolutePath().toString(),
                "--bench",
                shared("bench").toString(),
                "--stack",
                stack.toString(),
                "--out",
                out.toString()));
    command.addAll(Arrays.asList(options));
    run(command.toArray(String[]::new));
  }

  /** Days since 1970 of the dumped dates, which may repeat. */
  static int[] days(Path out) throws IOException {
    return numbers(Files.readAllLines(out.resolve("shape.txt")).get(1));
  }

  /** The dumped layers; dates are counted, not dated, as the scene has two on one day. */
  static SceneSeries series(Path out) throws IOException {
    int[] shape = numbers(Files.readAllLines(out.resolve("shape.txt")).getFirst());
    float[][] layers = new float[shape[2]][shape[0] * shape[1]];
    int[] days = new int[shape[2]];
    ByteBuffer bytes = read(out.resolve("layers.f32"));
    for (int t = 0; t < layers.length; t++) {
      days[t] = t;
      for (int i = 0; i < layers[t].length; i++) {
        layers[t][i] = bytes.getFloat();
      }
    }
    return new SceneSeries(shape[0], shape[1], days, shape[3], layers);
  }

  static ByteBuffer read(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int[] numbers(String line) {
    return Arrays.stream(line.split(" ")).mapToInt(Integer::parseInt).toArray();
  }
}
