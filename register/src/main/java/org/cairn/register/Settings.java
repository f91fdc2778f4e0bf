package org.cairn.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cairn.heritage.review.FindingRule;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.note.TrustPolicy;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.peer.PeerLog;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What a workspace's {@code cairn.yaml} says. Immutable.
 *
 * @param logs keys of the logs that this node is a witness of
 * @param witnesses asked to cosign this node's log
 * @param peers those of the logs that say where they are, to be looked at
 * @param mirrors folders that copies are repaired from, with the names they have in records
 * @param timestamps who is asked when this node's checkpoints existed
 * @param findings what makes a finding of judgements
 * @param map what can be laid under the places on the map
 * @param web where the server is reached, and what visitors see there
 * @param signIn whose sign-in lets people in here, beside this node's own
 * @param mail by which server mail is sent
 * @param news what may be told to whom outside
 * @param operations who may read metrics, and what is logged
 */
record Settings(
    List<VerifierKey> logs,
    List<TrustPolicy.Witness> witnesses,
    List<PeerLog> peers,
    List<Mirror> mirrors,
    TimestampSettings timestamps,
    FindingRule findings,
    WebSettings web,
    MapSettings map,
    SignInSettings signIn,
    MailSettings mail,
    NewsSettings news,
    OperationsSettings operations) {
  /** Of a workspace that says nothing. */
  static final Settings NONE =
      new Settings(
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          TimestampSettings.NONE,
          FindingRule.USUAL,
          WebSettings.NONE,
          MapSettings.NONE,
          SignInSettings.NONE,
          MailSettings.NONE,
          NewsSettings.NONE,
          OperationsSettings.NONE);

  /** Two operators, of the United States and of Belgium, whose roots Java runtimes bring along. */
  private static final String AUTHORITIES =
      """
      timestamps:
        - id: digicert
          url: http://timestamp.digicert.com
        - id: globalsign
          url: http://timestamp.globalsign.com/tsa/r6advanced1
      """;

  static final String CODE = "settings-format";
  private static final int MAX_CHARACTERS = 1 << 20;

  Settings {
    logs = List.copyOf(logs);
    witnesses = List.copyOf(witnesses);
    peers = List.copyOf(peers);
    mirrors = List.copyOf(mirrors);
  }

  /**
   * Of a new workspace.
   *
   * @param online whether authorities are asked for time stamps
   */
  static String template(boolean online) {
    return ofNewWorkspaces()
        + (online
            ? AUTHORITIES
            : "#\n"
                + AUTHORITIES
                    .lines()
                    .map(line -> "# " + line + "\n")
                    .collect(Collectors.joining()));
  }

  private static String ofNewWorkspaces() {
    try (InputStream in = Settings.class.getResourceAsStream("template.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws RefusedException {@code settings-format}, with the setting
   */
  static Settings read(Path file) throws IOException, RefusedException {
    String where = file.toString();
    Object document;
    try {
      LoaderOptions limits = new LoaderOptions();
      limits.setCodePointLimit(MAX_CHARACTERS);
      limits.setAllowDuplicateKeys(false);
      document = new Yaml(new SafeConstructor(limits)).load(Files.readString(file, UTF_8));
    } catch (CharacterCodingException e) {
      throw new RefusedException(
          RefusedException.expected(CODE, where, "text in UTF-8", "other bytes").fault(), e);
    } catch (YAMLException e) {
      throw new RefusedException(
          RefusedException.expected(CODE, where, "YAML", String.valueOf(e.getMessage())).fault(),
          e);
    }
    Map<?, ?> all =
        map(
            document == null ? Map.of() : document,
            where,
            Set.of(
                "logs",
                "witnesses",
                "mirrors",
                "timestamps",
                "findings",
                "web",
                "map",
                "log",
                "sign_in",
                "mail",
                "news"));
    List<VerifierKey> logs = new ArrayList<>();
    List<PeerLog> peers = new ArrayList<>();
    for (Object one : list(all.get("logs"), where + ", logs")) {
      readLog(one, where + ", logs", logs, peers);
    }
    List<TrustPolicy.Witness> witnesses = new ArrayList<>();
    for (Object one : list(all.get("witnesses"), where + ", witnesses")) {
      String at = where + ", witnesses";
      Map<?, ?> witness = map(one, at, Set.of("name", "key", "url"));
      witnesses.add(
          new TrustPolicy.Witness(
              text(witness.get("name"), at + ", name"),
              key(witness.get("key"), at + ", key", VerifierKey.Kind.WITNESS),
              Optional.of(text(witness.get("url"), at + ", url"))));
    }
    Path folder = file.toAbsolutePath().getParent();
    TimestampSettings timestamps =
        TimestampSettings.read(
            list(all.get("timestamps"), where + ", timestamps"),
            folder == null ? file.toAbsolutePath() : folder,
            where + ", timestamps");
    return new Settings(
        logs,
        witnesses,
        peers,
        mirrors(all.get("mirrors"), file),
        timestamps,
        FindingSettings.read(all.get("findings"), where + ", findings"),
        WebSettings.read(all.get("web"), where + ", web"),
        MapSettings.read(all.get("map"), where + ", map"),
        SignInSettings.read(
            all.get("sign_in"),
            folder == null ? file.toAbsolutePath() : folder,
            where + ", sign_in"),
        MailSettings.read(
            all.get("mail"), folder == null ? file.toAbsolutePath() : folder, where + ", mail"),
        NewsSettings.read(all.get("news"), where + ", news"),
        OperationsSettings.read(
            all.get("web"),
            all.get("log"),
            folder == null ? file.toAbsolutePath() : folder,
            where));
  }

  /** A vkey, or a map of it and an address. */
  private static void readLog(
      @Nullable Object log, String where, List<VerifierKey> logs, List<PeerLog> peers)
      throws RefusedException {
    if (!(log instanceof Map<?, ?>)) {
      logs.add(key(log, where, VerifierKey.Kind.LOG));
      return;
    }
    Map<?, ?> members = map(log, where, Set.of("key", "url"));
    VerifierKey key = key(members.get("key"), where + ", key", VerifierKey.Kind.LOG);
    peers.add(PeerLog.of(key, text(members.get("url"), where + ", url")));
    if (!logs.contains(key)) {
      logs.add(key);
    }
  }

  /** A relative folder is one beside the settings. */
  private static List<Mirror> mirrors(@Nullable Object value, Path settings)
      throws RefusedException {
    String where = settings + ", mirrors";
    List<Mirror> mirrors = new ArrayList<>();
    for (Object one : list(value, where)) {
      Map<?, ?> mirror = map(one, where, Set.of("name", "folder"));
      Path folder = path(text(mirror.get("folder"), where + ", folder"), where + ", folder");
      mirrors.add(
          new Mirror(text(mirror.get("name"), where + ", name"), settings.resolveSibling(folder)));
    }
    return mirrors;
  }

  private static Path path(String text, String where) throws RefusedException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new RefusedException(
          RefusedException.expected(CODE, where, "a folder", "'" + text + "'").fault(), e);
    }
  }

  static Map<?, ?> map(@Nullable Object value, String where, Set<String> names)
      throws RefusedException {
    if (!(value instanceof Map<?, ?> map)) {
      throw RefusedException.expected(CODE, where, "settings by name", found(value));
    }
    for (Object name : map.keySet()) {
      if (!(name instanceof String known) || !names.contains(known)) {
        throw RefusedException.expected(
            CODE, where, "one of " + names.stream().sorted().toList(), "'" + name + "'");
      }
    }
    return map;
  }

  static List<?> list(@Nullable Object value, String where) throws RefusedException {
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw RefusedException.expected(CODE, where, "a list", found(value));
  }

  static String text(@Nullable Object value, String where) throws RefusedException {
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    throw RefusedException.expected(CODE, where, "a text", found(value));
  }

  private static VerifierKey key(@Nullable Object value, String where, VerifierKey.Kind kind)
      throws RefusedException {
    VerifierKey key = VerifierKey.parse(text(value, where));
    if (key.kind() != kind) {
      throw RefusedException.expected(
          CODE,
          where,
          kind == VerifierKey.Kind.LOG ? "the key of a log" : "the key of a witness",
          "'" + key.text() + "'");
    }
    return key;
  }

  private static String found(@Nullable Object value) {
    return value == null ? "nothing" : "'" + value + "'";
  }
}
