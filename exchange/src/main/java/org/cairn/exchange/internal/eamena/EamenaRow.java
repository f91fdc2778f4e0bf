package org.cairn.exchange.internal.eamena;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.json.Extras;
import org.cairn.exchange.internal.json.Json;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.exchange.internal.json.Shapes;
import org.cairn.exchange.internal.json.Shapes.ShapeException;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One feature of an export: statements and what is kept besides. Columns are found whatever blanks
 * stand around their names. Single-thread, one per feature.
 */
final class EamenaRow {
  static final String SOURCE = "eamena";

  /** The extra that holds all columns of condition, disturbance and threat as they were. */
  static final String CONDITION = "condition assessment";

  private static final Pattern CONDITION_COLUMNS =
      Pattern.compile(
          "(Assessment|Damage Extent|Detailed Condition|Disturbance|Effect|GE Imagery|Google Earth"
              + "|Imagery Acquisition|Intervention|Investigator Role|Overall Archaeological"
              + "|Overall Condition|Priority|Recommendation|Threat)\\b.*");

  private final ObjectNode feature;
  private final Problems problems;
  private final Map<String, String> cells = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final List<Statement> statements = new ArrayList<>();
  private final List<Extra> extras = new ArrayList<>();

  EamenaRow(ObjectNode feature, Problems problems) {
    this.feature = feature;
    this.problems = problems;
    for (Map.Entry<String, JsonNode> each : feature.path("properties").properties()) {
      if (each.getValue().isValueNode() && !each.getValue().isNull()) {
        cells.put(each.getKey().strip(), each.getValue().asString());
      }
    }
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
    return statements;
  }

  List<Extra> extras() {
    return extras;
  }

  void read() {
    taken.add("EAMENA ID");
    column("resourceid", uuid -> Link.of(LinkScheme.EAMENA.code(), uuid, Link.Match.SOURCE_RECORD));
    names();
    types("Heritage Place Type", PlaceType.Facet.TYPE, "");
    types(
        "Site Feature Interpretation Type",
        PlaceType.Facet.TYPE,
        "Site Feature Interpretation Certainty");
    types("Heritage Place Function", PlaceType.Facet.FUNCTION, "Heritage Place Function Certainty");
    types("Site Feature Form Type", PlaceType.Facet.FORM, "Site Feature Form Type Certainty");
    geometry();
    periods("Cultural Period Type", "Cultural Period Certainty", "cultural period");
    periods("Cultural Sub-period Type", "Cultural Sub-period Certainty", "cultural sub-period");
    dated("Archaeological From Date", "Archaeological To Date", "archaeological");
    column("Grid ID", grid -> part(grid, "EAMENA grid square"));
    String division = cell("Administrative Division Type").orElse("Administrative Division");
    if (column("Administrative Division", name -> part(name, division))) {
      taken.add("Administrative Division Type");
    }
    column(
        "Designation",
        text ->
            new Designation(
                text, Optional.empty(), Optional.empty(), Optional.empty(), Attribution.NONE));
    column("General Description", Description::of);
    column("Country Type", Country::of);
    rest();
  }

  private static Relation part(String label, String word) {
    return new Relation(
        Relation.Type.PART_OF,
        Optional.empty(),
        Optional.of(label),
        Optional.of(word),
        Attribution.NONE);
  }

  private static Term word(String label) {
    return new Term(Optional.of(SOURCE), Optional.empty(), Optional.of(label), Optional.empty());
  }

  private Optional<String> cell(String column) {
    return Optional.ofNullable(cells.get(column)).filter(text -> !ParallelList.isEmpty(text));
  }

  /** A column that is one value, separators and all. */
  private boolean column(String column, Function<String, Statement> build) {
    return cell(column).isPresent() && add(column, () -> build.apply(cell(column).get()));
  }

  private void names() {
    List<Optional<String>> names = cell("Resource Name").map(ParallelList::of).orElse(List.of());
    List<Optional<String>> roles = cell("Name Type").map(ParallelList::of).orElse(List.of());
    if (!aligned("Resource Name", names, "Name Type", roles)) {
      column("Resource Name", Name::of);
      return;
    }
    boolean all = true;
    for (int i = 0; i < names.size(); i++) {
      Optional<Term> role =
          (roles.isEmpty() ? Optional.<String>empty() : roles.get(i)).map(EamenaRow::word);
      if (names.get(i).isPresent()) {
        String text = names.get(i).get();
        all &=
            add(
                "Resource Name",
                () -> {
                  Name name = Name.of(text);
                  return role.map(name::withRole).orElse(name);
                });
      }
    }
    if (all) {
      taken.add("Name Type");
    }
  }

