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
public record SentForm(String action, List<Field> fields) {
  /** Field of a form that a passkey signs: how far that has come. */
  public static final String SIGN_STEP = "_sign";

  /** Field of a form: what the passkey signed, as JSON. */
  public static final String SIGN_ASSERTION = "_assertion";

  /** Made for one sending only. */
  public static final Set<String> SIGNING = Set.of(SIGN_STEP, SIGN_ASSERTION);

  /** Of no use a second time, or not for a page to show: who typed that types it again. */
  private static final Set<String> LEFT_OUT = Set.of("_csrf", "password", "code", "passkey");

  public SentForm {
    fields = List.copyOf(fields);
  }

  /** A field of the form, as it was sent. */
  public record Field(String name, String value) {}

  static SentForm of(HttpServletRequest request) {
    return without(Set.of(), request);
  }

  /**
   * @param names of fields that are left out too
   */
  public static SentForm without(Set<String> names, HttpServletRequest request) {
    List<Field> fields = new ArrayList<>();
    request
        .getParameterMap()
        .forEach((name, values) -> {
          if (!LEFT_OUT.contains(name) && !names.contains(name)) {
            for (String value : values) {
              fields.add(new Field(name, value));
            }
          }
        });
    return new SentForm(request.getRequestURI(), fields);
  }
}
