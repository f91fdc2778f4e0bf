package org.cairn.app.web.people;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.web.Role;
import org.cairn.app.web.Viewer;

/**
 * A person's account.
 *
 * @param id random; the same in the ledger
 * @param login folded
 * @param name as they want to be called
 * @param contact how to reach them, in words
 * @param memberships that last, by the organisation's name
 */
record Account(
    String id, String login, String name, Optional<String> contact, List<Membership> memberships) {
  Account {
    memberships = List.copyOf(memberships);
  }

  /** Begins the logins of machines: none that anybody could type, see {@link Logins#isLogin}. */
  static final String MACHINE = "machine:";

  /** Whether a program's own, which never signs in by a browser. */
  boolean isMachine() {
    return login.startsWith(MACHINE);
  }

  /**
   * What somebody is for an organisation.
   *
   * @param byHand roles that an administrator gave
   * @param byGroups those that last as long as a provider has them in a group
   */
  record Membership(Viewer.Organisation organisation, Set<Role> byHand, Set<Role> byGroups) {
    Membership {
      byHand = Set.copyOf(byHand);
      byGroups = Set.copyOf(byGroups);
    }

    Set<Role> roles() {
      Set<Role> all = new HashSet<>(byHand);
      all.addAll(byGroups);
      return all;
    }
  }

  /** The one of an organisation, else the first. */
  Optional<Membership> membership(Optional<String> organisation) {
    return memberships.stream()
        .filter(one -> organisation.filter(one.organisation().id()::equals).isPresent())
        .findFirst()
        .or(() -> memberships.stream().findFirst());
  }

  /** Those an administrator gave; none where the person is no member. */
  Set<Role> byHand(String organisation) {
    return find(organisation).map(Membership::byHand).orElse(Set.of());
  }

  /** Those that groups give. */
  Set<Role> byGroups(String organisation) {
    return find(organisation).map(Membership::byGroups).orElse(Set.of());
  }

  /** All of them, whoever gave them. */
  Set<Role> roles(String organisation) {
    return find(organisation).map(Membership::roles).orElse(Set.of());
  }

  private Optional<Membership> find(String organisation) {
    return memberships.stream()
        .filter(one -> one.organisation().id().equals(organisation))
        .findFirst();
  }

  boolean isAnywhere(Role... roles) {
    return memberships.stream()
        .anyMatch(one -> !java.util.Collections.disjoint(one.roles(), Set.of(roles)));
  }
}
