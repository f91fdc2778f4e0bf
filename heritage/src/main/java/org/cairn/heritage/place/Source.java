package org.cairn.heritage.place;

import java.util.Optional;
import org.cairn.heritage.TextLimit;

/**
 * Where a statement was read.
 *
 * @param citation as words
 * @param uri as read
 * @param year of attestation, as read
 */
public record Source(Optional<String> citation, Optional<String> uri, Optional<String> year) {
  public Source {
    if (citation.isEmpty() && uri.isEmpty() && year.isEmpty()) {
      throw new IllegalArgumentException(
          "A source needs a citation, a URI or a year, found none: leave the source out");
    }
    TextLimit.LONG.check("a citation", citation);
    TextLimit.URI.check("a source's URI", uri);
    TextLimit.SHORT.check("a source's year", year);
  }

  public static Source cited(String citation) {
    return new Source(Optional.of(citation), Optional.empty(), Optional.empty());
  }

  public static Source at(String uri) {
    return new Source(Optional.empty(), Optional.of(uri), Optional.empty());
  }
}
