package org.cairn.exchange.internal.eamena;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.TermLists;
import org.cairn.exchange.internal.CleanText;
import org.cairn.exchange.internal.table.Cell;
import org.cairn.exchange.internal.table.Certainties;
import org.cairn.exchange.internal.table.Columns;
import org.cairn.exchange.internal.table.DateCells;
import org.cairn.exchange.internal.table.GeometryCells;
import org.cairn.exchange.internal.table.NameCells;
import org.cairn.exchange.internal.table.PlaceDraft;
import org.cairn.exchange.internal.table.PlaceRows;
import org.cairn.exchange.internal.table.RowCells;
import org.cairn.heritage.Certainty;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Country;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Designation;
import org.cairn.heritage.place.Existence;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.vocabulary.Eamena;

/**
 * Rows of a bulk-upload sheet. What a row says beside the assessments of the place is kept by
 * heading and word for word: the cells of the assessment, of the condition and the others each in
 * one piece, since cells of one row belong together. Single-thread, one for each table.
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

  private final Columns columns;
  private final TermLists lists;
  private final EamenaWords vocabulary;
  private final Map<AssessmentColumn, Integer> assessment;

  BulkUploadRows(Columns columns, TermLists lists) {
    this.columns = columns;
    this.lists = lists;
    this.vocabulary = new EamenaWords(lists);
    this.assessment = SheetLine.columns(columns);
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
  public boolean severalRows() {
    return true;
  }

  @Override
  public void read(List<RowCells> rows) {
    Optional<String> assessor = Optional.empty();
    for (RowCells row : rows) {
      List<String> assessors = values(row.peek("assessmentinvestigatoractor"));
      assessor = assessors.isEmpty() ? assessor : Optional.of(String.join("; ", assessors));
      read(row, new Attribution(assessor, List.of(), Optional.empty(), List.of()));
    }
    readAssessments(rows);
    for (RowCells row : rows) {
      for (String group : List.of("row", "assessment", "condition")) {
        row.keepTogether(FORMAT, group, key -> group(key).equals(group));
      }
    }
  }

  private void readAssessments(List<RowCells> rows) {
    PlaceDraft draft = rows.getFirst().draft();
    List<SheetLine> lines = rows.stream().map(row -> new SheetLine(assessment, row)).toList();
    Cell first = rows.getFirst().whole();
    try {
      AssessmentReader reader = new AssessmentReader(vocabulary);
      lines.forEach(reader::add);
      reader.finish().forEach(each -> draft.add(first, () -> each));
      lines.forEach(SheetLine::takeSaid);
    } catch (IllegalArgumentException e) {
      draft.refuse(first, Code.VALUE_MALFORMED, e.getMessage() + ".", "", "Correct the cell.");
    }
  }

  @Override
  public void read(RowCells row) {
    read(List.of(row));
  }

  private void read(RowCells row, Attribution said) {
    PlaceDraft draft = row.draft();
    readNames(row, said);
    readTypes(row, said);
    readGeometry(row, said);
    readPeriods(row, said);
    readDesignations(row, said);
    Cell description = row.take("generaldescription");
    if (!description.isBlank()) {
      draft.add(
          description,
          () -> new Description(description.value(), Optional.empty(), Optional.empty(), said));
    }
    Cell country = row.take("countrytype");
    values(country).forEach(each -> draft.add(country, () -> new Country(each, said)));
    Cell restricted = row.peek("restrictedaccessrecorddesignation");
    if (!restricted.isBlank() && !restricted.value().toLowerCase(Locale.ROOT).equals("no")) {
      draft.protect(Sensitivity.WITHHELD.withReason(restricted.value()));
    }
    checkTerms(row);
  }

  private void readNames(RowCells row, Attribution said) {
    PlaceDraft draft = row.draft();
    Cell names = row.peek("resourcename");
    List<String> kinds = values(row.peek("nametype"));
    List<String> spelled = values(names);
    for (int i = 0; i < spelled.size(); i++) {
      Optional<Term> role =
          at(kinds, i).map(word -> vocabulary.of(Eamena.NAME_TYPE, "nametype", word));
      NameCells.add(draft, names, spelled.get(i), "", role, said);
    }
  }

  private void readTypes(RowCells row, Attribution said) {
    PlaceDraft draft = row.draft();
    Cell types = row.peek("heritageplacetype");
    values(types)
        .forEach(word ->
            draft.add(
                types,
                () ->
                    PlaceType.of(vocabulary.of(Eamena.PLACE_TYPE, "heritageplacetype", word))
                        .withAttribution(said)));
    Cell functions = row.peek("heritageplacefunction");
    List<String> words = values(functions);
    Cell certainty = row.peek("heritageplacefunctioncertainty");
    List<String> sure = values(certainty);
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      Attribution surely = certain(draft, certainty, said, at(sure, i));
      draft.add(
          functions,
          () ->
              PlaceType.function(vocabulary.of(Eamena.FUNCTION, "heritageplacefunction", word))
                  .withAttribution(surely));
    }
    Cell shape = row.peek("siteoverallshapetype", "overallsiteshapetype");
    values(shape)
        .forEach(word ->
            draft.add(
                shape,
                () ->
                    new PlaceType(
                        PlaceType.Facet.FORM,
                        vocabulary.of(Eamena.OVERALL_SHAPE, "siteoverallshapetype", word),
                        List.of(),
                        said)));
  }

  private void readGeometry(RowCells row, Attribution said) {
    PlaceDraft draft = row.draft();
    Cell wkt = row.take("geometricplaceexpression");
    Cell qualifier = row.peek("geometryqualifier");
    Cell certainty = row.peek("sitelocationcertainty");
    GeometryCells.wkt(draft, wkt)
        .ifPresent(geometry -> {
          Attribution surely = certain(draft, certainty, said, at(values(certainty), 0));
          PlaceGeometry read =
              PlaceGeometry.of(geometry, GeometryQualifiers.extent(qualifier.value()))
                  .withAttribution(surely);
          draft.add(
              wkt,
              () ->
                  qualifier.isBlank()
                      ? read
                      : read.withRole(
                          vocabulary.of(
                              Eamena.GEOMETRY_TYPE, "geometryqualifier", qualifier.value())));
        });
  }

  private void readPeriods(RowCells row, Attribution said) {
    PlaceDraft draft = row.draft();
    for (String kind : List.of("culturalperiod", "culturalsubperiod")) {
      Cell periods = row.peek(kind + "type");
      Cell certainty = row.peek(kind + "certainty");
      List<String> words = values(periods);
      List<String> sure = values(certainty);
      for (int i = 0; i < words.size(); i++) {
        String word = words.get(i);
        Attribution surely = certain(draft, certainty, said, at(sure, i));
        draft.add(periods, () -> new Existence(Optional.of(word), surely));
      }
    }
    Cell from = row.peek("archaeologicaldatefromcal");
    DateCells.span(draft, from, row.peek("archaeologicaldatetocal"), false)
        .ifPresent(span ->
            draft.add(
                from,
                () ->
                    new Existence(
                        Optional.of("archaeological date (cal)"), said.withTimes(List.of(span)))));
  }

  private void readDesignations(RowCells row, Attribution said) {
    PlaceDraft draft = row.draft();
    Cell name = row.peek("designation");
    if (name.isBlank()) {
      return;
    }
    Cell from = row.peek("designationfromdate");
    Cell to = row.peek("designationtodate");
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

  /** Tells of the words of all columns but those of an assessment, which are told as it is read. */
  private void checkTerms(RowCells row) {
    for (int i = 0; i < columns.headings().size(); i++) {
      String key = columns.keys().get(i);
      Optional<Eamena> list = EamenaLists.of(key);
      if (AssessmentColumn.of(key).isPresent()) {
        continue;
      }
      boolean own = list.isEmpty() && lists.knows(key);
      Cell cell = row.peek(i);
      for (String word : values(cell)) {
        Cell there = new Cell(cell.row(), cell.field(), word);
        EamenaWords.Teller teller =
            (code, value, message, expected, whatToDo) ->
                row.draft().note(there, code, message, expected, whatToDo);
        list.ifPresent(known -> vocabulary.term(known, key, word, teller));
        if (own) {
          vocabulary.check(key, word, teller);
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
}
