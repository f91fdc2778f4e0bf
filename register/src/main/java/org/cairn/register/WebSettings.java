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
 * @param rateLimit what a program may ask
 */
public record WebSettings(
    Optional<URI> address, Set<String> open, boolean readOnly, RateLimit rateLimit) {
  /** Only this machine, and nothing without an account. */
  public static final WebSettings NONE = new WebSettings(Optional.empty(), Set.of(), false);

  /**
   * How many requests a second one token may go on with, and as much in a burst as ten seconds
   * bring.
   *
   * @param reads that change nothing
   * @param acts that may
   */
  public record RateLimit(int reads, int acts) {
    /** Enough for any program that works, and too few to keep a node busy. */
    public static final RateLimit USUAL = new RateLimit(100, 10);

    private static final int MOST = 100_000;

    public RateLimit {
      if (reads < 1 || reads > MOST || acts < 1 || acts > MOST) {
        throw new IllegalArgumentException(
            "Requests a second are from 1 to " + MOST + ": " + reads + ", " + acts);
      }
    }

    static RateLimit read(@Nullable Object value, String where) throws RefusedException {
      if (value == null) {
        return USUAL;
      }
      Map<?, ?> limit = Settings.map(value, where, Set.of("reads", "acts"));
      return new RateLimit(
          number(limit.get("reads"), USUAL.reads(), where + ", reads"),
          number(limit.get("acts"), USUAL.acts(), where + ", acts"));
    }

    private static int number(@Nullable Object value, int otherwise, String where)
        throws RefusedException {
      return switch (value) {
        case null -> otherwise;
        case Integer given when given >= 1 && given <= MOST -> given;
        default ->
            throw RefusedException.expected(
                Settings.CODE,
                where,
                "requests a second, a whole number from 1 to " + MOST,
                "'" + value + "'");
      };
    }
  }

  private static final List<String> ROOMS = List.of("places", "alerts");

  /** With the usual limits. */
  public WebSettings(Optional<URI> address, Set<String> open, boolean readOnly) {
    this(address, open, readOnly, RateLimit.USUAL);
  }

  public WebSettings {
    open = Set.copyOf(open);
  }

  static WebSettings read(@Nullable Object value, String where) throws RefusedException {
    if (value == null) {
      return NONE;
    }
    Map<?, ?> web =
        Settings.map(value, where, Set.of("address", "public", "read_only", "rate_limit"));
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
    return new WebSettings(
        address,
        open,
        flag(web.get("read_only"), where + ", read_only"),
        RateLimit.read(web.get("rate_limit"), where + ", rate_limit"));
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
