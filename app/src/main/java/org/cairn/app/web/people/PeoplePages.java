package org.cairn.app.web.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Right;
import org.cairn.app.web.Role;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.people.oidc.Providers;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Who has an account, and what they are for whom. Whoever administers one organisation of a node
 * administers the node: its people, organisations and links.
 */
@Controller
final class PeoplePages {
  private static final int UNPROCESSABLE = 422;
  private static final int LONGEST_NAME = 120;

  private static final List<String> SAID =
      List.of(
          "organisation-added",
          "organisation-changed",
          "roles-changed",
          "organisation-wrong",
          "newcomer-let-in",
          "newcomer-refused",
          "newcomer-wrong");

  private final People people;
  private final WebAddress address;
  private final Providers providers;

  PeoplePages(People people, WebAddress address, Providers providers) {
    this.people = people;
    this.address = address;
    this.providers = providers;
  }

  /**
   * What the page shows.
   *
   * @param newcomers who wait to be let in, then who were refused
   * @param link a whole address, shown this once; or empty
   * @param linkKind what it is
   * @param said a key of what was done, or empty
   * @param wrong what could not be done, or empty
   */
  record View(
      List<Account> accounts,
      List<Accounts.Listed> organisations,
      List<NewcomerPages.Shown> newcomers,
      String link,
      String linkKind,
      String said,
      String wrong) {
    View {
      accounts = List.copyOf(accounts);
      organisations = List.copyOf(organisations);
      newcomers = List.copyOf(newcomers);
    }

    List<NewcomerPages.Shown> newcomers(boolean refused) {
      return newcomers.stream()
          .filter(one -> one.newcomer().refused().isPresent() == refused)
          .toList();
    }
  }

  @GetMapping("/people")
  @Needs(Right.ADMINISTER)
  Answer list(Frame frame, @RequestParam(name = "said", defaultValue = "") String said)
      throws IOException {
    return page(frame, HttpServletResponse.SC_OK, "", "", SAID.contains(said) ? said : "", "");
  }

  private Answer page(
      Frame frame, int status, String link, String linkKind, String said, String wrong)
      throws IOException {
    View view =
        new View(
            people.accounts().list().stream().filter(one -> !one.isMachine()).toList(),
            people.accounts().listOrganisations(),
            NewcomerPages.list(people, providers, frame.language().tag()),
            link,
            linkKind,
            said,
            wrong);
    return Answer.html(
        frame, status, (output, forms) -> JtepeopleGenerated.render(output, forms, frame, view));
  }

  private Answer refuse(Frame frame, String key, String... fields) throws IOException {
    String wrong = frame.texts(People.class).text(key);
    return new Answer.Refused(
        page(frame, UNPROCESSABLE, "", "", "", wrong),
        Stream.of(fields).map(field -> new Answer.Fault(field, wrong)).toList());
  }

  @PostMapping("/people/invitations")
  @Needs(Right.ADMINISTER)
  Answer invite(
      Frame frame,
      HttpServletRequest request,
      @RequestParam(name = "organisation", defaultValue = "") String organisation,
      @RequestParam(name = "role", defaultValue = "") List<String> roles)
      throws IOException {
    Optional<Viewer.Organisation> into = people.findOrganisation(organisation);
    Set<Role> given = roles(roles);
    if (into.isEmpty() || given.isEmpty()) {
      return refuse(frame, "people.invite.wrong", into.isEmpty() ? "organisation" : "role");
    }
    String link = address.origin(request) + people.invitationPath(into.get(), given);
    return new Answer.Telling(
        page(frame, HttpServletResponse.SC_OK, link, "invitation", "", ""), Map.of("link", link));
  }

  @PostMapping("/people/{person}/reset")
  @Needs(Right.ADMINISTER)
  Answer reset(Frame frame, HttpServletRequest request, @PathVariable("person") String person)
      throws IOException {
    Account account = account(person);
    if (account.isMachine()) {
      throw new NotFoundException();
    }
    String token =
        people
            .links()
            .make(
                new Links.Grant(
                    Links.Kind.RESET, Optional.of(account.id()), Optional.empty(), Set.of()));
    String link = address.origin(request) + "/reset/" + token;
    return page(frame, HttpServletResponse.SC_OK, link, "reset", "", "");
  }

