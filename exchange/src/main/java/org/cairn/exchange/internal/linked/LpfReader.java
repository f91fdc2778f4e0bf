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
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Country;
import org.cairn.heritage.place.Existence;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.NameRole;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.time.TimeSpan;
import tools.jackson.databind.node.ObjectNode;

/**
 * One feature of the Linked Places Format, versions 1.0 to 1.3 as they are met, to a description. A
 * statement that cannot be taken is kept as it stands, with a note; the others go in.
 * Single-thread.
 */
final class LpfReader {
  private final Problems problems;
  private final LpfTimes times;
  private final LpfStatements parts;
  private final LpfGeometries geometries;
  private List<Statement> statements = new ArrayList<>();

  LpfReader(Problems problems) {
    this.problems = problems;
    this.times = new LpfTimes(problems);
    LpfAttribution attributions = new LpfAttribution(problems, times);
    this.parts = new LpfStatements(problems, attributions);
    this.geometries = new LpfGeometries(problems, attributions, each -> statements.add(each));
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
    Optional<Members> ours = properties.flatMap(each -> each.object("cairn"));
    title(
        properties.orElseGet(() -> new Members(Json.MAPPER.createObjectNode(), "properties")),
        ours.flatMap(each -> each.text("title")).equals(Optional.of("made")));
    Optional<String> id = id(feature, properties);
    if (id.isEmpty()) {
      return Optional.empty();
    }
    feature.objects("names").forEach(each -> statement(each, () -> parts.name(each)));
    feature.objects("types").forEach(each -> statement(each, () -> parts.placeType(each)));
    properties.ifPresent(this::classes);
    geometries.read(feature);
    List<TimeSpan> existence = times.read(feature);
    if (!existence.isEmpty()) {
      statements.add(new Existence(Optional.empty(), Attribution.NONE.withTimes(existence)));
    }
    feature.objects("links").forEach(each -> statement(each, () -> parts.link(each)));
    feature.objects("relations").forEach(each -> statement(each, () -> parts.relation(each)));
    feature.objects("descriptions").forEach(each -> statement(each, () -> parts.description(each)));
    feature.objects("depictions").forEach(each -> statement(each, () -> parts.depiction(each)));
    properties.ifPresent(this::countries);
    List<Extra> extras = new ArrayList<>(ours.map(LpfExtras::read).orElse(List.of()));
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
  private void title(Members properties, boolean made) {
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

  /** Takes a statement; one the domain refuses, or that says nothing, stays behind whole. */
  private void statement(Members json, Supplier<Optional<Statement>> build) {
    try {
      build.get().ifPresentOrElse(statements::add, json::keepWhole);
    } catch (IllegalArgumentException e) {
      malformed(problems, json.path(), e);
      json.keepWhole();
    }
  }

  private void statement(Members json, String member, Supplier<Statement> build) {
    try {
      statements.add(build.get());
    } catch (IllegalArgumentException e) {
      malformed(problems, json.path(member), e);
      json.untake(member);
    }
  }

  /** Says why a member is no statement. */
  static void malformed(Problems problems, String path, IllegalArgumentException e) {
    problems.note(
        Code.STATEMENT_MALFORMED,
        path,
        "",
        e.getMessage() + ". It was kept as it is, but is no statement.",
        "",
        "Correct it and read the file again.");
  }
}
