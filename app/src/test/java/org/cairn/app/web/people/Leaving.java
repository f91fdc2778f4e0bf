package org.cairn.app.web.people;

import java.io.IOException;
import java.util.Set;
import org.cairn.app.web.Role;

/** Changes what somebody is for an organisation, as an administrator would. */
public final class Leaving {
  private Leaving() {}

  public static void roles(People people, String person, String organisation, Set<Role> roles)
      throws IOException {
    people.accounts().setRoles(person, organisation, roles);
  }
}
