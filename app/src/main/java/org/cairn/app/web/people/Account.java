package org.cairn.app.web.people;

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

  /** What somebody is for an organisation. */
  record Membership(Viewer.Organisation organisation, Set<Role> roles) {
    Membership {
      roles = Set.copyOf(roles);
    }
  }

  /** The one of an organisation, else the first. */
  Optional<Membership> membership(Optional<String> organisation) {
    return memberships.stream()
        .filter(one -> organisation.filter(one.organisation().id()::equals).isPresent())
        .findFirst()
        .or(() -> memberships.stream().findFirst());
  }

  /** None where the person is no member. */
  Set<Role> roles(String organisation) {
    return memberships.stream()
        .filter(one -> one.organisation().id().equals(organisation))
        .findFirst()
        .map(Membership::roles)
        .orElse(Set.of());
  }

  boolean isAnywhere(Role... roles) {
    return memberships.stream()
        .anyMatch(one -> !java.util.Collections.disjoint(one.roles(), Set.of(roles)));
  }
}
