package org.cairn.ledger.peer;

import java.net.URI;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.note.VerifierKey;

/**
 * A log of another institution, and where it shows it. Immutable.
 *
 * @param key a log's
 * @param address of its files: {@code checkpoint} and {@code tile/…} stand below
 */
public record PeerLog(VerifierKey key, URI address) {
  /**
   * @throws RefusedException {@code peer-address}
   */
  public static PeerLog of(VerifierKey key, String address) throws RefusedException {
    return new PeerLog(key, address(address));
  }

  /** An address without its last slashes, of HTTP, with a host and nothing behind its path. */
  static URI address(String text) throws RefusedException {
    String trimmed = text.replaceAll("/+$", "");
    URI address;
    try {
      address = URI.create(trimmed);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(refused(text).fault(), e);
    }
    boolean http = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
    if (!http
        || address.getHost() == null
        || address.getRawUserInfo() != null
        || address.getRawQuery() != null
        || address.getRawFragment() != null) {
      throw refused(text);
    }
    return address;
  }

  private static RefusedException refused(String text) {
    return RefusedException.expected(
        "peer-address",
        "'" + text + "'",
        "an address such as https://heritage.example.org/log",
        "another text");
  }
}
