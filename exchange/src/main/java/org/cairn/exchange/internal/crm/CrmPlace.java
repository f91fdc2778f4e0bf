package org.cairn.exchange.internal.crm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.json.Extras;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Country;
import org.cairn.heritage.place.Depiction;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Designation;
import org.cairn.heritage.place.Existence;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.time.TimeSpan;

/**
 * What a node of the CIDOC CRM says of a place, by the ways that the resource model of heritage
 * places of EAMENA and Linked Art take: names, types, descriptions and times at the place itself or
 * at the summaries about it (E28, P130i), geometries at its locations. A property that is not
 * understood is kept as it was written, under its way from the place. Names of persons, and what is
 * said of assessments, are no names of the place: those ways are not taken. Single-thread, one per
 * place.
 */
final class CrmPlace {
  private static final Set<String> SUMMARIES =
      Set.of("P130i_features_are_also_found_on", "P130_shows_features_of");

  private static final Set<String> ASSIGNMENTS =
      Set.of("P17i_motivated", "P140i_was_attributed_by");

  private final String source;
  private final Problems problems;
  private final List<Statement> statements = new ArrayList<>();
  private final List<Extra> extras = new ArrayList<>();
  private final CrmGeometries geometries;

  CrmPlace(String source, Problems problems) {
    this.source = source;
    this.problems = problems;
    this.geometries = new CrmGeometries(problems);
  }

  /** Empty where it was refused. */
  Optional<PlaceDescription> read(Node root) {
    if (root.id().isEmpty()) {
      problems.refuse(
          Code.FEATURE_MALFORMED,
          "@id",
          "",
          "The resource has no @id.",
          "a URI",
          "Export the resources again.");
      return Optional.empty();
    }
    thing(root, "");
    try {
      return Optional.of(
          new PlaceDescription(root.id().get(), statements, Sensitivity.PUBLIC, extras));
    } catch (IllegalArgumentException e) {
      problems.refuse(
          Code.FEATURE_MALFORMED,
          "@id",
          root.id().get(),
          e.getMessage() + ".",
          "a URI",
          "Correct it.");
      return Optional.empty();
    }
  }

  /** The place, a summary about it, or a location of it. */
  private void thing(Node thing, String way) {
    for (Map.Entry<String, List<Node>> each : thing.properties().entrySet()) {
      String property = each.getKey();
      int number = 0;
      for (Node value : each.getValue()) {
        String path = way + property + (each.getValue().size() > 1 ? "[" + number + "]" : "");
        number++;
        if (!take(thing, property, value, path)) {
          keep(path, value);
        }
      }
    }
  }

  /** False where nothing of it was understood. */
  private boolean take(Node owner, String property, Node value, String path) {
    return switch (property) {
      case Crm.LABEL -> repeatsAName(owner, value) || name(value, path);
      case Crm.IDENTIFIED_BY, Crm.PLACE_IDENTIFIED_BY, "P102_has_title" -> identified(value, path);
      case Crm.HAS_TYPE -> type(value, path);
      case Crm.HAS_NOTE, Crm.REFERRED_TO_BY -> description(value, path);
      case Crm.TIME_SPAN, "L54i_is_same-as", "P160_has_temporal_projection" ->
          time(value, path, Optional.empty());
      case Crm.DEFINED_BY -> geometry(value, Extent.UNKNOWN, path);
      case Crm.APPROXIMATED_BY -> approximation(value, path);
      case Crm.REPRESENTATION -> depiction(value, path);
      case Crm.SUBJECT_OF -> subject(value, path);
      default -> {
        if (Crm.LOCATIONS.contains(property)) {
          yield location(value, path);
        } else if (SUMMARIES.contains(property) && !value.properties().isEmpty()) {
          thing(value, path + ".");
          yield true;
        } else if (ASSIGNMENTS.contains(property) && value.is("E13_Attribute_Assignment")) {
          yield assignment(value, path);
        } else if (Crm.SAME_AS.contains(property)) {
          yield link(value, Link.Match.EXACT, path);
        } else if (Crm.PART_OF.contains(property)) {
          yield partOf(value, path);
        } else if (Crm.MADE_BY.contains(property)) {
          yield made(value, path);
        }
        yield false;
      }
    };
  }

