package org.cairn.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.note.TrustPolicy;
import org.cairn.ledger.note.VerifierKey;
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
 */
record Settings(List<VerifierKey> logs, List<TrustPolicy.Witness> witnesses) {
  /** Of a new workspace. */
  static final String TEMPLATE =
      """
      # Settings of this Cairn workspace. All are optional.

      # Logs of other institutions that this node is a witness of when it serves: their keys, as
      # 'cairn ledger key' prints them.
      #
      # logs:
      #   - heritage.example.org/log+01234567+AQ...

      # Witnesses that are asked to cosign this node's log: a name of your choice, the key that
      # 'cairn ledger key --witness' prints there, and where they are.
      #
      # witnesses:
      #   - name: neighbour
      #     key: neighbour.example.org/log/witness+01234567+BA...
      #     url: https://neighbour.example.org/witness
      """;

  private static final String CODE = "settings-format";
  private static final int MAX_CHARACTERS = 1 << 20;

  Settings {
    logs = List.copyOf(logs);
    witnesses = List.copyOf(witnesses);
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
    Map<?, ?> all = map(document == null ? Map.of() : document, where, Set.of("logs", "witnesses"));
    List<VerifierKey> logs = new ArrayList<>();
    for (Object key : list(all.get("logs"), where + ", logs")) {
      logs.add(key(key, where + ", logs", VerifierKey.Kind.LOG));
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
    return new Settings(logs, witnesses);
  }

  private static Map<?, ?> map(@Nullable Object value, String where, Set<String> names)
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

  private static List<?> list(@Nullable Object value, String where) throws RefusedException {
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw RefusedException.expected(CODE, where, "a list", found(value));
  }

  private static String text(@Nullable Object value, String where) throws RefusedException {
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
