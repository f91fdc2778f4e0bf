package org.cairn.app.web.assess;

import java.util.List;

/**
 * What is wrong with a field.
 *
 * @param field its name
 * @param label key of its label, for the list on top
 * @param key of the text that says what was expected, what was found and what to do
 * @param arguments of that text: what was found, and more
 */
record Wrong(String field, String label, String key, List<Object> arguments) {
  Wrong {
    arguments = List.copyOf(arguments);
  }

  static Wrong of(String field, String label, String key, Object... arguments) {
    return new Wrong(field, "assess." + label, "assess.wrong." + key, List.of(arguments));
  }
}
