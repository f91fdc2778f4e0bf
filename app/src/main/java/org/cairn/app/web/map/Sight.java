package org.cairn.app.web.map;

import java.util.List;
import java.util.Locale;
import org.cairn.app.web.Right;
import org.cairn.app.web.Viewer;

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

  public static Sight of(Viewer viewer) {
    return new Sight(
        viewer.may(Right.SEE_EXACT),
        viewer.may(Right.SEE_ALERTS),
        viewer.isSignedIn(),
        viewer.languages());
  }
}
