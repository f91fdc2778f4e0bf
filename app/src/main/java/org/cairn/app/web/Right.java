package org.cairn.app.web;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a person may do. Routes name the one they need; {@link Role}s give them. */
public enum Right {
  /** Whatever is for everybody: signing in, help, the look of pages. */
  ENTER,
  /** Places with where they lie as far as the public may know, where the node shows them. */
  SEE_PLACES,
  /** What the watch found, and what people made of it. */
  SEE_ALERTS,
  /** Where protected places lie exactly. */
  SEE_EXACT,
  /** Say what an alert shows. */
  JUDGE,
  /** Add names, types and other statements about places. */
  CONTRIBUTE,
  /** Say in which condition a place is. */
  ASSESS,
  /** Open cases and work on them. */
  MANAGE_CASES,
  /** Plan measures. */
  PLAN,
  /** Decide what leaves the node. */
  PUBLISH,
  /** Accounts, organisations and settings. */
  ADMINISTER;

  /**
   * What visitors may do.
   *
   * @param open rooms that the settings open to them: {@code places}, {@code alerts}
   */
  public static Set<Right> ofVisitors(Set<String> open) {
    Set<Right> rights = EnumSet.noneOf(Right.class);
    if (open.contains("places")) {
      rights.add(SEE_PLACES);
    }
    if (open.contains("alerts")) {
      rights.add(SEE_ALERTS);
    }
    return rights;
  }

  /** As written in texts. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
