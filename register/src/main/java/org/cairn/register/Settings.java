package org.cairn.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private static final String TEMPLATE =
      """
      # Settings of this Cairn workspace. All are optional.

      # Logs of other institutions that this node is a witness of when it serves: their keys, as
      # 'cairn ledger key' prints them.
      #
      # logs:
      #   - heritage.example.org/log+01234567+AQ...
      #
      # One that says where it is served is also looked at, every five minutes when this node
      # serves and by 'cairn ledger peers': whether it only grows and shows everybody the same.
      #
      #   - key: museum.example.org/log+01234567+AQ...
      #     url: https://museum.example.org/log

      # Witnesses that are asked to cosign this node's log: a name of your choice, the key that
      # 'cairn ledger key --witness' prints there, and where they are.
      #
      # witnesses:
      #   - name: neighbour
      #     key: neighbour.example.org/log/witness+01234567+BA...
      #     url: https://neighbour.example.org/witness

      # Folders with copies, to repair damaged files from ('cairn ledger scrub'): another workspace,
      # its 'ledger/blobs', or a mirror of it. The name is for records, where no path is written.
      #
      # mirrors:
      #   - name: second disk
      #     folder: /mnt/second/heritage-watch

      # When judgements of an alert make a finding: how many persons, of how many organisations (all,
      # where this node has fewer), must agree, with which certainty at least for it to be confirmed,
      # and which verdicts are damage. These are the values without the setting.
      #
      # findings:
      #   judgements: 2
      #   organisations: 2
      #   least_certainty: medium
      #   damage: [likely-damage, certain-damage]

      # The pages that 'cairn serve' gives: the address they have for their readers, where that is not
      # http://localhost:8080 (passkeys belong to it, so choose it once), and what visitors without an
      # account may see: 'places' (as exactly as each place's sensitivity allows), 'alerts', or nothing.
      # While it is 'read_only', everything can be read and nothing is taken in, for example while the
      # disk is copied; 'cairn serve' has to be started again after each change of it. 'rate_limit' says
      # how many requests a second a program may go on with (for each token): those that read, and those
      # that may change something.
      #
      # web:
      #   address: https://watch.example.org
      #   public: [places]
      #   read_only: false
      #   rate_limit: {reads: 100, acts: 10}
      #
      # Metrics (/metrics, for Prometheus) are for requests from this machine; with the secret in a file
      # that only this user can read they are for whoever sends it, as 'Authorization: Bearer ...'.
      #
      #   metrics_token_file: keys/metrics-token

      # What 'cairn serve' writes to stderr: 'text' for people or 'json', one object a line. 'access' adds
      # a line for each answered request: route, status and time, no address, name or query. With
      # 'details' messages of failures are written too, which can name persons and places: only to find
      # an error with.
      #
      # log:
      #   format: text
      #   access: false
      #   details: false

      # Institutions whose own sign-in lets people in here (OpenID Connect), beside passwords and passkeys
      # of this node: each has a button on the sign-in page. docs/sign-in.md says what to enter for
      # Keycloak, Entra ID and Google Workspace. There, give the address that people come back to:
      # the one under 'web' above, then /sign-in/oidc/ID/callback; for the end of sessions that the
      # provider announces (back-channel logout), /sign-in/oidc/ID/logout.
      #
      # sign_in:
      #   oidc:
      #     - id: museum            # of your choice, never changed once in use
      #       name: Museum of the River        # or by language: {en: …, fr: …, ar: …}
      #       issuer: https://login.museum.example.org/realms/staff   # to the letter as it says itself
      #       client_id: cairn
      #       client_secret_file: keys/museum.secret   # one line, mode 0600; none for a public client
      #       hosts: []             # where it answers beside the issuer's host; others are never asked
      #       scopes: [openid, profile]
      #       groups_claim: groups  # which of the claims names a person's groups
      #       groups:               # what they make of people here, as long as they are in them
      #         - group: heritage-watch
      #           organisation: museum         # its id, as the page 'People' shows it
      #           roles: [contributor, analyst]
      #       # Who lets somebody new in: an administrator of this node (first-login); a group named above,
      #       # and an administrator all others (groups); or such a group and nobody else (groups-only).
      #       approve: first-login
      #       require_acr: []       # levels (acr) or ways (amr) of signing in, one of which it must have
      #       require_amr: []       # been; what they are called is the provider's to say

      # Layers of your own that can be laid under the places on the map. This server fetches them, from
      # the addresses named here and no others; readers' browsers ask it only. A path is one in this
      # workspace.
      #
      # map:
      #   layers:
      #     - name: Relief
      #       type: xyz           # tiles of pictures, in folders or at an address
      #       url: maps/relief/{z}/{x}/{y}.png
      #       attribution: made by us
      #       min_zoom: 0
      #       max_zoom: 12
      #     - name: Roads and rivers
      #       type: pmtiles       # one file with all tiles, of pictures or of outlines
      #       url: maps/region.pmtiles
      #     - name: Photographs from the air
      #       type: wmts          # a service; 'url' is that of its capabilities
      #       url: https://maps.example.org/wmts/1.0.0/WMTSCapabilities.xml
      #       layer: aerial       # without it, the only one there is
      #       style: default
      #       matrix_set: GoogleMapsCompatible
      #       hosts: [tiles.maps.example.org]   # where tiles may come from beside that host

      # The server that takes this node's mail, for those who subscribe to what the watch finds. Mail
      # goes by STARTTLS or TLS, and the server's certificate is checked; 'none' is for a server on this
      # machine only. The password stands in a file of its own, which only its owner may read.
      #
      # mail:
      #   host: mail.example.org
      #   port: 587
      #   security: starttls      # starttls, tls or none
      #   user: watch
      #   password_file: keys/mail.password
      #   from: Heritage Watch <watch@example.org>

      # Subscribers' own addresses (webhooks) are told of news by https, at hosts that the whole world
      # can reach. Hosts of your own network that may be told too, each by name; 'localhost' may then be
      # told by plain http.
      #
      # news:
      #   allow_private: [tickets.internal.example.org]

      # Authorities that are asked for a time stamp (RFC 3161) over each new checkpoint, two or more,
      # of different operators and countries. What leaves this machine is a digest of the checkpoint,
      # which is public, and nothing else. An 'id' is a name of your choice, never changed once in use.
      # 'roots' is a PEM file in this workspace with the authority's certification authorities;
      # without it, those that Java trusts count. Without 'url' an authority is not asked any more, and
      # what it gave is still checked. Without this list nobody is asked.
      """;

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
    return TEMPLATE
        + (online
            ? AUTHORITIES
            : "#\n"
                + AUTHORITIES
                    .lines()
                    .map(line -> "# " + line + "\n")
                    .collect(Collectors.joining()));
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
