package org.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.app.web.Role;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.register.Workspace;
import org.cairn.simulation.SimulationSettings;
import org.cairn.simulation.Simulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The watch as an administrator has it: over HTTP, without scripts, in a process of its own. */
@Timeout(120)
class RunFromPageTest {
  @TempDir private static Path folder;

  private static ServedWorkspace served;
  private static HttpVisitor administrator;
  private static HttpVisitor analyst;
  private static long watched;

  @BeforeAll
  static void watches() throws Exception {
    Path root = folder.resolve("ws");
    Cli.run(folder, "init", "--offline", root.toString());
    Path images = root.resolve("images");
    Simulator.write(
        new SimulationSettings(
            7,
            112,
            32,
            LocalDate.parse("2024-05-03"),
            12,
            Landscape.SMALL_FROM,
            2,
            1,
            false,
            false),
        images,
        List.of("red", "nir"));
    Cli.run(
        folder,
        "place",
        "import",
        images.resolve("places.geojson").toString(),
        "--workspace",
        root.toString());
    served = ServedWorkspace.serve(Workspace.at(root), Clock.systemUTC());
    administrator = served.signedIn("keeper", "Stone Watch", Role.ADMINISTRATOR);
    analyst = served.signedIn("analyst", "Stone Watch", Role.ANALYST);
    administrator.post("/runs/catalog/add", "name", "images", "href", "images/items.json");
    watched = start("from", Landscape.SMALL_FROM.toString());
    until(watched, "run-done");
  }

  @AfterAll
  static void closes() throws Exception {
    served.close();
  }

  private static long start(String... more) throws Exception {
    String[] fields = new String[6 + more.length];
    System.arraycopy(
        new String[] {"catalog", "images", "rate", "0.1", "resume", "yes"}, 0, fields, 0, 6);
    System.arraycopy(more, 0, fields, 6, more.length);
    var answer = administrator.post("/runs/start", fields);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    Matcher id =
        Pattern.compile("/runs/([0-9]+)")
            .matcher(answer.headers().firstValue("Location").orElse(""));
    assertThat(id.find()).isTrue();
    return Long.parseLong(id.group(1));
  }

  /** Asks for its page until it has this in it. */
  private static String until(long run, String text) throws Exception {
    while (true) {
      String page = administrator.get("/runs/" + run).body();
      if (page.contains(text)) {
        return page;
      }
      assertThat(page).contains("data-going");
      Thread.sleep(20);
    }
  }

  @Test
  void a_run_from_the_page_ends_with_its_alert_in_the_queue_and_its_cost_in_the_history()
      throws Exception {
    String page = administrator.get("/runs/" + watched).body();
    assertThat(page)
        .contains("Name of keeper", "2 watched of 2", "0.1 false alarms per place and year")
        .contains("one false alarm in some 5 years")
        .doesNotContain("Read from files here</dt><dd>0 B");
    assertThat(analyst.get("/review").body()).contains("/review/");
    assertThat(analyst.get("/runs/history").body())
        .contains("/runs/history/" + watched, "Name of keeper");
    assertThat(analyst.get("/runs/history/" + watched).body()).contains("/entries/");
    assertThat(analyst.get("/runs").statusCode()).isEqualTo(403);
    Cli.Run verified =
        Cli.run(folder, "ledger", "verify", "--workspace", served.workspace().root().toString());
    assertThat(verified.exitCode()).as(verified.out()).isZero();
  }

  @Test
  void a_run_by_command_is_in_the_same_history_and_says_its_cost() throws Exception {
    Cli.Run run =
        Cli.run(
            folder,
            "watch",
            "--from",
            Landscape.SMALL_FROM.toString(),
            "--json",
            "--workspace",
            served.workspace().root().toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    var cost = JsonMapper.shared().readTree(run.out()).path("cost");
    assertThat(cost.path("requests").asLong()).isZero();
    assertThat(cost.path("kept_bytes").asLong()).isPositive();
    assertThat(cost.path("wall_ms").asLong()).isPositive();
    assertThat(administrator.get("/runs").body()).contains("by command");
  }

  @Test
  void what_is_kept_of_runs_is_its_owners_alone() throws Exception {
    Path file = served.workspace().root().resolve("runs.db");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }
}
