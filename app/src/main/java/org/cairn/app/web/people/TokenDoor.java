package org.cairn.app.web.people;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.cairn.app.web.ReadOnlyMode;

/**
 * Finds whose the token of a request is. It comes in the header {@code Authorization}, as {@code
 * Bearer} (RFC 6750) or, from programs that know nothing else, as the password of {@code Basic}
 * (RFC 7617) under any name. Thread-safe.
 */
public final class TokenDoor {
  private static final String ATTRIBUTE = TokenDoor.class.getName();

  /** Of a token and a name before it. */
  private static final int LONGEST = 1_000;

  private final AccessTokens tokens;
  private final WebAddress address;
  private final ReadOnlyMode mode;

  TokenDoor(AccessTokens tokens, WebAddress address, ReadOnlyMode mode) {
    this.tokens = tokens;
    this.address = address;
    this.mode = mode;
  }

  /**
   * Notes on the request who it is from.
   *
   * @param authorization the header's value
   * @return empty where it has no token that counts
   */
  public Optional<AccessTokens.Bearer> enter(HttpServletRequest request, String authorization)
      throws IOException {
    Optional<String> secret = secret(authorization);
    Optional<AccessTokens.Bearer> found =
        secret.isPresent() ? tokens.find(secret.get()) : Optional.empty();
    if (found.isPresent()) {
      AccessTokens.Bearer bearer = found.get();
      request.setAttribute(ATTRIBUTE, bearer);
      if (tokens.isNewToday(bearer.token())) {
        mode.note(() -> tokens.noteUse(bearer.token()));
      }
    }
    return found;
  }

  /** Who a request is from; empty where it brought no token. */
  public static Optional<AccessTokens.Bearer> bearer(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof AccessTokens.Bearer bearer
        ? Optional.of(bearer)
        : Optional.empty();
  }

  /** Whence a request comes, to count what it tries. */
  public String sender(HttpServletRequest request) {
    return address.sender(request);
  }

  private static Optional<String> secret(String authorization) {
    String[] parts = authorization.strip().split(" +", 2);
    if (parts.length < 2 || authorization.length() > LONGEST) {
      return Optional.empty();
    }
    if (parts[0].equalsIgnoreCase("Bearer")) {
      return Optional.of(parts[1]);
    }
    if (!parts[0].equalsIgnoreCase("Basic")) {
      return Optional.empty();
    }
    try {
      String pair = new String(Base64.getDecoder().decode(parts[1]), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }
}
