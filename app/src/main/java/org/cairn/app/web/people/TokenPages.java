package org.cairn.app.web.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Right;
import org.cairn.app.web.Role;
import org.cairn.app.web.Viewer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Tokens of one's own programs; machines, and tokens of theirs. */
@Controller
final class TokenPages {
  private static final int UNPROCESSABLE = 422;
  private static final int LONGEST_NAME = 120;
  private static final String USUAL_DAYS = "90";
  private static final String OWN = "/me/tokens";
  private static final String MACHINES = "/people/machines";

  private final People people;
  private final Sessions sessions;
  private final InstantSource clock;

  TokenPages(People people, Sessions sessions, java.time.Clock clock) {
    this.people = people;
    this.sessions = sessions;
    this.clock = clock;
  }

  /**
   * What was typed into the form of a new token.
   *
   * @param organisation for which it is to speak; empty for the only one there is
   */
  record Typed(String name, List<String> scopes, String days, String organisation) {
    static final Typed NOTHING = new Typed("", List.of(), USUAL_DAYS, "");

    Typed {
      scopes = List.copyOf(scopes);
    }
  }

  /**
   * What the page shows.
   *
   * @param person whose tokens they are
   * @param isMachine whether that is one
   * @param path that forms post to
   * @param organisations for which a new one may speak
   * @param offered scopes that the roles could give
   * @param made the new token, shown this once; or empty
   * @param wrong what to mend, by field
   */
  record View(
      String person,
      boolean isMachine,
      String title,
      String path,
      String back,
      String backText,
      List<AccessTokens.Token> tokens,
      List<Viewer.Organisation> organisations,
      List<Right> offered,
      Typed typed,
      String made,
      Map<String, String> wrong,
      java.time.Instant now) {
    View {
      tokens = List.copyOf(tokens);
      organisations = List.copyOf(organisations);
      offered = List.copyOf(offered);
      wrong = Map.copyOf(wrong);
    }

    String typed(String field) {
      return field.equals("name") ? typed.name() : typed.days();
    }

    String wrong(String field) {
      return wrong.getOrDefault(field, "");
    }

    boolean isChosen(Right right) {
      return typed.scopes().contains(right.code());
    }

    boolean lasts(AccessTokens.Token token) {
      return token.lasts(now);
    }

    String when(AccessTokens.Token token, Texts texts) {
      if (token.revoked().isPresent()) {
        return texts.text("people.token.revoked", texts.instant(token.revoked().get()));
      }
      String key = token.lasts(now) ? "people.token.expires" : "people.token.expired";
      return texts.text(key, texts.instant(token.expires()));
    }
  }

  @GetMapping(OWN)
  @Needs(Right.ENTER)
  Answer own(Frame frame) throws IOException {
    return frame.viewer().isSignedIn()
        ? page(frame, own(frame, Typed.NOTHING, "", Map.of()))
        : Answer.see("/sign-in?next=%2Fme%2Ftokens");
  }

  private View own(Frame frame, Typed typed, String made, Map<String, String> wrong)
      throws IOException {
    Account account = MePages.account(people, frame);
    Texts texts = frame.texts(People.class);
    return new View(
        account.id(),
        false,
        texts.text("people.tokens"),
        OWN,
        "/me",
        texts.text("people.me"),
        people.accessTokens().list(account.id()),
        frame.viewer().organisation().stream().toList(),
        offered(frame.viewer().roles()),
        typed,
        made,
        wrong,
        clock.instant());
  }

  private static List<Right> offered(Set<Role> roles) {
    Set<Right> rights = EnumSet.noneOf(Right.class);
    roles.forEach(role -> rights.addAll(role.rights()));
    rights.remove(Right.ENTER);
    return List.copyOf(new TreeSet<>(rights));
  }

