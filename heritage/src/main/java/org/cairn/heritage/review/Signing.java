package org.cairn.heritage.review;

import java.util.List;

/** By whose key a decision was signed. */
public sealed interface Signing {
  /** By this node, on behalf of the person whom the decision names. */
  record ByNode() implements Signing {}

  /**
   * By the person's own passkey: a <a href="https://www.w3.org/TR/webauthn-3/">WebAuthn</a>
   * assertion whose challenge is the SHA-256 of what was decided, alone or together with what was
   * decided with it. All in base64url without padding.
   *
   * @param credential the passkey's id
   * @param clientData {@code clientDataJSON}
   * @param authenticatorData {@code authenticatorData}
   * @param together hashes of all records that were signed at once; empty for one alone
   */
  record ByPasskey(
      String credential,
      String clientData,
      String authenticatorData,
      String signature,
      List<String> together)
      implements Signing {
    private static final int MOST_CHARACTERS = 8_192;

    /**
     * @throws IllegalArgumentException for what is not base64url
     */
    public ByPasskey {
      check("credential", credential);
      check("client_data", clientData);
      check("authenticator_data", authenticatorData);
      check("signature", signature);
      together = List.copyOf(together);
      together.forEach(hash -> check("together", hash));
    }

    private static void check(String member, String text) {
      if (text.length() > MOST_CHARACTERS || !text.matches("[A-Za-z0-9_-]+")) {
        throw new IllegalArgumentException(
            "Expected 1 to %d characters of base64url without padding for '%s' of a signature, found %d characters"
                .formatted(MOST_CHARACTERS, member, text.length()));
      }
    }
  }
}
