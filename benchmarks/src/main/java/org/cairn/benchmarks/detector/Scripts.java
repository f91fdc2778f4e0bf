package org.cairn.benchmarks.detector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Python programs of others, run one at a time on one thread each. Where they lie is the user's to
 * say; nothing of them is part of this project.
 */
final class Scripts {
  private static final Map<String, String> ONE_THREAD =
      Map.of(
          "OMP_NUM_THREADS", "1",
          "OPENBLAS_NUM_THREADS", "1",
          "NUMBA_NUM_THREADS", "1",
          "PYTHONDONTWRITEBYTECODE", "1");

  private final String python;

  Scripts(String python) {
    this.python = python;
  }

  /**
   * Runs a program to its end; its errors go to ours.
   *
   * @return what it printed
   * @throws IOException where it fails
   */
  String run(Path script, String... arguments) throws IOException, InterruptedException {
    return run(script, Arrays.asList(arguments), Map.of());
  }

  String run(Path script, List<String> arguments, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(Stream.of(python, script.toString()), arguments.stream()).toList();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(ONE_THREAD);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(
          "'" + String.join(" ", command) + "' failed: see its message above. It printed " + said);
    }
    return said;
  }
}
