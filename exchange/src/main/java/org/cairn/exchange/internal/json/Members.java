package org.cairn.exchange.internal.json;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON object while it is read: whatever is not taken from it is left over and can be kept.
 * Members that say nothing (null, blank, empty) count as absent. Single-thread.
 */
public final class Members {
  private record Left(String path, JsonNode node) {}

  private final ObjectNode json;
  private final String path;
  private final Set<String> taken = new HashSet<>();
  private final List<Members> children = new ArrayList<>();
  private final List<Left> strays = new ArrayList<>();
  private boolean whole;

  /**
   * @param path from the feature, {@code names[2].when}; empty for the feature itself
   */
  public Members(ObjectNode json, String path) {
    this.json = json;
    this.path = path;
  }

  public String path() {
    return path;
  }

  public String path(String member) {
    return path.isEmpty() ? member : path + "." + member;
  }

  public ObjectNode json() {
    return json;
  }

  /** What stands there, without taking it; a missing node where nothing does. */
  public JsonNode peek(String member) {
    return json.path(member);
  }

  public void take(String member) {
    taken.add(member);
  }

  /** Puts back what was taken but not understood. */
  public void untake(String member) {
    taken.remove(member);
  }

  /** Takes the first of these that is a text or a number; numbers as they are written. */
  public Optional<String> text(String... names) {
    Optional<String> found = Optional.empty();
    for (String name : names) {
      JsonNode node = json.path(name);
      if (Json.isBlank(node)) {
        taken.add(name);
      } else if (node.isValueNode() && (found.isEmpty() || found.get().equals(text(node)))) {
        taken.add(name);
        found = Optional.of(text(node));
      }
    }
    return found;
  }

  /** Takes an object. */
  public Optional<Members> object(String name) {
    return json.path(name) instanceof ObjectNode object && !Json.isBlank(object)
        ? Optional.of(child(name, path(name), object))
        : Optional.empty();
  }

  /** Takes the objects of a list; an object by itself is a list of one. */
  public List<Members> objects(String... names) {
    List<Members> found = new ArrayList<>();
    for (String name : names) {
      JsonNode node = json.path(name);
      if (node instanceof ObjectNode) {
        object(name).ifPresent(found::add);
      } else if (node.isArray()) {
        taken.add(name);
        for (int i = 0; i < node.size(); i++) {
          String at = path(name) + "[" + i + "]";
          if (node.get(i) instanceof ObjectNode object) {
            if (!Json.isBlank(object)) {
              found.add(child(name, at, object));
            }
          } else {
            strays.add(new Left(at, node.get(i)));
          }
        }
      }
    }
    return found;
  }

  /** Takes the texts of a list that has nothing else; a text by itself is a list of one. */
  public List<String> texts(String name) {
    JsonNode node = json.path(name);
    if (!node.isArray()) {
      return text(name).map(List::of).orElse(List.of());
    }
    taken.add(name);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      JsonNode each = node.get(i);
      if (each.isValueNode()) {
        if (!Json.isBlank(each)) {
          found.add(text(each));
        }
      } else {
        strays.add(new Left(path(name) + "[" + i + "]", each));
      }
    }
    return found;
  }

  /** Nothing of it was understood after all: it is left over in one piece. */
  public void keepWhole() {
    whole = true;
  }

  /** Says everything that nobody took. */
  public void leftOver(BiConsumer<String, JsonNode> keeper) {
    if (whole) {
      keeper.accept(path, json);
      return;
    }
    for (String name : json.propertyNames()) {
      if (!taken.contains(name) && !Json.isBlank(json.path(name))) {
        keeper.accept(path(name), json.path(name));
      }
    }
    for (Left stray : strays) {
      if (!Json.isBlank(stray.node())) {
        keeper.accept(stray.path(), stray.node());
      }
    }
    children.forEach(child -> child.leftOver(keeper));
  }

  private Members child(String name, String at, ObjectNode object) {
    taken.add(name);
    Members child = new Members(object, at);
    children.add(child);
    return child;
  }

  private static String text(JsonNode node) {
    return node.isBigDecimal() ? node.decimalValue().toString() : node.asString();
  }
}
