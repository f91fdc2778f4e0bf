package org.cairn.exchange.internal.crm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cairn.exchange.DescriptionWriter;
import org.cairn.exchange.NotCarried;
import org.cairn.exchange.internal.SpanText;
import org.cairn.exchange.internal.json.CollectionWriter;
import org.cairn.exchange.internal.json.Comparison;
import org.cairn.exchange.internal.json.Json;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.Country;
import org.cairn.heritage.place.Depiction;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Designation;
import org.cairn.heritage.place.Existence;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.Significance;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.UseChange;
import org.cairn.heritage.time.DaySpan;
import org.cairn.heritage.time.TimeSpan;
import org.locationtech.jts.io.WKTWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * <a href="https://linked.art/model/">Linked Art 1.0</a>: each place a Place with its Names, Types,
 * an exact geometry ({@code defined_by}) and approximate ones ({@code approximated_by}), all in one
 * {@code @graph}. One of which somebody says when it was made is a HumanMadeObject with that
 * production, at such a Place. Nothing in Linked Art has an author or holds for a time only, so
 * these are listed. Stateless.
 */
public final class LinkedArtWriter implements DescriptionWriter {
  static final String NAME = "linked-art";

  private static final String HEAD = "\"@context\":\"" + Crm.LINKED_ART + "\"";

  /** Words of sources for the phase in which a place is made; the first is what is read back. */
  private static final Set<String> MAKING = Set.of("production", "construction");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<NotCarried> write(Iterable<PlaceDescription> places, Path file) throws IOException {
    return CollectionWriter.write(places, file, HEAD, "@graph", LinkedArtWriter::place);
  }

  private static ObjectNode place(PlaceDescription place, List<NotCarried> lost) {
    Comparison comparison = new Comparison(place, lost);
    boolean open = comparison.locationIsPublic();
    Record record = new Record(place);
    for (Statement each : inOrder(place)) {
      Optional<String> obstacle =
          each instanceof PlaceGeometry && !open
              ? Optional.of("The location of the place is not public.")
              : record.add(each);
      obstacle.ifPresentOrElse(why -> comparison.leftOut(each, why), () -> comparison.wrote(each));
    }
    comparison.leftOutExtras("What a source said besides has no place in Linked Art.");
    Node node = Node.of(record.json, Context.none().with(context()));
    comparison.with(new CrmPlace(NAME, Problems.silent("")).read(node));
    return record.json;
  }

  private static JsonNode context() {
    return Json.MAPPER.valueToTree(Crm.LINKED_ART);
  }

  /** As they are read back: what goes into one property stands together. */
  private static List<Statement> inOrder(PlaceDescription place) {
    return place.statements().stream()
        .sorted(Comparator.comparing(Statement::kind).thenComparing(LinkedArtWriter::rank))
        .toList();
  }

  private static int rank(Statement statement) {
    return switch (statement) {
      case PlaceGeometry geometry -> isExact(geometry) ? 0 : 1;
      case Link link ->
          switch (link.match()) {
            case SOURCE_RECORD -> 0;
            case EXACT -> 1;
            default -> 2;
          };
      default -> 0;
    };
  }

  private static boolean isExact(PlaceGeometry geometry) {
    return switch (geometry.extent()) {
      case FOOTPRINT, BOUNDARY, UNKNOWN -> true;
      case POINT, REPRESENTATIVE, ACCESS, APPROXIMATE, VICINITY -> false;
    };
  }

  /** Whether it says when the place was made. */
  private static boolean isProduction(Existence existence) {
    return existence.phase().filter(MAKING::contains).isPresent()
        && existence.attribution().times().size() == 1;
  }

  /** One record in the making. */
  private static final class Record {
    private static final String NO_PLACE = "A Place of Linked Art has no room for it.";

    private final ObjectNode json = Json.MAPPER.createObjectNode();
    private final boolean made;

    Record(PlaceDescription place) {
      made = place.existences().stream().anyMatch(LinkedArtWriter::isProduction);
      json.put("id", place.id()).put("type", made ? "HumanMadeObject" : "Place");
      place.names().stream().findFirst().ifPresent(name -> json.put("_label", name.text()));
    }

    /** The Place itself, or that at which the object is. */
    private ObjectNode where() {
      if (!made) {
        return json;
      }
      ObjectNode location = json.withObjectProperty("current_location");
      return location.has("type") ? location : location.put("type", "Place");
    }

    /** Why the statement cannot be written at all; empty where it was, at least in part. */
    Optional<String> add(Statement statement) {
      return switch (statement) {
        case Name name -> add(name);
        case PlaceType type -> {
          json.withArrayProperty("classified_as").add(CrmTerms.write(type.term(), type.facet()));
          yield Optional.empty();
        }
        case PlaceGeometry geometry -> add(geometry);
        case Link link -> add(link);
        case Relation relation -> add(relation);
        case Description description -> {
          ObjectNode one = json.withArrayProperty("referred_to_by").addObject();
          one.put("type", "LinguisticObject").put("content", description.text());
          description.language().ifPresent(language -> language(one, language));
          one.withArrayProperty("classified_as")
              .addObject()
              .put("id", "http://vocab.getty.edu/aat/300435416")
              .put("type", "Type")
              .put("_label", "Description");
          yield Optional.empty();
        }
        case Depiction depiction -> add(depiction);
        case Existence existence -> add(existence);
        case Designation none -> Optional.of(NO_PLACE);
        case Significance none -> Optional.of(NO_PLACE);
        case Country none -> Optional.of(NO_PLACE);
        case ConditionAssessment none -> Optional.of(NO_PLACE);
        case UseChange none -> Optional.of(NO_PLACE);
      };
    }

