package org.cairn.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A form that was sent and could not be taken, to be given back with everything typed into it.
 *
 * @param action where it was sent
 * @param fields in the order they came
 */
record SentForm(String action, List<Field> fields) {
  /** Of no use a second time. */
  private static final Set<String> TECHNICAL = Set.of("_csrf");

  SentForm {
    fields = List.copyOf(fields);
  }

  /** A field of the form, as it was sent. */
  record Field(String name, String value) {}

  static SentForm of(HttpServletRequest request) {
    return without(TECHNICAL, request);
  }

  /**
   * @param names of fields that are left out, beside those of no use
   */
  static SentForm without(Set<String> names, HttpServletRequest request) {
    List<Field> fields = new ArrayList<>();
    request
        .getParameterMap()
        .forEach((name, values) -> {
          if (!TECHNICAL.contains(name) && !names.contains(name)) {
            for (String value : values) {
              fields.add(new Field(name, value));
            }
          }
        });
    return new SentForm(request.getRequestURI(), fields);
  }
}
