package org.cairn.imagery.raster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/**
 * What one host is told to let requests in. It goes to that host alone, over https (or to this very
 * machine), and not where the host's answers lead elsewhere. Never shown: not in messages, nor by
 * {@link #toString}. Immutable.
 */
public final class HostCredential {
  /** Reaching them leaves no network to listen on. */
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private static final int MOST_CHARACTERS = 8192;

  private final String host;
  private final String header;
  private final String value;

  private HostCredential(String host, String header, String value) {
    this.host = host.toLowerCase(Locale.ROOT);
    this.header = header;
    this.value = value;
    if (!this.host.matches("[a-z0-9.-]{1,253}(:[0-9]{1,5})?|\\[[0-9a-f:]+\\](:[0-9]{1,5})?")) {
      throw new IllegalArgumentException(
          "'" + host + "' is no host: expected a name such as data.example.org or host:port");
    }
    if (!header.matches("[A-Za-z0-9-]{1,64}")) {
      throw new IllegalArgumentException("'" + header + "' is no name of a header");
    }
    if (value.isBlank()
        || value.length() > MOST_CHARACTERS
        || !value.chars().allMatch(c -> c >= ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "What is sent to " + host + " has to be 1 to " + MOST_CHARACTERS + " letters of ASCII");
    }
  }

  /**
   * {@code Authorization: Bearer} (RFC 6750, section 2.1).
   *
   * @param host name, with its port where that is not the usual one
   * @throws IllegalArgumentException where this is no host, or cannot be sent
   */
  public static HostCredential bearer(String host, String token) {
    return new HostCredential(host, "Authorization", "Bearer " + token);
  }

  /**
   * {@code Authorization: Basic} (RFC 7617).
   *
   * @throws IllegalArgumentException as {@link #bearer}
   */
  public static HostCredential basic(String host, String user, String password) {
    if (user.indexOf(':') >= 0) {
      throw new IllegalArgumentException("A user's name has no colon in it");
    }
    byte[] both = (user + ":" + password).getBytes(UTF_8);
    return new HostCredential(
        host, "Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
  }

  /**
   * Any header, for example {@code X-API-Key}.
   *
   * @throws IllegalArgumentException as {@link #bearer}
   */
  public static HostCredential header(String host, String name, String value) {
    return new HostCredential(host, name, value);
  }

  /** Whether it is for whoever answers at the address, and may go there. */
  boolean isFor(URI address) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    String name = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("https");
    if (!secure && !(scheme.equals("http") && THIS_MACHINE.contains(name))) {
      return false;
    }
    int usual = secure ? 443 : 80;
    int port = address.getPort() < 0 ? usual : address.getPort();
    return host.equals(name + ":" + port) || port == usual && host.equals(name);
  }

  String header() {
    return header;
  }

  String value() {
    return value;
  }

  /** Without what is kept secret. */
  @Override
  public String toString() {
    return "HostCredential[host=" + host + ", header=" + header + "]";
  }
}
