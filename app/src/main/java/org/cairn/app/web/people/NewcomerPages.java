package org.cairn.app.web.people;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Right;
import org.cairn.app.web.Role;
import org.cairn.app.web.people.oidc.Provider;
import org.cairn.app.web.people.oidc.Providers;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Letting in those whom a provider knows and this node does not yet. */
@Controller
final class NewcomerPages {
  private final People people;
  private final Providers providers;

  NewcomerPages(People people, Providers providers) {
    this.people = people;
    this.providers = providers;
  }

  /**
   * Somebody who waits, for an administrator.
   *
   * @param provider as its button says
   * @param byGroups what their groups will give, by the organisation's name
   * @param organisation id of the one that their groups give something in, or empty
   */
  record Shown(
      Newcomers.Newcomer newcomer,
      String provider,
      Map<String, Set<Role>> byGroups,
      String organisation) {
    Shown {
      byGroups = Map.copyOf(byGroups);
    }
  }

  /** Those of providers that the settings still name. */
  static List<Shown> list(People people, Providers providers, String language) throws IOException {
    List<Shown> all = new java.util.ArrayList<>();
    for (Newcomers.Newcomer one : people.newcomers().list()) {
      Optional<Provider> provider = providers.findByIssuer(one.issuer());
      if (provider.isPresent()) {
        Map<String, Set<Role>> roles =
            GroupRoles.of(provider.get().settings(), one.groups(), people);
        Map<String, Set<Role>> named = new java.util.LinkedHashMap<>();
        for (Map.Entry<String, Set<Role>> each : roles.entrySet()) {
          String name = people.findOrganisation(each.getKey()).orElseThrow().name();
          named.put(name, each.getValue());
        }
        String first = roles.isEmpty() ? "" : roles.keySet().iterator().next();
        all.add(new Shown(one, provider.get().settings().name(language), named, first));
      }
    }
    return all;
  }

  @PostMapping("/people/newcomers/{newcomer}")
  @Needs(Right.ADMINISTER)
  Answer letIn(
      Frame frame,
      @PathVariable("newcomer") String id,
      @RequestParam(name = "organisation", defaultValue = "") String organisation,
      @RequestParam(name = "role", defaultValue = "") List<String> codes)
      throws IOException {
    Newcomers.Newcomer newcomer = newcomer(id);
    Provider provider =
        providers.findByIssuer(newcomer.issuer()).orElseThrow(NotFoundException::new);
    Map<String, Set<Role>> byGroups = GroupRoles.of(provider.settings(), newcomer.groups(), people);
    Set<Role> roles = Accounts.roles(String.join(" ", codes));
    boolean somewhere = roles.isEmpty() || people.findOrganisation(organisation).isPresent();
    if (!somewhere || roles.isEmpty() && byGroups.isEmpty()) {
      return new Answer.Refused(
          Answer.see("/people?said=newcomer-wrong"),
          List.of(
              new Answer.Fault(
                  "role",
                  frame.texts(PeopleConfiguration.class).text("people.said.newcomer-wrong"))));
    }
    Optional<String> person =
        people.newcomers().admit(id, provider.id(), byGroups, Newcomers.of(organisation, roles));
    if (person.isEmpty()) {
      throw new NotFoundException();
    }
    return Answer.see("/people?said=newcomer-let-in");
  }

  @PostMapping("/people/newcomers/{newcomer}/refuse")
  @Needs(Right.ADMINISTER)
  Answer refuse(@PathVariable("newcomer") String id) throws IOException {
    newcomer(id);
    people.newcomers().refuse(id);
    return Answer.see("/people?said=newcomer-refused");
  }

  private Newcomers.Newcomer newcomer(String id) throws IOException {
    return people.newcomers().find(id).orElseThrow(NotFoundException::new);
  }
}
