package org.cairn.app.web.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.app.web.BrowserCookie;
import org.cairn.app.web.ReadOnlyMode;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.api.ByProgram;

/**
 * Who is signed in, by the secret in the browser's cookie. Signing in and out gives the browser
 * another, so that nobody has prepared it, and another token of forms with it. The steps of signing
 * in alone are in the server's memory. Thread-safe.
 */
final class Sessions {
  /** How long after signing in one may change how one signs in. */
  private static final Duration FRESH = Duration.ofMinutes(20);

  /** Between the password and the second factor. */
  private static final Duration HALFWAY = Duration.ofMinutes(5);

  private static final String HALF = Sessions.class.getName() + ".half";

  private final People people;
  private final InstantSource clock;
  private final BrowserCookie browser;
  private final ReadOnlyMode mode;

  /** Those that are over while the database takes nothing in; gone from it with the next one. */
  private final Set<String> ended = ConcurrentHashMap.newKeySet();

  Sessions(People people, InstantSource clock, BrowserCookie browser, ReadOnlyMode mode) {
    this.people = people;
    this.clock = clock;
    this.browser = browser;
    this.mode = mode;
  }

  /** A password was right, the second factor is to come. */
  private record Half(String person, Instant since) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * The account of a request, as it is now, and for which organisation its owner is here.
   *
   * @param proved when they last showed who they are
   */
  record Present(Account account, Optional<Account.Membership> membership, Instant proved) {}

  Optional<Present> find(HttpServletRequest request) throws IOException {
    if (ByProgram.is(request)) {
      // What is done by a token is not made fresher by a cookie beside it, whosever that is.
      return Optional.empty();
    }
    Optional<String> secret = browser.find(request).filter(one -> !ended.contains(one));
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    Optional<KeptSessions.Kept> kept = people.sessions().find(secret.get());
    if (kept.isEmpty() || isIdle(kept.get())) {
      return Optional.empty();
    }
    if (isOver(kept.get().seen(), KeptSessions.NOTED)) {
      mode.note(() -> people.sessions().noteSeen(secret.get()));
    }
    return people
        .accounts()
        .find(kept.get().person())
        .map(account ->
            new Present(
                account,
                account.membership(Optional.of(kept.get().organisation())),
                kept.get().proved()));
  }

  /** While nothing is taken in nobody could be noted as being there, nor sign in again. */
  private boolean isIdle(KeptSessions.Kept kept) {
    return mode.now().isEmpty() && isOver(kept.seen(), KeptSessions.IDLE);
  }

  private boolean isOver(Instant since, Duration lasts) {
    return !since.plus(lasts).isAfter(clock.instant());
  }

  /**
   * Whether somebody showed who they are a short time ago, here or to a provider: nobody else found
   * an open browser.
   */
  boolean isFresh(HttpServletRequest request) throws IOException {
    return find(request).filter(present -> !isOver(present.proved(), FRESH)).isPresent();
  }

  void signIn(
      HttpServletRequest request, HttpServletResponse response, Account account, String means)
      throws IOException {
    signIn(request, response, account, means, clock.instant(), Optional.empty());
  }

  /**
   * @param proved when they showed who they are; long ago where a provider knew them still
   */
  void signIn(
      HttpServletRequest request,
      HttpServletResponse response,
      Account account,
      String means,
      Instant proved,
      Optional<KeptSessions.Elsewhere> elsewhere)
      throws IOException {
    if (account.isMachine()) {
      throw new IllegalStateException("A machine has no browser: " + account.id());
    }
    people.accounts().noteSignIn(account.id(), means);
    forget(request);
    String organisation =
        account.membership(Optional.empty()).map(one -> one.organisation().id()).orElse("");
    people
        .sessions()
        .begin(browser.renew(request, response), account.id(), organisation, proved, elsewhere);
  }

  /** Where the person of this request signed in; empty where that was here. */
  Optional<KeptSessions.Elsewhere> findElsewhere(HttpServletRequest request) throws IOException {
    Optional<String> secret = browser.find(request).filter(one -> !ended.contains(one));
    return secret.isEmpty() ? Optional.empty() : people.sessions().findElsewhere(secret.get());
  }

  /** Goes on in the same session. */
  void goOn(HttpServletRequest request, Viewer.Organisation organisation) throws IOException {
    Optional<String> secret = browser.find(request);
    if (secret.isPresent()) {
      people.sessions().move(secret.get(), organisation.id());
    }
  }

  /** Wherever else the person of this request is signed in: how they sign in was changed. */
  void endOthers(HttpServletRequest request, String person) throws IOException {
    people.sessions().endOthers(person, browser.find(request).orElse(""));
  }

  void waitForSecondFactor(
      HttpServletRequest request, HttpServletResponse response, Account account)
      throws IOException {
    forget(request);
    browser.renew(request, response);
    request.getSession(true).setAttribute(HALF, new Half(account.id(), clock.instant()));
  }

  /** Whose second factor is waited for. */
  Optional<Account> findHalf(HttpServletRequest request) throws IOException {
    HttpSession session = request.getSession(false);
    if (session == null
        || !(session.getAttribute(HALF) instanceof Half half)
        || half.since().plus(HALFWAY).isBefore(clock.instant())) {
      return Optional.empty();
    }
    return people.accounts().find(half.person());
  }

  void end(HttpServletRequest request, HttpServletResponse response) throws IOException {
    forget(request);
    browser.drop(request, response);
  }

  private void forget(HttpServletRequest request) throws IOException {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
    Optional<String> secret = browser.find(request);
    if (secret.isPresent()) {
      ended.add(secret.get());
      mode.note(this::removeEnded);
    }
  }

  private void removeEnded() throws IOException {
    for (String secret : ended) {
      people.sessions().end(secret);
      ended.remove(secret);
    }
  }
}
