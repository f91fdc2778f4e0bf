package org.cairn.exchange.internal.eamena;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.json.Extras;
import org.cairn.exchange.internal.json.Json;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.exchange.internal.json.Shapes;
import org.cairn.exchange.internal.json.Shapes.ShapeException;
import org.cairn.exchange.internal.table.Certainties;
import org.cairn.heritage.Certainty;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Country;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Designation;
import org.cairn.heritage.place.Existence;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.LinkScheme;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.time.EdtfDate;
import org.cairn.heritage.time.EdtfException;
import org.cairn.heritage.time.Period;
import org.cairn.heritage.time.TimeBound;
import org.cairn.heritage.time.TimeSpan;
import org.cairn.heritage.vocabulary.Eamena;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One feature of an export: statements and what is kept besides. Single-thread, one for each
 * feature.
 */
final class EamenaRow {
  private final ExportedCells cells;

  EamenaRow(ObjectNode feature, EamenaWords words, Problems problems) {
    this.cells = new ExportedCells(feature, words, problems);
  }

  /** The register's own, else the database's. */
  static Optional<String> id(ObjectNode feature) {
    JsonNode properties = feature.path("properties");
    String id = properties.path("EAMENA ID").asString("").strip();
    String uuid = properties.path("resourceid").asString("").strip();
    return Optional.of(id.isEmpty() || id.equals("None") ? uuid : id)
        .filter(text -> !text.isEmpty() && !text.equals("None"));
  }

  List<Statement> statements() {
    return cells.statements();
  }

  List<Extra> extras() {
    return cells.extras();
  }

  /**
   * @param conditions columns of condition that other features of the place have said already
   */
  void read(Set<String> conditions) {
    cells.take(List.of("EAMENA ID"));
    column("resourceid", uuid -> Link.of(LinkScheme.EAMENA.code(), uuid, Link.Match.SOURCE_RECORD));
    names();
    types(Eamena.PLACE_TYPE, "Heritage Place Type", PlaceType.Facet.TYPE, "");
    types(
        Eamena.INTERPRETATION,
        "Site Feature Interpretation Type",
        PlaceType.Facet.TYPE,
        "Site Feature Interpretation Certainty");
    types(
        Eamena.FUNCTION,
        "Heritage Place Function",
        PlaceType.Facet.FUNCTION,
        "Heritage Place Function Certainty");
    types(
        Eamena.FEATURE_FORM,
        "Site Feature Form Type",
        PlaceType.Facet.FORM,
        "Site Feature Form Type Certainty");
    geometry();
    periods("Cultural Period Type", "Cultural Period Certainty", "cultural period");
    periods("Cultural Sub-period Type", "Cultural Sub-period Certainty", "cultural sub-period");
    dated("Archaeological From Date", "Archaeological To Date", "archaeological");
    column("Grid ID", grid -> part(grid, "EAMENA grid square"));
    String division = cells.cell("Administrative Division Type").orElse("Administrative Division");
    if (column("Administrative Division", name -> part(name, division))) {
      cells.take(List.of("Administrative Division Type"));
    }
    column(
        "Designation",
        text ->
            new Designation(
                text, Optional.empty(), Optional.empty(), Optional.empty(), Attribution.NONE));
    column("General Description", Description::of);
    column("Country Type", Country::of);
    ExportedCondition.read(cells, conditions);
    cells.keepRest();
  }

  private static Relation part(String label, String word) {
    return new Relation(
        Relation.Type.PART_OF,
        Optional.empty(),
        Optional.of(label),
        Optional.of(word),
        Attribution.NONE);
  }

  /** A column that is one value, separators and all. */
  private boolean column(String column, Function<String, Statement> build) {
    return cells.cell(column).isPresent()
        && cells.add(column, () -> build.apply(cells.cell(column).get()));
  }

  private void names() {
    List<Optional<String>> names =
        cells.cell("Resource Name").map(ParallelList::of).orElse(List.of());
    List<Optional<String>> roles = cells.values(Eamena.NAME_TYPE, "Name Type");
    if (!cells.aligned("Resource Name", names, "Name Type", roles)) {
      column("Resource Name", Name::of);
      return;
    }
    boolean all = true;
    for (int i = 0; i < names.size(); i++) {
      Optional<Term> role =
          (roles.isEmpty() ? Optional.<String>empty() : roles.get(i))
              .map(kind -> cells.word(Eamena.NAME_TYPE, "Name Type", kind));
      if (names.get(i).isPresent()) {
        String text = names.get(i).get();
        all &=
            cells.add(
                "Resource Name",
                () -> {
                  Name name = Name.of(text);
                  return role.map(name::withRole).orElse(name);
                });
      }
    }
    if (all) {
      cells.take(List.of("Name Type"));
    }
  }

