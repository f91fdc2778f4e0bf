package org.cairn.exchange.internal.pleiades;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.NameRole;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Precision;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.time.Period;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One place of Pleiades. A name attested in its own script has its romanisation beside; one known
 * in Latin letters only is that. Years are taken as they are, time periods with their URI.
 * Single-thread, one per place.
 */
final class PleiadesPlace {
  private static final String SOURCE = "pleiades";
  private static final List<String> PART_OF =
      List.of("part_of_admin", "part_of_physical", "part_of_regional", "part_of_analytical");

  private final Members place;
  private final Problems problems;
  private final List<Statement> statements = new ArrayList<>();

  PleiadesPlace(ObjectNode json, Problems problems) {
    this.place = new Members(json, "");
    this.problems = problems;
  }

  /** Empty where it was refused. */
  Optional<PlaceDescription> read() {
    Optional<String> id = place.text("uri").or(() -> place.text("id"));
    if (id.isEmpty()) {
      problems.refuse(
          Code.FEATURE_MALFORMED,
          "uri",
          "",
          "The place has no uri.",
          "https://pleiades.stoa.org/places/…",
          "Download it again.");
      return Optional.empty();
    }
    place.text("@type");
    place.text("type");
    place.text("id");
    place.text("title").ifPresent(text -> add(place, () -> Name.of(text).withRole(NameRole.TITLE)));
    place.objects("names").forEach(each -> add(each, () -> name(each)));
    types();
    place.objects("locations").forEach(this::location);
    representative();
    place.objects("references").forEach(each -> reference(each));
    relations();
    for (String member : new String[] {"description", "details"}) {
      place.text(member).ifPresent(text -> add(place, () -> Description.of(text)));
    }
    List<Extra> extras = new ArrayList<>();
    place.leftOver((path, left) -> Extras.keep(extras, problems, SOURCE, path, left));
    try {
      return Optional.of(new PlaceDescription(id.get(), statements, Sensitivity.PUBLIC, extras));
    } catch (IllegalArgumentException e) {
      problems.refuse(
          Code.FEATURE_MALFORMED,
          "uri",
          id.get(),
          e.getMessage() + ".",
          "https://pleiades.stoa.org/places/…",
          "Download it again.");
      return Optional.empty();
    }
  }

  private Name name(Members json) {
    Optional<String> attested = json.text("attested");
    Optional<String> romanised = json.text("romanized");
    Optional<String> language = json.text("language");
    Optional<Term> role = json.text("nameType").map(PleiadesPlace::word);
    List<Name.Romanisation> romanisations = new ArrayList<>();
    if (attested.isPresent() && romanised.isPresent()) {
      romanisations.add(new Name.Romanisation(romanised.get(), Optional.empty()));
    }
    return new Name(
        attested
            .or(() -> romanised)
            .orElseThrow(() ->
                new IllegalArgumentException("Expected an attested or romanized name, found none")),
        language,
        Optional.empty(),
        romanisations,
        role,
        attribution(json));
  }

  private void types() {
    List<String> labels = place.texts("placeTypes");
    List<String> uris = place.texts("placeTypeURIs");
    for (int i = 0; i < labels.size(); i++) {
      String label = labels.get(i);
      Optional<String> uri =
          labels.size() == uris.size() ? Optional.of(uris.get(i)) : Optional.empty();
      add(
          place,
          () ->
              PlaceType.of(
                  new Term(Optional.of(SOURCE), uri, Optional.of(label), Optional.empty())));
    }
  }

  private void location(Members json) {
    JsonNode geometry = json.peek("geometry");
    if (Json.isBlank(geometry)) {
      json.keepWhole();
      return;
    }
    try {
      var shape = Shapes.read(geometry);
      json.take("geometry");
      List<String> kinds = json.texts("locationType");
      Extent extent =
          kinds.contains("representative")
              ? Extent.REPRESENTATIVE
              : kinds.contains("central_point") ? Extent.POINT : Extent.UNKNOWN;
      Optional<Term> role =
          kinds.isEmpty() ? Optional.empty() : Optional.of(word(String.join(", ", kinds)));
      Optional<Precision> precision = precision(json);
      Attribution attribution = attribution(json);
      add(json, () -> new PlaceGeometry(shape, extent, role, precision, attribution));
    } catch (ShapeException e) {
      e.note(problems, json.path("geometry"));
      json.keepWhole();
    }
  }

  private static Optional<Precision> precision(Members json) {
    JsonNode metres = json.peek("accuracy_value");
    if (metres.isNumber() && metres.asDouble() > 0 && metres.asDouble() < 1e8) {
      json.take("accuracy_value");
      return Optional.of(Precision.ofMetres(metres.asDouble()));
    }
    return Optional.empty();
  }

  private void representative() {
    JsonNode point = place.peek("reprPoint");
    if (Json.isBlank(point)) {
      return;
    }
    ObjectNode geometry = Json.MAPPER.createObjectNode().put("type", "Point");
    geometry.set("coordinates", point);
    try {
      var shape = Shapes.read(geometry);
      place.take("reprPoint");
      add(place, () -> PlaceGeometry.of(shape, Extent.REPRESENTATIVE).withRole(word("reprPoint")));
    } catch (ShapeException e) {
      e.note(problems, "reprPoint");
    }
  }

