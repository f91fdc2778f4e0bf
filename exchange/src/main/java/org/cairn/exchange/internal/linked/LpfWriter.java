package org.cairn.exchange.internal.linked;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.DescriptionSink;
import org.cairn.exchange.DescriptionWriter;
import org.cairn.exchange.NotCarried;
import org.cairn.exchange.RowProblem;
import org.cairn.exchange.internal.json.CollectionWriter;
import org.cairn.exchange.internal.json.Comparison;
import org.cairn.exchange.internal.json.Json;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.exchange.internal.json.Shapes;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.Country;
import org.cairn.heritage.place.Depiction;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Designation;
import org.cairn.heritage.place.Existence;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.NameRole;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.Significance;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.place.UseChange;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes version 1.3. A title that no statement gives is made from the first name or the id, and
 * {@code properties.cairn.title} says so. Feature classes are written where a statement has them;
 * none is made up, though 1.3 wants one. Extras are foreign members, see {@link LpfExtras}.
 * Stateless.
 */
public final class LpfWriter implements DescriptionWriter {
  private static final String HEAD =
      "\"type\":\"FeatureCollection\",\"@context\":\"https://raw.githubusercontent.com/LinkedPasts/"
          + "linked-places/master/linkedplaces-context-v1.3.jsonld\"";

  private static final DescriptionSink NOBODY =
      new DescriptionSink() {
        @Override
        public void place(PlaceDescription place, int row) {}

        @Override
        public void problem(RowProblem problem) {
          // The comparison finds the difference itself.
        }
      };

  @Override
  public String name() {
    return "lpf";
  }

  @Override
  public List<NotCarried> write(Iterable<PlaceDescription> places, Path file) throws IOException {
    return CollectionWriter.write(places, file, HEAD, LpfWriter::feature);
  }

  private static ObjectNode feature(PlaceDescription place, List<NotCarried> lost) {
    Comparison comparison = new Comparison(place, lost);
    boolean open = comparison.locationIsPublic();
    Feature feature = new Feature(place);
    for (Statement each : inOrder(place)) {
      Optional<String> obstacle =
          each instanceof PlaceGeometry && !open
              ? Optional.of("The location of the place is not public.")
              : feature.add(each);
      obstacle.ifPresentOrElse(why -> comparison.leftOut(each, why), () -> comparison.wrote(each));
    }
    if (open) {
      LpfExtras.write(place.extra(), feature.json);
    }
    comparison.with(new LpfReader(new Problems("", NOBODY)).read(feature.json.deepCopy()), open);
    return feature.json;
  }

  /** Classes stand apart from types and are read after them. */
  private static List<Statement> inOrder(PlaceDescription place) {
    return place.statements().stream()
        .sorted(
            Comparator.comparing(Statement::kind)
                .thenComparing(each ->
                    each instanceof PlaceType type && type.facet() == PlaceType.Facet.CLASS))
        .toList();
  }

  /** One feature in the making. */
  private static final class Feature {
    private final ObjectNode json = Json.MAPPER.createObjectNode();
    private final ObjectNode properties;
    private final Optional<Name> title;
    private boolean hasExistence;

    Feature(PlaceDescription place) {
      json.put("@id", place.id()).put("type", "Feature");
      properties = json.putObject("properties");
      title = place.names().stream().findFirst().filter(Feature::isTitle);
      properties.put(
          "title",
          title.or(() -> place.names().stream().findFirst()).map(Name::text).orElse(place.id()));
      if (title.isEmpty()) {
        properties.putObject("cairn").put("title", "made");
      }
      json.putArray("names");
      json.putNull("geometry");
    }

    private static boolean isTitle(Name name) {
      return name.equals(Name.of(name.text()).withRole(NameRole.TITLE));
    }

