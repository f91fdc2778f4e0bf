package org.cairn.app.web.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.Right;
import org.cairn.app.web.Role;
import org.cairn.app.web.Viewer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where links of one use lead: to the first account, to a further one, to a new password. */
@Controller
final class EntryPages {
  private static final int UNPROCESSABLE = 422;
  private static final int LONGEST_NAME = 120;

  private final People people;
  private final Sessions sessions;
  private final Challenges challenges;
  private final WebAuthn webAuthn;
  private final WebAddress address;

  EntryPages(
      People people,
      Sessions sessions,
      Challenges challenges,
      WebAuthn webAuthn,
      WebAddress address) {
    this.people = people;
    this.sessions = sessions;
    this.challenges = challenges;
    this.webAuthn = webAuthn;
    this.address = address;
  }

  /** What was typed. */
  record Typed(String name, String organisation, String login, String password, String passkey) {
    static final Typed NOTHING = new Typed("", "", "", "", "");
  }

  /**
   * What the page shows.
   *
   * @param path of the link
   * @param organisation into which it leads; empty where one is to be made
   * @param wrong what to say of a field, by its name
   */
  record View(
      Links.Kind kind,
      String path,
      Optional<Viewer.Organisation> organisation,
      Set<Role> roles,
      Typed typed,
      Map<String, String> wrong) {
    View {
      roles = Set.copyOf(roles);
      wrong = Map.copyOf(wrong);
    }

    String wrong(String field) {
      return wrong.getOrDefault(field, "");
    }
  }

  @GetMapping("/set-up/{token}")
  @Needs(Right.ENTER)
  Answer setUp(Frame frame, @PathVariable("token") String token) throws IOException {
    return ask(frame, Links.Kind.SET_UP, token);
  }

  @PostMapping("/set-up/{token}")
  @Needs(Right.ENTER)
  Answer setUp(
      Frame frame,
      HttpServletRequest request,
      HttpServletResponse response,
      @PathVariable("token") String token,
      @RequestParam(name = "name", defaultValue = "") String name,
      @RequestParam(name = "organisation", defaultValue = "") String organisation,
      @RequestParam(name = "login", defaultValue = "") String login,
      @RequestParam(name = "password", defaultValue = "") String password,
      @RequestParam(name = "passkey", defaultValue = "") String passkey)
      throws IOException {
    return enter(
        frame,
        request,
        response,
        Links.Kind.SET_UP,
        token,
        new Typed(name.strip(), organisation.strip(), login.strip(), password, passkey));
  }

  @GetMapping("/invitation/{token}")
  @Needs(Right.ENTER)
  Answer invitation(Frame frame, @PathVariable("token") String token) throws IOException {
    return ask(frame, Links.Kind.INVITATION, token);
  }

  @PostMapping("/invitation/{token}")
  @Needs(Right.ENTER)
  Answer invitation(
      Frame frame,
      HttpServletRequest request,
      HttpServletResponse response,
      @PathVariable("token") String token,
      @RequestParam(name = "name", defaultValue = "") String name,
      @RequestParam(name = "login", defaultValue = "") String login,
      @RequestParam(name = "password", defaultValue = "") String password,
      @RequestParam(name = "passkey", defaultValue = "") String passkey)
      throws IOException {
    return enter(
        frame,
        request,
        response,
        Links.Kind.INVITATION,
        token,
        new Typed(name.strip(), "", login.strip(), password, passkey));
  }

  private Answer ask(Frame frame, Links.Kind kind, String token) throws IOException {
    Optional<Links.Grant> grant = people.links().find(kind, token);
    return grant.isEmpty()
        ? spent(frame)
        : page(
            frame,
            HttpServletResponse.SC_OK,
            view(kind, token, grant.get(), Typed.NOTHING, Map.of()));
  }

  private View view(
      Links.Kind kind, String token, Links.Grant grant, Typed typed, Map<String, String> wrong)
      throws IOException {
    Optional<Viewer.Organisation> organisation =
        grant.organisation().isEmpty()
            ? Optional.empty()
            : people.findOrganisation(grant.organisation().get());
    return new View(
        kind, "/" + kind.code() + "/" + token, organisation, grant.roles(), typed, wrong);
  }

  private Answer enter(
      Frame frame,
      HttpServletRequest request,
      HttpServletResponse response,
      Links.Kind kind,
      String token,
      Typed typed)
      throws IOException {
    Optional<Links.Grant> found = people.links().find(kind, token);
    if (found.isEmpty()) {
      return spent(frame);
    }
    Links.Grant grant = found.get();
    Map<String, String> wrong = wrong(frame, grant, typed);
    Optional<Passkey> passkey = passkey(request, typed);
    if (!typed.passkey().isEmpty() && passkey.isEmpty()) {
      wrong.put("password", frame.texts(People.class).text("people.said.passkey-wrong"));
    }
    if (!wrong.isEmpty()) {
      return page(frame, UNPROCESSABLE, view(kind, token, grant, typed, wrong));
    }
    Optional<String> hash =
        passkey.isPresent()
            ? Optional.empty()
            : Optional.of(people.passwords().hash(typed.password()));
    Optional<Account> account = make(frame, token, grant, typed, hash, passkey);
    if (account.isEmpty()) {
      return ask(frame, kind, token);
    }
    sessions.signIn(request, response, account.get(), kind.code());
    return Answer.see("/me");
  }

