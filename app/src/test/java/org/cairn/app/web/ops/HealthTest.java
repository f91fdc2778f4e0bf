package org.cairn.app.web.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.app.node.NodeStatus;
import org.cairn.app.node.Software;
import org.cairn.app.web.ReadOnlyMode;
import org.cairn.app.web.Role;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.app.web.people.SetClock;
import org.cairn.register.Workspace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Health and metrics of a server, over HTTP. */
class HealthTest {
  private static final String SECRET = "a secret of more than sixteen";

  /** A line of the text format: name, labels, number. */
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-z][a-z0-9_]*)(?:\\{((?:[a-z]+=\"(?:[^\"\\\\]|\\\\.)*\",?)*)\\})? (-?[0-9.]+(?:E-?[0-9]+)?)");

  private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"([^\"]*)\"");

  @TempDir static Path folder;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static ServedWorkspace served;

  @BeforeAll
  static void serve() throws Exception {
    Workspace workspace = workspace("ws");
    Path secret = workspace.root().resolve("keys/metrics-token");
    Files.writeString(secret, SECRET + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(
        workspace.root().resolve("cairn.yaml"), "web:\n  metrics_token_file: keys/metrics-token\n");
    served = ServedWorkspace.serve(workspace, Clock.systemUTC());
    HttpVisitor ada = served.signedIn("ada-canary", "Stone Watch", Role.ANALYST);
    assertThat(
            ada.post("/places/new", "text", "Canary Mill", "location", "0.5, 0.5", "id", "canary-1")
                .statusCode())
        .isEqualTo(303);
    assertThat(ada.get("/places/canary-1").statusCode()).isEqualTo(200);
    assertThat(ada.get("/places/canary-none?q=canary").statusCode()).isEqualTo(404);
    assertThat(ada.get("/canary/nothing").statusCode()).isEqualTo(404);
  }

  private static Workspace workspace(String name) throws Exception {
    return Workspace.create(
        folder.resolve(name), "example.org/log", Clock.systemUTC(), new SecureRandom());
  }

  @AfterAll
  static void stop() throws Exception {
    served.close();
    CLIENT.close();
  }

  /**
   * @param headers names and values, by turns
   */
  private static HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(served.address() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/health+json");
    return JsonMapper.shared().readTree(answer.body());
  }

  // ---- health

  @Test
  void says_to_everybody_that_it_lives_and_is_ready_and_gives_no_cookie() throws Exception {
    HttpResponse<String> live = get("/health/live", "X-Forwarded-For", "203.0.113.7");
    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(json(live).path("status").asString()).isEqualTo("pass");
    HttpResponse<String> ready = get("/health/ready", "X-Forwarded-For", "203.0.113.7");
    assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
    assertThat(json(ready).path("status").asString()).isEqualTo("pass");
    assertThat(json(ready).path("checks").propertyNames())
        .containsExactly("ledger", "register", "writing", "serving");
    assertThat(ready.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(ready.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(ready.body()).doesNotContain(folder.toString(), "canary");
  }

  @Test
  void the_script_for_containers_asks_whether_it_is_ready() throws Exception {
    assertThat(script(served.server().port())).isZero();
    int free;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = closed.getLocalPort();
    }
    assertThat(script(free)).isEqualTo(1);
  }

  private static int script(int port) throws Exception {
    ProcessBuilder script = new ProcessBuilder("bash", "../packaging/health");
    script.environment().put("CAIRN_PORT", Integer.toString(port));
    script.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Process process = script.start();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void is_asked_and_not_told() throws Exception {
    for (String path : List.of("/health/live", "/health/ready", "/metrics")) {
      assertThat(served.visitor().postWith("", path).statusCode()).isEqualTo(405);
    }
  }

  private static ReadOnlyMode mode(Workspace workspace, boolean set) {
    return new ReadOnlyMode(workspace, set, Clock.systemUTC(), new PrintWriter(new StringWriter()));
  }

  @Test
  void warns_and_does_not_fail_while_nothing_is_taken_in() {
    Health health =
        new Health(served.workspace(), mode(served.workspace(), true), Clock.systemUTC());
    assertThat(health.ready().status()).isEqualTo(Health.Status.WARN);
    assertThat(health.ready().asMap().toString()).contains("read-only-set");
  }

  @Test
  void fails_while_it_stops_at_once() {
    Health health =
        new Health(served.workspace(), mode(served.workspace(), false), Clock.systemUTC());
    assertThat(health.ready().status()).isEqualTo(Health.Status.PASS);
    try (GenericApplicationContext context = new GenericApplicationContext()) {
      health.onApplicationEvent(new ContextClosedEvent(context));
    }
    assertThat(health.ready().status()).isEqualTo(Health.Status.FAIL);
  }

  @Test
  void fails_where_ledger_or_register_cannot_be_read_with_a_code_and_no_path() throws Exception {
    Workspace workspace = workspace("broken");
    SetClock clock = new SetClock();
    Health health = new Health(workspace, mode(workspace, false), clock);
    Files.writeString(workspace.register(), "this is no database at all, whatever it is called");
    assertThat(health.ready().checks())
        .contains(new Health.Check("ledger", Health.Status.PASS, ""))
        .anySatisfy(check -> {
          assertThat(check.name()).isEqualTo("register");
          assertThat(check.status()).isEqualTo(Health.Status.FAIL);
          assertThat(check.output()).matches("[a-z-]+");
        });
    Files.writeString(workspace.log().resolve("checkpoint"), "not a checkpoint\n");
    assertThat(health.ready().checks().getFirst().status())
        .as("holds for a second")
        .isEqualTo(Health.Status.PASS);
    clock.advance(Duration.ofSeconds(1));
    assertThat(health.ready().checks().getFirst().status()).isEqualTo(Health.Status.FAIL);
    assertThat(health.ready().asMap().toString()).doesNotContain(folder.toString());
  }

  // ---- metrics

  @Test
  void tells_the_numbers_of_the_node() throws Exception {
    served.server().status().note("scrub", NodeStatus.Outcome.WANTING);
    Map<String, Double> samples = samples(get("/metrics").body());
    assertThat(samples)
        .containsEntry("cairn_build_info{version=\"" + Software.VERSION + "\"}", 1.0)
        .containsEntry("cairn_read_only{reason=\"full\"}", 0.0)
        .containsEntry("cairn_register_lag_entries", 0.0)
        .containsEntry("cairn_ledger_checkpoint_signatures", 1.0)
        .containsEntry("cairn_timestamps_pending", 0.0)
        .containsEntry("cairn_sessions", 1.0)
        .containsEntry("cairn_metrics_missing", 0.0)
        .containsEntry("cairn_work_last_outcome{work=\"scrub\",outcome=\"wanting\"}", 1.0)
        .containsEntry("cairn_work_last_outcome{work=\"scrub\",outcome=\"fine\"}", 0.0)
        .containsKeys(
            "cairn_ledger_checkpoint_age_seconds",
            "cairn_disk_free_bytes",
            "cairn_register_waiting",
            "cairn_http_requests_under_way",
            "jvm_memory_used_bytes{area=\"heap\"}",
            "jvm_threads_current",
            "process_start_time_seconds");
    assertThat(samples.get("cairn_ledger_entries")).isGreaterThan(1);
    String route = "{route=\"/places/{place}\",method=\"GET\",status=";
    assertThat(samples)
        .containsEntry("cairn_http_request_duration_seconds_count" + route + "\"2xx\"}", 1.0)
        .containsEntry(
            "cairn_http_request_duration_seconds_bucket" + route + "\"2xx\",le=\"+Inf\"}", 1.0)
        .containsEntry("cairn_http_request_duration_seconds_count" + route + "\"4xx\"}", 1.0);
  }

  @Test
  void the_page_for_those_who_run_it_has_every_metric_and_no_other() throws Exception {
    served.server().status().note("scrub", NodeStatus.Outcome.FINE);
    Set<String> told = new TreeSet<>();
    get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("# TYPE "))
        .forEach(line -> told.add(line.split(" ")[2]));
    String page = Files.readString(Path.of("../docs/running.md"));
    Set<String> named = new TreeSet<>();
    Pattern.compile("\\b(?:cairn|jvm|process)_[a-z_]+\\b")
        .matcher(page)
        .results()
        .map(name -> name.group().replaceFirst("_(?:bucket|count)$", ""))
        .forEach(named::add);
    assertThat(named).containsExactlyElementsOf(told);
  }

  @Test
  void has_no_value_in_a_label_that_came_from_a_request_or_a_place() throws Exception {
    served.visitor().get("/canary/again/and/again?q=canary");
    String body = get("/metrics", "User-Agent", "canary").body();
    assertThat(body).doesNotContainIgnoringCase("canary");
    Set<String> names = new TreeSet<>();
    Set<String> routes = new TreeSet<>();
    Matcher label = LABEL.matcher(body);
    while (label.find()) {
      names.add(label.group(1));
      if (label.group(1).equals("route")) {
        routes.add(label.group(2));
      }
    }
    assertThat(names)
        .containsOnly(
            "area", "gc", "le", "method", "outcome", "reason", "route", "status", "version",
            "work");
    assertThat(routes)
        .contains("/places/{place}", "/metrics")
        .allMatch(route -> !route.contains("?"));
  }

  @Test
  void speaks_the_text_format_and_open_metrics() throws Exception {
    HttpResponse<String> text = get("/metrics");
    assertThat(text.headers().firstValue("Content-Type"))
        .hasValue("text/plain;version=0.0.4;charset=utf-8");
    assertThat(text.body())
        .contains("# TYPE process_cpu_seconds_total counter\n")
        .doesNotContain("# EOF");
    HttpResponse<String> open =
        get("/metrics", "Accept", "application/openmetrics-text;version=1.0.0");
    assertThat(open.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/openmetrics-text");
    assertThat(open.body())
        .contains("# TYPE process_cpu_seconds counter\nprocess_cpu_seconds_total ")
        .endsWith("# EOF\n");
    samples(open.body());
  }

  /** Each line is in form, each family together and once. */
  private static Map<String, Double> samples(String body) {
    Map<String, Double> samples = new TreeMap<>();
    Set<String> families = new TreeSet<>();
    for (String line : body.split("\n")) {
      if (line.startsWith("# TYPE ")) {
        assertThat(families.add(line.split(" ")[2])).as(line).isTrue();
      } else if (!line.startsWith("#")) {
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        String labels = sample.group(2) == null ? "" : "{" + sample.group(2) + "}";
        assertThat(samples.put(sample.group(1) + labels, Double.valueOf(sample.group(3))))
            .as(line)
            .isNull();
      }
    }
    return samples;
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-For", "Forwarded", "X-Real-IP", "Via", "X-Forwarded-Proto"})
  void gives_metrics_to_nobody_through_a_proxy(String header) throws Exception {
    HttpResponse<String> refused = get("/metrics", header, "for=127.0.0.1");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
    assertThat(refused.body()).doesNotContain("cairn_", SECRET);
  }

  @Test
  void gives_them_to_whoever_has_the_secret_of_the_settings() throws Exception {
    String[] forwarded = {"X-Forwarded-For", "203.0.113.7", "Authorization", "Bearer " + SECRET};
    assertThat(get("/metrics", forwarded).statusCode()).isEqualTo(200);
    for (String wrong : List.of("Bearer ", "Bearer " + SECRET + "x", SECRET, "Basic " + SECRET)) {
      forwarded[3] = wrong;
      assertThat(get("/metrics", forwarded).statusCode()).as(wrong).isEqualTo(401);
    }
  }

  @Test
  void gives_them_to_no_page_that_calls_this_machine_by_another_name() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.server().port())) {
      socket
          .getOutputStream()
          .write(
              "GET /metrics HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 401 ");
    }
  }
}
