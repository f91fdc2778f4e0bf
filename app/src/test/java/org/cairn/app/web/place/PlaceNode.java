package org.cairn.app.web.place;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.app.web.Role;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.WebServer;
import org.cairn.app.web.people.People;
import org.cairn.heritage.Certainty;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.time.Edtf;
import org.cairn.heritage.time.TimeSpan;
import org.cairn.ledger.witness.Witness;
import org.cairn.register.Draft;
import org.cairn.register.LedgerWriter;
import org.cairn.register.PlaceRegister;
import org.cairn.register.Workspace;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A served node with places of all kinds, two of which lie where not everyone may know. */
final class PlaceNode implements AutoCloseable {
  static final String PASSWORD = "four quiet stones";

  /** Where the place {@code cave} lies, of which everyone may know a cell of ten kilometres. */
  static final Coordinate CAVE = new Coordinate(0.7654321, 0.1234567);

  /** Where the place {@code tomb} lies, of which nobody else may know anything. */
  static final Coordinate TOMB = new Coordinate(0.8765432, 0.2345678);

  /** Part of the names of the images that protected places were seen in. */
  static final String TILE = "T36XYZ";

  static final String ADDRESS_ID = "https://places.example/7?a=b";
  static final int LONG_NAME = 100_000;

  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" content=\"([^\"]*)\"");
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Witness witness;
  private final WebServer server;
  private final People people;

  private PlaceNode(Witness witness, WebServer server, People people) {
    this.witness = witness;
    this.server = server;
    this.people = people;
  }

  /** The settings' member {@code map} where a test asks for no other. */
  private static final String RELIEF =
      """
      map:
        sources:
          - name: Relief
            url: maps/{z}-{x}-{y}.png
            attribution: drawn for a test
            max_zoom: 4
      """;

  static PlaceNode start(Path folder) throws Exception {
    return start(folder, RELIEF);
  }

  /**
   * @param map YAML of the settings' member {@code map}
   */
  static PlaceNode start(Path folder, String map) throws Exception {
    Clock clock = Clock.systemUTC();
    Workspace workspace =
        Workspace.create(folder, "node.example.org/log", clock, new SecureRandom());
    Files.writeString(
        folder.resolve("cairn.yaml"),
        """

        web:
          public: [places, alerts]
        """
            + map,
        StandardOpenOption.APPEND);
    Files.createDirectories(folder.resolve("maps"));
    Files.write(folder.resolve("maps/0-0-0.png"), PlaceShapes.picture());
    Files.writeString(folder.resolve("maps/1-0-0.png"), "no picture");
    try (LedgerWriter writer = LedgerWriter.open(workspace, clock);
        PlaceRegister register = PlaceRegister.open(workspace)) {
      register.add(writer, places());
      writer.append(run(workspace));
    }
    Witness witness = workspace.openWitness(clock);
    WebServer server =
        WebServer.start(
            workspace,
            witness,
            WebServer.Place.local(0),
            clock,
            new PrintWriter(Writer.nullWriter()));
    return new PlaceNode(witness, server, People.open(workspace, clock));
  }

  // ---- places

  private static List<PlaceDescription> places() {
    List<PlaceDescription> places = new ArrayList<>();
    Attribution old =
        Attribution.by("A. Surveyor")
            .withCertainty(Certainty.LESS_CERTAIN)
            .withSources(List.of(Source.cited("Survey of the upper valley, sheet 3")))
            .withTimes(List.of(TimeSpan.of(Edtf.of("1850/1900"))));
    places.add(
        PlaceDescription.of(
            "well",
            Name.of("Upper Well Shrine", "en"),
            Name.of("Le Puits-d’en-Haut", "fr"),
            Name.of("مزار البئر العليا", "ar"),
            Name.of("Άνω Πηγάδι", "el").withAttribution(old),
            PlaceType.of(Term.unknown("Shrine")),
            at(0.0456, 0.0123),
            PlaceGeometry.of(
                PlaceShapes.square(new Coordinate(0.0456, 0.0123), 0.002),
                PlaceGeometry.Extent.BOUNDARY),
            Link.read("https://www.wikidata.org/entity/Q1", Link.Match.EXACT),
            Description.of("A shrine over a spring, invented for a test.")));
    places.add(
        PlaceDescription.of(
                "cave",
                Name.of("Ochre Cave", "en"),
                PlaceType.of(Term.unknown("Mound")),
                at(CAVE.x, CAVE.y),
                PlaceGeometry.of(PlaceShapes.square(CAVE, 0.004), PlaceGeometry.Extent.BOUNDARY))
            .withSensitivity(Sensitivity.generalised(10_000))
            .withExtra(
                List.of(
                    Extra.text(
                        "sheet",
                        "coordinates",
                        String.format(Locale.ROOT, "%.7f, %.7f", CAVE.y, CAVE.x)))));
    places.add(located("tomb", "Quiet Tomb", TOMB).withSensitivity(Sensitivity.WITHHELD));
    places.add(PlaceDescription.of("nowhere", Name.of("Nowhere Hall", "en")));
    places.add(located("pole", "Pole Cairn", new Coordinate(10, 89.95)));
    places.add(
        PlaceDescription.of(
            "islands",
            Name.of("Fifty Islands", "en"),
            PlaceGeometry.of(PlaceShapes.islands(), PlaceGeometry.Extent.FOOTPRINT)));
    List<Statement> names = new ArrayList<>();
    names.add(Name.of("n".repeat(LONG_NAME)));
    for (int each = 1; each < 3_000; each++) {
      names.add(Name.of("Name number " + each, "en"));
    }
    names.add(at(0.3, 0.3));
    places.add(PlaceDescription.of("many", names.toArray(Statement[]::new)));
    places.add(located(ADDRESS_ID, "Place with an address", new Coordinate(0.31, 0.31)));
    for (int each = 0; each < 60; each++) {
      places.add(
          located(
              "field-" + each,
              "Field " + each,
              new Coordinate(-0.2 + 0.001 * each, -0.2 + 0.0007 * each)));
    }
    return places;
  }

  private static PlaceDescription located(String id, String name, Coordinate lonLat) {
    return PlaceDescription.of(
        id, Name.of(name, "en"), PlaceType.of(Term.unknown("Mound")), at(lonLat.x, lonLat.y));
  }

  private static PlaceGeometry at(double lon, double lat) {
    return PlaceGeometry.of(
        FACTORY.createPoint(new Coordinate(lon, lat)), PlaceGeometry.Extent.POINT);
  }

  // ---- a run

  private static List<Draft> run(Workspace workspace) throws Exception {
    String chip = "sha256:" + workspace.blobs().put(PlaceShapes.picture()).hex();
    String lost = "sha256:" + "0".repeat(64);
    List<Draft> drafts = new ArrayList<>();
    drafts.add(coverage("well"));
    drafts.add(coverage("cave"));
    drafts.add(alert("well", "well@1", chip, chip, "POLYGON ((0 0, 0.1 0, 0 0.1, 0 0))"));
    drafts.add(alert("well", "well@2", chip, lost, "POLYGON ((0 0, 0.1 0, 0 0.1, 0 0))"));
    String area =
        String.format(
            Locale.ROOT,
            "POLYGON ((%1$.7f %2$.7f, %3$.7f %2$.7f, %1$.7f %4$.7f, %1$.7f %2$.7f))",
            CAVE.x,
            CAVE.y,
            CAVE.x + 0.001,
            CAVE.y + 0.001);
    String cave = "sha256:" + workspace.blobs().put(PlaceShapes.protectedPicture("cave")).hex();
    String tomb = "sha256:" + workspace.blobs().put(PlaceShapes.protectedPicture("tomb")).hex();
    drafts.add(alert("cave", "cave@1", cave, cave, area));
    drafts.add(alert("tomb", "tomb@1", tomb, tomb, area));
    drafts.add(Draft.open(JSON.objectNode().put("type", "run").put("run", "run-1")));
    return drafts;
  }

  private static Draft coverage(String place) {
    ObjectNode record =
        JSON.objectNode()
            .put("type", "coverage")
            .put("run", "run-1")
            .put("place", place)
            .put("status", "watched")
            .put("why", "")
            .put("looks", 28)
            .put("acquisitions", 38)
            .put("alerts", 1)
            .put("from", "2025-05-01")
            .put("until", "2026-05-03");
    ObjectNode size = record.putArray("detection").addObject();
    size.put("side_px", 2).put("area_m2", "400.0").put("trials", 20).put("largest_contrast", "0.8");
    size.putArray("smallest").addObject().put("share", "0.9").put("contrast", "0.085");
    return Draft.open(record);
  }

  private static Draft alert(String place, String id, String before, String after, String area) {
    ObjectNode record =
        JSON.objectNode()
            .put("type", "alert")
            .put("run", "run-1")
            .put("alert", id)
            .put("place", place)
            .put("last_unchanged", "2026-01-23")
            .put("first_seen", "2026-02-07")
            .put("raised", "2026-02-12")
            .put("score", "9.5")
            .put("expected_per_site_year", "0.01")
            .put("area_m2", "380.0")
            .put("sensor", "sentinel-2a");
    record.putArray("direction").add("toward bare ground");
    for (String role : List.of("before", "after")) {
      record
          .withArrayProperty("chips")
          .addObject()
          .put("role", role)
          .put("blob", role.equals("before") ? before : after)
          .put("date", role.equals("before") ? "2026-01-23" : "2026-02-07")
          .put("sensor", "sentinel-2a")
          .put("item", place.equals("well") ? "item" : TILE + "-" + role)
          .put("true_colour", true);
    }
    record.putArray("items").add(place.equals("well") ? "item" : TILE + "-after");
    record.put("changed_area", area);
    return new Draft(record, Set.of("changed_area"), 1);
  }

  // ---- people

  URI at(String path) {
    return URI.create("http://localhost:" + server.port() + path);
  }

  Visitor visitor() {
    return new Visitor();
  }

  /** Somebody with an account, signed in. */
  Visitor person(String name, Role... roles) throws Exception {
    Viewer.Organisation organisation = people.addOrganisation("Institute of " + name);
    String path = invitation(organisation, roles);
    Visitor person = new Visitor();
    HttpResponse<String> entered =
        person.post(
            path,
            path,
            Map.of("name", name, "login", name.toLowerCase(Locale.ROOT), "password", PASSWORD));
    assertThat(entered.statusCode()).as(entered.body()).isEqualTo(303);
    return person;
  }

  String invitation(Viewer.Organisation organisation, Role... roles) throws Exception {
    return people.invitationPath(organisation, Set.of(roles));
  }

  Viewer.Organisation organisation(String name) throws Exception {
    return people.addOrganisation(name);
  }

  /** A browser of their own. */
  final class Visitor {
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
        HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** The session's cookie, for a real browser to go on with. */
    String session() {
      return cookies.getCookieStore().getCookies().stream()
          .filter(cookie -> cookie.getName().equals("cairn"))
          .findFirst()
          .orElseThrow()
          .getValue();
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(at(path)).header("Accept-Language", "en");
      for (int each = 0; each < headers.length; each += 2) {
        request.setHeader(headers[each], headers[each + 1]);
      }
      return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<byte[]> bytes(String path) throws Exception {
      return client.send(
          HttpRequest.newBuilder(at(path)).header("Accept-Language", "en").build(),
          BodyHandlers.ofByteArray());
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
      assertThat(token.find()).as(form).isTrue();
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

    /** Posts, and follows to what it says next. */
    String posted(String path, Map<String, String> fields) throws Exception {
      HttpResponse<String> answer = post(path, path, fields);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
      return Optional.of(answer.headers().firstValue("Location").orElseThrow()).get();
    }
  }

  @Override
  public void close() throws Exception {
    people.close();
    server.close();
    witness.close();
  }
}
