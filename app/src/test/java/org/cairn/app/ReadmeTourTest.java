package org.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tour in README.md, command by command, in a workspace over a small landscape instead of the
 * demo's, which is made in {@link DemoCommandTest}.
 */
class ReadmeTourTest {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  @TempDir private Path folder;

  @Test
  void every_command_of_the_tour_does_what_the_text_says() throws Exception {
    Path demo = folder.resolve("demo");
    Landscape landscape = Landscape.writeSmall(demo, 144, 4);
    Cli.run(folder, "init", "--offline", demo.toString());
    Cli.run(folder, "place", "import", landscape.places(), "--workspace", demo.toString());
    Cli.run(folder, "catalog", "add", "a", landscape.items(), "--workspace", demo.toString());

    List<List<String>> tour = tour();
    assertThat(tour.getFirst()).containsExactly("./cairn", "demo", "--once");
    List<Cli.Run> runs = new ArrayList<>();
    for (List<String> command : tour.subList(1, tour.size())) {
      if (command.getFirst().equals("./cairn")) {
        Cli.Run run = Cli.run(folder, command.subList(1, command.size()).toArray(String[]::new));
        boolean imports = command.contains("import");
        assertThat(run.exitCode()).as(command + "\n" + run.err()).isEqualTo(imports ? 1 : 0);
        assertThat(run.err()).doesNotContain("should not have happened");
        runs.add(run);
      } else {
        look(command);
      }
    }

    assertThat(runs.get(0).out())
        .contains("change\tsim-0002\t", "names, types, existences", "add\tsurvey-1\t");
    assertThat(runs.get(1).err())
        .contains("survey.csv, row 5, Geometric Place Expression: The coordinates look projected")
        .contains("Found 'Ruined'", "one of ", "3 places added, 4 changed");
    assertThat(Files.readString(demo.resolve("refused/survey.csv"))).contains("Lost Mill");
    assertThat(runs.get(2).out()).isNotEmpty();
    assertThat(runs.get(3).out()).contains("-0440-01-01");
    assertThat(runs.get(5).out()).isNotEmpty();
    assertThat(Files.readString(demo.resolve("places.lpf.json"))).contains("\"-0440\"");
  }

  /** With {@code demo} standing for the landscape's folder. */
  private List<List<String>> tour() throws IOException {
    Path readme = Path.of("..", "README.md");
    String text = Files.readString(Files.exists(readme) ? readme : Path.of("README.md"));
    String section = text.substring(text.indexOf("## A tour"));
    section = section.substring(0, section.indexOf("\n## ", 5));
    List<List<String>> commands = new ArrayList<>();
    for (String line : section.lines().filter(each -> each.startsWith("    ")).toList()) {
      List<String> words = new ArrayList<>();
      for (Matcher word = WORD.matcher(line); word.find(); ) {
        String plain = word.group(1) == null ? word.group(2) : word.group(1);
        boolean inDemo = plain.startsWith("demo/") || (plain.equals("demo") && words.size() > 1);
        words.add(inDemo ? folder.resolve(plain).toString() : plain);
      }
      // The landscape of this test begins earlier than the demo's.
      words.replaceAll(each -> each.equals("2025-05-01") ? Landscape.SMALL_FROM.toString() : each);
      commands.add(words);
    }
    return commands;
  }

  private void look(List<String> command) throws Exception {
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("looked").toFile())
              .start();
    } catch (IOException notInstalled) {
      return;
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(folder.resolve("looked")))
        .contains("geometries")
        .doesNotContain("Warning");
    assertThat(process.exitValue()).isZero();
  }
}