    /** Why the statement cannot be written at all; empty where it was, at least in part. */
    Optional<String> add(Statement statement) {
      return switch (statement) {
        case Name name -> {
          if (title.isEmpty() || name != title.get()) {
            add(name);
          }
          yield Optional.empty();
        }
        case PlaceType type -> add(type);
        case PlaceGeometry geometry -> {
          add(geometry);
          yield Optional.empty();
        }
        case Existence existence -> {
          if (hasExistence) {
            yield Optional.of("The format has one 'when' for the place; the first was written.");
          }
          LpfTimeWriter.write(existence.attribution().times(), json);
          hasExistence = json.has("when");
          yield hasExistence
              ? Optional.empty()
              : Optional.of("Its 'when' would have no start, period or label.");
        }
        case Link link -> {
          json.withArrayProperty("links")
              .addObject()
              .put("type", LpfWords.word(link.match()))
              .put("identifier", LpfWords.identifier(link));
          yield Optional.empty();
        }
        case Relation relation -> add(relation);
        case Description description -> {
          ObjectNode one = json.withArrayProperty("descriptions").addObject();
          description.uri().ifPresent(uri -> one.put("@id", uri));
          one.put("value", description.text());
          description.language().ifPresent(language -> one.put("lang", language));
          yield Optional.empty();
        }
        case Depiction depiction -> {
          ObjectNode one = json.withArrayProperty("depictions").addObject();
          depiction.uri().ifPresent(uri -> one.put("@id", uri));
          depiction.title().ifPresent(text -> one.put("title", text));
          depiction.licence().ifPresent(text -> one.put("license", text));
          yield Optional.empty();
        }
        case Country country -> add(country);
        case ConditionAssessment assessment ->
            Optional.of("The format has no place for judgements of condition.");
        case UseChange change -> Optional.of("The format has no place for changes of use.");
        case Designation none -> Optional.of("The format knows no designations.");
        case Significance none -> Optional.of("The format knows no statements of significance.");
      };
    }

    private void add(Name name) {
      ObjectNode one = json.withArrayProperty("names").addObject();
      one.put("toponym", name.text());
      name.language().ifPresent(language -> one.put("lang", language));
      attribute(name.attribution(), one);
    }

    private Optional<String> add(PlaceType type) {
      Term term = type.term();
      if (type.facet() == PlaceType.Facet.CLASS) {
        boolean known = term.vocabulary().equals(Optional.of(LpfWords.FEATURE_CLASS));
        if (!known || term.id().isEmpty()) {
          return Optional.of("Classes are those of GeoNames: A, H, L, P, R, S or T.");
        }
        properties.withArrayProperty("fclasses").add(term.id().get());
        return Optional.empty();
      } else if (type.facet() != PlaceType.Facet.TYPE) {
        return Optional.of("The format has types only, not what a place is for or looks like.");
      }
      ObjectNode one = json.withArrayProperty("types").addObject();
      LpfWords.identifier(term).ifPresent(identifier -> one.put("identifier", identifier));
      term.label().ifPresent(label -> one.put("label", label));
      for (Term each : type.sourceLabels()) {
        each.label()
            .ifPresent(label -> {
              ObjectNode source = one.withArrayProperty("sourceLabels").addObject();
              source.put("label", label);
              each.language().ifPresent(language -> source.put("lang", language));
            });
      }
      attribute(type.attribution(), one);
      return Optional.empty();
    }

    private void add(PlaceGeometry geometry) {
      ObjectNode one = Shapes.write(geometry.geometry());
      attribute(geometry.attribution(), one);
      certainty(geometry.attribution(), one);
      if (!(json.path("geometry") instanceof ObjectNode)) {
        json.putObject("geometry").put("type", "GeometryCollection").putArray("geometries");
      }
      ((ArrayNode) json.path("geometry").path("geometries")).add(one);
    }

    private Optional<String> add(Relation relation) {
      if (relation.target().isEmpty()) {
        return Optional.of("A relation needs the other place's identifier.");
      }
      Optional<String> word = relation.asRead().or(() -> LpfWords.word(relation.type()));
      ObjectNode one = json.withArrayProperty("relations").addObject();
      one.put("relationType", word.orElse("gvp:tgn3000_related_to"));
      one.put("relationTo", relation.target().get());
      one.put("label", relation.label().orElse(relation.target().get()));
      attribute(relation.attribution(), one);
      certainty(relation.attribution(), one);
      return Optional.empty();
    }

    private Optional<String> add(Country country) {
      if (!country.code().matches("[A-Za-z]{2}")) {
        return Optional.of("Countries are codes of two letters (ISO 3166-1).");
      }
      properties.withArrayProperty("ccodes").add(country.code());
      return Optional.empty();
    }

    private static void attribute(Attribution attribution, ObjectNode one) {
      for (Source each : attribution.sources()) {
        ObjectNode source = one.withArrayProperty("citations").addObject();
        each.citation().ifPresent(text -> source.put("label", text));
        each.uri().ifPresent(text -> source.put("@id", text));
        each.year().ifPresent(text -> source.put("year", text));
      }
      LpfTimeWriter.write(attribution.times(), one);
    }

    private static void certainty(Attribution attribution, ObjectNode one) {
      attribution.certainty().ifPresent(sure -> one.put("certainty", sure.code()));
    }
  }
}
