package org.cairn.exchange.internal.kml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.CleanText;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.MendedGeometry;
import org.cairn.exchange.internal.ProblemTexts;
import org.cairn.exchange.internal.Refusal;
import org.cairn.exchange.internal.feature.FeatureIds;
import org.cairn.exchange.internal.json.Extras;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.exchange.internal.table.AttributeRows;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Existence;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.time.TimeSpan;
import org.locationtech.jts.geom.Geometry;

/**
 * One placemark: name, description, times, geometries, and its ExtendedData read as the columns of
 * a table are. All else (styles, views, tracks, what other programs have added) is kept under its
 * element's name. Single-thread.
 */
final class KmlPlacemark {
  static final String SOURCE = "kml";

  private final Element placemark;
  private final Problems problems;
  private final AttributeRows attributes;
  private final List<Statement> statements = new ArrayList<>();
  private final List<Extra> extras = new ArrayList<>();

  KmlPlacemark(Element placemark, Problems problems, AttributeRows attributes) {
    this.placemark = placemark;
    this.problems = problems;
    this.attributes = attributes;
  }

  static Optional<String> id(Element placemark) {
    return FeatureIds.choose(withOwnId(placemark)).map(FeatureIds.Chosen::id);
  }

  private static Map<String, String> withOwnId(Element placemark) {
    Map<String, String> values = new LinkedHashMap<>();
    Optional.ofNullable(placemark.attributes().get("id")).ifPresent(id -> values.put("id", id));
    data(placemark, (name, element) -> values.putIfAbsent(name, element.content().strip()));
    return values;
  }

  /** False where it was refused. */
  boolean read(List<String> folders) {
    placemark.textOf("name").ifPresent(this::name);
    boolean good = geometry() & extendedData();
    for (Element each : placemark.children()) {
      switch (each.name()) {
        case "name", "ExtendedData" -> {
          // Read before.
        }
        case "description" -> description(each);
        case "TimeStamp", "gx:TimeStamp", "TimeSpan", "gx:TimeSpan" -> time(each);
        default -> {
          if (!KmlGeometry.isOne(each.name())) {
            keep(each.name(), each);
          }
        }
      }
    }
    placemark
        .attributes()
        .forEach((key, value) -> {
          if (!key.equals("id") || !id(placemark).equals(Optional.of(FeatureIds.clean(value)))) {
            extras.add(Extra.text(SOURCE, "@" + key, value));
          }
        });
    if (!folders.isEmpty()) {
      extras.add(Extra.text(SOURCE, "Folder", String.join(" / ", folders)));
    }
    return good;
  }

  List<Statement> statements() {
    return statements;
  }

  List<Extra> extras() {
    return extras;
  }

  private void name(String text) {
    String name = text.strip();
    try {
      statements.add(Name.of(name));
    } catch (IllegalArgumentException e) {
      malformed("name", e);
      placemark.child("name").ifPresent(each -> keep("name", each));
      return;
    }
    if (name.codePoints().anyMatch(CleanText::isUnprintable)) {
      problems.note(
          Finding.of(
                  Code.NAME_INVISIBLE,
                  "The name holds invisible control or direction characters; it was kept as it is.",
                  "",
                  "Remove them in the list where they are not meant.")
              .withField("name")
              .withValue(name));
    }
  }

  private void description(Element element) {
    String text = element.content().strip();
    if (text.isEmpty()) {
      return;
    }
    try {
      statements.add(Description.of(text));
    } catch (IllegalArgumentException e) {
      malformed("description", e);
      keep("description", element);
    }
  }

  private void time(Element element) {
    try {
      TimeSpan span =
          element.name().endsWith("TimeStamp") ? KmlTimes.stamp(element) : KmlTimes.span(element);
      statements.add(new Existence(Optional.empty(), Attribution.NONE.withTimes(List.of(span))));
    } catch (KmlTimes.UnreadableException e) {
      problems.note(
          Code.DATE_UNREADABLE,
          element.name(),
          "",
          "The time cannot be read (" + e.getMessage() + "); it was kept as it is, but not used.",
          "a date of XML Schema: 1600, 1914-07, 1914-07-28, the end not before the begin",
          "Correct it.");
      keep(element.name(), element);
    }
  }

