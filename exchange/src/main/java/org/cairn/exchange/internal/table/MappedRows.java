package org.cairn.exchange.internal.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.TableMapping.Meaning;
import org.cairn.exchange.internal.Finding;
import org.cairn.heritage.Certainty;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Country;
import org.cairn.heritage.place.Depiction;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Designation;
import org.cairn.heritage.place.Existence;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.LinkScheme;
import org.cairn.heritage.place.NameRole;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.time.TimeSpan;
import org.cairn.heritage.vocabulary.Crosswalk;

/** Rows of a table read by what its columns were said to mean. Immutable. */
final class MappedRows implements PlaceRows {
  private static final String FORMAT = "table";

  /** Kept word for word, unless an assessment says them. */
  private static final Set<Meaning> LEFT =
      EnumSet.of(
          Meaning.KEEP,
          Meaning.CERTAINTY,
          Meaning.CONDITION,
          Meaning.ASSESSED_ON,
          Meaning.ASSESSOR);

  private static final Set<String> METRES =
      Set.of("easting", "northing", "eastings", "northings", "utmx", "utmy", "utme", "utmn");

  private static final Pattern WELL_KNOWN_TEXT =
      Pattern.compile("(?i)(SRID=\\d+;)?(MULTI)?(POINT|POLYGON|LINESTRING)[ZM ]*\\(");

  private final MappedColumns columns;
  private final boolean severalRows;
  private final boolean guessed;
  private final List<Integer> taken = new ArrayList<>();

  MappedRows(MappedColumns columns, boolean severalRows, boolean guessed) {
    this.columns = columns;
    this.severalRows = severalRows;
    this.guessed = guessed;
    for (int i = 0; i < columns.meanings().size(); i++) {
      Meaning meaning = columns.meanings().get(i).meaning();
      if (!LEFT.contains(meaning)) {
        taken.add(i);
      }
    }
  }

  @Override
  public int idColumn() {
    return columns.first(Meaning.ID);
  }

  @Override
  public boolean needsId() {
    return severalRows;
  }

  @Override
  public boolean severalRows() {
    return severalRows;
  }

  @Override
  public List<Finding> faults() {
    if (!columns.missing().isEmpty()) {
      return List.of(
          Finding.of(
                  Code.COLUMN_MISSING,
                  "The mapping speaks of columns that the table does not have.",
                  "the headings of the mapping",
                  "Rename the columns, or let the mapping be guessed again.")
              .withValue(String.join(", ", columns.missing())));
    }
    boolean described =
        columns.has(Meaning.ID)
            || columns.has(Meaning.NAME)
            || columns.has(Meaning.OTHER_NAMES)
            || columns.has(Meaning.GEOMETRY)
            || (columns.has(Meaning.LONGITUDE) && columns.has(Meaning.LATITUDE));
    if (described) {
      return List.of();
    }
    if (looksLikeData(columns.columns())) {
      return List.of(
          Finding.of(
              Code.HEADING_MISSING,
              "The first row holds a place, not headings.",
              "a first row such as id,name,lon,lat",
              "Put a row of headings on top."));
    }
    return List.of(
        Finding.of(
                Code.COLUMN_MISSING,
                "No column says which places these are: none holds ids, names or coordinates.",
                "headings such as id, name, lon, lat; in English, French or Arabic",
                "Put a row of headings on top, or write a mapping.")
            .withValue(String.join(", ", columns.columns().headings())));
  }

  /** Whether a place stands where headings should, which the reading then tells. */
  static boolean looksLikeData(Columns columns) {
    List<String> cells = columns.headings().stream().map(String::strip).toList();
    return cells.stream().filter(cell -> cell.matches("[+-]?\\d+([.,]\\d+)?")).count() >= 2
        || cells.stream().anyMatch(cell -> WELL_KNOWN_TEXT.matcher(cell).lookingAt());
  }

