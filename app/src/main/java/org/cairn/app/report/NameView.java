package org.cairn.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cairn.app.text.Language;
import org.cairn.app.text.Texts;
import org.cairn.heritage.Place;
import org.cairn.heritage.PlaceName;

/**
 * A place's name for the page.
 *
 * @param language BCP 47 tag; empty where the source gives none that is well-formed, which HTML
 *     understands as unknown
 * @param source empty where not given
 */
public record NameView(String text, String language, String source) {

  public static NameView of(PlaceName name) {
    return new NameView(
        Texts.clean(name.text()),
        tag(name.language().orElse("")),
        Texts.clean(name.source().orElse("")));
  }

  /** The tag where it is well-formed; else empty, so that no browser guesses from a wrong one. */
  private static String tag(String language) {
    return Locale.forLanguageTag(language).toLanguageTag().equalsIgnoreCase(language)
        ? language
        : "";
  }

  /** The name shown first to a reader of this language. */
  public static NameView first(Place place, Language reader) {
    return of(place.nameFor(List.of(Locale.forLanguageTag(reader.tag()))));
  }

  /** All other names, in the source's order. */
  public static List<NameView> others(Place place, Language reader) {
    PlaceName shown = place.nameFor(List.of(Locale.forLanguageTag(reader.tag())));
    List<NameView> others = new ArrayList<>();
    boolean skipped = false;
    for (PlaceName name : place.names()) {
      if (!skipped && name.equals(shown)) {
        skipped = true;
      } else {
        others.add(of(name));
      }
    }
    return others;
  }
}
