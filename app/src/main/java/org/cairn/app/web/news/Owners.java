package org.cairn.app.web.news;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.text.Language;
import org.cairn.app.web.Right;
import org.cairn.app.web.Role;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.people.People;

/** What owners of subscriptions may know now. Thread-safe. */
final class Owners {
  private final People people;
  private final Set<Right> publicRights;

  /**
   * @param open rooms that the settings open to visitors
   */
  Owners(People people, Set<String> open) {
    this.people = people;
    this.publicRights = Right.ofVisitors(open);
  }

  /**
   * The owner as they would come to a page, for the organisation for which they subscribed.
   *
   * @return empty where they are no member of it any more, or may not see alerts: whoever has gone
   *     gets nothing, not even what is open to all
   */
  Optional<Viewer> find(Subscription of) throws IOException {
    Set<Role> roles = people.roles(of.person(), of.organisation());
    if (roles.isEmpty()) {
      return Optional.empty();
    }
    Language language = of.wish().language();
    List<Locale> languages = new ArrayList<>(List.of(Locale.forLanguageTag(language.tag())));
    Viewer viewer =
        new Viewer(
            Optional.of(new Viewer.Person(of.person(), "")),
            Optional.of(new Viewer.Organisation(of.organisation(), "")),
            roles,
            publicRights,
            language,
            languages);
    return viewer.may(Right.SEE_ALERTS) ? Optional.of(viewer) : Optional.empty();
  }
}
