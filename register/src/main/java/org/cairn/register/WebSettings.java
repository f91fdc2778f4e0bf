package org.cairn.register;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.ledger.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Member {@code web} of the settings. Immutable.
 *
 * @param address scheme, host and perhaps port under which readers reach the server; empty where
 *     that is this machine
 * @param open what visitors without an account may see: {@code places}, {@code alerts}
 * @param readOnly whether the pages take nothing in
 */
public record WebSettings(Optional<URI> address, Set<String> open, boolean readOnly) {
  /** Only this machine, and nothing without an account. */
  public static final WebSettings NONE = new WebSettings(Optional.empty(), Set.of(), false);

  private static final List<String> ROOMS = List.of("places", "alerts");

  public WebSettings {
    open = Set.copyOf(open);
  }

  static WebSettings read(@Nullable Object value, String where) throws RefusedException {
    if (value == null) {
      return NONE;
    }
    Map<?, ?> web =
        Settings.map(value, where, Set.of("address", "public", "read_only", "metrics_token_file"));
    Optional<URI> address =
        web.get("address") == null
            ? Optional.empty()
            : Optional.of(
                address(
                    Settings.text(web.get("address"), where + ", address"), where + ", address"));
    Set<String> open = new LinkedHashSet<>();
    for (Object one : Settings.list(web.get("public"), where + ", public")) {
      String room = Settings.text(one, where + ", public");
      if (!ROOMS.contains(room)) {
        throw RefusedException.expected(
            Settings.CODE, where + ", public", "one of " + ROOMS, "'" + room + "'");
      }
      open.add(room);
    }
    return new WebSettings(address, open, flag(web.get("read_only"), where + ", read_only"));
  }

  private static boolean flag(@Nullable Object value, String where) throws RefusedException {
    return switch (value) {
      case null -> false;
      case Boolean said -> said;
      default ->
          throw RefusedException.expected(Settings.CODE, where, "true or false", "'" + value + "'");
    };
  }

  /** Passkeys need a host by name, and https anywhere but on this machine. */
  private static URI address(String text, String where) throws RefusedException {
    String expected = "an address such as https://watch.example.org, without a path";
    URI address;
    try {
      address = new URI(text);
    } catch (URISyntaxException e) {
      throw new RefusedException(
          RefusedException.expected(Settings.CODE, where, expected, "'" + text + "'").fault(), e);
    }
    String host = address.getHost();
    boolean bare =
        address.getRawPath() != null
            && Set.of("", "/").contains(address.getRawPath())
            && address.getRawQuery() == null
            && address.getRawFragment() == null
            && address.getRawUserInfo() == null;
    boolean secure =
        "https".equals(address.getScheme())
            || "http".equals(address.getScheme()) && "localhost".equals(host);
    if (host == null || !bare || !secure) {
      throw RefusedException.expected(Settings.CODE, where, expected, "'" + text + "'");
    }
    return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
  }
}
