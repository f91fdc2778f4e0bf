package org.cairn.app.web.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What a browser was asked to sign, in its session, each to be answered once. Thread-safe. */
final class Challenges {
  private static final Duration LAST = Duration.ofMinutes(5);

  private final InstantSource clock;

  Challenges(InstantSource clock) {
    this.clock = clock;
  }

  /** For what. */
  enum Purpose {
    SIGN_IN,
    NEW_PASSKEY,
    FIRST_PASSKEY;

    private String attribute() {
      return Challenges.class.getName() + "." + name();
    }
  }

  /**
   * What is waited for.
   *
   * @param person for whose account a passkey is made; empty for signing in
   */
  record Waiting(byte[] challenge, String person, Instant until) {}

  void ask(HttpServletRequest request, Purpose purpose, byte[] challenge, String person) {
    request
        .getSession(true)
        .setAttribute(
            purpose.attribute(), new Waiting(challenge, person, clock.instant().plus(LAST)));
  }

  Optional<Waiting> take(HttpServletRequest request, Purpose purpose) {
    HttpSession session = request.getSession(false);
    if (session == null || !(session.getAttribute(purpose.attribute()) instanceof Waiting asked)) {
      return Optional.empty();
    }
    session.removeAttribute(purpose.attribute());
    return Optional.of(asked).filter(one -> one.until().isAfter(clock.instant()));
  }
}
