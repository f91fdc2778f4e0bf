package org.cairn.exchange.internal.eamena;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.TermLists;
import org.cairn.exchange.internal.CleanText;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.table.Cell;
import org.cairn.exchange.internal.table.Certainties;
import org.cairn.exchange.internal.table.Columns;
import org.cairn.exchange.internal.table.DateCells;
import org.cairn.exchange.internal.table.GeometryCells;
import org.cairn.exchange.internal.table.NameCells;
import org.cairn.exchange.internal.table.PlaceDraft;
import org.cairn.exchange.internal.table.PlaceRows;
import org.cairn.exchange.internal.table.RowJson;
import org.cairn.exchange.internal.table.TableRow;
import org.cairn.heritage.Certainty;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Country;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Designation;
import org.cairn.heritage.place.Existence;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Term;

/**
 * Rows of a bulk-upload sheet. Every row also leaves its cells as JSON, by heading and word for
 * word: those of the assessment, of the condition and the others each in an {@link Extra} of their
 * own, since cells of one row belong together (a cause, its certainty, its effects). Immutable.
 */
final class BulkUploadRows implements PlaceRows {
  private static final String FORMAT = "eamena-bulk-upload";

  private static final List<String> CONDITION =
      List.of(
          "overallcondition",
          "damageextent",
          "disturbance",
          "effect",
          "threat",
          "intervention",
          "recommendation",
          "priority",
          "relateddetailedcondition");

  private static final List<String> ASSESSMENT =
      List.of("assessment", "investigatorrole", "geassessment", "geimagery", "informationresource");

  /** Wholly said by statements. */
  private static final Set<String> SAID =
      Set.of(
          "uniqueid",
          "resourceid",
          "generaldescription",
          "geometricplaceexpression",
          "countrytype");

  private final Columns columns;
  private final TermLists lists;
  private final Map<String, List<Integer>> kept = new LinkedHashMap<>();

  BulkUploadRows(Columns columns, TermLists lists) {
    this.columns = columns;
    this.lists = lists;
    for (int i = 0; i < columns.headings().size(); i++) {
      String key = CleanText.key(columns.headings().get(i));
      if (!SAID.contains(key)) {
        kept.computeIfAbsent(group(key), group -> new ArrayList<>()).add(i);
      }
    }
  }

  private static String group(String key) {
    if (CONDITION.stream().anyMatch(key::startsWith)) {
      return "condition";
    }
    return ASSESSMENT.stream().anyMatch(key::startsWith) ? "assessment" : "row";
  }

  @Override
  public int idColumn() {
    return columns.find("uniqueid", "resourceid");
  }

  @Override
  public boolean needsId() {
    return true;
  }

  @Override
  public boolean severalRows() {
    return true;
  }

  @Override
  public List<Finding> faults() {
    return List.of();
  }

  @Override
  public List<Finding> notes() {
    return List.of();
  }

  @Override
  public void read(List<TableRow> rows, PlaceDraft draft) {
    Optional<String> assessor = Optional.empty();
    for (TableRow row : rows) {
      Cell cell = draft.cell(row, columns.find("assessmentinvestigatoractor"));
      List<String> assessors = values(cell);
      assessor = assessors.isEmpty() ? assessor : Optional.of(String.join("; ", assessors));
      readRow(row, draft, new Attribution(assessor, List.of(), Optional.empty(), List.of()));
    }
  }

  private void readRow(TableRow row, PlaceDraft draft, Attribution said) {
    readNames(row, draft, said);
    readTypes(row, draft, said);
    readGeometry(row, draft, said);
    readPeriods(row, draft, said);
    readDesignations(row, draft, said);
    Cell description = cell(draft, row, "generaldescription");
    if (!description.isBlank()) {
      draft.add(
          description,
          () -> new Description(description.value(), Optional.empty(), Optional.empty(), said));
    }
    Cell country = cell(draft, row, "countrytype");
    values(country).forEach(each -> draft.add(country, () -> new Country(each, said)));
    Cell restricted = cell(draft, row, "restrictedaccessrecorddesignation");
    if (!restricted.isBlank() && !restricted.value().toLowerCase(Locale.ROOT).equals("no")) {
      draft.protect(Sensitivity.WITHHELD.withReason(restricted.value()));
    }
    checkTerms(row, draft);
    kept.forEach((group, members) ->
        RowJson.of(row, columns, members)
            .ifPresent(
                json -> draft.keep(draft.cell(row, -1), () -> Extra.json(FORMAT, group, json))));
  }

  private void readNames(TableRow row, PlaceDraft draft, Attribution said) {
    Cell names = cell(draft, row, "resourcename");
    List<String> kinds = values(cell(draft, row, "nametype"));
    List<String> spelled = values(names);
    for (int i = 0; i < spelled.size(); i++) {
      Optional<Term> role = at(kinds, i).map(BulkUploadRows::term);
      NameCells.add(draft, names, spelled.get(i), "", role, said);
    }
  }

