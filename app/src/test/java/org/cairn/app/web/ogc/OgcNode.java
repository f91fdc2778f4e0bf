package org.cairn.app.web.ogc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.web.people.ServedWorkspace;
import org.cairn.heritage.casework.CaseEvent;
import org.cairn.heritage.casework.CaseItem;
import org.cairn.heritage.casework.CaseStep;
import org.cairn.heritage.contribution.Contribution;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.DrawnExtent;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.review.Author;
import org.cairn.register.CaseRecords;
import org.cairn.register.ContributionRecords;
import org.cairn.register.Draft;
import org.cairn.register.LedgerWriter;
import org.cairn.register.PlaceRegister;
import org.cairn.register.Workspace;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A served node whose places and alerts are open to visitors, with features of all kinds; places
 * {@code cave} and {@code tomb} lie where not everyone may know.
 */
final class OgcNode implements AutoCloseable {
  /** Where the place {@code cave} lies, of which everyone may know a cell of ten kilometres. */
  static final Coordinate CAVE = new Coordinate(20.7654321, 10.1234567);

  /** Where the place {@code tomb} lies, of which nobody else may know anything. */
  static final Coordinate TOMB = new Coordinate(20.8765432, 10.2345678);

  /** Places {@code field-0} and so on, a hundredth of a degree from one another. */
  static final int FIELDS = 60;

  /** Of a place whose id is no plain part of a path. */
  static final String ADDRESS_ID = "https://places.example/7?a=b";

  static final GeometryFactory FACTORY = new GeometryFactory();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  static final Author AUTHOR =
      new Author("p-1", Optional.of("Amal Surveyor"), "stone-watch", "Stone Watch");

  private final ServedWorkspace served;
  private final HttpClient client = HttpClient.newHttpClient();

  private OgcNode(ServedWorkspace served) {
    this.served = served;
  }

  static OgcNode start(Path folder) throws Exception {
    Clock clock = Clock.systemUTC();
    Workspace workspace =
        Workspace.create(folder, "node.example.org/log", clock, new SecureRandom());
    Files.writeString(
        folder.resolve("cairn.yaml"),
        "\nweb:\n  public: [places, alerts]\n",
        StandardOpenOption.APPEND);
    try (LedgerWriter writer = LedgerWriter.open(workspace, clock);
        PlaceRegister register = PlaceRegister.open(workspace)) {
      register.add(writer, places());
      writer.append(run());
      register.contribute(
          writer, List.of(assessed("well", true), assessed("cave", true)), Map.of());
      register.contribute(writer, List.of(assessed("field-3", false)), Map.of());
      List<Draft> steps = new ArrayList<>();
      steps.add(step(CaseEvent.Opened.of("Quarry at the well", "clearing")));
      steps.add(step(new CaseEvent.ItemAdded(new CaseItem.OfPlace("well"))));
      steps.add(step(new CaseEvent.ItemAdded(new CaseItem.OfAlert("cave@1"))));
      register.cases().add(writer, steps);
    }
    return new OgcNode(ServedWorkspace.serve(workspace, clock));
  }

  ServedWorkspace served() {
    return served;
  }

  /** The landing page's address. */
  String ogc() {
    return served.address() + "/ogc";
  }

  // ---- what is there

  private static List<PlaceDescription> places() {
    List<PlaceDescription> places = new ArrayList<>();
    places.add(
        PlaceDescription.of(
            "well",
            Name.of("Upper Well Shrine", "en"),
            Name.of("Le Puits-d’en-Haut", "fr"),
            Name.of("مزار البئر العليا", "ar"),
            PlaceType.of(Term.unknown("Shrine")),
            at(0.0456, 0.0123),
            PlaceGeometry.of(square(0.0456, 0.0123, 0.002), PlaceGeometry.Extent.BOUNDARY)));
    places.add(
        located("cave", "Ochre Cave", "Mound", CAVE.x, CAVE.y)
            .withSensitivity(Sensitivity.generalised(10_000)));
    places.add(
        located("tomb", "Quiet Tomb", "Mound", TOMB.x, TOMB.y)
            .withSensitivity(Sensitivity.WITHHELD));
    places.add(PlaceDescription.of("nowhere", Name.of("Nowhere Hall", "en")));
    places.add(located("fiji", "Lagoon Temple", "Temple", 179.5, -17));
    places.add(located("samoa", "Reef Temple", "Temple", -172, -13.7));
    places.add(located("pole", "Pole Cairn", "Cairn", 10, 90));
    places.add(located(ADDRESS_ID, "Place with an \"address\"", "Mound", 0.31, 0.31));
    for (int each = 0; each < FIELDS; each++) {
      places.add(
          located("field-" + each, "Field " + each, "Field", -20 + 0.01 * each, -20 + 0.01 * each));
    }
    return places;
  }

