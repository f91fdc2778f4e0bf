package org.cairn.app.web.people;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Where somebody wanted to go before they were asked to sign in. Stateless. */
final class Next {
  private static final int LONGEST = 2_000;

  private Next() {}

  /**
   * A path of this server, whatever was asked for: never another host's address, in any spelling
   * that a browser would take for one.
   */
  static Optional<String> find(String asked) {
    boolean plain =
        asked.startsWith("/")
            && !asked.startsWith("//")
            && asked.length() <= LONGEST
            && asked.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
    if (!plain) {
      return Optional.empty();
    }
    try {
      URI path = new URI(asked);
      boolean own = path.getScheme() == null && path.getRawAuthority() == null;
      return own ? Optional.of(asked) : Optional.empty();
    } catch (URISyntaxException notAPath) {
      return Optional.empty();
    }
  }
}
