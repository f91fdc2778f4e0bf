package org.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole way from files to scores, judged by the benchmark's own program: weak changes injected
 * into a real series, 160 windows.
 */
@Tag("slow")
class InjectedRecallTest {
  private static final String PYTHON = "/usr/bin/python3";
  private static final List<String> SEEDS = List.of("seed101", "seed102", "seed103", "seed104");

  @TempDir private Path folder;

  @Test
  void finds_nine_of_ten_injected_changes_at_both_alarm_rates() throws Exception {
    Path data =
        SharedData.folder().resolve("data").resolve("imagery").resolve("s2-slovenia-west-injected");
    Path judge = SharedData.folder().resolve("bench").resolve("score.py");
    assumeTrue(Files.exists(data) && Files.exists(judge), "Skipped: no injected series at hand");
    assumeTrue(hasNumpy(), "Skipped: the benchmark's program needs " + PYTHON + " with numpy");

    List<String> rows = new ArrayList<>(List.of("site_id,window,first_flag_date,score"));
    List<String> command = new ArrayList<>(List.of(PYTHON, judge.toString(), "--json"));
    command.addAll(List.of("--alerts", folder.resolve("flags.csv").toString(), "--truth"));
    for (String seed : SEEDS) {
      for (String rise : scores(data.resolve(seed).resolve("items.json"), folder.resolve(seed))) {
        rows.add(seed + "," + rise);
      }
      command.add(data.resolve(seed).resolve("truth.json").toString());
    }
    Files.write(folder.resolve("flags.csv"), rows);

    JsonNode results = JsonMapper.shared().readTree(output(command));
    for (JsonNode result : results) {
      if (result.get("target_far").asDouble() <= 0.3) {
        assertThat(result.get("events").asInt()).isEqualTo(80);
        assertThat(result.get("far").asDouble())
            .isLessThanOrEqualTo(result.get("target_far").asDouble());
        assertThat(result.get("recall").asDouble()).as("%s", result).isGreaterThanOrEqualTo(0.90);
      }
    }
    assertThat(results.size()).isEqualTo(3);
  }

  private static List<String> scores(Path items, Path target) throws IOException {
    Path places = target.resolve("places.geojson");
    Windows.write(items, "ndvi", 10, places);
    Cli.Run run =
        Cli.detect(
            target,
            places.toString(),
            items.toString(),
            "--asset",
            "ndvi",
            "--from",
            "2017-01-01",
            "--until",
            "2017-12-31");
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.scores().subList(1, run.scores().size());
  }

  private static boolean hasNumpy() throws IOException, InterruptedException {
    if (!Files.isExecutable(Path.of(PYTHON))) {
      return false;
    }
    Process process =
        new ProcessBuilder(PYTHON, "-c", "import numpy")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor() == 0;
  }

  private static String output(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(output).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
