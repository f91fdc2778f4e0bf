package org.cairn.app.web;

import java.util.Optional;
import org.cairn.heritage.review.Author;

/** Who signed in people are in records. Stateless. */
public final class Authorship {
  private Authorship() {}

  /**
   * Empty for whoever is not signed in, and for whoever is here for no organisation: nobody speaks
   * for themselves alone.
   */
  public static Optional<Author> of(Viewer viewer) {
    return viewer
        .person()
        .flatMap(person ->
            viewer
                .organisation()
                .map(organisation ->
                    new Author(
                        person.id(),
                        Optional.of(person.name()).filter(name -> !name.isBlank()),
                        organisation.id(),
                        organisation.name())));
  }
}