  private boolean geometry() {
    try {
      List<Geometry> parts = new ArrayList<>();
      for (Element each : placemark.children()) {
        if (KmlGeometry.isOne(each.name())) {
          KmlGeometry.read(each).ifPresent(parts::add);
          keepWhatIsNoPosition(each);
        }
      }
      if (parts.isEmpty()) {
        problems.note(
            Finding.of(
                    Code.GEOMETRY_MISSING,
                    "The place has no geometry; it can be found by name, but not be watched.",
                    "Point, LineString, Polygon or MultiGeometry",
                    "Add coordinates.")
                .withField("coordinates"));
        return true;
      }
      MendedGeometry mended = MendedGeometry.of(KmlGeometry.together(parts));
      mended.notes().forEach(problems::note);
      statements.add(PlaceGeometry.of(mended.geometry(), Extent.UNKNOWN));
      if (mended.mended()) {
        placemark.children().stream()
            .filter(each -> KmlGeometry.isOne(each.name()))
            .forEach(each -> keep(each.name(), each));
      }
      return true;
    } catch (Refusal refusal) {
      problems.refuse(refusal.finding().withFieldIfAbsent("coordinates"));
      return false;
    }
  }

  /** How a geometry is drawn; a model is kept whole, since only its location was taken. */
  private void keepWhatIsNoPosition(Element geometry) {
    if (geometry.name().equals("Model")) {
      keep("Model", geometry);
      return;
    }
    for (Element each : geometry.children()) {
      boolean position =
          KmlGeometry.isOne(each.name())
              || List.of("coordinates", "outerBoundaryIs", "innerBoundaryIs").contains(each.name());
      boolean usual = List.of("extrude", "tessellate", "gx:drawOrder").contains(each.name());
      if (!position && !usual) {
        keep(geometry.name() + "." + each.name(), each);
      } else if (KmlGeometry.isOne(each.name())) {
        keepWhatIsNoPosition(each);
      }
    }
  }

  private boolean extendedData() {
    Map<String, String> cells = new LinkedHashMap<>();
    String idAttribute =
        FeatureIds.choose(withOwnId(placemark)).map(FeatureIds.Chosen::attribute).orElse("");
    boolean ownId = placemark.attributes().containsKey("id") && idAttribute.equals("id");
    data(
        placemark,
        (name, element) -> {
          boolean takenAsId = name.equals(idAttribute) && !ownId;
          if (takenAsId && !cells.containsKey(name)) {
            return;
          }
          if (name.isBlank() || cells.containsKey(name) || !element.children().isEmpty()) {
            keep(name.isBlank() ? "ExtendedData" : name, element);
          } else if (!element.content().isBlank()) {
            cells.put(name, element.content());
          }
        });
    AttributeRows.Said said = attributes.read(problems.row(), cells);
    statements.addAll(withoutRepeatedName(said.statements()));
    extras.addAll(said.extras());
    said.notes().forEach(problems::note);
    said.refusals().forEach(problems::refuse);
    return said.refusals().isEmpty();
  }

  /** Programs write the name both as the placemark's and among its data. */
  private List<Statement> withoutRepeatedName(List<Statement> said) {
    return said.stream().filter(each -> !statements.contains(each)).toList();
  }

  private interface Take {
    void take(String name, Element value);
  }

  /** {@code Data}, {@code SimpleData}, and elements of other programs' schemas. */
  private static void data(Element placemark, Take take) {
    for (Element extended : placemark.all("ExtendedData")) {
      for (Element each : extended.children()) {
        switch (each.name()) {
          case "Data" -> {
            if (!isProblem(each)) {
              take.take(nameOf(each), each.child("value").orElseGet(() -> Element.named("value")));
            }
          }
          case "SchemaData" ->
              each.children()
                  .forEach(simple -> take.take(nameOf(simple), simple.withoutAttributes()));
          default -> take.take(each.name(), each);
        }
      }
    }
  }

  /** Of a placemark that was refused, corrected and comes again. */
  static boolean isProblem(Element data) {
    return data.name().equals("Data") && nameOf(data).equals(ProblemTexts.MEMBER);
  }

  private static String nameOf(Element element) {
    return Optional.ofNullable(element.attributes().get("name")).orElse("").strip();
  }

  private void keep(String field, Element element) {
    if (element.isPlain()) {
      String text = element.content();
      try {
        if (!text.isBlank()) {
          extras.add(Extra.text(SOURCE, field, text));
        }
        return;
      } catch (IllegalArgumentException e) {
        malformed(field, e);
      }
    }
    Extras.keep(extras, problems, SOURCE, field, element.json());
  }

  private void malformed(String field, IllegalArgumentException e) {
    problems.note(
        Code.STATEMENT_MALFORMED,
        field,
        "",
        e.getMessage() + ". It was kept as it is, but is no statement.",
        "",
        "Correct it.");
  }
}
