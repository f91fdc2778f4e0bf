package org.cairn.app.web.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.app.web.people.oidc.Pending;

/**
 * Who was sent to a provider from this browser and is to come back, in the server's memory for some
 * minutes: what comes back to another browser counts nowhere. Thread-safe.
 */
final class OidcSteps {
  private static final Duration LAST = Duration.ofMinutes(10);

  /** Windows of one browser that are on their way at the same time. */
  private static final int MOST = 8;

  private static final String ATTRIBUTE = OidcSteps.class.getName();

  private final InstantSource clock;

  OidcSteps(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * @param next a path of this server, or empty
   * @param close whether the window was opened beside a page that waits
   * @param person whose account gets the identity; empty to sign in
   */
  record Step(Pending pending, String next, boolean close, String person) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** Immutable: what a session holds is replaced. */
  private record Steps(ArrayList<Step> all) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  synchronized void keep(HttpServletRequest request, Step step) {
    HttpSession session = request.getSession(true);
    ArrayList<Step> all = new ArrayList<>(steps(session));
    all.add(step);
    session.setAttribute(
        ATTRIBUTE,
        new Steps(new ArrayList<>(all.subList(Math.max(0, all.size() - MOST), all.size()))));
  }

  /** Once. Empty where none was kept, it was taken, or it is too long ago. */
  synchronized Optional<Step> take(HttpServletRequest request, String provider, String state) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      return Optional.empty();
    }
    Optional<Step> found =
        steps(session).stream()
            .filter(one -> one.pending().state().equals(state))
            .filter(one -> one.pending().provider().equals(provider))
            .findFirst();
    if (found.isPresent()) {
      ArrayList<Step> left = new ArrayList<>(steps(session));
      left.remove(found.get());
      session.setAttribute(ATTRIBUTE, new Steps(left));
    }
    return found.filter(one -> one.pending().since().plus(LAST).isAfter(clock.instant()));
  }

  private static List<Step> steps(HttpSession session) {
    return session.getAttribute(ATTRIBUTE) instanceof Steps steps ? steps.all() : List.of();
  }
}
