package org.cairn.heritage.codec;

import java.util.List;
import java.util.Optional;
import org.cairn.heritage.Certainty;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Country;
import org.cairn.heritage.place.Depiction;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Designation;
import org.cairn.heritage.place.Existence;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Precision;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.Significance;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.StatementKind;
import org.cairn.heritage.place.Term;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Statements as JSON: their own members, and beside them {@code author}, {@code sources}, {@code
 * certainty} and {@code times}. What is not said has no member.
 */
final class StatementCodec {
  private StatementCodec() {}

  static void encode(Statement statement, ObjectNode json) {
    switch (statement) {
      case Name name -> encode(name, json);
      case PlaceType type -> encode(type, json);
      case PlaceGeometry geometry -> encode(geometry, json);
      case Existence existence -> put(json, "phase", existence.phase());
      case Link link -> {
        put(json, "scheme", link.scheme());
        json.put("identifier", link.identifier()).put("match", link.match().code());
        put(json, "matchAsRead", link.matchAsRead());
      }
      case Relation relation -> {
        json.put("type", relation.type().code());
        put(json, "target", relation.target());
        put(json, "label", relation.label());
        put(json, "asRead", relation.asRead());
      }
      case Designation designation -> {
        json.put("name", designation.name());
        put(json, "authority", designation.authority());
        put(json, "grade", designation.grade());
        put(json, "identifier", designation.identifier());
      }
      case Significance significance -> {
        json.put("community", significance.community()).put("text", significance.text());
        put(json, "language", significance.language());
      }
      case Description description -> {
        json.put("text", description.text());
        put(json, "language", description.language());
        put(json, "uri", description.uri());
      }
      case Depiction depiction -> {
        put(json, "uri", depiction.uri());
        put(json, "title", depiction.title());
        put(json, "licence", depiction.licence());
      }
      case Country country -> json.put("code", country.code());
    }
    encode(statement.attribution(), json);
  }

  static Statement decode(StatementKind kind, Members json) {
    Attribution attribution = attribution(json);
    return switch (kind) {
      case NAME ->
          new Name(
              json.text("text"),
              json.find("language"),
              json.find("script"),
              json.list(
                  "romanisations",
                  each -> new Name.Romanisation(each.text("text"), each.find("system"))),
              json.findObject("role", StatementCodec::term),
              attribution);
      case TYPE ->
          new PlaceType(
              json.code("facet", PlaceType.Facet.values(), PlaceType.Facet::code),
              json.object("term", StatementCodec::term),
              json.list("sourceLabels", StatementCodec::term),
              attribution);
      case GEOMETRY ->
          new PlaceGeometry(
              Wkt.read(json, "wkt"),
              json.code("extent", PlaceGeometry.Extent.values(), PlaceGeometry.Extent::code),
              json.findObject("role", StatementCodec::term),
              json.findObject("precision", StatementCodec::precision),
              attribution);
      case EXISTENCE -> new Existence(json.find("phase"), attribution);
      case LINK ->
          new Link(
              json.find("scheme"),
              json.text("identifier"),
              json.code("match", Link.Match.values(), Link.Match::code),
              json.find("matchAsRead"),
              attribution);
      case RELATION ->
          new Relation(
              json.code("type", Relation.Type.values(), Relation.Type::code),
              json.find("target"),
              json.find("label"),
              json.find("asRead"),
              attribution);
      case DESIGNATION ->
          new Designation(
              json.text("name"),
              json.find("authority"),
              json.find("grade"),
              json.find("identifier"),
              attribution);
      case SIGNIFICANCE ->
          new Significance(
              json.text("community"), json.text("text"), json.find("language"), attribution);
      case DESCRIPTION ->
          new Description(json.text("text"), json.find("language"), json.find("uri"), attribution);
      case DEPICTION ->
          new Depiction(json.find("uri"), json.find("title"), json.find("licence"), attribution);
      case COUNTRY -> new Country(json.text("code"), attribution);
    };
  }

  private static void encode(Name name, ObjectNode json) {
    json.put("text", name.text());
    put(json, "language", name.language());
    put(json, "script", name.script());
    if (!name.romanisations().isEmpty()) {
      ArrayNode romanisations = json.putArray("romanisations");
      for (Name.Romanisation each : name.romanisations()) {
        put(romanisations.addObject().put("text", each.text()), "system", each.system());
      }
    }
    name.role().ifPresent(role -> encode(role, json.putObject("role")));
  }

  private static void encode(PlaceType type, ObjectNode json) {
    json.put("facet", type.facet().code());
    encode(type.term(), json.putObject("term"));
    putTerms(json, "sourceLabels", type.sourceLabels());
  }

  private static void encode(PlaceGeometry geometry, ObjectNode json) {
    json.put("wkt", Wkt.write(geometry.geometry())).put("extent", geometry.extent().code());
    geometry.role().ifPresent(role -> encode(role, json.putObject("role")));
    geometry.precision().ifPresent(precision -> encode(precision, json.putObject("precision")));
  }

  private static void encode(Precision precision, ObjectNode json) {
    precision.metres().ifPresent(metres -> json.put("metres", metres.toPlainString()));
    put(json, "asRead", precision.asRead());
  }

  private static Precision precision(Members json) {
    return new Precision(json.findDecimal("metres"), json.find("asRead"));
  }

  static void encode(Term term, ObjectNode json) {
    put(json, "vocabulary", term.vocabulary());
    put(json, "id", term.id());
    put(json, "label", term.label());
    put(json, "language", term.language());
  }

  static Term term(Members json) {
    return new Term(
        json.find("vocabulary"), json.find("id"), json.find("label"), json.find("language"));
  }

  static void putTerms(ObjectNode json, String member, List<Term> terms) {
    if (!terms.isEmpty()) {
      ArrayNode array = json.putArray(member);
      terms.forEach(term -> encode(term, array.addObject()));
    }
  }

  private static void encode(Attribution attribution, ObjectNode json) {
    put(json, "author", attribution.author());
    if (!attribution.sources().isEmpty()) {
      ArrayNode sources = json.putArray("sources");
      for (Source each : attribution.sources()) {
        ObjectNode source = sources.addObject();
        put(source, "citation", each.citation());
        put(source, "uri", each.uri());
        put(source, "year", each.year());
      }
    }
    attribution.certainty().ifPresent(certainty -> json.put("certainty", certainty.code()));
    if (!attribution.times().isEmpty()) {
      ArrayNode times = json.putArray("times");
      attribution.times().forEach(each -> TimeCodec.encode(each, times.addObject()));
    }
  }

  private static Attribution attribution(Members json) {
    return new Attribution(
        json.find("author"),
        json.list(
            "sources",
            each -> new Source(each.find("citation"), each.find("uri"), each.find("year"))),
        json.findCode("certainty", Certainty.values(), Certainty::code),
        json.list("times", TimeCodec::decode));
  }

  static void put(ObjectNode json, String member, Optional<String> text) {
    text.ifPresent(present -> json.put(member, present));
  }
}
