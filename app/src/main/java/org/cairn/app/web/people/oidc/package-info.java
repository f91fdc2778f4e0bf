/**
 * Signing in by another institution: OpenID Connect Core 1.0 (code flow), Discovery 1.0,
 * RP-Initiated Logout 1.0 and Back-Channel Logout 1.0, with PKCE (RFC 7636) and the issuer in
 * answers (RFC 9207). Knows nothing of accounts: it says who somebody is for a provider, or why
 * that cannot be known. Messages, tokens and keys are read by the Nimbus SDK; where requests go,
 * how long they may take and how much they may bring is decided here. Nothing is asked of a
 * provider before somebody wants to sign in by it.
 */
@NullMarked
package org.cairn.app.web.people.oidc;

import org.jspecify.annotations.NullMarked;
