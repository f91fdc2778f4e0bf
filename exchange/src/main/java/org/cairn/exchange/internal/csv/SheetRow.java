package org.cairn.exchange.internal.csv;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cairn.exchange.internal.CleanText;
import org.cairn.exchange.internal.SpanText;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.Country;
import org.cairn.heritage.place.Depiction;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Designation;
import org.cairn.heritage.place.Existence;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.Significance;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.place.UseChange;
import org.locationtech.jts.io.WKTWriter;

/**
 * One place as the cells of a row. A statement goes into a cell or is left out with a reason; which
 * cell has which statements is remembered, so that a cell which cannot be read back can be emptied.
 * Single-thread, one per place.
 */
final class SheetRow {
  private static final String SEVERAL = "; ";
  private static final String NO_COLUMN = "The sheet has no column for it.";

  private final SheetColumns columns;
  private final Map<String, List<String>> cells = new LinkedHashMap<>();
  private final Map<String, List<Statement>> statements = new HashMap<>();
  private final List<LeftOut> leftOut = new ArrayList<>();

  /** A statement that is in no cell. */
  record LeftOut(Statement statement, String why) {}

  SheetRow(SheetColumns columns) {
    this.columns = columns;
  }

  /** Puts a statement into its cell. */
  void add(Statement statement) {
    Optional<String> obstacle =
        switch (statement) {
          case Name name -> add(name);
          case PlaceType type -> add(type);
          case PlaceGeometry geometry ->
              one("wkt", new WKTWriter(3).write(geometry.geometry()), geometry);
          case Existence existence -> add(existence);
          case Link link -> several("links", link.uri().orElse(link.identifier()), link);
          case Relation relation ->
              relation.type() == Relation.Type.PART_OF && relation.target().isPresent()
                  ? one("part of", relation.target().get(), relation)
                  : Optional.of(NO_COLUMN);
          case Designation designation -> one("designation", designation.name(), designation);
          case Description description -> add(description);
          case Depiction depiction ->
              depiction.uri().isEmpty()
                  ? Optional.of(NO_COLUMN)
                  : one("image", depiction.uri().get(), depiction);
          case Country country -> several("country", country.code(), country);
          case Significance none -> Optional.of(NO_COLUMN);
          case ConditionAssessment none -> Optional.of(NO_COLUMN);
          case UseChange none -> Optional.of(NO_COLUMN);
        };
    obstacle.ifPresent(why -> leftOut.add(new LeftOut(statement, why)));
  }

  private Optional<String> add(Name name) {
    String own = name.language().map(language -> "name_" + language).orElse("name");
    boolean column = name.language().isEmpty() || columns.has(own);
    if (column && !cells.containsKey(own)) {
      return one(own, name.text(), name);
    }
    if (name.text().contains("@")) {
      return Optional.of("A further name with '@' in it would be read as one with a language.");
    }
    return several(
        "variants", name.text() + name.language().map(language -> "@" + language).orElse(""), name);
  }

  private Optional<String> add(PlaceType type) {
    Term term = type.term();
    String text =
        term.label()
            .orElseGet(() -> term.vocabulary().map(v -> v + ":").orElse("") + term.id().orElse(""));
    return switch (type.facet()) {
      case TYPE -> several("type", text, type);
      case FUNCTION -> several("function", text, type);
      case CLASS, FORM -> Optional.of(NO_COLUMN);
    };
  }

  private Optional<String> add(Description description) {
    String own =
        description.language().map(language -> "description_" + language).orElse("description");
    return description.language().isPresent() && !columns.has(own)
        ? Optional.of("The sheet has no column for its language.")
        : one(own, description.text(), description);
  }

  private Optional<String> add(Existence existence) {
    if (existence.attribution().times().isEmpty()) {
      return existence.phase().isEmpty()
          ? Optional.of(NO_COLUMN)
          : one("period", existence.phase().get(), existence);
    }
    SpanText times = SpanText.of(existence.attribution().times().getFirst());
    if (times.startAndEnd() && !cells.containsKey("start") && !cells.containsKey("end")) {
      put("start", times.start(), existence);
      put("end", times.end(), existence);
      return Optional.empty();
    }
    return times.dates().isEmpty()
        ? Optional.of("Its time cannot be said in a cell, or another stands there.")
        : one("dates", times.dates(), existence);
  }

