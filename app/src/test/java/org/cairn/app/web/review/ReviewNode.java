package org.cairn.app.web.review;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.app.record.RunRecords;
import org.cairn.app.record.WorkspaceIndex;
import org.cairn.app.report.ReportFixture;
import org.cairn.app.web.Role;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.WebServer;
import org.cairn.app.web.people.People;
import org.cairn.heritage.PlaceName;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.Statement;
import org.cairn.ledger.witness.Witness;
import org.cairn.register.LedgerWriter;
import org.cairn.register.PlaceRegister;
import org.cairn.register.Workspace;
import org.cairn.watch.PlaceResult;
import org.cairn.watch.WatchResult;

/** A node with one run of the watch on record, served, and people of two organisations. */
public final class ReviewNode implements AutoCloseable {
  /** The surest alert of the run. */
  public static final String WELL = "well@2026-05-11";

  static final String PASSWORD = "four quiet stones";
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" content=\"([^\"]*)\"");

  private final Workspace workspace;
  private final Witness witness;
  private final WebServer server;
  private final Map<String, String> invitations;

  private ReviewNode(
      Workspace workspace, Witness witness, WebServer server, Map<String, String> invitations) {
    this.workspace = workspace;
    this.witness = witness;
    this.server = server;
    this.invitations = invitations;
  }

  /** Somebody who is invited. */
  record Invited(String name, String organisation, Role role) {}

  static ReviewNode start(Path folder, Invited... invited) throws Exception {
    Clock clock = Clock.systemUTC();
    Workspace workspace =
        Workspace.create(folder, "node.example.org/log", clock, new SecureRandom());
    watch(workspace, clock);
    Map<String, String> invitations = new LinkedHashMap<>();
    try (People people = People.open(workspace, clock)) {
      Map<String, Viewer.Organisation> organisations = new LinkedHashMap<>();
      for (Invited one : invited) {
        if (!organisations.containsKey(one.organisation())) {
          organisations.put(one.organisation(), people.addOrganisation(one.organisation()));
        }
        invitations.put(
            one.name(),
            people.invitationPath(organisations.get(one.organisation()), Set.of(one.role())));
      }
    }
    Witness witness = workspace.openWitness(clock);
    WebServer server =
        WebServer.start(
            workspace,
            witness,
            WebServer.Place.local(0),
            clock,
            new PrintWriter(Writer.nullWriter()));
    return new ReviewNode(workspace, witness, server, invitations);
  }

  /** Puts a run of the watch on record, of places at 0° N 0° E. */
  public static void watch(Workspace workspace, Clock clock) throws Exception {
    watch(workspace, clock, ReportFixture.full());
  }

  /** The same of a run of its own. */
  public static void watch(Workspace workspace, Clock clock, WatchResult result) throws Exception {
    try (LedgerWriter writer = LedgerWriter.open(workspace, clock);
        PlaceRegister register = PlaceRegister.open(workspace)) {
      register.add(writer, result.places().stream().map(ReviewNode::described).toList());
      writer.append(
          RunRecords.of(
              result,
              new RunRecords.Run("run-1", "images", "cairn test"),
              WorkspaceIndex.read(workspace),
              workspace.blobs()));
    }
  }

  private static PlaceDescription described(PlaceResult place) {
    List<Statement> said = new ArrayList<>();
    for (PlaceName name : place.place().names()) {
      said.add(
          name.language().isPresent()
              ? Name.of(name.text(), name.language().get())
              : Name.of(name.text()));
    }
    said.add(PlaceGeometry.of(place.place().geometry(), PlaceGeometry.Extent.FOOTPRINT));
    return PlaceDescription.of(place.place().id(), said.toArray(Statement[]::new));
  }

  Workspace workspace() {
    return workspace;
  }

  URI at(String path) {
    return URI.create("http://localhost:" + server.port() + path);
  }

  /** Takes up an invitation, and is signed in. */
  Person person(String name) throws Exception {
    Person person = new Person();
    String login = name.toLowerCase(java.util.Locale.ROOT);
    String path = java.util.Objects.requireNonNull(invitations.get(name));
    HttpResponse<String> entered =
        person.post(path, path, Map.of("name", name, "login", login, "password", PASSWORD));
    assertThat(entered.statusCode()).as(entered.body()).isEqualTo(303);
    return person;
  }

  /** A browser of their own. */
  final class Person {
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
        HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** Of the session. */
    String cookie() {
      return cookies.getCookieStore().getCookies().stream()
          .filter(one -> one.getName().equals("cairn"))
          .map(java.net.HttpCookie::getValue)
          .findFirst()
          .orElseThrow();
    }

    HttpResponse<String> get(String path) throws Exception {
      return client.send(
          HttpRequest.newBuilder(at(path)).header("Accept-Language", "en").build(),
          BodyHandlers.ofString());
    }

    HttpResponse<byte[]> bytes(String path) throws Exception {
      return client.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofByteArray());
    }

    String page(String path) throws Exception {
      HttpResponse<String> answer = get(path);
      assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
      return answer.body();
    }

    /**
     * @param form a page that has the token
     */
    HttpResponse<String> post(String form, String path, Map<String, String> fields)
        throws Exception {
      Matcher token = CSRF.matcher(get(form).body());
      assertThat(token.find()).isTrue();
      Map<String, String> all = new LinkedHashMap<>(fields);
      all.put("_csrf", token.group(1));
      StringBuilder body = new StringBuilder();
      all.forEach((name, value) ->
          body.append(body.isEmpty() ? "" : "&")
              .append(name)
              .append('=')
              .append(URLEncoder.encode(value, UTF_8)));
      return client.send(
          HttpRequest.newBuilder(at(path))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .header("Accept-Language", "en")
              .POST(BodyPublishers.ofString(body.toString()))
              .build(),
          BodyHandlers.ofString());
    }

    HttpResponse<String> damage(String alert, String note) throws Exception {
      return post(
          AlertPath.of(alert),
          AlertPath.of(alert),
          Map.of(
              "verdict", "likely-damage", "cause", anyCause(), "certainty", "high", "note", note));
    }

    HttpResponse<String> noDamage(String alert, String note) throws Exception {
      return post(
          AlertPath.of(alert),
          AlertPath.of(alert),
          Map.of("verdict", "no-change", "reason", "shadow", "certainty", "medium", "note", note));
    }
  }

  static String anyCause() {
    return org.cairn.heritage.vocabulary.Eamena.DISTURBANCE_CAUSE.terms().terms().getFirst().id();
  }

  /** Without the token and the claim's time, which are never the same. */
  static String stripped(String page) {
    return page.replaceAll("content=\"[^\"]{20,}\"", "")
        .replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "");
  }

  @Override
  public void close() throws Exception {
    server.close();
    witness.close();
  }
}
