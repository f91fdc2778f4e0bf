package org.cairn.heritage.place;

import java.util.Optional;
import org.cairn.heritage.TextLimit;

/**
 * A claim that a place's use or identity changed: the scheme of {@link
 * org.cairn.heritage.vocabulary.UseAndIdentity}. It needs an author and evidence; who did it, why
 * and by what right are no part of it.
 *
 * @param change a term of the scheme, or a source's own word
 * @param before what was there, such as the former use or inscription, in the claim's words
 * @param after what is there now
 * @param statement the claim in its author's words
 * @param attribution its author, who must be named, and at least one source as evidence
 */
public record UseChange(
    Term change,
    Optional<String> before,
    Optional<String> after,
    Optional<String> statement,
    Attribution attribution)
    implements Statement {
  public UseChange {
    TextLimit.LONG.check("what was before a change", before);
    TextLimit.LONG.check("what is after a change", after);
    TextLimit.LONG.check("the statement of a change", statement);
    if (attribution.author().isEmpty()) {
      throw new IllegalArgumentException(
          "A change of use or identity is a claim and needs an author, found none: say who claims it");
    }
    if (attribution.sources().isEmpty()) {
      throw new IllegalArgumentException(
          "A change of use or identity is a claim and needs evidence, found none: give a source");
    }
  }

  @Override
  public UseChange withAttribution(Attribution attribution) {
    return new UseChange(change, before, after, statement, attribution);
  }

  @Override
  public StatementKind kind() {
    return StatementKind.USE_CHANGE;
  }
}
