package org.cairn.app.record;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Descriptive text of catalogues and files made fit for a record, which takes no half of a
 * surrogate pair: U+FFFD stands in for it. Everything else stays as it was written, unnormalised.
 * Ids never come here broken: items and places with such ids are refused where they are read.
 */
final class WellFormed {
  private WellFormed() {}

  /** A copy where something had to be changed, else the same. */
  static ObjectNode of(ObjectNode record) {
    return isWellFormed(record) ? record : mended(record);
  }

  private static boolean isWellFormed(JsonNode node) {
    if (node.isString()) {
      return StandardCharsets.UTF_8.newEncoder().canEncode(node.stringValue());
    }
    for (JsonNode child : node.values()) {
      if (!isWellFormed(child)) {
        return false;
      }
    }
    return !(node instanceof ObjectNode object)
        || object.propertyNames().stream().allMatch(StandardCharsets.UTF_8.newEncoder()::canEncode);
  }

  private static ObjectNode mended(ObjectNode record) {
    ObjectNode mended = record.objectNode();
    record.properties().forEach(each -> mended.set(mended(each.getKey()), mended(each.getValue())));
    return mended;
  }

  private static JsonNode mended(JsonNode node) {
    return switch (node) {
      case StringNode text -> StringNode.valueOf(mended(text.stringValue()));
      case ObjectNode object -> mended(object);
      case ArrayNode array -> {
        ArrayNode mended = array.arrayNode();
        array.values().forEach(each -> mended.add(mended(each)));
        yield mended;
      }
      default -> node;
    };
  }

  private static String mended(String text) {
    StringBuilder mended = new StringBuilder(text.length());
    text.codePoints().forEach(point -> mended.appendCodePoint(isSurrogate(point) ? 0xFFFD : point));
    return mended.toString();
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
