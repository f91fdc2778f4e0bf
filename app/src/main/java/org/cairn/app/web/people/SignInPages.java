package org.cairn.app.web.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cairn.app.text.Texts;
import org.cairn.app.web.Answer;
import org.cairn.app.web.EvenReadOnly;
import org.cairn.app.web.Frame;
import org.cairn.app.web.Needs;
import org.cairn.app.web.Right;
import org.cairn.app.web.Role;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.people.oidc.Provider;
import org.cairn.app.web.people.oidc.ProviderException;
import org.cairn.app.web.people.oidc.Providers;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Coming in and going out. */
@Controller
final class SignInPages {
  static final int UNPROCESSABLE = 422;
  private static final int TOO_MANY = 429;

  private final People people;
  private final Sessions sessions;
  private final WebAddress address;
  private final Providers providers;

  SignInPages(People people, Sessions sessions, WebAddress address, Providers providers) {
    this.people = people;
    this.sessions = sessions;
    this.address = address;
    this.providers = providers;
  }

  /**
   * What the page shows.
   *
   * @param wrong what to say of the last attempt
   * @param next a path of this server, or empty
   * @param close whether it was opened beside a page that waits
   * @param again whether somebody is to show anew who they are
   */
  record View(String login, Optional<String> wrong, String next, boolean close, boolean again) {
    View(String login, Optional<String> wrong, String next, boolean close) {
      this(login, wrong, next, close, false);
    }
  }

  @GetMapping("/sign-in")
  @Needs(Right.ENTER)
  Answer ask(
      Frame frame,
      @RequestParam(name = "next", defaultValue = "") String next,
      @RequestParam(name = "close", defaultValue = "") String close,
      @RequestParam(name = "again", defaultValue = "") String again)
      throws IOException {
    if (frame.viewer().isSignedIn() && again.isEmpty()) {
      return Answer.html(
          frame,
          (output, forms) -> JtesignedInGenerated.render(output, forms, frame, !close.isEmpty()));
    }
    View view =
        new View(
            "", Optional.empty(), Next.find(next).orElse(""), !close.isEmpty(), !again.isEmpty());
    return page(frame, HttpServletResponse.SC_OK, view);
  }

  @PostMapping("/sign-in")
  @Needs(Right.ENTER)
  Answer password(
      Frame frame,
      HttpServletRequest request,
      HttpServletResponse response,
      @RequestParam(name = "login", defaultValue = "") String login,
      @RequestParam(name = "password", defaultValue = "") String password,
      @RequestParam(name = "next", defaultValue = "") String next,
      @RequestParam(name = "close", defaultValue = "") String close)
      throws IOException {
    String sender = address.sender(request);
    Duration wait = people.attempts().begin(Logins.fold(login), sender);
    String path = Next.find(next).orElse("");
    if (!wait.isZero()) {
      return page(
          frame, TOO_MANY, new View(login, Optional.of(wait(frame, wait)), path, !close.isEmpty()));
    }
    Optional<Account> account = people.accounts().findByLogin(login);
    Optional<String> hash =
        account.isEmpty()
            ? Optional.empty()
            : people.accounts().findPasswordHash(account.get().id());
    if (!people.passwords().matches(password, hash) || account.isEmpty()) {
      String wrong = frame.texts(People.class).text("people.sign-in.wrong");
      return page(
          frame, UNPROCESSABLE, new View(login, Optional.of(wrong), path, !close.isEmpty()));
    }
    people.attempts().succeeded(account.get().login(), sender);
    if (people.secondFactors().isSetUp(account.get().id())) {
      sessions.waitForSecondFactor(request, response, account.get());
      return Answer.see("/sign-in/code?" + query(path, !close.isEmpty()));
    }
    sessions.signIn(request, response, account.get(), "password");
    return after(account.get(), path, !close.isEmpty());
  }

  @GetMapping("/sign-in/code")
  @Needs(Right.ENTER)
  Answer askCode(
      Frame frame,
      HttpServletRequest request,
      @RequestParam(name = "next", defaultValue = "") String next,
      @RequestParam(name = "close", defaultValue = "") String close)
      throws IOException {
    String path = Next.find(next).orElse("");
    return sessions.findHalf(request).isEmpty()
        ? Answer.see("/sign-in?" + query(path, !close.isEmpty()))
        : codePage(
            frame,
            HttpServletResponse.SC_OK,
            new View("", Optional.empty(), path, !close.isEmpty()));
  }

