package org.cairn.exchange.internal.linked;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.json.Json;
import org.cairn.exchange.internal.json.Members;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Depiction;
import org.cairn.heritage.place.Description;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Relation;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.Term;
import tools.jackson.databind.JsonNode;

/**
 * Members of a feature's lists as statements; empty where a member says nothing. What the domain
 * refuses is an {@link IllegalArgumentException} for the caller. Single-thread.
 */
final class LpfStatements {
  private final Problems problems;
  private final LpfAttribution attributions;

  LpfStatements(Problems problems, LpfAttribution attributions) {
    this.problems = problems;
    this.attributions = attributions;
  }

  Optional<Statement> name(Members json) {
    Optional<String> text = json.text("toponym", "ethnonym", "name", "text");
    Optional<String> language = language(json);
    Attribution attribution = attributions.read(json);
    return text.map(present ->
        new Name(present, language, Optional.empty(), List.of(), Optional.empty(), attribution));
  }

  /** The member {@code lang} where it is a language tag at all, else it stays behind. */
  private Optional<String> language(Members json) {
    JsonNode lang = json.peek("lang");
    if (Json.isBlank(lang)) {
      return Optional.empty();
    }
    try {
      Name.of("x").withLanguage(lang.asString(""));
    } catch (IllegalArgumentException e) {
      problems.note(
          Code.LANGUAGE_UNKNOWN,
          json.path("lang"),
          lang.asString(""),
          "This is no language tag; it was kept as it is.",
          "a tag of BCP 47 such as ar or el-Grek",
          "Correct it.");
      return Optional.empty();
    }
    return json.text("lang");
  }

  Optional<Statement> placeType(Members json) {
    Optional<String> identifier = json.text("identifier", "@id", "id", "uri");
    Optional<String> aatLabel = json.text("label_aat");
    Optional<String> label = aatLabel.isPresent() ? aatLabel : json.text("label");
    List<Term> sourceLabels = new ArrayList<>();
    if (aatLabel.isPresent()) {
      json.text("label").ifPresent(own -> sourceLabels.add(Term.unknown(own)));
    }
    for (Members each : json.objects("sourceLabels")) {
      Optional<String> language = language(each);
      each.text("label", "value")
          .ifPresent(own ->
              sourceLabels.add(
                  new Term(Optional.empty(), Optional.empty(), Optional.of(own), language)));
    }
    if (json.peek("sourceLabel").isValueNode()) {
      json.texts("sourceLabel").forEach(own -> sourceLabels.add(Term.unknown(own)));
    }
    Attribution attribution = attributions.read(json);
    if (identifier.isEmpty() && label.isEmpty()) {
      return sourceLabels.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new PlaceType(
                  PlaceType.Facet.TYPE, sourceLabels.removeFirst(), sourceLabels, attribution));
    }
    return Optional.of(
        new PlaceType(
            PlaceType.Facet.TYPE, LpfWords.term(identifier, label), sourceLabels, attribution));
  }

  Optional<Statement> link(Members json) {
    Optional<String> identifier = json.text("identifier", "uri", "@id", "id");
    Optional<String> word = json.text("type");
    Optional<Link.Match> match = word.flatMap(LpfWords::match);
    Attribution attribution = attributions.read(json);
    return identifier.map(text -> {
      Link link = Link.read(text, match.orElse(Link.Match.OTHER)).withAttribution(attribution);
      return match.isEmpty() && word.isPresent() ? link.withMatchAsRead(word.get()) : link;
    });
  }

  Optional<Statement> relation(Members json) {
    Optional<String> word = json.text("relationType", "type");
    Optional<String> target = json.text("relationTo", "identifier", "@id");
    Optional<String> label = json.text("label").filter(text -> !Optional.of(text).equals(target));
    Optional<Relation.Type> type = word.flatMap(LpfWords::relation);
    boolean canonical = type.flatMap(LpfWords::word).equals(word);
    Attribution attribution = attributions.read(json);
    return target.isEmpty() && label.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Relation(
                type.orElse(Relation.Type.OTHER),
                target,
                label,
                canonical ? Optional.empty() : word,
                attribution));
  }

  Optional<Statement> description(Members json) {
    Optional<String> text = json.text("value");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> language = language(json);
    Optional<String> uri = json.text("@id", "id", "uri");
    return Optional.of(new Description(text.get(), language, uri, attributions.read(json)));
  }

  Optional<Statement> depiction(Members json) {
    Optional<String> uri = json.text("@id", "id", "uri");
    Optional<String> title = json.text("title");
    return uri.isEmpty() && title.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Depiction(uri, title, json.text("license", "licence"), attributions.read(json)));
  }
}
