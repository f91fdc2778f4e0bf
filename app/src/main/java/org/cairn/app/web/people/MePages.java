package org.cairn.app.web.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Right;
import org.cairn.app.web.Role;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.people.oidc.Provider;
import org.cairn.app.web.people.oidc.Providers;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One's own account. */
@Controller
final class MePages {
  static final Answer SIGN_IN_AGAIN = Answer.see("/sign-in?again=1&next=%2Fme");

  /** What a page says after something was done. */
  private static final List<String> SAID =
      List.of(
          "passkey-added",
          "passkey-wrong",
          "passkey-removed",
          "passkey-last",
          "password-set",
          "factor-removed",
          "identity-added",
          "identity-taken",
          "identity-removed",
          "identity-last",
          "identity-shut",
          "changed");

  private static final int UNPROCESSABLE = 422;
  private static final int LONGEST_NAME = 120;
  private static final int LONGEST_CONTACT = 400;
  private static final int SIGN_INS_SHOWN = 10;

  private final People people;
  private final Sessions sessions;
  private final Providers providers;

  MePages(People people, Sessions sessions, Providers providers) {
    this.people = people;
    this.sessions = sessions;
    this.providers = providers;
  }

  /**
   * What the page shows.
   *
   * @param providers by which one can sign in
   * @param said a key of what was done, or empty
   * @param wrong what to say of the field named
   */
  record View(
      Account account,
      List<Passkeys.Passkey> passkeys,
      List<Identities.Linked> identities,
      Providers providers,
      boolean hasPassword,
      boolean hasFactor,
      int recoveryCodes,
      List<Accounts.SignIn> signIns,
      String said,
      String wrongField,
      String wrong) {
    View {
      passkeys = List.copyOf(passkeys);
      identities = List.copyOf(identities);
      signIns = List.copyOf(signIns);
    }

    /** Whoever judges or administers should not be let in by a password alone. */
    boolean isWeak() {
      return hasPassword && !hasFactor && account.isAnywhere(Role.ADMINISTRATOR, Role.REVIEWER);
    }

    /** What said that did not come about. */
    boolean isRefusal() {
      return List.of(
              "passkey-wrong", "passkey-last", "identity-taken", "identity-last", "identity-shut")
          .contains(said);
    }

    /** Those by which the person does not sign in yet. */
    List<Provider> addable() {
      return providers.list().stream()
          .filter(provider ->
              identities.stream()
                  .noneMatch(one -> one.issuer().equals(provider.settings().issuer())))
          .toList();
    }

    String wrong(String field) {
      return wrongField.equals(field) ? wrong : "";
    }
  }

  @GetMapping("/me")
  @Needs(Right.ENTER)
  Answer me(Frame frame, @RequestParam(name = "said", defaultValue = "") String said)
      throws IOException {
    if (!frame.viewer().isSignedIn()) {
      return Answer.see("/sign-in?next=%2Fme");
    }
    return page(frame, HttpServletResponse.SC_OK, SAID.contains(said) ? said : "", "", "");
  }

  @PostMapping("/me")
  @Needs(Right.ENTER)
  Answer change(
      Frame frame,
      @RequestParam(name = "name", defaultValue = "") String name,
      @RequestParam(name = "contact", defaultValue = "") String contact)
      throws IOException {
    Account account = account(people, frame);
    String called = name.strip();
    if (called.isEmpty() || called.length() > LONGEST_NAME) {
      return refuse(frame, "name", "people.wrong.name", LONGEST_NAME);
    }
    if (contact.length() > LONGEST_CONTACT) {
      return refuse(frame, "contact", "people.wrong.contact", LONGEST_CONTACT);
    }
    people
        .accounts()
        .change(account.id(), called, Optional.of(contact.strip()).filter(text -> !text.isEmpty()));
    return Answer.see("/me?said=changed");
  }

  private Answer refuse(Frame frame, String field, String key, int most) throws IOException {
    var texts = frame.texts(People.class);
    return page(frame, UNPROCESSABLE, "", field, texts.text(key, texts.plain(most)));
  }

