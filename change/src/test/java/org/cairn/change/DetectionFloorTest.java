package org.cairn.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes injected into a real series must be found: recall at a given rate of false alarms. */
@Tag("slow")
class DetectionFloorTest {
  private static final int[] SEEDS = {101, 102, 103, 104};
  private static final int WINDOW = 10;

  @TempDir Path folder;

  @Test
  void nine_in_ten_injected_changes_are_found_at_a_tenth_and_at_three_tenths_of_an_alarm_a_year()
      throws IOException, InterruptedException {
    List<String> rows = new ArrayList<>(List.of("site_id,window,first_flag_date,score"));
    List<String> command =
        new ArrayList<>(
            List.of(
                PrototypeRun.python(),
                PrototypeRun.shared("bench").resolve("score.py").toString(),
                "--alerts",
                folder.resolve("alerts.csv").toString(),
                "--json",
                "--truth"));
    for (int seed : SEEDS) {
      String name = "seed" + seed;
      Path stack = PrototypeRun.shared("data/imagery/s2-slovenia-west-injected/" + name);
      Path out = folder.resolve(name);
      PrototypeRun.dump(stack, out, "--layers-only");
      addRises(rows, name, out);
      command.add(stack.resolve("truth.json").toString());
    }
    Files.write(folder.resolve("alerts.csv"), rows);
    String json = PrototypeRun.run(command.toArray(String[]::new));
    assertThat(recall(json, "0.1")).as(json).isGreaterThanOrEqualTo(0.90);
    assertThat(recall(json, "0.3")).as(json).isGreaterThanOrEqualTo(0.90);
  }

  private static void addRises(List<String> rows, String name, Path out) throws IOException {
    SceneSeries series = PrototypeRun.series(out);
    int[] days = PrototypeRun.days(out);
    SceneAnalysis analysis = MadeUpArea.analysed(series, DetectorParameters.defaults());
    for (int r = 0; r + WINDOW <= series.rows(); r += WINDOW) {
      for (int c = 0; c + WINDOW <= series.cols(); c += WINDOW) {
        SiteScores scores = analysis.score(Site.rectangle(r, c, WINDOW, WINDOW));
        double largest = 0;
        for (int m = 0; m < scores.size(); m++) {
          if (scores.score(m) > largest) {
            largest = scores.score(m);
            rows.add(
                String.format(
                    Locale.ROOT,
                    "%s,r%03dc%03d,%s,%.4f",
                    name,
                    r,
                    c,
                    LocalDate.ofEpochDay(days[scores.date(m)]),
                    largest));
          }
        }
      }
    }
  }

  private static double recall(String json, String rate) {
    Matcher matcher =
        Pattern.compile("\"target_far\": " + Pattern.quote(rate) + ",.*?\"recall\": ([0-9.]+)")
            .matcher(json);
    assertThat(matcher.find()).as(json).isTrue();
    return Double.parseDouble(matcher.group(1));
  }
}
