package org.cairn.app.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.app.web.Right;
import org.cairn.app.web.Role;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.app.web.people.TokenFixture;
import org.cairn.app.web.review.ReviewNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The walk-through of {@code docs/api.md}, as a reader would run it. */
class DocumentedApiTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "api.md");
  private static final Pattern STEP =
      Pattern.compile("(?ms)^```bash\\n(.*?)^```\\n```expect\\n(.*?)^```\\n");
  private static final String MARK = "=== end of step ";

  @TempDir private Path folder;

  private record Step(String command, List<String> expected) {}

  private static List<Step> steps() throws IOException {
    String text = Files.readString(DOCUMENT);
    List<Step> steps = new ArrayList<>();
    Matcher step = STEP.matcher(text);
    while (step.find()) {
      steps.add(new Step(step.group(1), step.group(2).lines().toList()));
    }
    assertThat(text.split("```bash"))
        .as("every command says what it answers")
        .hasSize(steps.size() + 1);
    return steps;
  }

  private static boolean hasCurl() {
    try {
      return new ProcessBuilder("curl", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException none) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void every_command_does_what_the_document_says() throws Exception {
    assumeTrue(hasCurl(), "There is no curl on this machine: the walk-through was not run");
    List<Step> steps = steps();
    assertThat(steps).hasSizeGreaterThan(8);
    StringBuilder script = new StringBuilder("set -euo pipefail\n");
    for (int each = 0; each < steps.size(); each++) {
      script.append(steps.get(each).command());
      script.append("echo; echo '").append(MARK).append(each).append("'\n");
    }
    String output;
    try (ServedWorkspace served =
        ServedWorkspace.create(folder.resolve("workspace"), Clock.systemUTC())) {
      ReviewNode.watch(served.workspace(), Clock.systemUTC());
      String token =
          TokenFixture.of(
              served.signedIn("ada", "University", Role.ANALYST),
              Right.SEE_PLACES,
              Right.SEE_ALERTS,
              Right.JUDGE,
              Right.CONTRIBUTE,
              Right.ASSESS,
              Right.MANAGE_CASES);
      output = run(script.toString(), served.address(), token);
    }
    String rest = output;
    for (int each = 0; each < steps.size(); each++) {
      int end = rest.indexOf(MARK + each);
      assertThat(end)
          .as("step " + each + " of " + DOCUMENT + " failed:\n" + output)
          .isNotNegative();
      assertThat(rest.substring(0, end)).contains(steps.get(each).expected());
      rest = rest.substring(end);
    }
  }

  private String run(String script, String address, String token) throws Exception {
    Path place = Files.createDirectory(folder.resolve("shell"));
    Path written = Files.createTempFile(folder, "walk", ".txt");
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-c", script)
            .directory(place.toFile())
            .redirectErrorStream(true)
            .redirectOutput(written.toFile());
    bash.environment().put("CAIRN", address);
    bash.environment().put("TOKEN", token);
    Process running = bash.start();
    assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String output = Files.readString(written, StandardCharsets.UTF_8);
    assertThat(running.exitValue()).as(output).isZero();
    return output;
  }
}