  /** One at a time; empty where another was faster with the link, or with the login. */
  private synchronized Optional<Account> make(
      Frame frame,
      String token,
      Links.Grant grant,
      Typed typed,
      Optional<String> hash,
      Optional<Passkey> passkey)
      throws IOException {
    String id = passkey.map(Passkey::person).orElseGet(people.tokens()::id);
    if (people.accounts().findByLogin(typed.login()).isPresent()
        || !people.links().use(grant.kind(), token)
        || !people.accounts().add(id, typed.login(), typed.name())) {
      return Optional.empty();
    }
    if (hash.isPresent()) {
      people.accounts().setPassword(id, hash.get());
    }
    if (passkey.isPresent()) {
      people
          .passkeys()
          .add(
              id,
              frame.texts(People.class).text("people.passkey"),
              passkey.get().made(),
              address.host());
    }
    String organisation =
        grant.organisation().isPresent()
            ? grant.organisation().get()
            : people.addOrganisation(typed.organisation()).id();
    people.accounts().setRoles(id, organisation, grant.roles());
    return people.accounts().find(id);
  }

  /** A passkey instead of a password, and the id that it was made for. */
  private record Passkey(String person, WebAuthn.Made made) {}

  private Optional<Passkey> passkey(HttpServletRequest request, Typed typed) {
    if (typed.passkey().isEmpty()) {
      return Optional.empty();
    }
    return challenges
        .take(request, Challenges.Purpose.FIRST_PASSKEY)
        .flatMap(waiting ->
            webAuthn
                .make(
                    typed.passkey(),
                    new WebAuthn.Ceremony(
                        address.origin(request), address.host(), waiting.challenge()))
                .map(made -> new Passkey(waiting.person(), made)));
  }

  private Map<String, String> wrong(Frame frame, Links.Grant grant, Typed typed)
      throws IOException {
    Texts t = frame.texts(People.class);
    Map<String, String> wrong = new LinkedHashMap<>();
    if (typed.name().isEmpty() || typed.name().length() > LONGEST_NAME) {
      wrong.put("name", t.text("people.wrong.name", t.plain(LONGEST_NAME)));
    }
    boolean organisationAsked = grant.organisation().isEmpty();
    if (organisationAsked
        && (typed.organisation().isEmpty() || typed.organisation().length() > LONGEST_NAME)) {
      wrong.put("organisation", t.text("people.wrong.organisation", t.plain(LONGEST_NAME)));
    }
    if (!Logins.isLogin(typed.login())) {
      wrong.put("login", t.text("people.wrong.login"));
    } else if (people.accounts().findByLogin(typed.login()).isPresent()) {
      wrong.put("login", t.text("people.wrong.login-taken"));
    }
    if (typed.passkey().isEmpty()) {
      Passwords.fault(typed.password(), typed.login())
          .ifPresent(fault -> wrong.put("password", t.text(fault.key())));
    }
    return wrong;
  }

  @GetMapping("/reset/{token}")
  @Needs(Right.ENTER)
  Answer reset(Frame frame, @PathVariable("token") String token) throws IOException {
    Optional<Account> account = resets(token);
    return account.isEmpty()
        ? spent(frame)
        : resetPage(frame, HttpServletResponse.SC_OK, token, account.get(), "");
  }

  @PostMapping("/reset/{token}")
  @Needs(Right.ENTER)
  Answer reset(
      Frame frame,
      HttpServletRequest request,
      HttpServletResponse response,
      @PathVariable("token") String token,
      @RequestParam(name = "password", defaultValue = "") String password)
      throws IOException {
    Optional<Account> account = resets(token);
    if (account.isEmpty()) {
      return spent(frame);
    }
    Optional<Passwords.Fault> fault = Passwords.fault(password, account.get().login());
    if (fault.isPresent()) {
      String wrong = frame.texts(People.class).text(fault.get().key());
      return resetPage(frame, UNPROCESSABLE, token, account.get(), wrong);
    }
    String hash = people.passwords().hash(password);
    if (!people.links().use(Links.Kind.RESET, token)) {
      return spent(frame);
    }
    String id = account.get().id();
    people.accounts().setPassword(id, hash);
    people.secondFactors().remove(id);
    people.sessions().endAll(id);
    sessions.signIn(
        request, response, people.accounts().find(id).orElseThrow(), Links.Kind.RESET.code());
    return Answer.see("/me");
  }

  private Optional<Account> resets(String token) throws IOException {
    Optional<String> person =
        people.links().find(Links.Kind.RESET, token).flatMap(Links.Grant::person);
    return person.isEmpty() ? Optional.empty() : people.accounts().find(person.get());
  }

  private static Answer resetPage(
      Frame frame, int status, String token, Account account, String wrong) {
    return Answer.html(
        frame,
        status,
        (output, forms) ->
            JteresetGenerated.render(output, forms, frame, "/reset/" + token, account, wrong));
  }

  private static Answer page(Frame frame, int status, View view) {
    return Answer.html(
        frame, status, (output, forms) -> JteentryGenerated.render(output, forms, frame, view));
  }

  /** The same whether it was used, has expired, or never was. */
  private static Answer spent(Frame frame) {
    return Answer.html(
        frame,
        HttpServletResponse.SC_NOT_FOUND,
        (output, forms) -> JtespentGenerated.render(output, forms, frame));
  }
}
