package org.cairn.heritage.place;

import java.util.Optional;
import org.cairn.heritage.TextLimit;

/**
 * A text about a place.
 *
 * @param language BCP 47, as read
 * @param uri where the text lies, as read
 */
public record Description(
    String text, Optional<String> language, Optional<String> uri, Attribution attribution)
    implements Statement {
  public Description {
    TextLimit.LONG.check("a description", text);
    Language.check(language);
    TextLimit.URI.check("a description's URI", uri);
  }

  public static Description of(String text) {
    return new Description(text, Optional.empty(), Optional.empty(), Attribution.NONE);
  }

  @Override
  public Description withAttribution(Attribution attribution) {
    return new Description(text, language, uri, attribution);
  }

  @Override
  public StatementKind kind() {
    return StatementKind.DESCRIPTION;
  }
}