  /** For which of one's organisations one is here. */
  @PostMapping("/me/organisation")
  @Needs(Right.ENTER)
  Answer switchTo(
      Frame frame,
      HttpServletRequest request,
      @RequestParam(name = "organisation", defaultValue = "") String organisation)
      throws IOException {
    Account account = account(people, frame);
    Viewer.Organisation chosen =
        account.memberships().stream()
            .map(Account.Membership::organisation)
            .filter(one -> one.id().equals(organisation))
            .findFirst()
            .orElseThrow(NotFoundException::new);
    sessions.goOn(request, chosen);
    return Answer.see("/me");
  }

  @PostMapping("/me/password")
  @Needs(Right.ENTER)
  Answer password(
      Frame frame,
      HttpServletRequest request,
      @RequestParam(name = "password", defaultValue = "") String password)
      throws IOException {
    Account account = account(people, frame);
    if (!sessions.isFresh(request)) {
      return SIGN_IN_AGAIN;
    }
    Optional<Passwords.Fault> fault = Passwords.fault(password, account.login());
    if (fault.isPresent()) {
      return page(
          frame, UNPROCESSABLE, "", "password", frame.texts(People.class).text(fault.get().key()));
    }
    people.accounts().setPassword(account.id(), people.passwords().hash(password));
    sessions.endOthers(request, account.id());
    return Answer.see("/me?said=password-set");
  }

  @GetMapping("/me/second-factor")
  @Needs(Right.ENTER)
  Answer factor(Frame frame, HttpServletRequest request) throws IOException {
    Account account = account(people, frame);
    if (!sessions.isFresh(request)) {
      return SIGN_IN_AGAIN;
    }
    return people.secondFactors().isSetUp(account.id())
        ? Answer.see("/me")
        : factorPage(frame, HttpServletResponse.SC_OK, account, "");
  }

  @PostMapping("/me/second-factor")
  @Needs(Right.ENTER)
  Answer factor(
      Frame frame,
      HttpServletRequest request,
      @RequestParam(name = "code", defaultValue = "") String code)
      throws IOException {
    Account account = account(people, frame);
    if (!sessions.isFresh(request)) {
      return SIGN_IN_AGAIN;
    }
    List<String> codes = people.secondFactors().confirm(account.id(), code);
    if (codes.isEmpty()) {
      return factorPage(
          frame, UNPROCESSABLE, account, frame.texts(People.class).text("people.code.wrong"));
    }
    sessions.endOthers(request, account.id());
    return Answer.html(
        frame, (output, forms) -> JterecoveryCodesGenerated.render(output, forms, frame, codes));
  }

  @PostMapping("/me/second-factor/remove")
  @Needs(Right.ENTER)
  Answer removeFactor(Frame frame, HttpServletRequest request) throws IOException {
    Account account = account(people, frame);
    if (!sessions.isFresh(request)) {
      return SIGN_IN_AGAIN;
    }
    people.secondFactors().remove(account.id());
    sessions.endOthers(request, account.id());
    return Answer.see("/me?said=factor-removed");
  }

  private Answer factorPage(Frame frame, int status, Account account, String wrong)
      throws IOException {
    String secret = people.secondFactors().begin(account.id());
    return secret.isEmpty()
        ? Answer.see("/me")
        : Answer.html(
            frame,
            status,
            (output, forms) ->
                JtesecondFactorGenerated.render(output, forms, frame, account, secret, wrong));
  }

  private Answer page(Frame frame, int status, String said, String field, String wrong)
      throws IOException {
    Account account = account(people, frame);
    View view =
        new View(
            account,
            people.passkeys().list(account.id()),
            people.identities().list(account.id()),
            providers,
            people.accounts().findPasswordHash(account.id()).isPresent(),
            people.secondFactors().isSetUp(account.id()),
            people.secondFactors().countRecoveryCodes(account.id()),
            people.accounts().listSignIns(account.id(), SIGN_INS_SHOWN),
            said,
            field,
            wrong);
    return Answer.html(
        frame, status, (output, forms) -> JtemeGenerated.render(output, forms, frame, view));
  }

  /**
   * The viewer's.
   *
   * @throws NotFoundException for a visitor, to whom nothing of this is
   */
  static Account account(People people, Frame frame) throws IOException {
    String person =
        frame.viewer().person().map(Viewer.Person::id).orElseThrow(NotFoundException::new);
    return people.accounts().find(person).orElseThrow(NotFoundException::new);
  }
}
