package org.cairn.app.web.people;

import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.cairn.app.web.Role;
import org.cairn.register.SignInSettings;

/** What a provider's groups make of people here, as the settings say. Stateless. */
final class GroupRoles {
  private static final System.Logger LOG = System.getLogger(GroupRoles.class.getName());

  private GroupRoles() {}

  /**
   * @param groups that somebody is in
   * @return roles by the id of an organisation, without those that are not there
   */
  static Map<String, Set<Role>> of(
      SignInSettings.Provider provider, Set<String> groups, People people) throws IOException {
    Map<String, Set<Role>> roles = new LinkedHashMap<>();
    for (SignInSettings.GroupRoles one : provider.groups()) {
      if (!groups.contains(one.group()) || people.findOrganisation(one.organisation()).isEmpty()) {
        continue;
      }
      roles
          .computeIfAbsent(one.organisation(), none -> EnumSet.noneOf(Role.class))
          .addAll(Accounts.roles(String.join(" ", one.roles())));
    }
    return roles;
  }

  /** Tells the keeper of organisations in which groups give roles and that are not there. */
  static void tellMissing(SignInSettings.Provider provider, People people) throws IOException {
    for (SignInSettings.GroupRoles one : provider.groups()) {
      if (people.findOrganisation(one.organisation()).isEmpty()) {
        LOG.log(
            System.Logger.Level.WARNING,
            "cairn.yaml, sign_in, oidc, ''{0}'': a group gives roles in the organisation ''{1}'',"
                + " which is not there: add it on the page of people, or correct its id",
            provider.id(),
            one.organisation());
      }
    }
  }

  /** The groups that the settings name. */
  static Set<String> named(SignInSettings.Provider provider) {
    Set<String> groups = new LinkedHashSet<>();
    provider.groups().forEach(one -> groups.add(one.group()));
    return groups;
  }
}
