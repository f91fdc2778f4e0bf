package org.cairn.app.web.map;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;

/** The name by which a page calls a place: of its names the first in the reader's languages. */
public final class PlaceTitle {
  private PlaceTitle() {}

  public static ShownName of(PlaceDescription place, List<Locale> languages) {
    List<Name> names = place.names();
    for (Locale wanted : languages) {
      for (Name name : names) {
        boolean same =
            name.language()
                .filter(
                    tag -> Locale.forLanguageTag(tag).getLanguage().equals(wanted.getLanguage()))
                .isPresent();
        if (same) {
          return ShownName.of(name.text(), name.language());
        }
      }
    }
    return names.isEmpty()
        ? ShownName.of(place.id(), Optional.empty())
        : ShownName.of(names.getFirst().text(), names.getFirst().language());
  }
}