  private static Answer page(Frame frame, View view) {
    int status = view.wrong().isEmpty() ? HttpServletResponse.SC_OK : UNPROCESSABLE;
    return Answer.html(
        frame, status, (output, forms) -> JtetokensGenerated.render(output, forms, frame, view));
  }

  @PostMapping(OWN)
  @Needs(Right.ENTER)
  Answer make(
      Frame frame,
      HttpServletRequest request,
      @RequestParam(name = "name", defaultValue = "") String name,
      @RequestParam(name = "scope", defaultValue = "") List<String> scopes,
      @RequestParam(name = "days", defaultValue = "") String days)
      throws IOException {
    Account account = MePages.account(people, frame);
    if (!sessions.isFresh(request)) {
      return Answer.see("/sign-in?again=1&next=%2Fme%2Ftokens");
    }
    Typed typed = new Typed(name, scopes, days, "");
    Optional<Viewer.Organisation> organisation = frame.viewer().organisation();
    Made made = make(frame, account, organisation, typed);
    return page(
        frame, own(frame, made.isMade() ? Typed.NOTHING : typed, made.token(), made.wrong()));
  }

  /**
   * @param token or empty
   * @param wrong by field; empty where it was made
   */
  private record Made(String token, Map<String, String> wrong) {
    boolean isMade() {
      return wrong.isEmpty();
    }
  }

  private Made make(
      Frame frame, Account account, Optional<Viewer.Organisation> organisation, Typed typed)
      throws IOException {
    Texts texts = frame.texts(People.class);
    Map<String, String> wrong = new LinkedHashMap<>();
    if (!isName(typed.name())) {
      wrong.put("name", texts.text("people.token.wrong.name"));
    }
    Set<Right> scopes = AccessTokens.rights(typed.scopes());
    if (scopes.isEmpty()) {
      wrong.put("scope", texts.text("people.token.wrong.scope"));
    }
    String days = typed.days().strip();
    boolean inRange =
        days.matches("[0-9]{1,3}")
            && Integer.parseInt(days) >= 1
            && Integer.parseInt(days) <= AccessTokens.MOST_DAYS;
    if (!inRange) {
      wrong.put("days", texts.text("people.token.wrong.days"));
    }
    if (organisation.isEmpty()) {
      wrong.put("", texts.text("people.tokens.no-organisation"));
    }
    if (!wrong.isEmpty()) {
      return new Made("", wrong);
    }
    Optional<String> token =
        people
            .accessTokens()
            .make(
                account.id(),
                organisation.orElseThrow().id(),
                typed.name(),
                scopes,
                Integer.parseInt(days));
    return token.isPresent()
        ? new Made(token.get(), Map.of())
        : new Made("", Map.of("", texts.text("people.token.wrong.many")));
  }

  private static boolean isName(String name) {
    return !name.isBlank() && name.strip().length() <= LONGEST_NAME;
  }

  @PostMapping(OWN + "/{token}/revoke")
  @Needs(Right.ENTER)
  Answer revoke(Frame frame, @PathVariable("token") String token) throws IOException {
    revoke(MePages.account(people, frame).id(), token);
    return Answer.see(OWN);
  }

  private void revoke(String person, String token) throws IOException {
    if (!people.accessTokens().revoke(person, token)) {
      throw new NotFoundException();
    }
  }

  /**
   * What the page of all machines shows.
   *
   * @param name as it was typed, and so on
   * @param wrong what to mend, or empty
   */
  record Machines(
      List<Account> accounts,
      List<Accounts.Listed> organisations,
      String name,
      String organisation,
      Set<Role> roles,
      String wrong) {
    Machines {
      accounts = List.copyOf(accounts);
      organisations = List.copyOf(organisations);
      roles = Set.copyOf(roles);
    }
  }

  @GetMapping(MACHINES)
  @Needs(Right.ADMINISTER)
  Answer machines(Frame frame) throws IOException {
    return machines(frame, "", "", Set.of(), "");
  }

