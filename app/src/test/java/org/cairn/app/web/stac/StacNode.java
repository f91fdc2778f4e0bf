package org.cairn.app.web.stac;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.cairn.app.command.CairnCommand;
import org.cairn.app.web.Role;
import org.cairn.app.web.people.HttpVisitor;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.register.LedgerWriter;
import org.cairn.register.PlaceRegister;
import org.cairn.register.Workspace;
import org.cairn.simulation.SimulationSettings;
import org.cairn.simulation.Simulator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A node over a small simulated landscape that was watched in truth: alerts at several places, of
 * which one was made a protected place afterwards. Open to visitors.
 */
final class StacNode implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Path folder;
  private final ServedWorkspace served;
  private final String hidden;
  private final HttpVisitor custodian;

  private StacNode(Path folder, ServedWorkspace served, String hidden, HttpVisitor custodian) {
    this.folder = folder;
    this.served = served;
    this.hidden = hidden;
    this.custodian = custodian;
  }

  static StacNode start(Path folder) throws Exception {
    Path landscape = folder.resolve("landscape");
    LocalDate from = LocalDate.parse("2025-01-15");
    Simulator.write(
        new SimulationSettings(
            7, 176, 40, LocalDate.parse("2024-05-03"), 12, from, 4, 0.6, false, false),
        landscape,
        List.of("red", "nir"));
    Path workspace = folder.resolve("workspace");
    cairn("init", "--offline", workspace.toString());
    String where = "--workspace=" + workspace;
    cairn("place", "import", landscape.resolve("places.geojson").toString(), where);
    cairn("catalog", "add", "images", landscape.resolve("items.json").toString(), where);
    cairn("watch", "--from", from.toString(), where);
    Files.writeString(
        workspace.resolve("cairn.yaml"),
        """
        web:
          public: [places, alerts]
        """);
    Workspace opened = Workspace.at(workspace);
    String hidden = protectOne(opened);
    ServedWorkspace served = ServedWorkspace.serve(opened, Clock.systemUTC());
    HttpVisitor custodian = served.signedIn("keeper", "Museum", Role.CUSTODIAN);
    return new StacNode(folder, served, hidden, custodian);
  }

  private static String cairn(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        CairnCommand.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
            .execute(arguments);
    assertThat(code).as("%s", err).isZero();
    return out.toString();
  }

  /** The place of the newest alert. */
  private static String protectOne(Workspace workspace) throws Exception {
    try (LedgerWriter writer = LedgerWriter.open(workspace, Clock.systemUTC());
        PlaceRegister register = PlaceRegister.open(workspace)) {
      String id =
          register
              .images()
              .pictures(org.cairn.register.ImageQuery.all(true), java.util.OptionalLong.empty(), 1)
              .getFirst()
              .place();
      PlaceDescription place = register.find(id).orElseThrow().place();
      register.add(writer, List.of(place.withSensitivity(Sensitivity.WITHHELD)));
      return id;
    }
  }

  Workspace workspace() {
    return served.workspace();
  }

  Path folder() {
    return folder;
  }

  /** The protected place. */
  String hidden() {
    return hidden;
  }

  String address() {
    return served.address();
  }

  /** Somebody who may know where all places lie. */
  HttpVisitor custodian() {
    return custodian;
  }

  HttpResponse<byte[]> bytes(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + path));
    for (int at = 0; at < headers.length; at += 2) {
      request.header(headers[at], headers[at + 1]);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> head(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + path)).HEAD();
    for (int at = 0; at < headers.length; at += 2) {
      request.header(headers[at], headers[at + 1]);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<String> get(String path) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(address() + path)).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(address() + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** As a visitor. */
  JsonNode json(String path) throws Exception {
    return read(path, get(path));
  }

  JsonNode posted(String path, String body) throws Exception {
    return read(path, post(path, body));
  }

  JsonNode asCustodian(String path) throws Exception {
    return read(path, custodian.get(path));
  }

  private static JsonNode read(String path, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }

  /** From the server's root on. */
  String local(String href) {
    assertThat(href).startsWith(address());
    return href.substring(address().length());
  }

  static List<String> ids(JsonNode features) {
    List<String> ids = new ArrayList<>();
    features.path("features").forEach(item -> ids.add(item.path("id").asString()));
    return ids;
  }

  /** A program's output and errors, or nothing where it is not installed. */
  static java.util.Optional<String> run(String... command) throws Exception {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("GDAL_HTTP_TIMEOUT", "30");
      builder.environment().put("no_proxy", "localhost,127.0.0.1");
      Process process = builder.start();
      String text = new String(process.getInputStream().readAllBytes(), UTF_8);
      process.waitFor();
      return java.util.Optional.of(text);
    } catch (java.io.IOException notInstalled) {
      return java.util.Optional.empty();
    }
  }

  @Override
  public void close() throws Exception {
    served.close();
  }
}
