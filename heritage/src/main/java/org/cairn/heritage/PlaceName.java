package org.cairn.heritage;

import java.util.Optional;

/**
 * One of the names of a place. None of a place's names is "the" name; which is shown first is the
 * viewer's choice.
 *
 * @param text the name as its source spells it, never blank
 * @param language BCP 47 language tag with script where known, for example {@code ar} or {@code
 *     el-Grek}
 * @param source who uses or attests the name
 */
public record PlaceName(String text, Optional<String> language, Optional<String> source) {
  public PlaceName {
    if (text.isBlank()) {
      throw new IllegalArgumentException("A place name must have text, found a blank one");
    }
  }

  public static PlaceName of(String text) {
    return new PlaceName(text, Optional.empty(), Optional.empty());
  }

  public static PlaceName of(String text, String language) {
    return new PlaceName(text, Optional.of(language), Optional.empty());
  }
}
