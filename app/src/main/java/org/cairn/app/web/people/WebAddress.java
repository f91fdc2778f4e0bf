package org.cairn.app.web.people;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where browsers see this server: passkeys belong to that host, and assertions name it. Immutable.
 *
 * @param set by the settings; else it is this machine
 */
record WebAddress(Optional<URI> set) {
  /** The longest text of an address of IPv6. */
  private static final int LONGEST = 45;

  /** As browsers write it: scheme, host and port. */
  String origin(HttpServletRequest request) {
    return set.map(URI::toString).orElseGet(() -> "http://localhost:" + request.getLocalPort());
  }

  /** The host that passkeys are for (WebAuthn's relying party id). */
  String host() {
    return set.map(URI::getHost).orElse("localhost");
  }

  boolean isSecure() {
    return set.filter(address -> "https".equals(address.getScheme())).isPresent();
  }

  /**
   * Whence a request comes: where the settings name an address, a proxy on this machine stands
   * before the server and says so last in {@code X-Forwarded-For}.
   */
  String sender(HttpServletRequest request) {
    String peer = String.valueOf(request.getRemoteAddr());
    String forwarded = request.getHeader("X-Forwarded-For");
    if (set.isEmpty() || forwarded == null || !isThisMachine(peer)) {
      return peer;
    }
    String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    return last.isEmpty() || last.length() > LONGEST ? peer : last;
  }

  private static boolean isThisMachine(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException notAnAddress) {
      return false;
    }
  }
}
