package org.cairn.exchange.internal.geojson;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.CleanText;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.json.Json;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Statement;
import tools.jackson.databind.JsonNode;

/** Lists of names in features. Single-thread, one per feature. */
final class GeoJsonNames {
  private static final List<String> TEXT_MEMBERS = List.of("text", "toponym", "name", "value");
  private static final List<String> LANGUAGE_MEMBERS = List.of("language", "lang");
  private static final Set<String> NAME_MEMBERS =
      Set.of("text", "toponym", "name", "value", "language", "lang", "source");

  private final Problems problems;
  private final BiConsumer<String, JsonNode> keeper;
  private List<Name> found = new ArrayList<>();

  /**
   * @param keeper takes what is no name, or more than one, with its path
   */
  GeoJsonNames(Problems problems, BiConsumer<String, JsonNode> keeper) {
    this.problems = problems;
    this.keeper = keeper;
  }

  /** {@code [{"text"|"toponym": …, "language"|"lang": …, "source": …}, "text"]}, or one text. */
  List<Name> read(String member, JsonNode names) {
    found = new ArrayList<>();
    if (names.isString()) {
      name(member, names, names.asString(), "", Optional.empty());
      return found;
    }
    for (int i = 0; i < names.size(); i++) {
      JsonNode each = names.get(i);
      String path = member + "[" + i + "]";
      if (each == null || Json.isBlank(each)) {
        continue;
      }
      if (each.isString()) {
        name(path, each, each.asString(), "", Optional.empty());
      } else {
        Optional<String> text = first(TEXT_MEMBERS, each);
        if (text.isEmpty()) {
          keeper.accept(path, each);
        } else {
          name(path, each, text.get(), first(LANGUAGE_MEMBERS, each).orElse(""), source(each));
          if (!NAME_MEMBERS.containsAll(each.propertyNames())) {
            keeper.accept(path, each);
          }
        }
      }
    }
    return found;
  }

  private static Optional<String> source(JsonNode name) {
    return Optional.of(name.path("source").asString("")).filter(text -> !text.isBlank());
  }

  private static Optional<String> first(List<String> members, JsonNode json) {
    return members.stream()
        .map(each -> json.path(each).asString(""))
        .filter(text -> !text.isBlank())
        .findFirst();
  }

  private void name(
      String path, JsonNode whole, String text, String language, Optional<String> source) {
    if (text.isBlank()) {
      return;
    }
    String tag = CleanText.languageTag(language);
    if (tag.isEmpty() && !language.isBlank()) {
      problems.note(
          Finding.of(
                  Code.LANGUAGE_UNKNOWN,
                  "The language of a name is no tag of BCP 47; the name was taken without it.",
                  "a tag such as 'ar', 'el' or 'zh-Hant'",
                  "")
              .withField(path)
              .withValue(language));
      keeper.accept(path, whole);
    }
    try {
      Name name = Name.of(text);
      Name spoken = tag.isEmpty() ? name : name.withLanguage(tag);
      Attribution attribution =
          Attribution.NONE.withSources(source.map(Source::cited).map(List::of).orElse(List.of()));
      found.add(spoken.withAttribution(attribution));
      if (text.codePoints().anyMatch(CleanText::isUnprintable)) {
        problems.note(
            Finding.of(
                    Code.NAME_INVISIBLE,
                    "The name holds invisible control or direction characters; it was kept as it is.",
                    "",
                    "Remove them in the list where they are not meant.")
                .withField(path)
                .withValue(text));
      }
    } catch (IllegalArgumentException e) {
      problems.note(
          Finding.of(
                  Code.STATEMENT_MALFORMED,
                  e.getMessage() + ". It was kept as it is, but is no statement.",
                  "",
                  "Correct it.")
              .withField(path));
      keeper.accept(path, whole);
    }
  }

  /** A property {@code name} often repeats a name whose language is given elsewhere. */
  static List<Statement> withoutRepeated(List<Statement> statements) {
    Set<String> spoken = new HashSet<>();
    for (Statement each : statements) {
      if (each instanceof Name name && name.language().isPresent()) {
        spoken.add(name.text());
      }
    }
    return statements.stream()
        .filter(each ->
            !(each instanceof Name name
                && name.equals(Name.of(name.text()))
                && spoken.contains(name.text())))
        .collect(Collectors.toList());
  }
}
