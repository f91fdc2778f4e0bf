package org.cairn.app.web.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.cairn.app.web.Answer;
import org.cairn.app.web.Desk;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.NotFoundException;
import org.cairn.app.web.Right;
import org.cairn.app.web.people.Challenges.Purpose;
import org.cairn.app.web.people.Challenges.Waiting;
import org.cairn.app.web.people.Passkeys.Passkey;
import org.cairn.app.web.people.oidc.Providers;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PersonKey;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the script of passkeys asks for, and where it sends what a passkey answered. */
@Controller
final class PasskeyPages {
  private static final int LONGEST_LABEL = 60;

  private final People people;
  private final Sessions sessions;
  private final Challenges challenges;
  private final WebAuthn webAuthn;
  private final WebAddress address;
  private final Desk desk;
  private final Providers providers;

  PasskeyPages(
      People people,
      Sessions sessions,
      Challenges challenges,
      WebAuthn webAuthn,
      WebAddress address,
      Desk desk,
      Providers providers) {
    this.people = people;
    this.sessions = sessions;
    this.challenges = challenges;
    this.webAuthn = webAuthn;
    this.address = address;
    this.desk = desk;
    this.providers = providers;
  }

  /** To sign in: any passkey that the browser has for this server. */
  @GetMapping("/sign-in/passkey")
  @Needs(Right.ENTER)
  Answer request(HttpServletRequest request) {
    byte[] challenge = webAuthn.challenge();
    challenges.ask(request, Purpose.SIGN_IN, challenge, "");
    return Answer.json(WebAuthn.request(challenge, address.host(), List.of()));
  }

  @PostMapping("/sign-in/passkey")
  @Needs(Right.ENTER)
  Answer signIn(
      Frame frame,
      HttpServletRequest request,
      HttpServletResponse response,
      @RequestParam(name = "passkey", defaultValue = "") String answer,
      @RequestParam(name = "next", defaultValue = "") String next,
      @RequestParam(name = "close", defaultValue = "") String close)
      throws IOException {
    Optional<Account> account = signedBy(request, answer);
    String path = Next.find(next).orElse("");
    if (account.isEmpty()) {
      String wrong = frame.texts(People.class).text("people.passkey.wrong");
      return SignInPages.page(
          people,
          providers,
          frame,
          SignInPages.UNPROCESSABLE,
          new SignInPages.View("", Optional.of(wrong), path, !close.isEmpty()));
    }
    sessions.signIn(request, response, account.get(), "passkey");
    return Answer.see(!close.isEmpty() ? "/sign-in?close=1" : path.isEmpty() ? "/" : path);
  }

  private Optional<Account> signedBy(HttpServletRequest request, String answer) throws IOException {
    Optional<Waiting> waiting = challenges.take(request, Purpose.SIGN_IN);
    Optional<String> credential = WebAuthn.credential(answer);
    if (waiting.isEmpty() || credential.isEmpty()) {
      return Optional.empty();
    }
    Optional<Passkey> passkey = people.passkeys().find(credential.get());
    if (passkey.isEmpty()) {
      return Optional.empty();
    }
    Optional<Long> count = webAuthn.verify(answer, passkey.get(), ceremony(request, waiting.get()));
    if (count.isEmpty()) {
      return Optional.empty();
    }
    people.passkeys().used(credential.get(), count.get());
    return people.accounts().find(passkey.get().person());
  }

  private WebAuthn.Ceremony ceremony(HttpServletRequest request, Waiting waiting) {
    return new WebAuthn.Ceremony(address.origin(request), address.host(), waiting.challenge());
  }

  /** For an account that is being made: the id it will have is decided here. */
  @GetMapping("/sign-in/first-passkey")
  @Needs(Right.ENTER)
  Answer first(
      HttpServletRequest request,
      @RequestParam(name = "login", defaultValue = "") String login,
      @RequestParam(name = "name", defaultValue = "") String name) {
    String person = people.tokens().id();
    byte[] challenge = webAuthn.challenge();
    challenges.ask(request, Purpose.FIRST_PASSKEY, challenge, person);
    return Answer.json(
        WebAuthn.creation(
            challenge, address.host(), person, Logins.fold(login), name.strip(), List.of()));
  }

  @GetMapping("/me/passkeys/new")
  @Needs(Right.ENTER)
  Answer creation(Frame frame, HttpServletRequest request) throws IOException {
    Account account = account(frame);
    byte[] challenge = webAuthn.challenge();
    challenges.ask(request, Purpose.NEW_PASSKEY, challenge, account.id());
    return Answer.json(
        WebAuthn.creation(
            challenge,
            address.host(),
            account.id(),
            account.login(),
            account.name(),
            people.passkeys().list(account.id())));
  }

  @PostMapping("/me/passkeys")
  @Needs(Right.ENTER)
  Answer add(
      Frame frame,
      HttpServletRequest request,
      @RequestParam(name = "passkey", defaultValue = "") String answer,
      @RequestParam(name = "label", defaultValue = "") String label)
      throws IOException {
    Account account = account(frame);
    if (!sessions.isFresh(request)) {
      return MePages.SIGN_IN_AGAIN;
    }
    Optional<Waiting> waiting =
        challenges
            .take(request, Purpose.NEW_PASSKEY)
            .filter(one -> one.person().equals(account.id()));
    Optional<WebAuthn.Made> made =
        waiting.flatMap(one -> webAuthn.make(answer, ceremony(request, one)));
    if (made.isEmpty()) {
      return Answer.see("/me?said=passkey-wrong");
    }
    String plain = label.strip();
    String called =
        plain.isEmpty()
            ? frame.texts(People.class).text("people.passkey")
            : plain.substring(0, Math.min(plain.length(), LONGEST_LABEL));
    boolean added = people.passkeys().add(account.id(), called, made.get(), address.host());
    return Answer.see("/me?said=" + (added ? "passkey-added" : "passkey-wrong"));
  }

  @PostMapping("/me/passkeys/remove")
  @Needs(Right.ENTER)
  Answer remove(
      Frame frame,
      HttpServletRequest request,
      @RequestParam(name = "credential", defaultValue = "") String credential)
      throws IOException, RefusedException {
    Account account = account(frame);
    if (!sessions.isFresh(request)) {
      return MePages.SIGN_IN_AGAIN;
    }
    Passkey passkey =
        people
            .passkeys()
            .find(credential)
            .filter(one -> one.person().equals(account.id()))
            .orElseThrow(NotFoundException::new);
    boolean last =
        people.passkeys().list(account.id()).size() == 1
            && people.accounts().findPasswordHash(account.id()).isEmpty()
            && !people.identities().letsIn(account.id(), providers, "");
    if (last) {
      return Answer.see("/me?said=passkey-last");
    }
    if (passkey.recorded()) {
      desk.write(writer -> writer.append(List.of(PersonKey.ended(account.id(), credential))));
    }
    people.passkeys().remove(account.id(), credential);
    sessions.endOthers(request, account.id());
    return Answer.see("/me?said=passkey-removed");
  }

  private Account account(Frame frame) throws IOException {
    return MePages.account(people, frame);
  }
}