  private void readTypes(TableRow row, PlaceDraft draft, Attribution said) {
    Cell types = cell(draft, row, "heritageplacetype");
    values(types)
        .forEach(word -> draft.add(types, () -> PlaceType.of(term(word)).withAttribution(said)));
    Cell functions = cell(draft, row, "heritageplacefunction");
    List<String> words = values(functions);
    Cell certainty = cell(draft, row, "heritageplacefunctioncertainty");
    List<String> sure = values(certainty);
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      Attribution surely = certain(draft, certainty, said, at(sure, i));
      draft.add(functions, () -> PlaceType.function(term(word)).withAttribution(surely));
    }
    Cell shape = cell(draft, row, "siteoverallshapetype", "overallsiteshapetype");
    values(shape)
        .forEach(word ->
            draft.add(
                shape, () -> new PlaceType(PlaceType.Facet.FORM, term(word), List.of(), said)));
  }

  private void readGeometry(TableRow row, PlaceDraft draft, Attribution said) {
    Cell wkt = cell(draft, row, "geometricplaceexpression");
    Cell qualifier = cell(draft, row, "geometryqualifier");
    Cell certainty = cell(draft, row, "sitelocationcertainty");
    GeometryCells.wkt(draft, wkt)
        .ifPresent(geometry -> {
          Attribution surely = certain(draft, certainty, said, at(values(certainty), 0));
          PlaceGeometry read =
              PlaceGeometry.of(geometry, extent(qualifier.value())).withAttribution(surely);
          draft.add(wkt, () -> qualifier.isBlank() ? read : read.withRole(term(qualifier.value())));
        });
  }

  private static Extent extent(String qualifier) {
    return switch (CleanText.key(qualifier)) {
      case "perimeterpolygon" -> Extent.FOOTPRINT;
      case "propertyboundary" -> Extent.BOUNDARY;
      case "centerpoint", "centerline", "sitedatumpoint" -> Extent.POINT;
      case "accesspoint", "façadepoint", "facadepoint" -> Extent.ACCESS;
      case "bufferpolygon", "simplifiedpolygon" -> Extent.APPROXIMATE;
      case "vicinitypoint" -> Extent.VICINITY;
      default -> Extent.UNKNOWN;
    };
  }

  private void readPeriods(TableRow row, PlaceDraft draft, Attribution said) {
    for (String kind : List.of("culturalperiod", "culturalsubperiod")) {
      Cell periods = cell(draft, row, kind + "type");
      Cell certainty = cell(draft, row, kind + "certainty");
      List<String> words = values(periods);
      List<String> sure = values(certainty);
      for (int i = 0; i < words.size(); i++) {
        String word = words.get(i);
        Attribution surely = certain(draft, certainty, said, at(sure, i));
        draft.add(periods, () -> new Existence(Optional.of(word), surely));
      }
    }
    Cell from = cell(draft, row, "archaeologicaldatefromcal");
    DateCells.span(draft, from, cell(draft, row, "archaeologicaldatetocal"), false)
        .ifPresent(span ->
            draft.add(
                from,
                () ->
                    new Existence(
                        Optional.of("archaeological date (cal)"), said.withTimes(List.of(span)))));
  }

  private void readDesignations(TableRow row, PlaceDraft draft, Attribution said) {
    Cell name = cell(draft, row, "designation");
    if (name.isBlank()) {
      return;
    }
    Cell from = cell(draft, row, "designationfromdate");
    Cell to = cell(draft, row, "designationtodate");
    Attribution dated =
        DateCells.span(draft, from, to, false)
            .map(span -> said.withTimes(List.of(span)))
            .orElse(said);
    values(name)
        .forEach(each ->
            draft.add(
                name,
                () ->
                    new Designation(
                        each, Optional.empty(), Optional.empty(), Optional.empty(), dated)));
  }

  /** A word of no list is kept, and told with the nearest that there are. */
  private void checkTerms(TableRow row, PlaceDraft draft) {
    for (int i = 0; i < columns.headings().size(); i++) {
      String list = CleanText.key(columns.headings().get(i));
      if (lists.knows(list)) {
        Cell cell = draft.cell(row, i);
        for (String word : values(cell)) {
          if (lists.find(list, word).isEmpty()) {
            draft.note(
                new Cell(cell.row(), cell.field(), word),
                Code.TERM_UNKNOWN,
                "The word is not on the list of this column; it was kept.",
                "a word of the list, most alike: " + String.join(" · ", lists.nearest(list, word)),
                "Where one of these is meant, put it in.");
          }
        }
      }
    }
  }

  private static Attribution certain(
      PlaceDraft draft, Cell cell, Attribution said, Optional<String> word) {
    Optional<Certainty> certainty = word.flatMap(Certainties::of);
    boolean saysNothing = word.isEmpty() || CleanText.key(word.get()).equals("notapplicable");
    if (certainty.isEmpty() && !saysNothing) {
      draft.note(
          cell,
          Code.CERTAINTY_UNKNOWN,
          "The word says nothing known of how sure the source is; it was kept.",
          "Definite, High, Medium, Low, Negligible or Possible",
          "See whether the columns have shifted.");
    }
    return certainty.map(said::withCertainty).orElse(said);
  }

  /** What stands between bars; the word {@code None} is how exports write nothing. */
  private static List<String> values(Cell cell) {
    List<String> values = new ArrayList<>();
    for (String part : cell.text().split("\\|", -1)) {
      if (!part.isBlank() && !part.strip().equals("None")) {
        values.add(part.strip());
      }
    }
    return values;
  }

  private static Optional<String> at(List<String> values, int i) {
    return i < values.size() ? Optional.of(values.get(i)) : Optional.empty();
  }

  private static Term term(String word) {
    return new Term(Optional.of("eamena"), Optional.empty(), Optional.of(word), Optional.empty());
  }

  private Cell cell(PlaceDraft draft, TableRow row, String... keys) {
    return draft.cell(row, columns.find(keys));
  }
}
