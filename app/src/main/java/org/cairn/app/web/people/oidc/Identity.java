package org.cairn.app.web.people.oidc;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Who somebody is for a provider: issuer and subject together, and nothing else, tell people apart.
 * What else it says of them is as it says. Immutable.
 *
 * @param name as the provider calls them
 * @param username by which they sign in there
 * @param groups that they are in now
 * @param session the provider's, where it names it
 * @param idToken as it came, to say later which session is over
 * @param shown when they last showed the provider who they are, where that is known
 */
public record Identity(
    String issuer,
    String subject,
    Optional<String> name,
    Optional<String> username,
    Optional<String> email,
    Set<String> groups,
    Optional<String> session,
    String idToken,
    Optional<Instant> shown) {
  public Identity {
    groups = Set.copyOf(groups);
  }

  /**
   * What a provider says is over: a session, or all of a person's.
   *
   * @param subject empty where only the session is named
   * @param session empty where all of the person's are over
   */
  public record Over(String issuer, Optional<String> subject, Optional<String> session) {}
}
