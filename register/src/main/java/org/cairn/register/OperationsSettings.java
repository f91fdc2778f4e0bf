package org.cairn.register;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say to whoever keeps a server running: member {@code log}, and of {@code web}
 * who may read the metrics. Immutable.
 *
 * @param metricsTokenFile with the secret by which metrics are read from elsewhere; empty where
 *     only this machine may
 * @param format of what a server writes to stderr
 * @param access whether each answered request is written there
 * @param details whether messages of failures and of libraries are, which may name persons and
 *     places
 */
public record OperationsSettings(
    Optional<Path> metricsTokenFile, LogFormat format, boolean access, boolean details) {
  /** Metrics for this machine; text without access lines. */
  public static final OperationsSettings NONE =
      new OperationsSettings(Optional.empty(), LogFormat.TEXT, false, false);

  /** Shorter ones can be guessed. */
  private static final int LEAST_CHARACTERS = 16;

  /** How lines of a log look. */
  public enum LogFormat {
    /** For people. */
    TEXT,
    /** One JSON object a line. */
    JSON;

    /** As in the settings. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param web member of that name, checked by who reads all of it
   * @param folder of the workspace, which paths are relative to
   */
  static OperationsSettings read(
      @Nullable Object web, @Nullable Object log, Path folder, String where)
      throws RefusedException {
    Optional<Path> token = Optional.empty();
    if (web instanceof Map<?, ?> members && members.get("metrics_token_file") != null) {
      String at = where + ", web, metrics_token_file";
      token = Optional.of(path(folder, Settings.text(members.get("metrics_token_file"), at), at));
    }
    Map<?, ?> members =
        log == null
            ? Map.of()
            : Settings.map(log, where + ", log", Set.of("format", "access", "details"));
    return new OperationsSettings(
        token,
        format(members.get("format"), where + ", log, format"),
        flag(members.get("access"), where + ", log, access"),
        flag(members.get("details"), where + ", log, details"));
  }

  private static Path path(Path folder, String text, String where) throws RefusedException {
    try {
      return folder.resolve(text);
    } catch (InvalidPathException e) {
      throw new RefusedException(
          Fault.expected(Settings.CODE, where, "a path of a file", "'" + text + "'"), e);
    }
  }

  private static LogFormat format(@Nullable Object value, String where) throws RefusedException {
    for (LogFormat format : LogFormat.values()) {
      if (value == null || format.code().equals(value)) {
        return format;
      }
    }
    throw RefusedException.expected(Settings.CODE, where, "one of [json, text]", "'" + value + "'");
  }

  private static boolean flag(@Nullable Object value, String where) throws RefusedException {
    return switch (value) {
      case null -> false;
      case Boolean said -> said;
      default ->
          throw RefusedException.expected(Settings.CODE, where, "true or false", "'" + value + "'");
    };
  }

  /**
   * The secret in that file; none where the settings name no file.
   *
   * @throws RefusedException {@code settings-format} where it is short, or a file that everybody on
   *     this machine can read
   */
  public Optional<String> metricsToken() throws IOException, RefusedException {
    if (metricsTokenFile.isEmpty()) {
      return Optional.empty();
    }
    Path file = metricsTokenFile.get();
    String secret = SecretFile.read(file, SecretFile.Readers.GROUP);
    if (secret.length() < LEAST_CHARACTERS) {
      throw RefusedException.expected(
          Settings.CODE,
          "'" + file + "'",
          "a secret of " + LEAST_CHARACTERS + " characters or more",
          "a shorter one");
    }
    return Optional.of(secret);
  }
}
