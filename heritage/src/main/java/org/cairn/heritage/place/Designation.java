package org.cairn.heritage.place;

import java.util.Optional;
import org.cairn.heritage.TextLimit;

/**
 * That an authority lists or protects a place.
 *
 * @param name of the designation, as read
 * @param authority that gives it
 * @param grade within it
 * @param identifier in the authority's list
 */
public record Designation(
    String name,
    Optional<String> authority,
    Optional<String> grade,
    Optional<String> identifier,
    Attribution attribution)
    implements Statement {
  public Designation {
    TextLimit.SHORT.check("a designation's name", name);
    TextLimit.SHORT.check("a designation's authority", authority);
    TextLimit.SHORT.check("a designation's grade", grade);
    TextLimit.URI.check("a designation's identifier", identifier);
  }

  @Override
  public Designation withAttribution(Attribution attribution) {
    return new Designation(name, authority, grade, identifier, attribution);
  }

  @Override
  public StatementKind kind() {
    return StatementKind.DESIGNATION;
  }
}
