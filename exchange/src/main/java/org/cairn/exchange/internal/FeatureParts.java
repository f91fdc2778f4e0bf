package org.cairn.exchange.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.heritage.PlaceName;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The members of one GeoJSON feature as they are met. Single-thread, one per feature. */
final class FeatureParts {
  private static final List<String> TEXT_MEMBERS = List.of("text", "toponym", "name", "value");
  private static final List<String> LANGUAGE_MEMBERS = List.of("language", "lang");

  private final List<Finding> notes = new ArrayList<>();
  private final NameList names = new NameList(notes);
  private final Map<String, String> ids = new HashMap<>();
  private final GeoJsonGeometry.Builder bare = new GeoJsonGeometry.Builder();
  private Optional<String> featureId = Optional.empty();
  private Optional<GeoJsonGeometry> geometry = Optional.empty();
  private Optional<Refusal> malformed = Optional.empty();

  /** Takes the value of a member, parser on its first token; leaves it on the last. */
  void read(String member, JsonParser parser) {
    switch (member) {
      case "id", "@id" -> readFeatureId(member, parser);
      case "geometry" -> {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
          geometry = Optional.of(GeoJsonGeometry.read(parser));
        } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
          parser.skipChildren();
          refuse(Code.GEOMETRY_MALFORMED, "geometry", "a geometry object or null");
        }
      }
      case "properties" -> readProperties(parser);
      case "names" -> readNames(parser);
      default -> {
        if (!bare.accept(member, parser)) {
          parser.skipChildren();
        }
      }
    }
  }

  String type() {
    return bare.type();
  }

  /** For a document that is itself a geometry. */
  GeoJsonGeometry bareGeometry() {
    return bare.build();
  }

  Optional<GeoJsonGeometry> geometry() {
    return geometry;
  }

  List<PlaceName> names() {
    return names.names();
  }

  /** Also receives the notes on the geometry. */
  List<Finding> notes() {
    return notes;
  }

  Optional<String> id() {
    return featureId.isPresent() ? featureId : Identifiers.choose(ids);
  }

  void refuseIfMalformed() throws Refusal {
    if (malformed.isPresent()) {
      throw malformed.get();
    }
    if (!type().equals("Feature")) {
      throw new Refusal(
          Finding.of(
                  Code.FEATURE_MALFORMED,
                  "A member of the list is not a Feature.",
                  "\"type\": \"Feature\" with \"geometry\" and \"properties\"",
                  "Export the file again.")
              .withField("type")
              .withValue(type()));
    }
  }

  private void refuse(Code code, String field, String expected) {
    malformed =
        Optional.of(
            new Refusal(
                Finding.of(
                        code,
                        "The feature's member " + field + " is of the wrong kind.",
                        expected,
                        "Correct it, or export the file again.")
                    .withField(field)));
  }

  private void readFeatureId(String member, JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
      String id = Identifiers.clean(keep(member, parser.getString()));
      if (!id.isEmpty() && (featureId.isEmpty() || member.equals("id"))) {
        featureId = Optional.of(id);
      }
    } else if (token != JsonToken.VALUE_NULL) {
      parser.skipChildren();
      refuse(Code.FEATURE_MALFORMED, member, "a text or a number");
    }
  }

  private void readProperties(JsonParser parser) {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    } else if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      refuse(Code.FEATURE_MALFORMED, "properties", "an object or null");
      return;
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String property = parser.currentName();
      JsonToken token = parser.nextToken();
      if (property.equals("names")) {
        readNames(parser);
      } else if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
        readProperty(property, parser.getString());
      } else {
        parser.skipChildren();
      }
    }
  }

  private void readProperty(String property, String value) {
    String key = CleanText.key(property);
    if (Identifiers.isIdKey(key)) {
      ids.putIfAbsent(key, keep(property, value));
    }
    NameList.languageOfHeading(property)
        .ifPresent(language -> addName(property, value, language, Optional.empty()));
  }

  /**
   * Names of a place as this project and the Linked Places Format write them: {@code [{"text" |
   * "toponym": …, "language" | "lang": …, "source": …}]}; plain texts are taken too.
   */
  private void readNames(JsonParser parser) {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      addName("names", parser.getString(), "", Optional.empty());
      return;
    } else if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        readName(parser);
      } else if (parser.currentToken() == JsonToken.VALUE_STRING) {
        addName("names", parser.getString(), "", Optional.empty());
      } else {
        parser.skipChildren();
      }
    }
  }

  private void readName(JsonParser parser) {
    Map<String, String> texts = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String member = parser.currentName();
      if (parser.nextToken() == JsonToken.VALUE_STRING) {
        texts.put(member, parser.getString());
      } else {
        parser.skipChildren();
      }
    }
    String language = firstOf(LANGUAGE_MEMBERS, texts).orElse("");
    Optional<String> source = Optional.ofNullable(texts.get("source"));
    firstOf(TEXT_MEMBERS, texts).ifPresent(text -> addName("names", text, language, source));
  }

  private static Optional<String> firstOf(List<String> members, Map<String, String> texts) {
    return members.stream().filter(texts::containsKey).map(texts::get).findFirst();
  }

  private void addName(String field, String text, String language, Optional<String> source) {
    try {
      names.add(field, text, language, source);
    } catch (Refusal refusal) {
      malformed = Optional.of(refusal);
    }
  }

  private String keep(String field, String text) {
    try {
      NameList.refuseUndecodable(field, text);
    } catch (Refusal refusal) {
      malformed = Optional.of(refusal);
    }
    return text;
  }
}