  private void reference(Members json) {
    Optional<String> uri = json.text("accessURI").or(() -> json.text("bibliographicURI"));
    if (uri.isEmpty()) {
      json.keepWhole();
      return;
    }
    Optional<String> citation = json.text("formattedCitation").or(() -> json.text("shortTitle"));
    Optional<String> word = json.text("citationTypeURI", "type");
    add(
        json,
        () -> {
          Link link = Link.read(uri.get(), Link.Match.SEE_ALSO);
          if (word.isPresent()) {
            link = link.withMatchAsRead(word.get());
          }
          return citation.isPresent()
              ? link.withAttribution(
                  Attribution.NONE.withSources(List.of(Source.cited(citation.get()))))
              : link;
        });
  }

  private void relations() {
    Set<String> said = new HashSet<>();
    for (Members each : place.objects("connections")) {
      Optional<String> target = each.text("connectsTo");
      target.ifPresent(said::add);
      Optional<String> word = each.text("connectionType");
      Optional<String> label = each.text("title");
      add(
          each,
          () ->
              new Relation(
                  word.map(PleiadesPlace::relation).orElse(Relation.Type.RELATED_TO),
                  target,
                  label,
                  word,
                  attribution(each)));
    }
    for (String target : place.texts("connectsWith")) {
      if (!said.contains(target)) {
        add(place, () -> Relation.to(Relation.Type.RELATED_TO, target));
      }
    }
  }

  private static Relation.Type relation(String word) {
    if (PART_OF.contains(word)) {
      return Relation.Type.PART_OF;
    }
    return word.equals("succeeds") ? Relation.Type.SUCCESSOR_OF : Relation.Type.RELATED_TO;
  }

  private Attribution attribution(Members json) {
    List<Source> sources = new ArrayList<>();
    for (Members each : json.objects("references")) {
      Optional<String> citation = each.text("formattedCitation").or(() -> each.text("shortTitle"));
      Optional<String> uri = each.text("accessURI").or(() -> each.text("bibliographicURI"));
      if (citation.isPresent() || uri.isPresent()) {
        sources.add(new Source(citation, uri, Optional.empty()));
      }
    }
    json.text("provenance").ifPresent(text -> sources.add(Source.cited(text)));
    Optional<Certainty> certainty = certainty(json);
    return new Attribution(Optional.empty(), sources, certainty, times(json));
  }

  private static Optional<Certainty> certainty(Members json) {
    String word = json.peek("associationCertainty").asString("").toLowerCase(Locale.ROOT);
    for (Certainty each : Certainty.values()) {
      if (each.code().equals(word)) {
        json.take("associationCertainty");
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** The years span all periods of the attestations. */
  private List<TimeSpan> times(Members json) {
    List<Period> periods = new ArrayList<>();
    for (Members each : json.objects("attestations")) {
      Optional<String> label = each.text("timePeriod");
      Optional<String> uri = each.text("timePeriodURI");
      if (label.isPresent() || uri.isPresent()) {
        periods.add(
            new Period(
                uri,
                label,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
      }
    }
    TimeBound start = year(json, "start");
    TimeBound end = year(json, "end");
    boolean years = !(start instanceof TimeBound.Unknown && end instanceof TimeBound.Unknown);
    if (!years && periods.isEmpty()) {
      return List.of();
    }
    try {
      TimeSpan span = years ? TimeSpan.from(start, end) : TimeSpan.during(TimeBound.UNKNOWN);
      return List.of(span.withPeriods(periods));
    } catch (IllegalArgumentException e) {
      problems.note(
          Code.DATE_REVERSED,
          json.path("start"),
          "",
          e.getMessage() + ". The years were kept as they are, but not used.",
          "a start before the end",
          "See the place at Pleiades.");
      json.untake("start");
      json.untake("end");
      return periods.isEmpty()
          ? List.of()
          : List.of(TimeSpan.during(TimeBound.UNKNOWN).withPeriods(periods));
    }
  }

  private static TimeBound year(Members json, String member) {
    JsonNode year = json.peek(member);
    if (!year.isNumber() || Math.abs(year.asDouble()) > 1e9) {
      return TimeBound.UNKNOWN;
    }
    json.take(member);
    return TimeBound.inYear(year.asLong());
  }

  private static Term word(String label) {
    return new Term(Optional.of(SOURCE), Optional.empty(), Optional.of(label), Optional.empty());
  }

  private void add(Members json, Supplier<? extends Statement> build) {
    try {
      statements.add(build.get());
    } catch (IllegalArgumentException e) {
      problems.note(
          Code.STATEMENT_MALFORMED,
          json.path(),
          "",
          e.getMessage() + ". It was kept as it is, but is no statement.",
          "",
          "See the place at Pleiades.");
      json.keepWhole();
    }
  }
}