    private Optional<String> add(Name name) {
      ObjectNode one = json.withArrayProperty("identified_by").addObject();
      one.put("type", "Name").put("content", name.text());
      name.language().ifPresent(language -> language(one, language));
      name.role()
          .ifPresent(role -> one.withArrayProperty("classified_as").add(CrmTerms.write(role)));
      return Optional.empty();
    }

    private static void language(ObjectNode owner, String tag) {
      String english = Locale.forLanguageTag(tag).getDisplayName(Locale.ENGLISH);
      ObjectNode language = owner.withArrayProperty("language").addObject();
      language.put("type", "Language").put("_label", english.isEmpty() ? tag : english);
      language
          .withArrayProperty("identified_by")
          .addObject()
          .put("type", "Identifier")
          .put("content", tag);
    }

    private Optional<String> add(PlaceGeometry geometry) {
      String wkt = new WKTWriter(3).write(geometry.geometry());
      if (!isExact(geometry)) {
        where()
            .withArrayProperty("approximated_by")
            .addObject()
            .put("type", "Place")
            .put("defined_by", wkt);
        return Optional.empty();
      }
      if (where().has("defined_by")) {
        return Optional.of("A Place of Linked Art has one exact geometry.");
      }
      where().put("defined_by", wkt);
      return Optional.empty();
    }

    private Optional<String> add(Existence existence) {
      if (!isProduction(existence) || json.has("produced_by")) {
        return Optional.of("Linked Art has one time of a place: when it was made.");
      }
      TimeSpan span = existence.attribution().times().getFirst();
      ObjectNode production = json.putObject("produced_by").put("type", "Production");
      ObjectNode time = production.putObject("timespan").put("type", "TimeSpan");
      String edtf = SpanText.of(span).dates();
      if (!edtf.isEmpty()) {
        time.withArrayProperty("identified_by")
            .addObject()
            .put("type", "Name")
            .put("content", edtf);
      }
      DaySpan days = span.possible();
      days.earliest().ifPresent(day -> time.put("begin_of_the_begin", day + "T00:00:00Z"));
      days.latest().ifPresent(day -> time.put("end_of_the_end", day + "T23:59:59Z"));
      return Optional.empty();
    }

    private Optional<String> add(Link link) {
      Optional<String> uri = link.uri();
      return switch (link.match()) {
        case SOURCE_RECORD -> {
          ObjectNode one = json.withArrayProperty("identified_by").addObject();
          one.put("type", "Identifier").put("content", link.identifier());
          link.scheme()
              .ifPresent(scheme ->
                  one.withArrayProperty("classified_as")
                      .addObject()
                      .put("type", "Type")
                      .put("_label", scheme));
          yield Optional.empty();
        }
        case EXACT -> {
          uri.ifPresent(id ->
              json.withArrayProperty("equivalent")
                  .addObject()
                  .put("id", id)
                  .put("type", json.path("type").asString()));
          yield uri.isPresent() ? Optional.empty() : Optional.of("It has no URI.");
        }
        case SUBJECT_OF, PRIMARY_TOPIC_OF -> {
          uri.ifPresent(id ->
              at(
                  json.withArrayProperty("subject_of").addObject().put("type", "LinguisticObject"),
                  "digitally_carried_by",
                  id));
          yield uri.isPresent() ? Optional.empty() : Optional.of("It has no URI.");
        }
        case CLOSE, BROAD, NARROW, RELATED, SEE_ALSO, OTHER ->
            Optional.of("Linked Art links to records of the very same place only.");
      };
    }

    private static ObjectNode at(ObjectNode owner, String by, String uri) {
      ObjectNode digital = owner.withArrayProperty(by).addObject().put("type", "DigitalObject");
      digital
          .withArrayProperty("access_point")
          .addObject()
          .put("id", uri)
          .put("type", "DigitalObject");
      return digital;
    }

    private Optional<String> add(Relation relation) {
      if (relation.type() != Relation.Type.PART_OF || relation.target().isEmpty()) {
        return Optional.of("Linked Art knows of places only what they are part of, by identifier.");
      }
      ObjectNode one = where().withArrayProperty("part_of").addObject();
      one.put("id", relation.target().get()).put("type", "Place");
      relation.label().ifPresent(label -> one.put("_label", label));
      return Optional.empty();
    }

    private Optional<String> add(Depiction depiction) {
      if (depiction.uri().isEmpty()) {
        return Optional.of("A picture needs an address.");
      }
      ObjectNode one = json.withArrayProperty("representation").addObject();
      one.put("type", "VisualItem");
      ObjectNode digital = at(one, "digitally_shown_by", depiction.uri().get());
      depiction.title().ifPresent(title -> digital.put("_label", title));
      return Optional.empty();
    }
  }
}
