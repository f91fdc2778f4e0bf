package org.cairn.app.web.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may read the metrics: whoever has the secret of the settings; and who asks on this machine,
 * by its name, and not through a proxy, which would make everybody seem to be here. Thread-safe.
 */
final class MetricsDoor {
  private static final List<String> FORWARDED =
      List.of(
          "Forwarded",
          "X-Forwarded-For",
          "X-Forwarded-Host",
          "X-Forwarded-Proto",
          "X-Real-IP",
          "Via");

  /** A page of another site in a browser here calls this machine by another name. */
  private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private static final String BEARER = "Bearer ";

  private final Optional<String> secret;

  MetricsDoor(Optional<String> secret) {
    this.secret = secret;
  }

  boolean hasSecret() {
    return secret.isPresent();
  }

  boolean isOpenTo(HttpServletRequest request) {
    return isKnown(request.getHeader("Authorization")) || isHere(request);
  }

  private boolean isKnown(@Nullable String authorization) {
    return secret.isPresent()
        && authorization != null
        && authorization.startsWith(BEARER)
        && MessageDigest.isEqual(
            authorization.substring(BEARER.length()).strip().getBytes(UTF_8),
            secret.get().getBytes(UTF_8));
  }

  private static boolean isHere(HttpServletRequest request) {
    for (String header : FORWARDED) {
      if (request.getHeader(header) != null) {
        return false;
      }
    }
    try {
      return OWN_NAMES.contains(request.getServerName())
          && InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
    } catch (UnknownHostException noAddress) {
      return false;
    }
  }
}
