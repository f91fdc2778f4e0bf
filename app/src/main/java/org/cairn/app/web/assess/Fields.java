package org.cairn.app.web.assess;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What stands in the form, by the names of its fields, as typed. What is repeated has a number in
 * its name: {@code d0.category} is of the first disturbance, {@code d0.e1.effect} its second
 * effect. Numbers are never used again for another, so that a browser's own copy still fits.
 * Immutable.
 */
record Fields(Map<String, String> values) {
  static final Fields NONE = new Fields(Map.of());

  /** Of one kind; more are no assessment but a list. */
  static final int MOST = 20;

  static final String DISTURBANCE = "d";
  static final String EFFECT = "e";
  static final String THREAT = "t";
  static final String RECOMMENDATION = "r";
  static final String USE = "u";
  static final String ASSESSOR = "a";

  /** The first field of each, so that an empty one is there at all. */
  private static final Map<String, String> FIRST =
      Map.of(
          DISTURBANCE, "category",
          EFFECT, "effect",
          THREAT, "category",
          RECOMMENDATION, "activity",
          USE, "change",
          ASSESSOR, "name");

  Fields {
    values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Of a request or a draft; of several values of one name the first. */
  static Fields of(Map<String, List<String>> all) {
    Map<String, String> values = new LinkedHashMap<>();
    all.forEach((name, given) -> {
      if (!given.isEmpty()) {
        values.put(name, given.getFirst());
      }
    });
    return new Fields(values);
  }

  Map<String, List<String>> lists() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    values.forEach((name, value) -> all.put(name, List.of(value)));
    return all;
  }

  /** As typed; empty for one that is not there. */
  String get(String name) {
    return values.getOrDefault(name, "");
  }

  /** Without blanks around it. */
  String text(String name) {
    return get(name).strip();
  }

  Fields with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Fields(more);
  }

  /** Without all fields of one repeated part, such as {@code d0}. */
  Fields without(String part) {
    Map<String, String> fewer = new LinkedHashMap<>(values);
    fewer.keySet().removeIf(name -> name.startsWith(part + "."));
    return new Fields(fewer);
  }

  /**
   * With one more empty part.
   *
   * @param kind such as {@code d}, or within another {@code d0.e}
   * @return the same where there are {@link #MOST}
   */
  Fields withOneMore(String kind) {
    SortedSet<Integer> numbers = numbers(kind);
    if (numbers.size() >= MOST) {
      return this;
    }
    return with(
        nextPart(kind) + "." + FIRST.getOrDefault(kind.substring(kind.length() - 1), ""), "");
  }

  /** The part that {@link #withOneMore} makes. */
  String nextPart(String kind) {
    SortedSet<Integer> numbers = numbers(kind);
    return kind + (numbers.isEmpty() ? 0 : numbers.last() + 1);
  }

  /** The parts of a kind, such as {@code d0}, {@code d2}. */
  List<String> parts(String kind) {
    List<String> parts = new ArrayList<>();
    numbers(kind).forEach(number -> parts.add(kind + number));
    return parts;
  }

  private SortedSet<Integer> numbers(String kind) {
    SortedSet<Integer> numbers = new TreeSet<>();
    for (String name : values.keySet()) {
      int dot = name.indexOf('.', kind.length());
      if (name.startsWith(kind) && dot > kind.length() && dot - kind.length() <= 4) {
        String number = name.substring(kind.length(), dot);
        if (number.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
          numbers.add(Integer.valueOf(number));
        }
      }
    }
    return numbers;
  }

  /** Whether something is typed in any field of a part. */
  boolean isFilled(String part) {
    return values.entrySet().stream()
        .anyMatch(field ->
            field.getKey().startsWith(part + ".")
                && !field.getKey().endsWith("." + AssessmentFilling.REPLACES)
                && !field.getValue().isBlank());
  }
}