  @PostMapping("/sign-in/code")
  @Needs(Right.ENTER)
  Answer code(
      Frame frame,
      HttpServletRequest request,
      HttpServletResponse response,
      @RequestParam(name = "code", defaultValue = "") String code,
      @RequestParam(name = "next", defaultValue = "") String next,
      @RequestParam(name = "close", defaultValue = "") String close)
      throws IOException {
    String path = Next.find(next).orElse("");
    Optional<Account> half = sessions.findHalf(request);
    if (half.isEmpty()) {
      return Answer.see("/sign-in?" + query(path, !close.isEmpty()));
    }
    String sender = address.sender(request);
    // Apart from the password's count, or knowing that would begin this one anew.
    String counted = "code of " + half.get().id();
    Duration wait = people.attempts().begin(counted, sender);
    if (!wait.isZero()) {
      return codePage(
          frame, TOO_MANY, new View("", Optional.of(wait(frame, wait)), path, !close.isEmpty()));
    }
    Optional<String> means = people.secondFactors().check(half.get().id(), code);
    if (means.isEmpty()) {
      String wrong = frame.texts(People.class).text("people.code.wrong");
      return codePage(
          frame, UNPROCESSABLE, new View("", Optional.of(wrong), path, !close.isEmpty()));
    }
    people.attempts().succeeded(counted, sender);
    sessions.signIn(request, response, half.get(), means.get());
    return after(half.get(), path, !close.isEmpty());
  }

  @PostMapping("/sign-out")
  @EvenReadOnly
  @Needs(Right.ENTER)
  Answer signOut(Frame frame, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<KeptSessions.Elsewhere> elsewhere = sessions.findElsewhere(request);
    sessions.end(request, response);
    Optional<Provider> provider =
        elsewhere.flatMap(there -> providers.findByIssuer(there.issuer()));
    if (provider.isEmpty()) {
      return Answer.see("/sign-in");
    }
    try {
      Optional<URI> there =
          provider
              .get()
              .findSignOut(
                  elsewhere.flatMap(KeptSessions.Elsewhere::idToken),
                  URI.create(address.origin(request) + "/sign-in"));
      return there.isEmpty()
          ? Answer.see("/sign-in")
          : OidcPages.goOn(frame.signedOut(), provider.get(), there.get(), "end");
    } catch (ProviderException away) {
      OidcPages.tell(provider.get(), away);
      return Answer.see("/sign-in");
    }
  }

  /** Whoever judges or administers with a password alone is shown how to do better. */
  private Answer after(Account account, String next, boolean close) throws IOException {
    if (close) {
      return Answer.see("/sign-in?close=1");
    }
    boolean weak =
        account.isAnywhere(Role.ADMINISTRATOR, Role.REVIEWER)
            && !people.secondFactors().isSetUp(account.id());
    return Answer.see(!next.isEmpty() ? next : weak ? "/me" : "/");
  }

  private static String query(String next, boolean close) {
    return "next="
        + java.net.URLEncoder.encode(next, java.nio.charset.StandardCharsets.UTF_8)
        + (close ? "&close=1" : "");
  }

  private static String wait(Frame frame, Duration wait) {
    Texts texts = frame.texts(People.class);
    long seconds = Math.max(1, wait.toSeconds());
    return seconds < 90
        ? texts.count("people.sign-in.wait-seconds", seconds)
        : texts.count("people.sign-in.wait-minutes", Math.ceilDiv(seconds, 60));
  }

  private Answer page(Frame frame, int status, View view) throws IOException {
    return page(people, providers, frame, status, view);
  }

  /** With the organisations that visitors are told of. */
  static Answer page(People people, Providers providers, Frame frame, int status, View view)
      throws IOException {
    List<Viewer.Organisation> told =
        people.accounts().listOrganisations().stream()
            .filter(Accounts.Listed::open)
            .map(Accounts.Listed::organisation)
            .toList();
    return Answer.html(
        frame,
        status,
        (output, forms) ->
            JtesignInGenerated.render(output, forms, frame, view, providers.list(), told));
  }

  private static Answer codePage(Frame frame, int status, View view) {
    return Answer.html(
        frame, status, (output, forms) -> JtecodeGenerated.render(output, forms, frame, view));
  }
}
