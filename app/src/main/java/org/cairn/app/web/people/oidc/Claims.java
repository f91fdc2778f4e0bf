package org.cairn.app.web.people.oidc;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says of somebody, in an ID token or by its UserInfo endpoint. Nothing of it is
 * taken to be of any form or length. Immutable.
 */
record Claims(Map<String, Object> all) {
  private static final int LONGEST_TEXT = 200;
  private static final int LONGEST_GROUP = 256;
  private static final int MOST_GROUPS = 2_000;

  boolean has(String name) {
    return value(name) != null;
  }

  /** A line of text without what is not to be seen. */
  Optional<String> text(String name) {
    if (!(all.get(name) instanceof String text)) {
      return Optional.empty();
    }
    String plain = text.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
    return Optional.of(plain.substring(0, Math.min(plain.length(), LONGEST_TEXT)))
        .filter(line -> !line.isEmpty());
  }

  /** A list of texts, or one alone. */
  Set<String> groups(String name) {
    Set<String> groups = new LinkedHashSet<>();
    Object value = value(name);
    for (Object one :
        value instanceof List<?> list ? list : value == null ? List.of() : List.of(value)) {
      if (one instanceof String group
          && !group.isBlank()
          && group.length() <= LONGEST_GROUP
          && groups.size() < MOST_GROUPS) {
        groups.add(group);
      }
    }
    return groups;
  }

  /** By its whole name, else by a path of members, as in {@code realm_access.roles}. */
  private @Nullable Object value(String name) {
    Object whole = all.get(name);
    if (whole != null || !name.contains(".")) {
      return whole;
    }
    Object inner = all;
    for (String member : name.split("\\.", -1)) {
      inner = inner instanceof Map<?, ?> map ? map.get(member) : null;
    }
    return inner;
  }
}
