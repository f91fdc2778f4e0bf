package org.cairn.heritage.review;

import java.util.Optional;
import org.cairn.heritage.TextLimit;

/**
 * Who says something, and for whom.
 *
 * @param person an id that tells nothing of the person
 * @param name the person's; empty where it is not known any more
 * @param organisation its id
 * @param organisationName its name at the time
 */
public record Author(
    String person, Optional<String> name, String organisation, String organisationName) {
  /**
   * @throws IllegalArgumentException where a text is blank or too long
   */
  public Author {
    TextLimit.URI.check("a person's id", person);
    TextLimit.SHORT.check("a person's name", name);
    TextLimit.URI.check("an organisation's id", organisation);
    TextLimit.SHORT.check("an organisation's name", organisationName);
  }
}
