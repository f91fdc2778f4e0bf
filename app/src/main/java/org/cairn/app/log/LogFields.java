package org.cairn.app.log;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an event says beside its words, by names: a parameter of a message. Immutable.
 *
 * @param values in the order in which they are written
 */
public record LogFields(Map<String, Object> values) {
  public LogFields {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** For people: {@code name=value name=value}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    values.forEach((name, value) ->
        text.append(text.isEmpty() ? "" : " ").append(name).append('=').append(value));
    return text.toString();
  }
}
