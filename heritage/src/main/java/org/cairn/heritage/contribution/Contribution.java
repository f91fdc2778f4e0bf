package org.cairn.heritage.contribution;

import java.util.Optional;
import org.cairn.heritage.TextLimit;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.StatementKind;
import org.cairn.heritage.review.Author;
import org.cairn.heritage.review.Signing;

/**
 * What somebody adds to what is said of a place: one statement, which may stand for an earlier
 * contribution of the same organisation from then on, or nothing, which takes that one back.
 * Nothing is ever overwritten. Immutable.
 *
 * @param place id of the place
 * @param by who adds it; the statement's own author may be another
 * @param kind of the statement; empty where an earlier contribution is taken back
 * @param statement empty likewise, and where what was added was erased
 * @param replaces the ledger's entry of the contribution that this one corrects
 */
public record Contribution(
    String place,
    Author by,
    Optional<StatementKind> kind,
    Optional<Statement> statement,
    Optional<Long> replaces,
    Signing signing) {
  public Contribution {
    TextLimit.URI.check("the id of a contribution's place", place);
    if (kind.isEmpty() && (statement.isPresent() || replaces.isEmpty())) {
      throw new IllegalArgumentException(
          "Expected a contribution with a statement, or one that takes an earlier one back; found neither");
    }
    if (statement.isPresent() && !statement.map(Statement::kind).equals(kind)) {
      throw new IllegalArgumentException(
          "Expected a statement of the kind that the contribution names, found another");
    }
    if (replaces.isPresent() && replaces.get() < 0) {
      throw new IllegalArgumentException(
          "Expected the index of an entry for what a contribution replaces, found "
              + replaces.get());
    }
  }

  /** Signed by the node. */
  public static Contribution of(String place, Author by, Statement statement) {
    return new Contribution(
        place,
        by,
        Optional.of(statement.kind()),
        Optional.of(statement),
        Optional.empty(),
        new Signing.ByNode());
  }

  /**
   * Says nothing in the place of an earlier contribution.
   *
   * @param replaces its entry
   */
  public static Contribution takingBack(String place, Author by, long replaces) {
    return new Contribution(
        place, by, Optional.empty(), Optional.empty(), Optional.of(replaces), new Signing.ByNode());
  }

  /** The same, to stand for an earlier one. */
  public Contribution withReplaces(long entry) {
    return new Contribution(place, by, kind, statement, Optional.of(entry), signing);
  }

  public Contribution withSigning(Signing signing) {
    return new Contribution(place, by, kind, statement, replaces, signing);
  }
}
