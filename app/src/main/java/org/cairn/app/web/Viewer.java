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
 * @param scopes what a token lets through of the roles' rights; empty for whoever came without one
 */
public record Viewer(
    Optional<Person> person,
    Optional<Organisation> organisation,
    Set<Role> roles,
    Set<Right> publicRights,
    Language language,
    List<Locale> languages,
    Optional<Set<Right>> scopes) {
  public Viewer {
    scopes = scopes.map(Set::copyOf);
    roles = Set.copyOf(roles);
    publicRights = Set.copyOf(publicRights);
    languages = List.copyOf(languages);
  }

  /** Whoever came without a token. */
  public Viewer(
      Optional<Person> person,
      Optional<Organisation> organisation,
      Set<Role> roles,
      Set<Right> publicRights,
      Language language,
      List<Locale> languages) {
    this(person, organisation, roles, publicRights, language, languages, Optional.empty());
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

  /** Of a token those that its scopes name among them, and what any visitor may do. */
  public Set<Right> rights() {
    Set<Right> rights = ownRights();
    scopes.ifPresent(rights::retainAll);
    rights.add(Right.ENTER);
    rights.addAll(publicRights);
    return rights;
  }

  private Set<Right> ownRights() {
    Set<Right> rights = EnumSet.noneOf(Right.class);
    roles.forEach(role -> rights.addAll(role.rights()));
    return rights;
  }

  public boolean may(Right right) {
    return rights().contains(right);
  }

  /**
   * Whether the roles give a right, whatever a token leaves out. What is kept from somebody because
   * of what they may do, such as others' judgements before their own, is kept from all their
   * tokens.
   */
  public boolean mayByRole(Right right) {
    return may(right) || ownRights().contains(right);
  }
}
