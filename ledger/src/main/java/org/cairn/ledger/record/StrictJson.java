package org.cairn.ledger.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.cairn.ledger.RefusedException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads I-JSON and nothing else; the rules are {@link CanonicalJson}'s. Stateless, thread-safe. */
final class StrictJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  // Names are not interned or hashed by the parser: those of hostile input would stay for ever.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(CanonicalJson.MAX_DEPTH + 1)
                  .maxStringLength(CanonicalJson.MAX_BYTES)
                  .maxNameLength(CanonicalJson.MAX_BYTES)
                  .build())
          .build();

  private StrictJson() {}

  static JsonNode parse(byte[] json) throws RefusedException {
    if (json.length > CanonicalJson.MAX_BYTES) {
      throw refused(
          "json-too-large",
          "JSON text",
          "at most " + CanonicalJson.MAX_BYTES + " bytes",
          json.length + "");
    }
    // From characters, not bytes: the parser would guess UTF-16 and UTF-32 and decode leniently.
    String text = decode(json);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw refused("json-malformed", "JSON text", "one value", "nothing");
      }
      JsonNode value = value(first, parser, 1);
      if (parser.nextToken() != null) {
        throw refused("json-malformed", where(parser), "the end of the text", "more");
      }
      return value;
    } catch (JacksonException e) {
      throw refused("json-malformed", "JSON text", "JSON as in RFC 8259", e.getOriginalMessage());
    }
  }

  /** Position of the first half of a surrogate pair without its other half, or -1. */
  static int loneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        boolean pair =
            Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  private static String decode(byte[] json) throws RefusedException {
    if (isAscii(json)) {
      return new String(json, ISO_8859_1);
    }
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    } catch (CharacterCodingException e) {
      throw refused("json-not-utf-8", "JSON text", "well-formed UTF-8", "other bytes");
    }
    if (text.startsWith("\uFEFF")) {
      throw refused("json-byte-order-mark", "byte 0", "the JSON value", "a byte order mark");
    }
    return text;
  }

  private static boolean isAscii(byte[] json) {
    for (byte each : json) {
      if (each < 0) {
        return false;
      }
    }
    return true;
  }

  /** Recursion ends at {@link CanonicalJson#MAX_DEPTH}. */
  private static JsonNode value(JsonToken token, JsonParser parser, int depth)
      throws RefusedException {
    if (token.isStructStart() && depth > CanonicalJson.MAX_DEPTH) {
      throw refused(
          "json-too-deep", where(parser), "at most " + CanonicalJson.MAX_DEPTH + " levels", "more");
    }
    return switch (token) {
      case START_OBJECT -> object(parser, depth);
      case START_ARRAY -> array(parser, depth);
      case VALUE_STRING -> NODES.stringNode(wellFormed(parser.getString(), parser));
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(finite(parser));
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw refused("json-malformed", where(parser), "a value", token.name());
    };
  }

  private static ObjectNode object(JsonParser parser, int depth) throws RefusedException {
    ObjectNode object = NODES.objectNode();
    while (next(parser) != JsonToken.END_OBJECT) {
      String name = wellFormed(parser.getString(), parser);
      if (object.has(name)) {
        throw refused("json-duplicate-name", where(parser), "each name once", "'" + name + "'");
      }
      object.set(name, value(next(parser), parser, depth + 1));
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser, int depth) throws RefusedException {
    ArrayNode array = NODES.arrayNode();
    for (JsonToken token = next(parser); token != JsonToken.END_ARRAY; token = next(parser)) {
      array.add(value(token, parser, depth + 1));
    }
    return array;
  }

  private static JsonToken next(JsonParser parser) throws RefusedException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw refused("json-malformed", where(parser), "more", "the end of the text");
    }
    return token;
  }

  private static JsonNode integer(JsonParser parser) throws RefusedException {
    String literal = parser.getString();
    if (literal.length() <= 17) {
      long value = Long.parseLong(literal);
      if (value == (int) value) {
        // As Jackson itself reads them: to it, an int and a long of one value are not equal.
        return NODES.numberNode((int) value);
      }
      if (Math.abs(value) <= CanonicalJson.MAX_INTEGER) {
        return NODES.numberNode(value);
      }
    }
    // Larger ones only as canonical JSON writes them, so that what it writes can be read again.
    double value = finite(parser);
    if (!EcmaNumber.format(value).equals(literal)) {
      throw refused(
          "json-number-inexact",
          where(parser),
          "an integer that a double holds; write it as a string",
          literal);
    }
    return NODES.numberNode(value);
  }

  private static double finite(JsonParser parser) throws RefusedException {
    double value = Double.parseDouble(parser.getString());
    if (!Double.isFinite(value)) {
      throw refused(
          "json-number-inexact",
          where(parser),
          "a number that a double holds; write it as a string",
          parser.getString());
    }
    return value;
  }

  private static String wellFormed(String text, JsonParser parser) throws RefusedException {
    if (loneSurrogate(text) >= 0) {
      throw refused(
          "json-lone-surrogate", where(parser), "whole characters", "half a surrogate pair");
    }
    return text;
  }

  private static String where(JsonParser parser) {
    return "character " + parser.currentTokenLocation().getCharOffset();
  }

  private static RefusedException refused(
      String code, String where, String expected, String found) {
    return RefusedException.expected(code, where, expected, found);
  }
}
