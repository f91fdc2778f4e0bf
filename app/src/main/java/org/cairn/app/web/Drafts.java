package org.cairn.app.web;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people have typed into long forms and not sent yet: on the server, each person's own, so
 * that neither a closed window nor an ended session loses it. Thread-safe.
 */
public interface Drafts {
  /** The most characters of one draft, names of fields included. */
  int MOST_CHARACTERS = 8 << 20;

  /**
   * What is kept of a form.
   *
   * @param person whose
   * @param form the feature and what the form is about, such as {@code assess:mill}
   * @return fields as they were kept, in their order
   */
  Optional<Map<String, List<String>>> find(String person, String form) throws IOException;

  /**
   * In the place of what was kept under the same name.
   *
   * @throws IllegalArgumentException where it is longer than {@link #MOST_CHARACTERS}
   */
  void keep(String person, String form, Map<String, List<String>> fields) throws IOException;

  /** Once it was sent. Of one that is not there nothing happens. */
  void drop(String person, String form) throws IOException;
}