  @GetMapping("/people/{person}")
  @Needs(Right.ADMINISTER)
  Answer person(Frame frame, @PathVariable("person") String person) throws IOException {
    return personPage(frame, HttpServletResponse.SC_OK, person, "");
  }

  private Answer personPage(Frame frame, int status, String person, String wrong)
      throws IOException {
    Account account = account(person);
    PersonView view =
        new PersonView(
            account,
            people.accounts().listOrganisations(),
            people.identities().list(account.id()),
            providers,
            wrong);
    return Answer.html(
        frame, status, (output, forms) -> JtepersonGenerated.render(output, forms, frame, view));
  }

  /**
   * What the page of one person shows.
   *
   * @param wrong what could not be done, or empty
   */
  record PersonView(
      Account account,
      List<Accounts.Listed> organisations,
      List<Identities.Linked> identities,
      Providers providers,
      String wrong) {
    PersonView {
      organisations = List.copyOf(organisations);
      identities = List.copyOf(identities);
    }
  }

  /** Lets somebody in by an institution no more, whatever its groups say, or again. */
  @PostMapping("/people/{person}/identities")
  @Needs(Right.ADMINISTER)
  Answer shut(
      @PathVariable("person") String person,
      @RequestParam(name = "identity", defaultValue = "") String identity,
      @RequestParam(name = "shut", defaultValue = "") String shut)
      throws IOException {
    if (!people.identities().setShut(account(person).id(), identity, !shut.isEmpty())) {
      throw new NotFoundException();
    }
    return Answer.see("/people/" + person);
  }

  /** No role is the end of a membership. */
  @PostMapping("/people/{person}/roles")
  @Needs(Right.ADMINISTER)
  Answer roles(
      Frame frame,
      @PathVariable("person") String person,
      @RequestParam(name = "organisation", defaultValue = "") String organisation,
      @RequestParam(name = "role", defaultValue = "") List<String> roles)
      throws IOException {
    Account account = account(person);
    if (people.findOrganisation(organisation).isEmpty()) {
      throw new NotFoundException();
    }
    boolean changed = people.accounts().setRoles(account.id(), organisation, roles(roles));
    if (changed) {
      return Answer.see("/people?said=roles-changed");
    }
    String wrong = frame.texts(People.class).text("people.roles.last-administrator");
    return new Answer.Refused(
        personPage(frame, UNPROCESSABLE, person, wrong), List.of(new Answer.Fault("role", wrong)));
  }

  @PostMapping("/people/organisations")
  @Needs(Right.ADMINISTER)
  Answer addOrganisation(Frame frame, @RequestParam(name = "name", defaultValue = "") String name)
      throws IOException {
    if (name.isBlank() || name.strip().length() > LONGEST_NAME) {
      return refuse(frame, "people.organisation.wrong", "name");
    }
    people.addOrganisation(name);
    return Answer.see("/people?said=organisation-added");
  }

  @PostMapping("/people/organisations/{organisation}")
  @Needs(Right.ADMINISTER)
  Answer changeOrganisation(
      Frame frame,
      @PathVariable("organisation") String organisation,
      @RequestParam(name = "name", defaultValue = "") String name,
      @RequestParam(name = "public", defaultValue = "") String open)
      throws IOException {
    if (people.findOrganisation(organisation).isEmpty()) {
      throw new NotFoundException();
    }
    if (name.isBlank() || name.strip().length() > LONGEST_NAME) {
      return refuse(frame, "people.organisation.wrong", "name");
    }
    people.accounts().changeOrganisation(organisation, name, !open.isEmpty());
    return Answer.see("/people?said=organisation-changed");
  }

  private Account account(String person) throws IOException {
    return people.accounts().find(person).orElseThrow(NotFoundException::new);
  }

  private static Set<Role> roles(List<String> codes) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    roles.addAll(Accounts.roles(String.join(" ", codes)));
    return roles;
  }
}
