package org.cairn.exchange.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which of a row's columns or properties identifies the place. */
public final class Identifiers {
  /** Headings as {@link CleanText#key} spells them: registers' own, best first. */
  private static final List<String> REGISTER_KEYS =
      List.of(
          "eamenaid",
          "placeid",
          "siteid",
          "monumentid",
          "heritageid",
          "recordid",
          "resourceid",
          "identifier");

  private static final List<String> OTHER_KEYS =
      List.of("uri", "uuid", "uid", "ref", "objectid", "fid", "gid", "ogcfid");

  private static final int MAX_CHARACTERS = 500;

  private Identifiers() {}

  public static boolean isIdKey(String key) {
    return key.equals("id") || isRegisterKey(key) || isTechnicalKey(key);
  }

  /** A heading under which registers give their own ids. */
  public static boolean isRegisterKey(String key) {
    return REGISTER_KEYS.contains(key);
  }

  /** A heading that programs make: an id where there is no other. */
  public static boolean isTechnicalKey(String key) {
    return OTHER_KEYS.contains(key);
  }

  /** What desktop tools number rows with. */
  public static boolean isBareNumber(String id) {
    return !id.isEmpty() && id.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /**
   * The first non-blank of {@code id}, the registers' own headings and common technical ones. A
   * plain number under {@code id} gives way to a register's heading: desktop tools number rows so.
   *
   * @param valuesByKey by {@link CleanText#key} of the heading
   */
  public static Optional<String> choose(Map<String, String> valuesByKey) {
    String id = clean(valuesByKey.getOrDefault("id", ""));
    Optional<String> registers = firstOf(REGISTER_KEYS, valuesByKey);
    if (!id.isEmpty() && !(isBareNumber(id) && registers.isPresent())) {
      return Optional.of(id);
    }
    return registers.isPresent() ? registers : firstOf(OTHER_KEYS, valuesByKey);
  }

  private static Optional<String> firstOf(List<String> keys, Map<String, String> valuesByKey) {
    return keys.stream()
        .map(key -> clean(valuesByKey.getOrDefault(key, "")))
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  public static String clean(String id) {
    String clean = CleanText.clean(id);
    return clean.codePointCount(0, clean.length()) > MAX_CHARACTERS
        ? clean.substring(0, clean.offsetByCodePoints(0, MAX_CHARACTERS))
        : clean;
  }
}
