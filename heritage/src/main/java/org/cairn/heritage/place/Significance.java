package org.cairn.heritage.place;

import java.util.Optional;
import org.cairn.heritage.TextLimit;

/**
 * What a place means to a community, in its own words.
 *
 * @param community as it names itself
 * @param language of the text, BCP 47 as read
 */
public record Significance(
    String community, String text, Optional<String> language, Attribution attribution)
    implements Statement {
  public Significance {
    TextLimit.SHORT.check("a community", community);
    TextLimit.LONG.check("a statement of significance", text);
    Language.check(language);
  }

  @Override
  public Significance withAttribution(Attribution attribution) {
    return new Significance(community, text, language, attribution);
  }

  @Override
  public StatementKind kind() {
    return StatementKind.SIGNIFICANCE;
  }
}
