package org.cairn.app.web.review;

import java.util.Optional;
import org.cairn.app.web.Right;
import org.cairn.app.web.Viewer;
import org.cairn.heritage.review.Author;

/** Somebody who may judge, for an organisation. */
record Reviewer(Author author) {
  /** Empty for whoever may only read. */
  static Optional<Reviewer> of(Viewer viewer) {
    if (!viewer.may(Right.JUDGE) || viewer.person().isEmpty() || viewer.organisation().isEmpty()) {
      return Optional.empty();
    }
    Viewer.Person person = viewer.person().get();
    Viewer.Organisation organisation = viewer.organisation().get();
    return Optional.of(
        new Reviewer(
            new Author(
                person.id(),
                Optional.of(person.name()).filter(name -> !name.isBlank()),
                organisation.id(),
                organisation.name())));
  }

  String person() {
    return author.person();
  }

  String organisation() {
    return author.organisation();
  }
}
