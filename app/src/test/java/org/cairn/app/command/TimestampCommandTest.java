package org.cairn.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cairn.app.web.WebServer;
import org.cairn.fixtures.LocalAuthority;
import org.cairn.fixtures.LocalAuthority.Manner;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.storage.FolderLock;
import org.cairn.ledger.witness.Witness;
import org.cairn.register.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Time stamps as a user and an outsider have them; the authorities are servers on this machine. */
class TimestampCommandTest {
  private static final long SECONDS = 30;

  @TempDir private Path folder = Path.of("");

  private final LocalAuthority north = authority("north", Clock.systemUTC());
  private final LocalAuthority south = authority("south", Clock.systemUTC());

  private static LocalAuthority authority(String name, Clock clock) {
    try {
      return new LocalAuthority(name, clock);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** What one run of the command line gave. */
  private record Run(int exitCode, String out, String err) {
    JsonNode json() {
      return JsonMapper.shared().readTree(out);
    }
  }

  private static Run cairn(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        CairnCommand.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
            .execute(arguments);
    return new Run(exitCode, out.toString(), err.toString());
  }

  private Run ledger(String... arguments) {
    List<String> all = new ArrayList<>(List.of("ledger"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--workspace", folder.toString()));
    return cairn(all.toArray(String[]::new));
  }

  @BeforeEach
  void init() throws Exception {
    assertThat(cairn("init", "--offline", folder.toString()).exitCode()).isZero();
    settings(north, south);
  }

  @AfterEach
  void close() {
    north.close();
    south.close();
  }

  private void settings(LocalAuthority... authorities) throws Exception {
    StringBuilder settings = new StringBuilder("timestamps:\n");
    for (LocalAuthority one : authorities) {
      settings.append(one.settings(folder));
    }
    Files.writeString(folder.resolve("cairn.yaml"), settings);
  }

  private String newest() throws Exception {
    return Hash.of(Sha256.of(Files.readAllBytes(folder.resolve("ledger/log/checkpoint")))).hex();
  }

  @Test
  void the_newest_checkpoint_is_stamped_and_the_check_tells_it() throws Exception {
    Run stamped = ledger("stamp", "--json");

    assertThat(stamped.exitCode()).as(stamped.err()).isZero();
    assertThat(stamped.json().path("round").asString()).isEqualTo("asked");
    JsonNode first = stamped.json().path("timestamps").path(0);
    assertThat(first.path("checkpoint").asString()).isEqualTo(newest());
    assertThat(first.path("authority").asString()).isEqualTo("north");
    assertThat(first.path("state").asString()).isEqualTo("obtained");
    assertThat(ledger("stamp").out().lines())
        .hasSize(2)
        .allMatch(line -> line.matches("[0-9a-f]{64} (north|south): 20.*Z"));

    Run verified = ledger("verify", "--json");
    assertThat(verified.exitCode()).as(verified.out()).isZero();
    JsonNode times = verified.json().path("timestamps");
    assertThat(times.path("checkpoints").asLong()).isEqualTo(1);
    assertThat(times.path("coveredSize").asLong()).isEqualTo(1);
    assertThat(times.path("authorities").path(1).path("tokens").asLong()).isEqualTo(1);
    assertThat(ledger("verify").err())
        .contains("1 checkpoints time-stamped by 'north' (1), 'south' (1)");
  }

  @Test
  void an_authority_that_is_gone_is_named_and_the_exit_code_is_1() throws Exception {
    south.manner = Manner.SERVER_ERROR;

    Run stamped = ledger("stamp");

    assertThat(stamped.exitCode()).isEqualTo(1);
    assertThat(stamped.err()).contains("No time stamp of 'south' yet (tsa-http-status");
    assertThat(stamped.out()).contains("south: waiting, 1 attempts failed");
    Run verified = ledger("verify");
    assertThat(verified.exitCode()).as(verified.out()).isZero();
    assertThat(verified.err()).contains("waiting for 'south' (1)");
  }

  @Test
  void a_clock_that_is_wrong_is_told() throws Exception {
    Clock now = Clock.systemUTC();
    try (LocalAuthority later = authority("later", Clock.offset(now, Duration.ofHours(1)));
        LocalAuthority earlier = authority("earlier", Clock.offset(now, Duration.ofHours(-1)))) {
      settings(later, earlier);

      String told = ledger("stamp").err();

      assertThat(told)
          .containsPattern("clock is (1 h 0|0 h 59) min behind authority 'later'")
          .containsPattern("clock is (1 h 0|0 h 59) min ahead of authority 'earlier'");
    }
  }

  @Test
  void another_process_that_asks_is_told() throws Exception {
    ledger("stamp");
    try (FolderLock held =
        FolderLock.take(folder.resolve("ledger/timestamps"), "timestamp-queue-locked")) {
      Run stamped = ledger("stamp");
      assertThat(stamped.exitCode()).isEqualTo(1);
      assertThat(stamped.err()).contains("it takes this checkpoint too");
    }
  }

  @Test
  void where_nobody_is_named_nobody_is_asked() throws Exception {
    Files.writeString(folder.resolve("cairn.yaml"), "");
    Run stamped = ledger("stamp");
    assertThat(stamped.exitCode()).isZero();
    assertThat(stamped.err()).contains("No authority is named");
    assertThat(ledger("stamp", "--json").json().path("round").asString()).isEqualTo("off");
    assertThat(ledger("verify").err()).contains("No checkpoint is time-stamped.");
    assertThat(north.asked).hasValue(0);
  }

  @Test
  void the_server_asks_by_itself() throws Exception {
    StringWriter told = new StringWriter();
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Thread server =
        Thread.ofPlatform()
            .start(() -> {
              int unused =
                  CairnCommand.commandLine(new PrintWriter(told, true), new PrintWriter(told, true))
                      .execute("serve", "--port", "" + port, "--workspace", folder.toString());
            });
    try {
      assertThat(north.arrivals.tryAcquire(SECONDS, TimeUnit.SECONDS)).as(told.toString()).isTrue();
      assertThat(south.arrivals.tryAcquire(SECONDS, TimeUnit.SECONDS)).as(told.toString()).isTrue();
    } finally {
      server.interrupt();
      server.join();
    }
  }

  @Test
  void rounds_in_the_background_take_what_was_published_meanwhile() throws Exception {
    StringWriter told = new StringWriter();
    Workspace workspace = Workspace.at(folder);
    try (var rounds =
        TimestampRounds.start(
            workspace, Duration.ofMillis(20), Clock.systemUTC(), new PrintWriter(told, true))) {
      assertThat(north.arrivals.tryAcquire(SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(south.arrivals.tryAcquire(SECONDS, TimeUnit.SECONDS)).isTrue();
      Files.writeString(folder.resolve("places.csv"), "name,lon,lat\nA place,1.5,2.5\n");
      Run imported =
          cairn(
              "place",
              "import",
              folder.resolve("places.csv").toString(),
              "--workspace",
              folder.toString());
      assertThat(imported.exitCode()).as(imported.err()).isZero();
      // An import may publish more than once: a round may find what it had up to then.
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      boolean covered = false;
      while (!covered && System.nanoTime() < end) {
        covered = isCovered(ledger("verify", "--json").json());
      }
      assertThat(covered).as("the newest checkpoint has its time").isTrue();
    }

    JsonNode verified = ledger("verify", "--json").json();
    assertThat(verified.path("holds").asBoolean()).as(verified.toString()).isTrue();
    assertThat(isCovered(verified)).as(verified.toString()).isTrue();
  }

  private static boolean isCovered(JsonNode verified) {
    return verified.path("timestamps").path("coveredSize").asLong()
        == verified.path("size").asLong();
  }

  @Test
  void an_outsider_checks_what_is_served_with_openssl() throws Exception {
    assertThat(ledger("stamp").exitCode()).isZero();
    Workspace workspace = Workspace.at(folder);
    PrintWriter err = new PrintWriter(new StringWriter(), true);
    try (Witness witness = workspace.openWitness(Clock.systemUTC());
        HttpClient client = HttpClient.newHttpClient()) {
      WebServer server = Serving.start(workspace, witness, 0, err);
      try {
        String root = "http://localhost:" + server.port() + "/timestamps/";
        assertThat(text(client, root)).isEqualTo(newest() + "\n");
        String beside = root + newest() + "/";
        assertThat(text(client, beside))
            .isEqualTo("checkpoint\ncheckpoint.north.tsr\ncheckpoint.south.tsr\n");
        assertThat(
                get(client, beside + "checkpoint.north.tsr").headers().firstValue("Content-Type"))
            .contains("application/timestamp-reply");
        for (String other :
            new String[] {
              "lock",
              "pending/",
              "unrecorded/",
              newest(),
              newest() + "/checkpoint.north",
              newest() + "/checkpoint.west.tsr",
              newest() + "/checkpoint.-.tsr",
              newest() + "/checkpoint.south.refused-1",
              newest() + "/../lock",
              "0".repeat(64) + "/checkpoint",
              "%2e%2e/state/lock"
            }) {
          assertThat(get(client, root + other).statusCode()).as(other).isIn(400, 404);
        }
        assumeTrue(opensslIsThere(), "Skipped: no openssl on this machine");
        for (LocalAuthority one : List.of(north, south)) {
          Path fetched = Files.createDirectory(folder.resolve("fetched-" + one.name()));
          Files.write(fetched.resolve("checkpoint"), get(client, beside + "checkpoint").body());
          Files.write(
              fetched.resolve("token"),
              get(client, beside + "checkpoint." + one.name() + ".tsr").body());
          Files.write(fetched.resolve("roots.pem"), one.rootPem());
          assertThat(openssl(fetched)).contains("Verification: OK");
          Files.writeString(fetched.resolve("checkpoint"), "another");
          assertThat(openssl(fetched)).contains("Verification: FAILED");
        }
      } finally {
        server.close();
      }
    }
  }

  @Test
  void init_says_whom_it_named_and_offline_names_nobody() throws Exception {
    Path named = folder.resolve("named");
    assertThat(cairn("init", named.toString()).err()).contains("time-stamp").contains("--offline");
    assertThat(Files.readString(named.resolve("cairn.yaml")))
        .contains("\ntimestamps:\n  - id: digicert\n")
        .contains("digest of the checkpoint");
    assertThat(Files.readString(folder.resolve("cairn.yaml"))).doesNotContain("digicert");
    Path offline = folder.resolve("offline");
    assertThat(cairn("init", "--offline", offline.toString()).err()).doesNotContain("time-stamp");
    assertThat(Files.readString(offline.resolve("cairn.yaml")))
        .contains("\n# timestamps:\n#   - id: digicert\n");
  }

  private static String text(HttpClient client, String address) throws Exception {
    HttpResponse<byte[]> response = get(client, address);
    assertThat(response.statusCode()).as(address).isEqualTo(200);
    return new String(response.body(), UTF_8);
  }

  private static HttpResponse<byte[]> get(HttpClient client, String address) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(address)).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private static boolean opensslIsThere() {
    for (String path : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (!path.isEmpty() && Files.isExecutable(Path.of(path, "openssl"))) {
        return true;
      }
    }
    return false;
  }

  private static String openssl(Path fetched) throws Exception {
    Process process =
        new ProcessBuilder(
                "openssl",
                "ts",
                "-verify",
                "-data",
                "checkpoint",
                "-in",
                "token",
                "-CAfile",
                "roots.pem")
            .directory(fetched.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    return output;
  }
}
