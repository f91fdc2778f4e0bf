package org.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cairn.exchange.AlertsDocument;
import org.cairn.exchange.AlertsReader;
import org.cairn.heritage.Coverage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo as it is, over its whole landscape: made once, watched once or twice. */
class DemoCommandTest {
  @TempDir private Path workspace;

  @Test
  @Tag("slow")
  void the_demo_watches_its_landscape_and_finds_most_of_what_happened() throws IOException {
    Cli.Run run =
        Cli.run(workspace, "demo", "--once", "--json", "--workspace", workspace.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    Messages.assertForPeople(run);
    JsonNode summary = JsonMapper.shared().readTree(run.out());
    assertThat(summary.get("places").asInt()).isEqualTo(30);
    Path demo = workspace.resolve("demo");
    for (String page : List.of("index.html", "index.fr.html", "index.ar.html")) {
      assertThat(demo.resolve("report").resolve(page)).isNotEmptyFile();
    }
    assertThat(Files.readString(demo.resolve("report").resolve("index.html")))
        .containsIgnoringCase("simulated");
    assertThat(demo.resolve("scores.csv")).isNotEmptyFile();
    Cli.Run verified =
        Cli.run(workspace, "ledger", "verify", "--json", "--workspace", demo.toString());
    assertThat(verified.exitCode()).as(verified.out()).isZero();
    assertThat(JsonMapper.shared().readTree(verified.out()).get("size").asInt())
        .isGreaterThan(1 + 30 + 1 + 30);

    AlertsDocument document = AlertsReader.read(demo.resolve("alerts.geojson"));
    assertThat(document.places())
        .hasSize(30)
        .allMatch(place -> place.status() == Coverage.Status.WATCHED);
    // One scene's flag lies, so that the report has something to say about it.
    assertThat(document.run().problems())
        .extracting(problem -> problem.code())
        .containsExactly("radiometry-contradicted");

    JsonNode events =
        JsonMapper.shared().readTree(demo.resolve("truth.json").toFile()).get("events");
    List<String> touched =
        events.valueStream().map(event -> event.get("place").asString()).toList();
    List<String> alerted =
        document.alerts().stream().map(named -> named.alert().placeId()).toList();
    assertThat(alerted.stream().filter(touched::contains).count())
        .as("found of %s: %s", touched, alerted)
        .isGreaterThanOrEqualTo((long) Math.ceil(0.7 * touched.size()));
    // 20 untouched places for a year at 0.1: two are to be expected, five or more once in 19
    // landscapes.
    assertThat(alerted.stream().filter(place -> !touched.contains(place)).count())
        .as("false alarms among %s", alerted)
        .isLessThanOrEqualTo(4);
  }

  @Test
  void a_port_that_is_none_is_refused_before_the_work() {
    Cli.Run run =
        Cli.run(workspace, "demo", "--port", "70000", "--workspace", workspace.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    Messages.assertForPeople(run);
    assertThat(run.err()).contains("--port 70000").contains("cairn help demo");
    assertThat(workspace.resolve("demo")).doesNotExist();
  }

  @Test
  void a_taken_port_is_refused_before_the_work() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Cli.Run run =
          Cli.run(
              workspace,
              "demo",
              "--port",
              Integer.toString(taken.getLocalPort()),
              "--workspace",
              workspace.toString());

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("is taken").contains("--port");
      assertThat(workspace.resolve("demo")).doesNotExist();
    }
  }
}