  /** Labels are for people who look at the data; mostly they repeat a name. */
  private static boolean repeatsAName(Node owner, Node label) {
    return owner.all(Crm.IDENTIFIED_BY).stream().anyMatch(each -> each.text().equals(label.text()));
  }

  private boolean identified(Node value, String path) {
    if (value.is("E42_Identifier")) {
      Optional<String> text = value.text();
      return text.isPresent()
          && add(
              path,
              () ->
                  new Link(
                      scheme(value),
                      text.get(),
                      Link.Match.SOURCE_RECORD,
                      Optional.empty(),
                      Attribution.NONE));
    }
    boolean territory = value.is("E48_Place_Name") && value.text().isEmpty();
    if (territory) {
      boolean any = false;
      for (Node each : value.all(Crm.HAS_TYPE)) {
        Optional<String> label = each.text();
        any |= label.isPresent() && add(path, () -> Country.of(label.get()));
      }
      return any;
    }
    boolean appellation =
        value.literal().isPresent()
            || value.types().isEmpty()
            || value.types().stream().anyMatch(CrmPlace::isAppellation);
    return appellation && name(value, path);
  }

  private static boolean isAppellation(String type) {
    return type.contains("Appellation")
        || type.equals("E48_Place_Name")
        || type.equals("E35_Title");
  }

  private boolean name(Node value, String path) {
    Optional<String> text = value.text();
    if (text.isEmpty()) {
      return false;
    }
    return add(
        path,
        () -> {
          Name name = Name.of(text.get());
          Optional<String> language = language(value, path);
          Name spoken = language.map(name::withLanguage).orElse(name);
          Optional<Term> role =
              value.all(Crm.HAS_TYPE).stream()
                  .flatMap(each -> CrmTerms.read(each).stream())
                  .findFirst();
          return role.map(spoken::withRole).orElse(spoken);
        });
  }

  private Optional<String> language(Node value, String path) {
    Optional<String> said = value.textLanguage();
    Optional<String> tag = said.flatMap(CrmTerms::languageTag);
    if (said.isPresent() && tag.isEmpty()) {
      problems.note(
          Code.LANGUAGE_UNKNOWN,
          path,
          said.get(),
          "The language is no tag of BCP 47; the text was taken without it.",
          "a tag such as ar or el-Grek",
          "");
      keep(path, value);
    }
    return tag;
  }

  private boolean type(Node value, String path) {
    Optional<Term> term = CrmTerms.read(value);
    return term.isPresent()
        && add(
            path,
            () -> new PlaceType(CrmTerms.facet(value), term.get(), List.of(), Attribution.NONE));
  }

  private static Optional<String> scheme(Node identifier) {
    return identifier.all(Crm.HAS_TYPE).stream().flatMap(each -> each.text().stream()).findFirst();
  }

  private boolean description(Node value, String path) {
    Optional<String> text = value.text();
    boolean points = value.isReference() && value.literal().isEmpty();
    return text.isPresent()
        && !points
        && add(
            path,
            () ->
                new Description(
                    text.get(), language(value, path), Optional.empty(), Attribution.NONE));
  }

  private boolean time(Node value, String path, Optional<String> phase) {
    try {
      Optional<TimeSpan> span = CrmTimes.read(value);
      return span.isPresent()
          && add(path, () -> new Existence(phase, Attribution.NONE.withTimes(List.of(span.get()))));
    } catch (CrmTimes.UnreadableException e) {
      problems.note(
          Code.DATE_UNREADABLE,
          path,
          "",
          "The time cannot be read (" + e.getMessage() + "); it was kept as it is, but not used.",
          "dates of ISO 8601, the end not before the begin",
          "Correct it.");
      return false;
    }
  }

  private boolean made(Node value, String path) {
    boolean any = false;
    for (Node each : value.all(Crm.TIME_SPAN)) {
      any |= time(each, path, Optional.of("production"));
    }
    if (any && value.properties().size() > 1) {
      keep(path, value);
    }
    return any;
  }