  @Override
  public List<Finding> notes() {
    List<Finding> notes = new ArrayList<>();
    boolean located =
        columns.has(Meaning.GEOMETRY)
            || columns.has(Meaning.LONGITUDE)
            || columns.has(Meaning.LATITUDE);
    if (!located && columns.columns().keys().stream().anyMatch(METRES::contains)) {
      notes.add(
          Finding.of(
              Code.COLUMN_MISSING,
              "There are columns of metres (easting, northing), but none of degrees.",
              "columns lon and lat (WGS 84 degrees), or one called wkt",
              "Convert the coordinates to WGS 84 degrees first."));
    }
    if (columns.has(Meaning.LONGITUDE) != columns.has(Meaning.LATITUDE)) {
      notes.add(
          Finding.of(
              Code.COLUMN_MISSING,
              "There is a column for one of longitude and latitude, but not for the other.",
              "both",
              "See whether a heading is misspelt."));
    }
    columns.meanings().stream()
        .filter(each -> each.meaning() == Meaning.CONDITION && !isScheme(each.parameter()))
        .forEach(each ->
            notes.add(
                Finding.of(
                        Code.TERM_UNKNOWN,
                        "The mapping names a scheme of conditions that is not known here; the column was read as words.",
                        "amal, unosat, or none",
                        "Correct the mapping.")
                    .withValue(each.parameter())));
    List<String> unmapped =
        columns.meanings().stream()
            .filter(each -> each.meaning() == Meaning.KEEP && !each.heading().isBlank())
            .map(each -> each.heading().strip())
            .toList();
    if (guessed && !unmapped.isEmpty() && faults().isEmpty()) {
      notes.add(
          Finding.of(
                  Code.COLUMN_UNMAPPED,
                  "%d column(s) mean nothing to Cairn and were kept word for word."
                      .formatted(unmapped.size()),
                  "",
                  "Say in a mapping what they mean, where they should be more than text.")
              .withValue(String.join(", ", unmapped)));
    }
    return notes;
  }

  private static boolean isScheme(String parameter) {
    return parameter.isEmpty()
        || Arrays.stream(Crosswalk.values()).anyMatch(each -> each.scheme().equals(parameter));
  }

  @Override
  public void read(List<RowCells> rows) {
    if (rows.size() > 1) {
      refuseDifferentPlaces(rows);
    }
    rows.forEach(this::read);
  }

  private void refuseDifferentPlaces(List<RowCells> rows) {
    TableRow first = rows.getFirst().row();
    TableRow located =
        rows.stream().map(RowCells::row).filter(columns::isLocated).findFirst().orElse(first);
    for (RowCells row : rows) {
      TableRow before = columns.areDifferentPlaces(first, row.row()) ? first : located;
      if (columns.areDifferentPlaces(before, row.row())) {
        row.draft()
            .refuse(
                row.peek(idColumn()),
                Code.ID_DUPLICATE,
                "Another place with the same id stands in row %d.".formatted(before.row()),
                "an id of its own",
                "Give one of the two another id.");
      }
    }
  }

  @Override
  public void read(RowCells cells) {
    TableRow row = cells.row();
    PlaceDraft draft = cells.draft();
    taken.forEach(cells::take);
    Attribution said = attribution(row, draft);
    each(
        Meaning.NAME,
        row,
        draft,
        (cell, column) -> NameCells.add(draft, cell, cell.value(), column, Optional.empty(), said));
    each(
        Meaning.OTHER_NAMES,
        row,
        draft,
        (cell, column) ->
            NameCells.addSeveral(draft, cell, column, Optional.of(NameRole.VARIANT), said));
    each(
        Meaning.TYPE,
        row,
        draft,
        (cell, column) ->
            NameCells.parts(cell)
                .forEach(word ->
                    draft.add(cell, () -> PlaceType.of(Term.unknown(word)).withAttribution(said))));
    each(
        Meaning.FUNCTION,
        row,
        draft,
        (cell, column) ->
            NameCells.parts(cell)
                .forEach(word ->
                    draft.add(
                        cell, () -> PlaceType.function(Term.unknown(word)).withAttribution(said))));
    GeometryCells.of(
            draft,
            cell(Meaning.GEOMETRY, row, draft),
            cell(Meaning.LONGITUDE, row, draft),
            cell(Meaning.LATITUDE, row, draft))
        .forEach(geometry ->
            draft.add(
                cell(Meaning.GEOMETRY, row, draft),
                () -> PlaceGeometry.of(geometry, Extent.UNKNOWN).withAttribution(said)));
    readTimes(row, draft, said);
    each(
        Meaning.LINK,
        row,
        draft,
        (cell, column) ->
            NameCells.parts(cell).forEach(link -> draft.add(cell, () -> link(column, link, said))));
    each(
        Meaning.PART_OF,
        row,
        draft,
        (cell, column) ->
            draft.add(
                cell,
                () -> Relation.to(Relation.Type.PART_OF, cell.value()).withAttribution(said)));
    each(
        Meaning.DESIGNATION,
        row,
        draft,
        (cell, column) ->
            draft.add(
                cell,
                () ->
                    new Designation(
                        cell.value(), Optional.empty(), Optional.empty(), Optional.empty(), said)));
    each(
        Meaning.DESCRIPTION,
        row,
        draft,
        (cell, column) ->
            draft.add(
                cell,
                () ->
                    new Description(
                        cell.value(),
                        column.isEmpty() ? Optional.empty() : Optional.of(column),
                        Optional.empty(),
                        said)));
    each(
        Meaning.IMAGE,
        row,
        draft,
        (cell, column) ->
            draft.add(
                cell,
                () ->
                    new Depiction(
                        Optional.of(cell.value()), Optional.empty(), Optional.empty(), said)));
    each(
        Meaning.COUNTRY,
        row,
        draft,
        (cell, column) ->
            NameCells.parts(cell).forEach(code -> draft.add(cell, () -> new Country(code, said))));
    ConditionCells.read(columns, cells, said);
    if (severalRows) {
      cells.keepTogether(FORMAT, "row", key -> true);
    } else {
      cells.keepEach(FORMAT);
    }
  }

