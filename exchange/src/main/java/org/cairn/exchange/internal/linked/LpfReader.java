package org.cairn.exchange.internal.linked;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.json.Extras;
import org.cairn.exchange.internal.json.Json;
import org.cairn.exchange.internal.json.Members;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.exchange.internal.json.Shapes;
import org.cairn.exchange.internal.json.Shapes.ShapeException;
import org.cairn.heritage.Certainty;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Country;
import org.cairn.heritage.place.Depiction;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Existence;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.NameRole;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.time.TimeSpan;
import org.locationtech.jts.geom.Geometry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One feature of the Linked Places Format, versions 1.0 to 1.3 as they are met, to a description. A
 * statement that cannot be taken is kept as it stands, with a note; the others go in.
 * Single-thread.
 */
final class LpfReader {
  private final Problems problems;
  private final LpfTimes times;
  private List<Statement> statements = new ArrayList<>();

  LpfReader(Problems problems) {
    this.problems = problems;
    this.times = new LpfTimes(problems);
  }

  /** Empty where the feature was refused. */
  Optional<PlaceDescription> read(ObjectNode json) {
    statements = new ArrayList<>();
    Members feature = new Members(json, "");
    Optional<String> type = feature.text("type");
    if (!type.equals(Optional.of("Feature"))) {
      problems.refuse(
          Code.FEATURE_MALFORMED,
          "type",
          type.orElse(""),
          "It is not a Feature.",
          "\"type\": \"Feature\"",
          "Correct it, or export the file again.");
      return Optional.empty();
    }
    feature.take("@context");
    Optional<Members> properties = feature.object("properties");
    title(properties.orElseGet(() -> new Members(Json.MAPPER.createObjectNode(), "properties")));
    Optional<String> id = id(feature, properties);
    if (id.isEmpty()) {
      return Optional.empty();
    }
    feature.objects("names").forEach(each -> statement(each, () -> name(each)));
    feature.objects("types").forEach(each -> statement(each, () -> placeType(each)));
    properties.ifPresent(this::classes);
    geometry(feature);
    List<TimeSpan> existence = times.read(feature);
    if (!existence.isEmpty()) {
      statements.add(new Existence(Optional.empty(), Attribution.NONE.withTimes(existence)));
    }
    feature.objects("links").forEach(each -> statement(each, () -> link(each)));
    feature.objects("relations").forEach(each -> statement(each, () -> relation(each)));
    feature.objects("descriptions").forEach(each -> statement(each, () -> description(each)));
    feature.objects("depictions").forEach(each -> statement(each, () -> depiction(each)));
    properties.ifPresent(this::countries);
    List<Extra> extras = new ArrayList<>();
    feature.leftOver((path, left) -> Extras.keep(extras, problems, LpfWords.SOURCE, path, left));
    return Optional.of(new PlaceDescription(id.get(), statements, Sensitivity.PUBLIC, extras));
  }

  private Optional<String> id(Members feature, Optional<Members> properties) {
    Optional<String> id =
        feature.text("@id").or(() -> feature.text("id")).or(() -> feature.text("uri"));
    if (id.isEmpty()) {
      id = properties.flatMap(each -> each.text("@id").or(() -> each.text("id")));
    }
    if (id.isEmpty()) {
      problems.refuse(
          Code.FEATURE_MALFORMED,
          "@id",
          "",
          "The feature has no @id.",
          "a URI, or an identifier unique in the file",
          "Give it one that stays: by it the place is found again.");
      return Optional.empty();
    }
    try {
      PlaceDescription.of(id.get());
      return id;
    } catch (IllegalArgumentException e) {
      problems.refuse(
          Code.FEATURE_MALFORMED,
          "@id",
          id.get(),
          e.getMessage() + ".",
          "a URI, or an identifier unique in the file",
          "Correct it.");
      return Optional.empty();
    }
  }

  /** A title that {@link LpfWriter} made up is no statement. */
  private void title(Members properties) {
    boolean made =
        properties.object("cairn").flatMap(each -> each.text("title")).equals(Optional.of("made"));
    Optional<String> title = properties.text("title");
    if (title.isPresent() && !made) {
      statement(properties, "title", () -> Name.of(title.get()).withRole(NameRole.TITLE));
    } else if (title.isEmpty()) {
      problems.note(
          Code.STATEMENT_MALFORMED,
          "properties.title",
          "",
          "The feature has no title.",
          "a title, which the format asks for",
          "");
    }
  }

