package org.cairn.exchange.internal.lptsv;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.table.Cell;
import org.cairn.exchange.internal.table.Columns;
import org.cairn.exchange.internal.table.DateCells;
import org.cairn.exchange.internal.table.GeometryCells;
import org.cairn.exchange.internal.table.NameCells;
import org.cairn.exchange.internal.table.PlaceDraft;
import org.cairn.exchange.internal.table.PlaceRows;
import org.cairn.exchange.internal.table.RowCells;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Country;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Existence;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.NameRole;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Precision;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Term;

/**
 * Rows of LP-TSV. Several values in a cell are separated by semicolons, variants may carry {@code
 * @lang-Script}. A start alone means "from". Matches are close matches: the format does not say how
 * close. Immutable.
 */
final class LpTsvRows implements PlaceRows {
  private static final String FORMAT = "lp-tsv";

  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "title",
          "titlesource",
          "fclasses",
          "aattypes",
          "attestationyear",
          "start",
          "end",
          "titleuri",
          "ccodes",
          "matches",
          "variants",
          "types",
          "parentname",
          "parentid",
          "lon",
          "lat",
          "geowkt",
          "geosource",
          "geoid",
          "approximation",
          "description");

  private final Columns columns;

  LpTsvRows(Columns columns) {
    this.columns = columns;
  }

  @Override
  public int idColumn() {
    return columns.find("id");
  }

  @Override
  public List<Finding> faults() {
    return columns.find("start", "attestationyear") >= 0
        ? List.of()
        : List.of(
            Finding.of(
                Code.COLUMN_MISSING,
                "LP-TSV needs a column 'start' or 'attestation_year'; there is neither.",
                "start or attestation_year",
                "Add one, even where only the year of the source is known."));
  }

  @Override
  public List<Finding> notes() {
    List<Finding> notes = new ArrayList<>();
    if (columns.find("fclasses", "aattypes") < 0) {
      notes.add(
          Finding.of(
              Code.COLUMN_MISSING,
              "LP-TSV wants a column 'fclasses' or 'aat_types'; there is neither. The places were kept.",
              "fclasses or aat_types",
              "Add one before the list goes to a gazetteer."));
    }
    if (columns.has("lon") != columns.has("lat")) {
      notes.add(
          Finding.of(
              Code.COLUMN_MISSING,
              "There is a column for one of 'lon' and 'lat', but not for the other.",
              "both",
              "See whether a tab is missing between two headings."));
    }
    List<String> unknown = columns.others(KNOWN);
    if (!unknown.isEmpty()) {
      notes.add(
          Finding.of(
                  Code.COLUMN_UNMAPPED,
                  "%d column(s) are not of LP-TSV and were kept word for word."
                      .formatted(unknown.size()),
                  "",
                  "See whether their headings are misspelt.")
              .withValue(String.join(", ", unknown)));
    }
    return notes;
  }

  @Override
  public void read(RowCells row) {
    Function<String, Cell> cell = row::take;
    PlaceDraft draft = row.draft();
    Cell title = cell.apply("title");
    need(draft, title);
    need(draft, cell.apply("titlesource"));
    Attribution said = attribution(cell, draft);
    NameCells.add(draft, title, title.value(), "", Optional.of(NameRole.TITLE), said);
    NameCells.addSeveral(draft, cell.apply("variants"), "", Optional.of(NameRole.VARIANT), said);
    readTypes(cell, draft, said);
    readTimes(cell, draft, said);
    readGeometry(cell, draft);
    for (String code : NameCells.parts(cell.apply("ccodes"))) {
      draft.add(cell.apply("ccodes"), () -> new Country(code, said));
    }
    for (String match : NameCells.parts(cell.apply("matches"))) {
      draft.add(
          cell.apply("matches"), () -> Link.read(match, Link.Match.CLOSE).withAttribution(said));
    }
    readParent(cell, draft, said);
    Cell description = cell.apply("description");
    if (!description.isBlank()) {
      draft.add(
          description,
          () -> new Description(description.value(), Optional.empty(), Optional.empty(), said));
    }
    row.keepEach(FORMAT);
  }

  private Attribution attribution(Function<String, Cell> cell, PlaceDraft draft) {
    Cell words = cell.apply("titlesource");
    Cell uri = cell.apply("titleuri");
    Cell year = cell.apply("attestationyear");
    if (words.isBlank() && uri.isBlank() && year.isBlank()) {
      return Attribution.NONE;
    }
    try {
      Source source = new Source(text(words), text(uri), text(year));
      return Attribution.NONE.withSources(List.of(source));
    } catch (IllegalArgumentException e) {
      draft.refuse(words, Code.VALUE_MALFORMED, e.getMessage() + ".", "", "Correct the cell.");
      return Attribution.NONE;
    }
  }

  private static void readTypes(Function<String, Cell> cell, PlaceDraft draft, Attribution said) {
    Cell labels = cell.apply("types");
    Cell ids = cell.apply("aattypes");
    List<String> words = NameCells.parts(labels);
    List<String> numbers =
        NameCells.parts(ids).stream().map(id -> id.replaceFirst("^aat:", "")).toList();
    boolean pairs = words.size() == numbers.size();
    for (int i = 0; i < numbers.size(); i++) {
      Optional<String> label = pairs ? Optional.of(words.get(i)) : Optional.empty();
      String id = numbers.get(i);
      draft.add(
          ids,
          () ->
              PlaceType.of(new Term(Optional.of("aat"), Optional.of(id), label, Optional.empty()))
                  .withAttribution(said));
    }
    if (!pairs) {
      words.forEach(
          word -> draft.add(labels, () -> PlaceType.of(Term.unknown(word)).withAttribution(said)));
    }
    Cell classes = cell.apply("fclasses");
    for (String letter : NameCells.parts(classes)) {
      Term term =
          new Term(
              Optional.of("geonames-class"),
              Optional.of(letter),
              Optional.empty(),
              Optional.empty());
      draft.add(classes, () -> new PlaceType(PlaceType.Facet.CLASS, term, List.of(), said));
    }
  }

  private void readTimes(Function<String, Cell> cell, PlaceDraft draft, Attribution said) {
    Cell start = cell.apply("start");
    if (start.isBlank() && cell.apply("attestationyear").isBlank()) {
      draft.refuse(
          start.field().isEmpty() ? cell.apply("attestationyear") : start,
          Code.VALUE_MISSING,
          "The row has neither a start nor an attestation year.",
          "a year in 'start' or 'attestation_year'",
          "Fill in one; where nothing is known, the year of the source.");
    }
    DateCells.span(draft, start, cell.apply("end"), true)
        .ifPresent(span ->
            draft.add(start, () -> new Existence(Optional.empty(), said.withTimes(List.of(span)))));
  }

  private static void readGeometry(Function<String, Cell> cell, PlaceDraft draft) {
    Cell words = cell.apply("geosource");
    Cell id = cell.apply("geoid");
    Cell approximation = cell.apply("approximation");
    boolean sourced = !words.isBlank() || !id.isBlank();
    GeometryCells.of(draft, cell.apply("geowkt"), cell.apply("lon"), cell.apply("lat"))
        .forEach(geometry ->
            draft.add(
                words,
                () -> {
                  Attribution said =
                      sourced
                          ? Attribution.NONE.withSources(
                              List.of(new Source(text(words), text(id), Optional.empty())))
                          : Attribution.NONE;
                  boolean rough = !approximation.isBlank();
                  PlaceGeometry read =
                      PlaceGeometry.of(geometry, rough ? Extent.APPROXIMATE : Extent.UNKNOWN)
                          .withAttribution(said);
                  return rough ? read.withPrecision(Precision.asRead(approximation.value())) : read;
                }));
  }

  private static void readParent(Function<String, Cell> cell, PlaceDraft draft, Attribution said) {
    Cell id = cell.apply("parentid");
    Cell name = cell.apply("parentname");
    if (!id.isBlank() || !name.isBlank()) {
      draft.add(
          id.isBlank() ? name : id,
          () -> new Relation(Relation.Type.PART_OF, text(id), text(name), Optional.empty(), said));
    }
  }

  private static void need(PlaceDraft draft, Cell cell) {
    if (cell.isBlank()) {
      draft.refuse(
          cell, Code.VALUE_MISSING, "LP-TSV needs a value here.", "a value", "Fill in the cell.");
    }
  }

  private static Optional<String> text(Cell cell) {
    return cell.isBlank() ? Optional.empty() : Optional.of(cell.value());
  }
}