  private void readTimes(TableRow row, PlaceDraft draft, Attribution said) {
    List<TimeSpan> spans = new ArrayList<>();
    Cell start = cell(Meaning.START, row, draft);
    DateCells.span(draft, start, cell(Meaning.END, row, draft), false).ifPresent(spans::add);
    Cell earliest = cell(Meaning.START_EARLIEST, row, draft);
    DateCells.from(
            draft,
            earliest,
            DateCells.between(draft, earliest, cell(Meaning.START_LATEST, row, draft)),
            DateCells.between(
                draft,
                cell(Meaning.END_EARLIEST, row, draft),
                cell(Meaning.END_LATEST, row, draft)))
        .ifPresent(spans::add);
    each(
        Meaning.DATES,
        row,
        draft,
        (cell, column) -> DateCells.dates(draft, cell).ifPresent(spans::add));
    for (TimeSpan span : spans) {
      draft.add(start, () -> new Existence(Optional.empty(), said.withTimes(List.of(span))));
    }
    each(
        Meaning.PERIOD,
        row,
        draft,
        (cell, column) -> draft.add(cell, () -> new Existence(Optional.of(cell.value()), said)));
  }

  private Attribution attribution(TableRow row, PlaceDraft draft) {
    List<Source> sources = new ArrayList<>();
    Cell words = cell(Meaning.SOURCE, row, draft);
    Cell uri = cell(Meaning.SOURCE_URI, row, draft);
    if (!words.isBlank() || !uri.isBlank()) {
      try {
        sources.add(new Source(text(words), text(uri), Optional.empty()));
      } catch (IllegalArgumentException e) {
        draft.refuse(words, Code.VALUE_MALFORMED, e.getMessage() + ".", "", "Correct the cell.");
      }
    }
    Cell sure = cell(Meaning.CERTAINTY, row, draft);
    Optional<Certainty> certainty = Certainties.of(sure.text());
    if (!sure.isBlank() && certainty.isEmpty()) {
      draft.note(
          sure,
          Code.CERTAINTY_UNKNOWN,
          "The word says nothing known of how sure the source is; it was kept.",
          "certain, less-certain, uncertain; definite, high, medium, low, negligible",
          "");
    }
    return new Attribution(text(cell(Meaning.AUTHOR, row, draft)), sources, certainty, List.of());
  }

  private static Link link(String scheme, String identifier, Attribution said) {
    Link read = Link.read(identifier, Link.Match.CLOSE);
    boolean bare = read.scheme().isEmpty() && !identifier.contains("://");
    Link link =
        bare && LinkScheme.ofCode(scheme).isPresent()
            ? Link.of(scheme, identifier, Link.Match.CLOSE)
            : read;
    return link.withAttribution(said);
  }

  private interface Take {
    void take(Cell cell, String parameter);
  }

  private void each(Meaning meaning, TableRow row, PlaceDraft draft, Take take) {
    for (int i = 0; i < columns.meanings().size(); i++) {
      if (columns.meanings().get(i).meaning() == meaning && !row.cell(i).isBlank()) {
        take.take(draft.cell(row, i), columns.meanings().get(i).parameter());
      }
    }
  }

  private Cell cell(Meaning meaning, TableRow row, PlaceDraft draft) {
    return draft.cell(row, columns.first(meaning));
  }

  private static Optional<String> text(Cell cell) {
    return cell.isBlank() ? Optional.empty() : Optional.of(cell.value());
  }
}
