package org.cairn.app.web.people;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.web.Languages;
import org.cairn.app.web.Right;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.Viewers;
import org.cairn.app.web.api.ByProgram;

/** Knows people by their sessions; roles are those that they have now. Thread-safe. */
final class SignedInViewers implements Viewers {
  private final Sessions sessions;
  private final Set<Right> publicRights;

  /**
   * @param open rooms that the settings open to visitors
   */
  SignedInViewers(Sessions sessions, Set<String> open) {
    this.sessions = sessions;
    this.publicRights = Right.ofVisitors(open);
  }

  @Override
  public Viewer of(HttpServletRequest request) {
    if (ByProgram.is(request)) {
      return program(request);
    }
    Optional<Sessions.Present> present;
    try {
      present = sessions.find(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Optional<Account.Membership> membership = present.flatMap(Sessions.Present::membership);
    return new Viewer(
        present.map(one -> new Viewer.Person(one.account().id(), one.account().name())),
        membership.map(Account.Membership::organisation),
        membership.map(Account.Membership::roles).orElse(Set.of()),
        publicRights,
        Languages.of(request),
        Languages.order(request));
  }

  /** By its token, else a visitor; cookies do not count. */
  private Viewer program(HttpServletRequest request) {
    Optional<AccessTokens.Bearer> bearer = TokenDoor.bearer(request);
    return new Viewer(
        bearer.map(AccessTokens.Bearer::person),
        bearer.map(one -> one.token().organisation()),
        bearer.map(AccessTokens.Bearer::roles).orElse(Set.of()),
        publicRights,
        Languages.of(request),
        Languages.order(request),
        bearer.map(one -> one.token().scopes()));
  }
}
