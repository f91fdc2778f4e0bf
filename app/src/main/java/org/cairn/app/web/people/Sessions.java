package org.cairn.app.web.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.cairn.app.web.Viewer;

/**
 * Who is signed in, in the server's memory. Signing in ends the session there was, so that nobody
 * has prepared it, and its form token with it. Thread-safe.
 */
final class Sessions {
  /** How long after signing in one may change how one signs in. */
  private static final Duration FRESH = Duration.ofMinutes(20);

  /** Between the password and the second factor. */
  private static final Duration HALFWAY = Duration.ofMinutes(5);

  private static final String SELF = Sessions.class.getName() + ".self";
  private static final String HALF = Sessions.class.getName() + ".half";

  private final People people;
  private final InstantSource clock;

  Sessions(People people, InstantSource clock) {
    this.people = people;
    this.clock = clock;
  }

  /**
   * Kept in a session.
   *
   * @param sessions the account's count at that time: while it is the same, this counts
   */
  private record Self(String person, String organisation, int sessions, Instant since)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** A password was right, the second factor is to come. */
  private record Half(String person, Instant since) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** The account of a request, as it is now, and for which organisation its owner is here. */
  record Present(Account account, Optional<Account.Membership> membership, Instant since) {}

  Optional<Present> find(HttpServletRequest request) throws IOException {
    HttpSession session = request.getSession(false);
    if (session == null || !(session.getAttribute(SELF) instanceof Self self)) {
      return Optional.empty();
    }
    return people
        .accounts()
        .find(self.person())
        .filter(account -> account.sessions() == self.sessions())
        .map(account ->
            new Present(
                account, account.membership(Optional.of(self.organisation())), self.since()));
  }

  /** Whether somebody signed in a short time ago: nobody else found an open browser. */
  boolean isFresh(HttpServletRequest request) throws IOException {
    return find(request)
        .filter(present -> present.since().plus(FRESH).isAfter(clock.instant()))
        .isPresent();
  }

  void signIn(HttpServletRequest request, Account account, String means) throws IOException {
    people.accounts().noteSignIn(account.id(), means);
    end(request);
    put(request, account, account.membership(Optional.empty()), clock.instant());
  }

  /** Goes on in the same session. */
  void goOn(HttpServletRequest request, Account account, Viewer.Organisation organisation)
      throws IOException {
    Instant since = find(request).map(Present::since).orElse(Instant.EPOCH);
    put(request, account, account.membership(Optional.of(organisation.id())), since);
  }

  private static void put(
      HttpServletRequest request,
      Account account,
      Optional<Account.Membership> membership,
      Instant since) {
    String organisation = membership.map(one -> one.organisation().id()).orElse("");
    request
        .getSession(true)
        .setAttribute(SELF, new Self(account.id(), organisation, account.sessions(), since));
  }

  /** After all sessions of an account were ended, but for this one. */
  void keepThis(HttpServletRequest request, String person) throws IOException {
    Optional<Account> account = people.accounts().find(person);
    HttpSession session = request.getSession(true);
    if (account.isPresent() && session.getAttribute(SELF) instanceof Self self) {
      session.setAttribute(
          SELF,
          new Self(self.person(), self.organisation(), account.get().sessions(), self.since()));
    }
  }

  void waitForSecondFactor(HttpServletRequest request, Account account) {
    end(request);
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

  void end(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }
}
