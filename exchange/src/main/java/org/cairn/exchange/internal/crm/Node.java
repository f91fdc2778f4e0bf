package org.cairn.exchange.internal.crm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A node of a JSON-LD document: a thing with properties, or a literal.
 *
 * @param types local names of its classes
 * @param properties by local name, in the order of the document
 * @param literal where it is one
 * @param language of a literal, as read
 * @param json as it was written
 */
record Node(
    Optional<String> id,
    Set<String> types,
    Map<String, List<Node>> properties,
    Optional<String> literal,
    Optional<String> language,
    JsonNode json) {

  static Node of(JsonNode json, Context context) {
    if (!json.isObject()) {
      return literal(json.isValueNode() ? json.asString() : json.toString(), "", json);
    }
    Context own = json.has("@context") ? context.with(json.path("@context")) : context;
    if (json.has("@value")) {
      JsonNode value = json.path("@value");
      return literal(
          value.isValueNode() ? value.asString() : value.toString(),
          json.path("@language").asString(""),
          json);
    }
    Optional<String> id = Optional.empty();
    Set<String> types = new LinkedHashSet<>();
    Map<String, List<Node>> properties = new LinkedHashMap<>();
    for (String name : json.propertyNames()) {
      JsonNode value = json.path(name);
      switch (own.local(name)) {
        case "@id" -> id = Optional.of(value.asString("")).filter(text -> !text.isBlank());
        case "@type" -> each(value, type -> types.add(own.local(type.asString(""))));
        case "@context", "@graph" -> {
          // The one was read, the other is the document's own list.
        }
        default -> {
          List<Node> values = properties.computeIfAbsent(own.local(name), n -> new ArrayList<>());
          each(value, one -> values.add(of(one, own)));
        }
      }
    }
    return new Node(id, types, properties, Optional.empty(), Optional.empty(), json);
  }

  private static Node literal(String text, String language, JsonNode json) {
    return new Node(
        Optional.empty(),
        Set.of(),
        Map.of(),
        Optional.of(text),
        Optional.of(language).filter(tag -> !tag.isBlank()),
        json);
  }

  private interface Take {
    void take(JsonNode value);
  }

  /** Lists of JSON-LD are their members. */
  private static void each(JsonNode value, Take take) {
    if (value.isArray()) {
      value.forEach(one -> each(one, take));
    } else if (value.isObject() && value.has("@list")) {
      each(value.path("@list"), take);
    } else if (!value.isNull()) {
      take.take(value);
    }
  }

  List<Node> all(String property) {
    return properties.getOrDefault(property, List.of());
  }

  boolean is(String type) {
    return types.contains(type);
  }

  /** The literal itself, or that of the first property that carries texts. */
  Optional<String> text() {
    if (literal.isPresent()) {
      return literal.filter(text -> !text.isBlank());
    }
    return carrier().flatMap(Node::text);
  }

  private Optional<Node> carrier() {
    for (String property : Crm.TEXTS) {
      for (Node each : all(property)) {
        if (each.literal().isPresent() && !each.literal().get().isBlank()) {
          return Optional.of(each);
        }
      }
    }
    return Optional.empty();
  }

  Optional<String> label() {
    return all(Crm.LABEL).stream().flatMap(each -> each.text().stream()).findFirst();
  }

  /** Of its text: as the literal has it, or a node of the class language. */
  Optional<String> textLanguage() {
    if (literal.isPresent()) {
      return language;
    }
    return carrier()
        .flatMap(Node::language)
        .or(() ->
            all(Crm.LANGUAGE).stream()
                .flatMap(each ->
                    each.all(Crm.IDENTIFIED_BY).stream()
                        .flatMap(name -> name.text().stream())
                        .findFirst()
                        .or(each::label)
                        .stream())
                .findFirst());
  }

  /** Whether it only points at another. */
  boolean isReference() {
    return id.isPresent() && properties.keySet().stream().allMatch(Crm.LABEL::equals);
  }
}
