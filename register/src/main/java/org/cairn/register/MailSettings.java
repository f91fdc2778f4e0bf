package org.cairn.register;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.cairn.ledger.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Member {@code mail} of the settings: the server that takes this node's mail (RFC 6409).
 * Immutable.
 *
 * @param server empty where no mail is sent
 */
public record MailSettings(Optional<Server> server) {
  /** No mail is sent. */
  public static final MailSettings NONE = new MailSettings(Optional.empty());

  private static final int LAST_PORT = 65_535;

  /** One address, perhaps behind a name: what stands between them is for who sends to parse. */
  private static final Pattern FROM =
      Pattern.compile("[^\\p{Cntrl}<>]*<?[^\\s\\p{Cntrl}<>@,;]+@[^\\s\\p{Cntrl}<>@,;]+>?");

  /** How the way to the server is kept from others. */
  public enum Security {
    STARTTLS(587),
    TLS(465),
    /** In the clear; to this machine only. */
    NONE(25);

    private final int port;

    Security(int port) {
      this.port = port;
    }
  }

  /**
   * @param user empty where the server asks nobody who they are
   * @param passwordFile of that user
   * @param from the address that mail comes from, perhaps with a name
   */
  public record Server(
      String host,
      int port,
      Security security,
      Optional<String> user,
      Optional<Path> passwordFile,
      String from) {
    /**
     * Read each time, so that it can be changed while the server runs.
     *
     * @throws IOException where it cannot be read, or others than its owner may read it
     */
    public Optional<String> password() throws IOException {
      if (passwordFile.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(SecretFile.read(passwordFile.get(), SecretFile.Readers.NOBODY));
      } catch (RefusedException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
  }

  /**
   * @param folder of the workspace, which the file of the password is relative to
   */
  static MailSettings read(@Nullable Object value, Path folder, String where)
      throws RefusedException {
    if (value == null) {
      return NONE;
    }
    Map<?, ?> mail =
        Settings.map(
            value, where, Set.of("host", "port", "security", "user", "password_file", "from"));
    String host = Settings.text(mail.get("host"), where + ", host");
    Security security = security(mail.get("security"), host, where + ", security");
    Optional<String> user = text(mail.get("user"), where + ", user");
    Optional<Path> password =
        text(mail.get("password_file"), where + ", password_file").map(folder::resolve);
    if (user.isPresent() != password.isPresent()) {
      throw RefusedException.expected(
          Settings.CODE, where, "'user' and 'password_file' together", "one of them");
    }
    String from = Settings.text(mail.get("from"), where + ", from");
    if (!FROM.matcher(from).matches()) {
      throw RefusedException.expected(
          Settings.CODE,
          where + ", from",
          "an address such as watch@example.org",
          "'" + from + "'");
    }
    int port = port(mail.get("port"), security, where + ", port");
    return new MailSettings(Optional.of(new Server(host, port, security, user, password, from)));
  }

  private static Optional<String> text(@Nullable Object value, String where)
      throws RefusedException {
    return value == null ? Optional.empty() : Optional.of(Settings.text(value, where));
  }

  private static Security security(@Nullable Object value, String host, String where)
      throws RefusedException {
    if (value == null) {
      return Security.STARTTLS;
    }
    for (Security one : Security.values()) {
      if (one.name().toLowerCase(Locale.ROOT).equals(value)) {
        if (one == Security.NONE && !Set.of("localhost", "127.0.0.1", "::1").contains(host)) {
          throw RefusedException.expected(
              Settings.CODE, where, "'none' for localhost only", "'none' for '" + host + "'");
        }
        return one;
      }
    }
    throw RefusedException.expected(
        Settings.CODE, where, "starttls, tls or none", "'" + value + "'");
  }

  private static int port(@Nullable Object value, Security security, String where)
      throws RefusedException {
    if (value == null) {
      return security.port;
    }
    if (value instanceof Integer port && port > 0 && port <= LAST_PORT) {
      return port;
    }
    throw RefusedException.expected(Settings.CODE, where, "a port", "'" + value + "'");
  }
}
