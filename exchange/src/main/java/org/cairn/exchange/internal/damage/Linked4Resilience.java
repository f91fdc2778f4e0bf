package org.cairn.exchange.internal.damage;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.table.Cell;
import org.cairn.exchange.internal.table.Columns;
import org.cairn.exchange.internal.table.DateCells;
import org.cairn.exchange.internal.table.Dialect;
import org.cairn.exchange.internal.table.GeometryCells;
import org.cairn.exchange.internal.table.NameCells;
import org.cairn.exchange.internal.table.PlaceDraft;
import org.cairn.exchange.internal.table.PlaceRows;
import org.cairn.exchange.internal.table.RowCells;
import org.cairn.exchange.internal.table.TableRow;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.NameRole;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Term;

/**
 * The list of damaged cultural sites of Linked4Resilience: a row for each site, alternative name,
 * news link and matched record. Rows of one site are one place. Each observation is an assessment
 * with its day, the news as its sources and the comment in the list's own words; how a match was
 * found stays together as JSON in an extra {@code match}. Stateless.
 */
public final class Linked4Resilience implements Dialect {
  private static final String FORMAT = "linked4resilience";

  @Override
  public String name() {
    return FORMAT;
  }

  @Override
  public boolean recognises(Columns columns) {
    return columns.has("site", "observationyear", "wkt", "newslink");
  }

  @Override
  public PlaceRows reader(Columns columns, List<TableRow> sample) {
    return new Rows(columns);
  }

  private record Rows(Columns columns) implements PlaceRows {
    @Override
    public int idColumn() {
      return columns.find("site");
    }

    @Override
    public boolean severalRows() {
      return true;
    }

    @Override
    public List<Finding> faults() {
      return columns.has("name")
          ? List.of()
          : List.of(
              Finding.of(
                  Code.COLUMN_MISSING,
                  "There is no column 'name'.",
                  "the columns of the published list",
                  "Take the list as it was published."));
    }

    /** Rows that differ in names or matches only tell of one observation. */
    @Override
    public void read(List<RowCells> rows) {
      Map<List<String>, Observation> observations = new LinkedHashMap<>();
      for (RowCells row : rows) {
        read(row);
        Cell date = row.peek("observationyear");
        Cell comment = row.peek("comment");
        Cell news = row.peek("newslink");
        if (!date.isBlank() || !comment.isBlank() || !news.isBlank()) {
          observations
              .computeIfAbsent(
                  List.of(date.value(), comment.value()),
                  key -> new Observation(row, new LinkedHashSet<>()))
              .sources()
              .addAll(sources(row.peek("site"), news));
        }
      }
      observations.values().forEach(Rows::assess);
    }

    private record Observation(RowCells row, Set<String> sources) {}

    private static List<String> sources(Cell... cells) {
      return Arrays.stream(cells).filter(cell -> !cell.isBlank()).map(Cell::value).toList();
    }

    /** The list says that a site was damaged and when that was seen, in no scheme of degrees. */
    private static void assess(Observation observation) {
      PlaceDraft draft = observation.row().draft();
      Cell date = observation.row().peek("observationyear");
      Cell comment = observation.row().peek("comment");
      draft.add(
          comment,
          () -> {
            ConditionAssessment.Builder assessment =
                ConditionAssessment.builder()
                    .attribution(
                        Attribution.NONE
                            .withSources(observation.sources().stream().map(Source::at).toList())
                            .withTimes(DateCells.dates(draft, date).stream().toList()));
            return (comment.isBlank() ? assessment : assessment.comment(comment.value())).build();
          });
    }

    @Override
    public void read(RowCells row) {
      PlaceDraft draft = row.draft();
      Cell site = row.peek("site");
      Attribution said =
          site.isBlank()
              ? Attribution.NONE
              : Attribution.NONE.withSources(List.of(Source.at(site.value())));
      if (!site.isBlank()) {
        draft.add(site, () -> Link.read(site.value(), Link.Match.SOURCE_RECORD));
      }
      Cell name = row.peek("name");
      NameCells.add(draft, name, name.value(), "", Optional.of(NameRole.TITLE), said);
      Cell other = row.peek("altname");
      NameCells.add(draft, other, other.value(), "", Optional.of(NameRole.VARIANT), said);
      Cell wkt = located(row);
      GeometryCells.of(draft, wkt, row.peek("longitude"), row.peek("latitude"))
          .forEach(geometry ->
              draft.add(
                  wkt, () -> PlaceGeometry.of(geometry, Extent.UNKNOWN).withAttribution(said)));
      link(draft, row.peek("wikiua"), Link.Match.PRIMARY_TOPIC_OF, said);
      link(draft, row.peek("newslink"), Link.Match.SUBJECT_OF, said);
      readMatch(row, said);
      row.keepTogether(FORMAT, "address", "address", "oblast", "coordinatep625");
      row.keepTogether(
          FORMAT, "match", "wikidataid", "wikidatalabel", "distancekm", "method", "matchscore");
    }

    /** The list writes a location that nobody knew as {@code POINT(undefined NaN)}. */
    private static Cell located(RowCells row) {
      Cell wkt = row.peek("wkt");
      if (!wkt.text().contains("NaN")) {
        return wkt;
      }
      row.draft()
          .note(
              wkt,
              Code.GEOMETRY_MISSING,
              "The list does not know where the site is; it was kept without a location.",
              "a point in WGS 84 degrees",
              "Add its coordinates, so that it can be watched.");
      row.keepTogether(FORMAT, "location", "wkt");
      return new Cell(wkt.row(), wkt.field(), "");
    }

    private static void readMatch(RowCells row, Attribution said) {
      PlaceDraft draft = row.draft();
      Cell id = row.peek("wikidataid");
      if (!id.isBlank()) {
        draft.add(
            id, () -> Link.of("wikidata", id.value(), Link.Match.CLOSE).withAttribution(said));
      }
      Cell type = row.peek("instanceof");
      Cell label = row.peek("instanceoflabel");
      if (!type.isBlank()) {
        Optional<String> word = label.isBlank() ? Optional.empty() : Optional.of(label.value());
        draft.add(
            type,
            () ->
                PlaceType.of(
                        new Term(
                            Optional.of("wikidata"),
                            Optional.of(type.value()),
                            word,
                            Optional.empty()))
                    .withAttribution(said));
      }
    }

    private static void link(PlaceDraft draft, Cell cell, Link.Match match, Attribution said) {
      if (!cell.isBlank()) {
        draft.add(cell, () -> Link.read(cell.value(), match).withAttribution(said));
      }
    }
  }
}