  private static PlaceDescription located(
      String id, String name, String type, double lon, double lat) {
    return PlaceDescription.of(
        id, Name.of(name, "en"), PlaceType.of(Term.unknown(type)), at(lon, lat));
  }

  private static PlaceGeometry at(double lon, double lat) {
    return PlaceGeometry.of(
        FACTORY.createPoint(new Coordinate(lon, lat)), PlaceGeometry.Extent.POINT);
  }

  static Geometry square(double lon, double lat, double half) {
    return FACTORY.toGeometry(new Envelope(lon - half, lon + half, lat - half, lat + half));
  }

  private static List<Draft> run() {
    List<Draft> drafts = new ArrayList<>();
    for (String place : List.of("well", "cave", "field-0")) {
      drafts.add(
          Draft.open(
              JSON.objectNode()
                  .put("type", "coverage")
                  .put("run", "run-1")
                  .put("place", place)
                  .put("status", "watched")
                  .put("looks", 28)
                  .put("until", "2026-05-03")));
    }
    drafts.add(alert("well", "well@1", "2026-02-07", "9.5", square(0.0456, 0.0123, 0.001)));
    drafts.add(alert("field-0", "field@1", "2026-04-20", "4.25", square(-20, -20, 0.001)));
    drafts.add(alert("cave", "cave@1", "2026-03-01", "7.5", square(CAVE.x, CAVE.y, 0.001)));
    drafts.add(alert("tomb", "tomb@1", "2026-03-02", "6.5", square(TOMB.x, TOMB.y, 0.001)));
    drafts.add(Draft.open(JSON.objectNode().put("type", "run").put("run", "run-1")));
    return drafts;
  }

  static Draft alert(String place, String id, String seen, String score, Geometry area) {
    ObjectNode record =
        JSON.objectNode()
            .put("type", "alert")
            .put("run", "run-1")
            .put("alert", id)
            .put("place", place)
            .put("last_unchanged", "2026-01-23")
            .put("first_seen", seen)
            .put("raised", seen)
            .put("score", score)
            .put("expected_per_site_year", "0.01")
            .put("area_m2", "380.0")
            .put("sensor", "sentinel-2a");
    record.putArray("direction").add("toward bare ground");
    record.putArray("items").add("T36XYZ-after");
    record.put("changed_area", area.toText());
    return new Draft(record, Set.of("changed_area"), 1);
  }

  private static Draft assessed(String place, boolean drawn) {
    ConditionAssessment assessment =
        ConditionAssessment.builder()
            .state(Term.unknown(drawn ? "Poor" : "Good"))
            .extent(Term.unknown("1-10%"))
            .comment("Seen from the road.")
            .build();
    if (drawn) {
      Geometry outline =
          place.equals("cave") ? square(CAVE.x, CAVE.y, 0.0005) : square(0.0456, 0.0123, 0.0005);
      assessment =
          assessment.withDrawn(
              Optional.of(new DrawnExtent((Polygon) outline, "0".repeat(64), place + "@1")));
    }
    return ContributionRecords.draft(Contribution.of(place, AUTHOR, assessment));
  }

  private static Draft step(CaseEvent event) {
    return CaseRecords.draft(CaseStep.of("c1", AUTHOR, event));
  }

  // ---- asking

  /** A visitor's question, with the names and values of headers. */
  HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : ogc() + path));
    for (int each = 0; each < headers.length; each += 2) {
      request.setHeader(headers[each], headers[each + 1]);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return JsonMapper.shared().readTree(answer.body());
  }

  /** Ids of the features on a page. */
  List<String> ids(String path) throws Exception {
    return ids(json(path));
  }

  static List<String> ids(JsonNode page) {
    List<String> ids = new ArrayList<>();
    page.path("features").forEach(each -> ids.add(each.path("id").asString()));
    return ids;
  }

  /** Features of the first page that meet a filter in CQL2 text. */
  List<String> filtered(String collection, String filter) throws Exception {
    return ids("/collections/" + collection + "/items?filter=" + encoded(filter));
  }

  /** What is wrong with a question. */
  String problem(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    JsonNode problem = JsonMapper.shared().readTree(answer.body());
    String type = answer.headers().firstValue("Content-Type").orElse("");
    if (answer.statusCode() != 400 || !type.startsWith("application/problem+json")) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "%s: %d %s", path, answer.statusCode(), answer.body()));
    }
    return problem.path("detail").asString();
  }

  static Optional<String> link(JsonNode page, String rel) {
    for (JsonNode each : page.path("links")) {
      if (each.path("rel").asString().equals(rel)) {
        return Optional.of(each.path("href").asString());
      }
    }
    return Optional.empty();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  @Override
  public void close() throws Exception {
    served.close();
  }
}
