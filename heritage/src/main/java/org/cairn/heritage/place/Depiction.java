package org.cairn.heritage.place;

import java.util.Optional;
import org.cairn.heritage.TextLimit;

/**
 * A picture, plan or map of a place somewhere else.
 *
 * @param uri as read
 * @param title as read
 * @param licence its URI or words, as read
 */
public record Depiction(
    Optional<String> uri, Optional<String> title, Optional<String> licence, Attribution attribution)
    implements Statement {
  public Depiction {
    if (uri.isEmpty() && title.isEmpty()) {
      throw new IllegalArgumentException(
          "A depiction needs a URI or a title, found neither: leave it out");
    }
    TextLimit.URI.check("a depiction's URI", uri);
    TextLimit.LONG.check("a depiction's title", title);
    TextLimit.SHORT.check("a depiction's licence", licence);
  }

  @Override
  public Depiction withAttribution(Attribution attribution) {
    return new Depiction(uri, title, licence, attribution);
  }

  @Override
  public StatementKind kind() {
    return StatementKind.DEPICTION;
  }
}
