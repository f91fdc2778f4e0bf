package org.cairn.app.web.map;

import java.util.List;
import java.util.Locale;
import org.cairn.app.web.Right;
import org.cairn.app.web.Viewer;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.Sensitivity;

/**
 * How much of places somebody gets to see.
 *
 * @param exact where protected places lie
 * @param watch what the watch could see and found
 * @param claims assessments and claims, which name persons
 * @param languages for names, the dearest first
 */
public record Sight(boolean exact, boolean watch, boolean claims, List<Locale> languages) {
  public Sight {
    languages = List.copyOf(languages);
  }

  /** Whether where this place lies may be seen, and pictures of its ground, which tell that. */
  public boolean locates(PlaceDescription place) {
    return exact || place.sensitivity().level() == Sensitivity.Level.PUBLIC;
  }

  public static Sight of(Viewer viewer) {
    return new Sight(
        viewer.may(Right.SEE_EXACT),
        viewer.may(Right.SEE_ALERTS),
        viewer.isSignedIn(),
        viewer.languages());
  }
}
