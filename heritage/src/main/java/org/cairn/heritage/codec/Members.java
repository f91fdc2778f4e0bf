package org.cairn.heritage.codec;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cairn.heritage.TextLimit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the members of one JSON object and knows where in the record it stands. */
final class Members {
  private final ObjectNode object;
  private final String path;

  Members(ObjectNode object, String path) {
    this.object = object;
    this.path = path;
  }

  /** What the function makes of this; what it refuses is told with the place in the record. */
  <T> T to(Function<Members, T> function) {
    try {
      return function.apply(this);
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException(path.isEmpty() ? "." : path, e);
    }
  }

  boolean has(String member) {
    return object.has(member);
  }

  String text(String member) {
    return find(member)
        .orElseThrow(() -> malformed(member, "expected a text, found none: see who wrote it"));
  }

  Optional<String> find(String member) {
    JsonNode node = object.path(member);
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    if (!node.isString()) {
      throw malformed(member, "expected a text, found " + node.getNodeType());
    }
    return Optional.of(node.stringValue());
  }

  Optional<BigDecimal> findDecimal(String member) {
    Optional<String> text = find(member);
    if (text.isPresent() && !text.get().matches("-?[0-9]{1,40}(\\.[0-9]{1,40})?")) {
      throw malformed(
          member,
          "expected a decimal number as text, found '" + TextLimit.excerpt(text.get()) + "'");
    }
    return text.map(BigDecimal::new);
  }

  int integer(String member) {
    JsonNode node = object.path(member);
    if (!node.isInt()) {
      throw malformed(member, "expected an integer, found " + node.getNodeType());
    }
    return node.intValue();
  }

  /** The index of an entry, a task or an item: a whole number from 0 on. */
  Optional<Long> findIndex(String member) {
    JsonNode node = object.path(member);
    return node.isMissingNode() ? Optional.empty() : Optional.of(index(node, member));
  }

  long index(String member) {
    return index(object.path(member), member);
  }

  /** Empty where the member is missing. */
  List<Long> indexes(String member) {
    JsonNode node = object.path(member);
    if (node.isMissingNode()) {
      return List.of();
    }
    if (!(node instanceof ArrayNode array)) {
      throw malformed(member, "expected a list, found " + node.getNodeType());
    }
    return array.values().stream().map(each -> index(each, member)).toList();
  }

  /** Empty where the member is missing. */
  List<String> texts(String member) {
    JsonNode node = object.path(member);
    if (node.isMissingNode()) {
      return List.of();
    }
    if (!(node instanceof ArrayNode array)
        || !array.values().stream().allMatch(JsonNode::isString)) {
      throw malformed(member, "expected a list of texts, found another value");
    }
    return array.values().stream().map(JsonNode::stringValue).toList();
  }

  private long index(JsonNode node, String member) {
    if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
      throw malformed(member, "expected a whole number from 0 on, found " + node.getNodeType());
    }
    return node.longValue();
  }

  <E extends Enum<E>> E code(String member, E[] values, Function<E, String> code) {
    return findCode(member, values, code)
        .orElseThrow(() -> malformed(member, "expected a code, found none: see who wrote it"));
  }

  <E extends Enum<E>> Optional<E> findCode(String member, E[] values, Function<E, String> code) {
    Optional<String> text = find(member);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    for (E value : values) {
      if (code.apply(value).equals(text.get())) {
        return Optional.of(value);
      }
    }
    throw malformed(
        member,
        "'%s' is no code known here: a newer version of Cairn may have written it"
            .formatted(TextLimit.excerpt(text.get())));
  }

  <T> Optional<T> findObject(String member, Function<Members, T> function) {
    JsonNode node = object.path(member);
    return node.isMissingNode()
        ? Optional.empty()
        : Optional.of(child(node, at(member)).to(function));
  }

  <T> T object(String member, Function<Members, T> function) {
    return findObject(member, function)
        .orElseThrow(() -> malformed(member, "expected an object, found none: see who wrote it"));
  }

  /** Empty where the member is missing. */
  <T> List<T> list(String member, Function<Members, T> function) {
    JsonNode node = object.path(member);
    if (node.isMissingNode()) {
      return List.of();
    }
    if (!(node instanceof ArrayNode array)) {
      throw malformed(member, "expected a list, found " + node.getNodeType());
    }
    List<T> list = new ArrayList<>(array.size());
    for (JsonNode each : array.values()) {
      list.add(child(each, at(member) + "[" + list.size() + "]").to(function));
    }
    return list;
  }

  MalformedRecordException malformed(String member, String message) {
    return new MalformedRecordException(at(member), message);
  }

  private String at(String member) {
    return path.isEmpty() ? member : path + "." + member;
  }

  private static Members child(JsonNode node, String path) {
    if (!(node instanceof ObjectNode object)) {
      throw new MalformedRecordException(path, "expected an object, found " + node.getNodeType());
    }
    return new Members(object, path);
  }
}
