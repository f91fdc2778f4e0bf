package org.cairn.app.web.review;

import java.util.Optional;
import org.cairn.app.web.Authorship;
import org.cairn.app.web.Right;
import org.cairn.app.web.Viewer;
import org.cairn.heritage.review.Author;

/** Somebody who may judge, for an organisation. */
record Reviewer(Author author) {
  /** Empty for whoever may only read, by their roles: a token of a reviewer's is a reviewer's. */
  static Optional<Reviewer> of(Viewer viewer) {
    return viewer.mayByRole(Right.JUDGE)
        ? Authorship.of(viewer).map(Reviewer::new)
        : Optional.empty();
  }

  String person() {
    return author.person();
  }

  String organisation() {
    return author.organisation();
  }
}