  private Answer machines(
      Frame frame, String name, String organisation, Set<Role> roles, String wrong)
      throws IOException {
    Machines view =
        new Machines(
            people.accounts().list().stream().filter(Account::isMachine).toList(),
            people.accounts().listOrganisations(),
            name,
            organisation,
            roles,
            wrong);
    int status = wrong.isEmpty() ? HttpServletResponse.SC_OK : UNPROCESSABLE;
    return Answer.html(
        frame, status, (output, forms) -> JtemachinesGenerated.render(output, forms, frame, view));
  }

  @PostMapping(MACHINES)
  @Needs(Right.ADMINISTER)
  Answer add(
      Frame frame,
      @RequestParam(name = "name", defaultValue = "") String name,
      @RequestParam(name = "organisation", defaultValue = "") String organisation,
      @RequestParam(name = "role", defaultValue = "") List<String> roles)
      throws IOException {
    Set<Role> given = Accounts.roles(String.join(" ", roles));
    if (!isName(name) || given.isEmpty() || people.findOrganisation(organisation).isEmpty()) {
      String wrong = frame.texts(People.class).text("people.machine.wrong");
      return machines(frame, name, organisation, given, wrong);
    }
    String machine = people.accounts().addMachine(name);
    people.accounts().setRoles(machine, organisation, given);
    return Answer.see(MACHINES + "/" + machine);
  }

  @GetMapping(MACHINES + "/{machine}")
  @Needs(Right.ADMINISTER)
  Answer machine(Frame frame, @PathVariable("machine") String machine) throws IOException {
    return page(frame, of(frame, machine(machine), Typed.NOTHING, "", Map.of()));
  }

  private Account machine(String id) throws IOException {
    return people
        .accounts()
        .find(id)
        .filter(Account::isMachine)
        .orElseThrow(NotFoundException::new);
  }

  private View of(Frame frame, Account machine, Typed typed, String made, Map<String, String> wrong)
      throws IOException {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    machine.memberships().forEach(one -> roles.addAll(one.roles()));
    return new View(
        machine.id(),
        true,
        machine.name(),
        MACHINES + "/" + machine.id(),
        MACHINES,
        frame.texts(People.class).text("people.machines"),
        people.accessTokens().list(machine.id()),
        machine.memberships().stream().map(Account.Membership::organisation).toList(),
        offered(roles),
        typed,
        made,
        wrong,
        clock.instant());
  }

  @PostMapping(MACHINES + "/{machine}")
  @Needs(Right.ADMINISTER)
  Answer makeFor(
      Frame frame,
      HttpServletRequest request,
      @PathVariable("machine") String id,
      @RequestParam(name = "name", defaultValue = "") String name,
      @RequestParam(name = "scope", defaultValue = "") List<String> scopes,
      @RequestParam(name = "days", defaultValue = "") String days,
      @RequestParam(name = "organisation", defaultValue = "") String organisation)
      throws IOException {
    Account machine = machine(id);
    if (!sessions.isFresh(request)) {
      return Answer.see("/sign-in?again=1&next=%2Fpeople%2Fmachines%2F" + machine.id());
    }
    Typed typed = new Typed(name, scopes, days, organisation);
    Optional<Viewer.Organisation> chosen =
        machine.memberships().stream()
            .map(Account.Membership::organisation)
            .filter(one -> organisation.isEmpty() || one.id().equals(organisation))
            .findFirst();
    Made made = make(frame, machine, chosen, typed);
    return page(
        frame,
        of(frame, machine, made.isMade() ? Typed.NOTHING : typed, made.token(), made.wrong()));
  }

  @PostMapping(MACHINES + "/{machine}/{token}/revoke")
  @Needs(Right.ADMINISTER)
  Answer revokeOf(@PathVariable("machine") String machine, @PathVariable("token") String token)
      throws IOException {
    revoke(machine(machine).id(), token);
    return Answer.see(MACHINES + "/" + machine);
  }
}
