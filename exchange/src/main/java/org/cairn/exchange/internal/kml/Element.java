package org.cairn.exchange.internal.kml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.exchange.internal.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An element with all it holds. Single-thread while it is filled.
 *
 * @param name with its prefix where it has one: {@code gx:Track}
 * @param namespace empty for KML's own
 */
record Element(
    String name,
    String namespace,
    Map<String, String> attributes,
    List<Element> children,
    StringBuilder text) {
  /** An element of KML's own. */
  static Element named(String name) {
    return named(name, "");
  }

  static Element named(String name, String namespace) {
    return new Element(
        name, namespace, new LinkedHashMap<>(), new ArrayList<>(), new StringBuilder());
  }

  Optional<Element> child(String wanted) {
    return children.stream().filter(each -> each.name().equals(wanted)).findFirst();
  }

  List<Element> all(String wanted) {
    return children.stream().filter(each -> each.name().equals(wanted)).toList();
  }

  /** The text of a child; empty where there is none or it is blank. */
  Optional<String> textOf(String wanted) {
    return child(wanted).map(Element::content).filter(text -> !text.isBlank());
  }

  String content() {
    return text.toString();
  }

  Element withoutAttributes() {
    return new Element(name, namespace, Map.of(), children, text);
  }

  boolean isPlain() {
    return children.isEmpty() && attributes.isEmpty();
  }

  /**
   * {@code <a k="v">t<b/></a>} is {@code {"@k":"v","#":"t","b":""}}; of children with one name a
   * list is made.
   */
  JsonNode json() {
    if (isPlain()) {
      return Json.MAPPER.valueToTree(content());
    }
    ObjectNode json = Json.MAPPER.createObjectNode();
    attributes.forEach((key, value) -> json.put("@" + key, value));
    if (!content().isBlank()) {
      json.put("#", content().strip());
    }
    for (Element each : children) {
      if (!json.has(each.name())) {
        List<Element> same = all(each.name());
        if (same.size() == 1) {
          json.set(each.name(), each.json());
        } else {
          ArrayNode list = json.putArray(each.name());
          same.forEach(one -> list.add(one.json()));
        }
      }
    }
    return json;
  }
}
