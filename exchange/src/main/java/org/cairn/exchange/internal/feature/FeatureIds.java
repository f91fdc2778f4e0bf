package org.cairn.exchange.internal.feature;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cairn.exchange.internal.CleanText;
import org.cairn.exchange.internal.Identifiers;

/** Which of a feature's attributes is its id. */
public final class FeatureIds {
  private FeatureIds() {}

  /**
   * An id and where it stands.
   *
   * @param attribute its name
   */
  public record Chosen(String attribute, String id) {}

  /**
   * A register's own before {@code id}, that before common technical ones.
   *
   * @param attributes by name
   */
  public static Optional<Chosen> choose(Map<String, String> attributes) {
    Map<String, String> byKey = new LinkedHashMap<>();
    Map<String, String> names = new LinkedHashMap<>();
    attributes.forEach((name, value) -> {
      String key = CleanText.key(name);
      if (Identifiers.isIdKey(key) && names.putIfAbsent(key, name) == null) {
        byKey.put(key, value);
      }
    });
    return Identifiers.choose(byKey)
        .map(id ->
            new Chosen(
                byKey.entrySet().stream()
                    .filter(each -> clean(each.getValue()).equals(id))
                    .map(each -> names.getOrDefault(each.getKey(), ""))
                    .findFirst()
                    .orElse(""),
                id));
  }

  /** Safe to show, at most 500 characters. */
  public static String clean(String id) {
    return Identifiers.clean(id);
  }
}
