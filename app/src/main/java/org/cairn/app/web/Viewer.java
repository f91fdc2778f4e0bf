package org.cairn.app.web;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.text.Language;

/**
 * Whoever a page is for.
 *
 * @param person empty for a visitor who has not signed in
 * @param organisation for which they are here now; empty for a visitor
 * @param roles there
 * @param publicRights what a visitor may do on this node
 * @param language of the page
 * @param languages the viewer's own order, for names of places
 */
public record Viewer(
    Optional<Person> person,
    Optional<Organisation> organisation,
    Set<Role> roles,
    Set<Right> publicRights,
    Language language,
    List<Locale> languages) {
  public Viewer {
    roles = Set.copyOf(roles);
    publicRights = Set.copyOf(publicRights);
    languages = List.copyOf(languages);
  }

  /**
   * Somebody with an account.
   *
   * @param id random, opaque; the only thing of a person that the open part of the ledger has
   * @param name as they want to be called
   */
  public record Person(String id, String name) {}

  /**
   * @param id short, of ASCII letters, digits and hyphens
   */
  public record Organisation(String id, String name) {}

  public boolean isSignedIn() {
    return person.isPresent();
  }

  public Set<Right> rights() {
    Set<Right> rights = EnumSet.of(Right.ENTER);
    rights.addAll(publicRights);
    roles.forEach(role -> rights.addAll(role.rights()));
    return rights;
  }

  public boolean may(Right right) {
    return rights().contains(right);
  }
}