  /** A node with the place's geometry; one that only points at another place is a relation. */
  private boolean location(Node value, String path) {
    if (value.isReference()) {
      return add(
          path,
          () ->
              new Relation(
                  Relation.Type.RELATED_TO,
                  value.id(),
                  value.label(),
                  Optional.of(path.replaceAll(".*\\.|\\[\\d+]", "")),
                  Attribution.NONE));
    }
    if (value.properties().isEmpty()) {
      return false;
    }
    thing(value, path + ".");
    return true;
  }

  private boolean geometry(Node value, Extent extent, String path) {
    List<PlaceGeometry> read = geometries.read(value, extent, path);
    statements.addAll(read);
    return !read.isEmpty();
  }

  private boolean approximation(Node value, String path) {
    boolean any = false;
    for (Node each : value.all(Crm.DEFINED_BY)) {
      any |= geometry(each, Extent.APPROXIMATE, path);
    }
    return any;
  }

  /** A geometric expression, a right over the place, or a record about it. */
  private boolean subject(Node value, String path) {
    if (value.is("SP5_Geometric_Place_Expression") || value.literal().isPresent()) {
      return geometry(value, Extent.UNKNOWN, path);
    } else if (value.is("E30_Right")) {
      Optional<String> name = value.text();
      return name.isPresent()
          && add(
              path,
              () ->
                  new Designation(
                      name.get(),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      Attribution.NONE));
    }
    return address(value, "digitally_carried_by")
        .map(uri -> add(path, () -> Link.read(uri, Link.Match.SUBJECT_OF)))
        .orElse(false);
  }

  private boolean depiction(Node value, String path) {
    Optional<String> uri = address(value, "digitally_shown_by").or(value::id);
    Optional<String> title =
        value.all("digitally_shown_by").stream()
            .flatMap(each -> each.label().stream())
            .findFirst()
            .or(value::label);
    return (uri.isPresent() || title.isPresent())
        && add(path, () -> new Depiction(uri, title, Optional.empty(), Attribution.NONE));
  }

  private static Optional<String> address(Node value, String by) {
    return value.all(by).stream()
        .flatMap(each -> each.all("access_point").stream())
        .flatMap(each -> each.id().stream())
        .findFirst();
  }

  /** Notes, and functions that a belief holds. */
  private boolean assignment(Node value, String path) {
    boolean any = false;
    for (Node each : value.all(Crm.HAS_NOTE)) {
      any |= description(each, path);
    }
    for (Node belief : value.all("P141_assigned")) {
      for (Node each : belief.is("I2_Belief") ? belief.all(Crm.HAS_TYPE) : List.<Node>of()) {
        Optional<Term> term = CrmTerms.read(each);
        any |= term.isPresent() && add(path, () -> PlaceType.function(term.get()));
      }
    }
    boolean more =
        value.properties().keySet().stream()
            .anyMatch(each -> !each.equals(Crm.HAS_NOTE) && !each.equals("P141_assigned"));
    if (any && (more || !value.all("P141_assigned").isEmpty())) {
      keep(path, value);
    }
    return any;
  }

  private boolean link(Node value, Link.Match match, String path) {
    Optional<String> uri = value.id().or(value::text);
    return uri.isPresent() && add(path, () -> Link.read(uri.get(), match));
  }

  private boolean partOf(Node value, String path) {
    Optional<String> label = value.text();
    return (value.id().isPresent() || label.isPresent())
        && add(
            path,
            () ->
                new Relation(
                    Relation.Type.PART_OF, value.id(), label, Optional.empty(), Attribution.NONE));
  }

  private interface Making {
    Statement make();
  }

  private boolean add(String path, Making making) {
    try {
      statements.add(making.make());
      return true;
    } catch (IllegalArgumentException e) {
      problems.note(
          Code.STATEMENT_MALFORMED,
          path,
          "",
          e.getMessage() + ". It was kept as it is, but is no statement.",
          "",
          "Correct it.");
      return false;
    }
  }

  private void keep(String path, Node value) {
    Extras.keep(extras, problems, source, path, value.json());
  }
}
