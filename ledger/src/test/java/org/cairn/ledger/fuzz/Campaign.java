package org.cairn.ledger.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Coverage-guided fuzzing with Jazzer, in a process of its own: Jazzer can be started once in a
 * JVM, and what it does to the classes is not wanted in other tests. All it writes, corpus and
 * findings, is under {@code target/fuzz/}.
 */
final class Campaign {
  private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";

  /** To start, to stop, and for a busy machine. */
  private static final int PATIENCE_SECONDS = 300;

  private static final Pattern EXECUTIONS =
      Pattern.compile("stat::number_of_executed_units: ([0-9]+)");
  private static final Pattern COVERAGE = Pattern.compile(" cov: ([0-9]+) ");
  private static final Pattern REPORT =
      Pattern.compile("(?m)^" + FuzzedProcess.REPORT + "([a-z]+) ([0-9]+) ([0-9]+)$");

  private Campaign() {}

  /** How often a target ran, and how often it accepted. */
  record Tally(long runs, long accepted) {}

  /**
   * @param exitStatus 0 where nothing was found
   * @param executions inputs tried
   * @param coverage edges reached; 0 would mean that nothing guided the campaign
   * @param tallies by target
   * @param output of the process
   * @param findings files with inputs that broke a promise, ran too long or took too much memory
   */
  record Outcome(
      int exitStatus,
      long executions,
      long coverage,
      Map<String, Tally> tallies,
      String output,
      List<Path> findings) {
    Outcome {
      tallies = Map.copyOf(tallies);
      findings = List.copyOf(findings);
    }

    /** What to read and what to repeat. */
    String describe() throws IOException {
      StringBuilder text = new StringBuilder("exit status " + exitStatus + "\n");
      for (Path finding : findings) {
        byte[] input = Files.readAllBytes(finding);
        text.append(finding).append(": ").append(input.length).append(" bytes, base64 ");
        text.append(Base64.getEncoder().encodeToString(input)).append('\n');
      }
      int stack = output.indexOf("== Java Exception");
      return text.append(output.substring(stack < 0 ? Math.max(0, output.length() - 4000) : stack))
          .toString();
    }
  }

  /**
   * Runs until the time is up or something is found.
   *
   * @param name of the folder under {@code target/fuzz}, which is kept from run to run
   * @param targets names; none for the planted fault
   */
  static Outcome run(String name, List<String> targets, int seconds)
      throws IOException, InterruptedException {
    Path folder = Path.of("target", "fuzz", name).toAbsolutePath();
    Path seeds = emptied(folder.resolve("seeds"));
    Path findings = emptied(folder.resolve("findings"));
    Path corpus = Files.createDirectories(folder.resolve("corpus"));
    Path log = folder.resolve("output.txt");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            // Most of a short campaign is starting up.
            seconds < 60 ? "-XX:TieredStopAtLevel=1" : "-XX:+TieredCompilation",
            "-XX:+EnableDynamicAgentLoading",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.awt.headless=true",
            "-D" + FuzzedProcess.TARGETS + "=" + String.join(",", targets),
            "-D" + FuzzedProcess.SEEDS + "=" + seeds,
            "-cp",
            System.getProperty("java.class.path"),
            JAZZER,
            "--target_class=" + FuzzedProcess.class.getName(),
            "--instrumentation_includes=org.cairn.ledger.**:tools.jackson.core.json.**"
                + ":org.bouncycastle.asn1.**:org.bouncycastle.cms.**",
            "--reproducer_path=" + findings,
            "-artifact_prefix=" + findings + "/",
            "-max_total_time=" + seconds,
            "-max_len=" + (80 << 10),
            // For one input: a busy machine can let a process wait for tens of seconds.
            "-timeout=60",
            "-rss_limit_mb=2048",
            "-use_value_profile=1",
            "-print_final_stats=1",
            corpus.toString(),
            seeds.toString());
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(seconds + PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("Fuzzing did not end; what it said is in " + log);
      }
    } finally {
      process.destroyForcibly();
    }
    String output = Files.readString(log, StandardCharsets.ISO_8859_1);
    return new Outcome(
        process.exitValue(),
        last(EXECUTIONS, output),
        last(COVERAGE, output),
        tallies(output),
        output,
        files(findings).stream().filter(file -> !file.toString().endsWith(".java")).toList());
  }

  private static Path emptied(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Path file : files(folder)) {
      Files.delete(file);
    }
    return folder;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static long last(Pattern pattern, String output) {
    List<Long> found = new ArrayList<>(List.of(0L));
    Matcher matcher = pattern.matcher(output);
    while (matcher.find()) {
      found.add(Long.parseLong(matcher.group(1)));
    }
    return found.getLast();
  }

  private static Map<String, Tally> tallies(String output) {
    Map<String, Tally> tallies = new LinkedHashMap<>();
    Matcher matcher = REPORT.matcher(output);
    while (matcher.find()) {
      tallies.put(
          matcher.group(1),
          new Tally(Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3))));
    }
    return tallies;
  }
}
