package org.cairn.app.web.map;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.app.text.Texts;
import org.cairn.register.PlaceCard.CardName;

/**
 * A name of a place as a page shows it.
 *
 * @param text without what HTML forbids
 * @param language BCP 47; empty where none is given that is well-formed
 */
public record ShownName(String text, String language) {
  public static ShownName of(String text, Optional<String> language) {
    return new ShownName(Texts.clean(text), tag(language.orElse("")));
  }

  /** The tag where it is well-formed; else empty, so that no browser guesses from a wrong one. */
  public static String tag(String language) {
    return Locale.forLanguageTag(language).toLanguageTag().equalsIgnoreCase(language)
        ? language
        : "";
  }

  /**
   * All of them, the one in the reader's dearest language first, the others in their order.
   *
   * @param place its id, for a place without a name
   */
  public static List<ShownName> sorted(List<CardName> names, List<Locale> languages, String place) {
    if (names.isEmpty()) {
      return List.of(of(place, Optional.empty()));
    }
    CardName first = first(names, languages);
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(first), names.stream().filter(name -> name != first))
        .map(name -> of(name.text(), name.language()))
        .distinct()
        .toList();
  }

  private static CardName first(List<CardName> names, List<Locale> languages) {
    for (Locale wanted : languages) {
      for (CardName name : names) {
        boolean same =
            name.language()
                .map(tag -> Locale.forLanguageTag(tag).getLanguage())
                .filter(wanted.getLanguage()::equals)
                .isPresent();
        if (same) {
          return name;
        }
      }
    }
    return names.getFirst();
  }
}
