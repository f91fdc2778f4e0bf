package org.cairn.app.web.people.oidc;

import java.io.Serializable;
import java.net.URI;
import java.time.Instant;

/**
 * That somebody was sent to a provider, and what its answer must fit to. For the server's memory
 * only; used once. Immutable.
 *
 * @param provider its id
 * @param verifier of PKCE
 * @param back where the provider sends them to
 * @param anew whether they were to show anew who they are
 */
public record Pending(
    String provider,
    String state,
    String nonce,
    String verifier,
    URI back,
    boolean anew,
    Instant since)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}