  private void types(String column, PlaceType.Facet facet, String certainty) {
    List<Optional<String>> values = cell(column).map(ParallelList::of).orElse(List.of());
    List<Optional<String>> sure = cell(certainty).map(ParallelList::of).orElse(List.of());
    boolean aligned = aligned(column, values, certainty, sure);
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).isPresent()) {
        Attribution attribution = attribution(aligned ? sure : List.of(), i);
        Term term = word(values.get(i).get());
        add(column, () -> new PlaceType(facet, term, List.of(), attribution));
      }
    }
  }

  private void periods(String column, String certainty, String phase) {
    List<Optional<String>> values = cell(column).map(ParallelList::of).orElse(List.of());
    List<Optional<String>> sure = cell(certainty).map(ParallelList::of).orElse(List.of());
    boolean aligned = aligned(column, values, certainty, sure);
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).isPresent()) {
        Attribution attribution = attribution(aligned ? sure : List.of(), i);
        Optional<String> label = values.get(i);
        add(
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
    Optional<String> start = cell(from);
    Optional<String> end = cell(to);
    if (start.isEmpty() && end.isEmpty()) {
      return;
    }
    try {
      TimeSpan span = TimeSpan.from(bound(start), bound(end));
      statements.add(new Existence(Optional.of(phase), Attribution.NONE.withTimes(List.of(span))));
      taken.add(from);
      taken.add(to);
    } catch (EdtfException e) {
      problems.note(
          Code.DATE_UNREADABLE,
          from,
          start.orElse("") + " / " + end.orElse(""),
          "The dates cannot be read (" + e.getMessage() + "); they were kept as they are.",
          "years of four digits, or EDTF",
          "Correct them.");
    } catch (IllegalArgumentException e) {
      problems.note(
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
    JsonNode json = feature.path("geometry");
    if (Json.isBlank(json)) {
      return;
    }
    try {
      PlaceGeometry geometry = PlaceGeometry.of(Shapes.read(json), Extent.UNKNOWN);
      statements.add(qualified(geometry));
    } catch (ShapeException e) {
      e.note(problems, "geometry");
      Extras.keep(extras, problems, SOURCE, "geometry", json);
    }
  }

  /** Qualifiers do not say which geometry they mean; one of its kind is taken for it. */
  private PlaceGeometry qualified(PlaceGeometry geometry) {
    String kind = geometry.geometry().getGeometryType().replace("Multi", "");
    for (Optional<String> each :
        cell("Geometry Qualifier").map(ParallelList::of).orElse(List.of())) {
      String word = each.orElse("");
      boolean fits =
          switch (kind) {
            case "Point" -> word.endsWith("Point");
            case "LineString" -> word.endsWith("Line");
            default -> word.endsWith("Polygon") || word.endsWith("Boundary");
          };
      if (fits) {
        return PlaceGeometry.of(geometry.geometry(), extent(word)).withRole(word(word));
      }
    }
    return geometry;
  }

  private static Extent extent(String qualifier) {
    return switch (qualifier) {
      case "Center Point", "Centre Point", "Site Datum Point", "Center Line" -> Extent.POINT;
      case "Perimeter Polygon" -> Extent.FOOTPRINT;
      case "Property Boundary" -> Extent.BOUNDARY;
      case "Simplified Polygon" -> Extent.APPROXIMATE;
      case "Buffer Polygon", "Vicinity Point" -> Extent.VICINITY;
      case "Access Point", "Façade Point" -> Extent.ACCESS;
      default -> Extent.UNKNOWN;
    };
  }

  private static Attribution attribution(List<Optional<String>> certainties, int at) {
    Optional<Certainty> certainty =
        at < certainties.size()
            ? certainties.get(at).flatMap(EamenaRow::certainty)
            : Optional.empty();
    return certainty.map(Attribution.NONE::withCertainty).orElse(Attribution.NONE);
  }

  /** Six degrees to three; the column itself is kept beside. */
  private static Optional<Certainty> certainty(String word) {
    return switch (word) {
      case "Definite" -> Optional.of(Certainty.CERTAIN);
      case "High", "Medium", "Probable" -> Optional.of(Certainty.LESS_CERTAIN);
      case "Low", "Negligible", "Possible" -> Optional.of(Certainty.UNCERTAIN);
      default -> Optional.empty();
    };
  }

  private boolean aligned(
      String column, List<Optional<String>> values, String other, List<Optional<String>> words) {
    boolean aligned = words.isEmpty() || values.size() == words.size();
    if (!aligned && !values.isEmpty()) {
      problems.note(
          Code.LIST_MISALIGNED,
          column,
          cells.getOrDefault(column, ""),
          "It has %d value(s), but '%s' has %d; which belongs to which was not guessed."
              .formatted(values.size(), other, words.size()),
          "as many values as in the other column",
          "Correct the record in the database.");
    }
    return aligned;
  }

  private boolean add(String column, Supplier<Statement> build) {
    try {
      statements.add(build.get());
      taken.add(column);
      return true;
    } catch (IllegalArgumentException e) {
      problems.note(
          Code.STATEMENT_MALFORMED,
          column,
          "",
          e.getMessage() + ". It was kept as it is, but is no statement.",
          "",
          "Correct it.");
      return false;
    }
  }

  /** All condition columns in one piece, because their lists line up; the others one by one. */
  private void rest() {
    ObjectNode condition = Json.MAPPER.createObjectNode();
    boolean said = false;
    for (Map.Entry<String, JsonNode> each : feature.path("properties").properties()) {
      String column = each.getKey();
      JsonNode value = each.getValue();
      if (CONDITION_COLUMNS.matcher(column.strip()).matches()) {
        if (!value.isNull()) {
          condition.set(column, value);
          said |= !value.isValueNode() || !ParallelList.isEmpty(value.asString());
        }
      } else if (value.isContainer()) {
        Extras.keep(extras, problems, SOURCE, column, value);
      } else if (cell(column.strip()).isPresent() && !taken.contains(column.strip())) {
        keep(column, value);
      }
    }
    if (said) {
      Extras.keep(extras, problems, SOURCE, CONDITION, condition);
    }
    for (Map.Entry<String, JsonNode> each : feature.properties()) {
      if (!Set.of("type", "geometry", "properties", "bbox").contains(each.getKey())
          && !Json.isBlank(each.getValue())) {
        Extras.keep(extras, problems, SOURCE, each.getKey(), each.getValue());
      }
    }
  }

  private void keep(String column, JsonNode value) {
    try {
      extras.add(Extra.text(SOURCE, column, value.asString()));
    } catch (IllegalArgumentException e) {
      Extras.keep(extras, problems, SOURCE, column, value);
    }
  }
}