  private Optional<Statement> name(Members json) {
    Optional<String> text = json.text("toponym", "ethnonym", "name", "text");
    Optional<String> language = language(json);
    Attribution attribution = attribution(json);
    return text.map(present ->
        new Name(present, language, Optional.empty(), List.of(), Optional.empty(), attribution));
  }

  /** The member {@code lang} where it is a language tag at all, else it stays behind. */
  private Optional<String> language(Members json) {
    JsonNode lang = json.peek("lang");
    if (Json.isBlank(lang)) {
      return Optional.empty();
    }
    try {
      Name.of("x").withLanguage(lang.asString(""));
    } catch (IllegalArgumentException e) {
      problems.note(
          Code.LANGUAGE_UNKNOWN,
          json.path("lang"),
          lang.asString(""),
          "This is no language tag; it was kept as it is.",
          "a tag of BCP 47 such as ar or el-Grek",
          "Correct it.");
      return Optional.empty();
    }
    return json.text("lang");
  }

  private Optional<Statement> placeType(Members json) {
    Optional<String> identifier = json.text("identifier", "@id", "id", "uri");
    Optional<String> aatLabel = json.text("label_aat");
    Optional<String> label = aatLabel.isPresent() ? aatLabel : json.text("label");
    List<Term> sourceLabels = new ArrayList<>();
    if (aatLabel.isPresent()) {
      json.text("label").ifPresent(own -> sourceLabels.add(Term.unknown(own)));
    }
    for (Members each : json.objects("sourceLabels")) {
      Optional<String> language = language(each);
      each.text("label", "value")
          .ifPresent(own ->
              sourceLabels.add(
                  new Term(Optional.empty(), Optional.empty(), Optional.of(own), language)));
    }
    if (json.peek("sourceLabel").isValueNode()) {
      json.texts("sourceLabel").forEach(own -> sourceLabels.add(Term.unknown(own)));
    }
    Attribution attribution = attribution(json);
    if (identifier.isEmpty() && label.isEmpty()) {
      return sourceLabels.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new PlaceType(
                  PlaceType.Facet.TYPE, sourceLabels.removeFirst(), sourceLabels, attribution));
    }
    return Optional.of(
        new PlaceType(
            PlaceType.Facet.TYPE, LpfWords.term(identifier, label), sourceLabels, attribution));
  }

  private void classes(Members properties) {
    for (String code : properties.texts("fclasses")) {
      Term term =
          new Term(
              Optional.of(LpfWords.FEATURE_CLASS),
              Optional.of(code),
              Optional.empty(),
              Optional.empty());
      statement(
          properties,
          "fclasses",
          () -> new PlaceType(PlaceType.Facet.CLASS, term, List.of(), Attribution.NONE));
    }
  }

  private void countries(Members properties) {
    for (String member : new String[] {"ccodes", "ccode"}) {
      properties
          .texts(member)
          .forEach(code -> statement(properties, member, () -> Country.of(code)));
    }
  }

  /** Members of a collection are geometries of their own, each with its own time and source. */
  private void geometry(Members feature) {
    JsonNode node = feature.peek("geometry");
    if (Json.isBlank(node)) {
      feature.take("geometry");
      return;
    }
    Optional<Members> object = feature.object("geometry");
    if (object.isEmpty()) {
      problems.note(
          Code.GEOMETRY_MALFORMED,
          "geometry",
          Json.text(node),
          "The geometry is no object.",
          "a GeoJSON geometry or null",
          "Correct it.");
      return;
    }
    Members geometry = object.get();
    if (geometry.peek("type").asString("").equals("GeometryCollection")
        && geometry.peek("geometries").isArray()) {
      geometry.take("type");
      geometry.objects("geometries").forEach(this::oneGeometry);
    } else {
      oneGeometry(geometry);
    }
  }

  /** Coordinates and well-known text that differ are two geometries. */
  private void oneGeometry(Members json) {
    List<Geometry> found = new ArrayList<>();
    boolean bad = false;
    boolean shape = !Json.isBlank(json.peek("coordinates")) || json.peek("geometries").isArray();
    if (shape) {
      try {
        found.add(Shapes.read(json.json()));
      } catch (ShapeException e) {
        e.note(problems, json.path("coordinates"));
        bad = true;
      }
    }
    json.take("type");
    json.take("coordinates");
    json.take("geometries");
    Optional<String> wkt = json.text("geowkt", "geo_wkt");
    if (wkt.isPresent()) {
      try {
        Geometry read = Shapes.readWkt(wkt.get());
        if (found.stream().noneMatch(each -> each.equalsExact(read))) {
          found.add(read);
        }
      } catch (ShapeException e) {
        e.note(problems, json.path("geowkt"));
        bad = true;
      }
    }
    Attribution attribution = attribution(json);
    for (Geometry each : found) {
      statement(
          json,
          () -> Optional.of(PlaceGeometry.of(each, Extent.UNKNOWN).withAttribution(attribution)));
    }
    if (bad) {
      json.keepWhole();
    }
  }

  private Optional<Statement> link(Members json) {
    Optional<String> identifier = json.text("identifier", "uri", "@id", "id");
    Optional<String> word = json.text("type");
    Optional<Link.Match> match = word.flatMap(LpfWords::match);
    Attribution attribution = attribution(json);
    return identifier.map(text -> {
      Link link = Link.read(text, match.orElse(Link.Match.OTHER)).withAttribution(attribution);
      return match.isEmpty() && word.isPresent() ? link.withMatchAsRead(word.get()) : link;
    });
  }

  private Optional<Statement> relation(Members json) {
    Optional<String> word = json.text("relationType", "type");
    Optional<String> target = json.text("relationTo", "identifier", "@id");
    Optional<String> label = json.text("label").filter(text -> !Optional.of(text).equals(target));
    Optional<Relation.Type> type = word.flatMap(LpfWords::relation);
    boolean canonical = type.flatMap(LpfWords::word).equals(word);
    Attribution attribution = attribution(json);
    return target.isEmpty() && label.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Relation(
                type.orElse(Relation.Type.OTHER),
                target,
                label,
                canonical ? Optional.empty() : word,
                attribution));
  }

  private Optional<Statement> description(Members json) {
    Optional<String> text = json.text("value");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> language = language(json);
    Optional<String> uri = json.text("@id", "id", "uri");
    return Optional.of(new Description(text.get(), language, uri, attribution(json)));
  }

  private Optional<Statement> depiction(Members json) {
    Optional<String> uri = json.text("@id", "id", "uri");
    Optional<String> title = json.text("title");
    return uri.isEmpty() && title.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Depiction(uri, title, json.text("license", "licence"), attribution(json)));
  }

  private Attribution attribution(Members json) {
    List<Source> sources = new ArrayList<>();
    for (Members each : json.objects("citations", "citation", "source", "src")) {
      source(each).ifPresent(sources::add);
    }
    for (String member : new String[] {"citations", "citation", "source", "src"}) {
      if (!json.peek(member).isContainer()) {
        json.text(member).ifPresent(text -> plainSource(json, member, text, sources));
      }
    }
    Optional<Certainty> certainty = times.certainty(json);
    return new Attribution(Optional.empty(), sources, certainty, times.read(json));
  }

  private void plainSource(Members json, String member, String text, List<Source> sources) {
    try {
      sources.add(text.matches("\\S+:\\S+") ? Source.at(text) : Source.cited(text));
    } catch (IllegalArgumentException e) {
      malformed(json.path(member), e);
      json.keepWhole();
    }
  }

  private Optional<Source> source(Members json) {
    Optional<String> citation = json.text("label", "citation");
    Optional<String> uri = json.text("@id", "id", "uri");
    Optional<String> year = json.text("year");
    try {
      return citation.isEmpty() && uri.isEmpty() && year.isEmpty()
          ? Optional.empty()
          : Optional.of(new Source(citation, uri, year));
    } catch (IllegalArgumentException e) {
      malformed(json.path(), e);
      json.keepWhole();
      return Optional.empty();
    }
  }

  /** Takes a statement; one the domain refuses, or that says nothing, stays behind whole. */
  private void statement(Members json, Supplier<Optional<Statement>> build) {
    try {
      build.get().ifPresentOrElse(statements::add, json::keepWhole);
    } catch (IllegalArgumentException e) {
      malformed(json.path(), e);
      json.keepWhole();
    }
  }

  private void statement(Members json, String member, Supplier<Statement> build) {
    try {
      statements.add(build.get());
    } catch (IllegalArgumentException e) {
      malformed(json.path(member), e);
      json.untake(member);
    }
  }

  private void malformed(String path, IllegalArgumentException e) {
    problems.note(
        Code.STATEMENT_MALFORMED,
        path,
        "",
        e.getMessage() + ". It was kept as it is, but is no statement.",
        "",
        "Correct it and read the file again.");
  }
}
