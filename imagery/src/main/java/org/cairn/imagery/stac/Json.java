package org.cairn.imagery.stac;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** JSON as catalogues in the field write it: a byte order mark and bare NaN are borne with. */
final class Json {
  static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private Json() {}

  /**
   * @param subject the document's address, for messages
   * @throws StacException where the bytes are no JSON, with line and column
   */
  static JsonNode parse(byte[] bytes, String subject) throws StacException {
    JsonNode node;
    try {
      node = MAPPER.readTree(bytes);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String where =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      throw new StacException(
          StacException.Code.CATALOG_JSON,
          "'"
              + subject
              + "' is not valid JSON"
              + where
              + " of "
              + bytes.length
              + " bytes: "
              + e.getOriginalMessage()
              + ". Fetch or write the document anew: it may be cut off.",
          e);
    }
    return node == null ? MissingNode.getInstance() : node;
  }

  static Optional<String> text(JsonNode parent, String field) {
    JsonNode node = parent.path(field);
    return node.isString() && !node.asString().isBlank()
        ? Optional.of(node.asString())
        : Optional.empty();
  }

  /** Also of numbers written as text, {@code "nan"} among them. */
  static OptionalDouble number(JsonNode parent, String field) {
    JsonNode node = parent.path(field);
    if (node.isNumber()) {
      return OptionalDouble.of(node.asDouble());
    }
    if (!node.isString()) {
      return OptionalDouble.empty();
    }
    String text = node.asString().strip();
    if (text.equalsIgnoreCase("nan")) {
      return OptionalDouble.of(Double.NaN);
    }
    try {
      return OptionalDouble.of(Double.parseDouble(text));
    } catch (NumberFormatException notANumber) {
      return OptionalDouble.empty();
    }
  }

  /** Empty where it is no list of finite numbers. */
  static Optional<List<Double>> numbers(JsonNode node) {
    if (!node.isArray()) {
      return Optional.empty();
    }
    List<Double> numbers = new ArrayList<>(node.size());
    for (JsonNode element : node) {
      if (!element.isNumber() || !Double.isFinite(element.asDouble())) {
        return Optional.empty();
      }
      numbers.add(element.asDouble());
    }
    return Optional.of(numbers);
  }

  /** The texts of a list; anything else in it is passed over. */
  static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : node) {
      if (element.isString()) {
        texts.add(element.asString());
      }
    }
    return texts;
  }
}