  private void types(Eamena list, String column, PlaceType.Facet facet, String certainty) {
    List<Optional<String>> values = cells.values(list, column);
    List<Optional<String>> sure = cells.cell(certainty).map(ParallelList::of).orElse(List.of());
    boolean aligned = cells.aligned(column, values, certainty, sure);
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).isPresent()) {
        Attribution attribution = attribution(aligned ? sure : List.of(), i);
        Term term = cells.word(list, column, values.get(i).get());
        cells.add(column, () -> new PlaceType(facet, term, List.of(), attribution));
      }
    }
  }

  private void periods(String column, String certainty, String phase) {
    List<Optional<String>> values = cells.cell(column).map(ParallelList::of).orElse(List.of());
    List<Optional<String>> sure = cells.cell(certainty).map(ParallelList::of).orElse(List.of());
    boolean aligned = cells.aligned(column, values, certainty, sure);
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).isPresent()) {
        Attribution attribution = attribution(aligned ? sure : List.of(), i);
        Optional<String> label = values.get(i);
        cells.add(
            column,
            () ->
                new Existence(
                    Optional.of(phase),
                    attribution.withTimes(
                        List.of(
                            TimeSpan.during(
                                new Period(
                                    Optional.empty(),
                                    label,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty()))))));
      }
    }
  }

  private void dated(String from, String to, String phase) {
    Optional<String> start = cells.cell(from);
    Optional<String> end = cells.cell(to);
    if (start.isEmpty() && end.isEmpty()) {
      return;
    }
    try {
      TimeSpan span = TimeSpan.from(bound(start), bound(end));
      cells
          .statements()
          .add(new Existence(Optional.of(phase), Attribution.NONE.withTimes(List.of(span))));
      cells.take(List.of(from, to));
    } catch (EdtfException e) {
      cells
          .problems()
          .note(
              Code.DATE_UNREADABLE,
              from,
              start.orElse("") + " / " + end.orElse(""),
              "The dates cannot be read (" + e.getMessage() + "); they were kept as they are.",
              "years of four digits, or EDTF",
              "Correct them.");
    } catch (IllegalArgumentException e) {
      cells
          .problems()
          .note(
              Code.DATE_REVERSED,
              from,
              start.orElse("") + " / " + end.orElse(""),
              e.getMessage() + ". They were kept as they are.",
              "a start before the end",
              "Exchange the two, or see whether a year is BCE.");
    }
  }

  private static TimeBound bound(Optional<String> text) throws EdtfException {
    return text.isEmpty() ? TimeBound.UNKNOWN : TimeBound.in(EdtfDate.parse(text.get().strip()));
  }

  private void geometry() {
    JsonNode json = cells.feature().path("geometry");
    if (Json.isBlank(json)) {
      return;
    }
    try {
      PlaceGeometry geometry = PlaceGeometry.of(Shapes.read(json), Extent.UNKNOWN);
      cells.statements().add(qualified(geometry));
    } catch (ShapeException e) {
      e.note(cells.problems(), "geometry");
      Extras.keep(cells.extras(), cells.problems(), ExportedCells.SOURCE, "geometry", json);
    }
  }

  /** Qualifiers do not say which geometry they mean; one of its kind is taken for it. */
  private PlaceGeometry qualified(PlaceGeometry geometry) {
    String kind = geometry.geometry().getGeometryType().replace("Multi", "");
    for (Optional<String> each : cells.values(Eamena.GEOMETRY_TYPE, "Geometry Qualifier")) {
      String word = each.orElse("");
      boolean fits =
          switch (kind) {
            case "Point" -> word.endsWith("Point");
            case "LineString" -> word.endsWith("Line");
            default -> word.endsWith("Polygon") || word.endsWith("Boundary");
          };
      if (fits) {
        return PlaceGeometry.of(geometry.geometry(), GeometryQualifiers.extent(word))
            .withRole(cells.word(Eamena.GEOMETRY_TYPE, "Geometry Qualifier", word));
      }
    }
    return geometry;
  }

  /** Six degrees become three; the column itself is kept beside. */
  private static Attribution attribution(List<Optional<String>> certainties, int at) {
    Optional<Certainty> certainty =
        at < certainties.size() ? certainties.get(at).flatMap(Certainties::of) : Optional.empty();
    return certainty.map(Attribution.NONE::withCertainty).orElse(Attribution.NONE);
  }
}
