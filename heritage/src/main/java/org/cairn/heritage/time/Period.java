package org.cairn.heritage.time;

import java.util.Optional;
import org.cairn.heritage.TextLimit;

/**
 * A period as a source refers to it: by URI, mostly of <a href="https://perio.do/">PeriodO</a>,
 * with the label and years that were read. A label alone says little: many definitions share one.
 *
 * @param uri the definition's URI, as read
 * @param label as read, for example {@code Iron Age}
 * @param start when the period starts by that definition, where years were read
 * @param stop when it ends
 * @param startLabel the words for it, for example {@code ca. 1200 B.C.}
 * @param stopLabel the words for it
 */
public record Period(
    Optional<String> uri,
    Optional<String> label,
    Optional<TimeBound> start,
    Optional<TimeBound> stop,
    Optional<String> startLabel,
    Optional<String> stopLabel) {
  public Period {
    if (uri.isEmpty() && label.isEmpty()) {
      throw new IllegalArgumentException("A period needs a URI or a label, found neither");
    }
    TextLimit.URI.check("a period's URI", uri);
    TextLimit.SHORT.check("a period's label", label);
    TextLimit.SHORT.check("the label of a period's start", startLabel);
    TextLimit.SHORT.check("the label of a period's end", stopLabel);
  }

  public static Period of(String uri, String label) {
    return new Period(
        Optional.of(uri),
        Optional.of(label),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