  /** The only text of its cell. */
  private Optional<String> one(String heading, String text, Statement statement) {
    if (cells.containsKey(heading)) {
      return Optional.of("Its cell has one already.");
    }
    Optional<String> obstacle = obstacle(text);
    if (obstacle.isEmpty()) {
      put(heading, text, statement);
    }
    return obstacle;
  }

  /** One of several texts in a cell. */
  private Optional<String> several(String heading, String text, Statement statement) {
    if (text.contains(";")) {
      return Optional.of("It has a semicolon in it, which separates several in a cell.");
    }
    if (cells.getOrDefault(heading, List.of()).contains(text)) {
      return Optional.of("The same words stand in its cell already.");
    }
    Optional<String> obstacle = obstacle(text);
    if (obstacle.isEmpty()) {
      put(heading, text, statement);
    }
    return obstacle;
  }

  private static Optional<String> obstacle(String text) {
    if (!text.equals(text.strip()) || text.isEmpty()) {
      return Optional.of("White space at its ends would not be read back.");
    }
    return text.indexOf(CleanText.UNDECODABLE) >= 0
        ? Optional.of("It has a character that stands for damage in texts.")
        : Optional.empty();
  }

  private void put(String heading, String text, Statement statement) {
    if (!text.isEmpty()) {
      cells.computeIfAbsent(heading, h -> new ArrayList<>()).add(text);
    }
    List<Statement> there = statements.computeIfAbsent(heading, h -> new ArrayList<>());
    there.add(statement);
  }

  /** What all statements of the row share of who says it; nothing where they differ. */
  void attribute() {
    Set<Attribution> said = new LinkedHashSet<>();
    statements
        .values()
        .forEach(all -> all.forEach(each -> said.add(each.attribution().withTimes(List.of()))));
    if (said.size() != 1) {
      return;
    }
    Attribution one = said.iterator().next();
    boolean sayable =
        one.sources().size() <= 1
            && one.author().flatMap(SheetRow::obstacle).isEmpty()
            && one.sources().stream()
                .flatMap(each -> Stream.concat(each.citation().stream(), each.uri().stream()))
                .allMatch(text -> obstacle(text).isEmpty());
    if (sayable) {
      one.certainty().ifPresent(each -> cells.put("certainty", List.of(each.code())));
      one.author().ifPresent(each -> cells.put("author", List.of(each)));
      Optional<Source> source = one.sources().stream().findFirst();
      source.flatMap(Source::citation).ifPresent(each -> cells.put("source", List.of(each)));
      source.flatMap(Source::uri).ifPresent(each -> cells.put("source uri", List.of(each)));
    }
  }

  /** What a source said besides, under its own heading. */
  void add(Extra extra) {
    boolean free = columns.has(extra.field()) && !cells.containsKey(extra.field());
    if (free && obstacle(extra.value()).isEmpty()) {
      cells.put(extra.field(), List.of(extra.value()));
    }
  }

  /** Empties a cell that cannot be read back. */
  void empty(String heading) {
    cells.remove(heading);
    Optional.ofNullable(statements.remove(heading))
        .ifPresent(there ->
            there.forEach(each ->
                leftOut.add(new LeftOut(each, "It could not be read back from its cell."))));
  }

  List<String> cells(String id) {
    List<String> row = new ArrayList<>();
    for (String heading : columns.headings()) {
      row.add(
          heading.equals("id") ? id : String.join(SEVERAL, cells.getOrDefault(heading, List.of())));
    }
    return row;
  }

  /** What is not in the row, and why. */
  List<LeftOut> leftOut() {
    return leftOut;
  }

  /** Those in the row, in the order in which the reader of tables comes by them. */
  List<Statement> written() {
    Set<Statement> met = Collections.newSetFromMap(new IdentityHashMap<>());
    List<String> headings = new ArrayList<>(columns.headings());
    headings.remove("variants");
    headings.add("variants");
    return headings.stream()
        .flatMap(each -> statements.getOrDefault(each, List.of()).stream())
        .filter(met::add)
        .toList();
  }
}
