package org.cairn.ledger.note;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.note.TrustPolicy.Group;

/**
 * Reads a policy file (C2SP tlog-policy), one statement a line, {@code #} before a comment:
 *
 * <pre>
 * log VKEY [ADDRESS]
 * witness NAME VKEY [ADDRESS]
 * group NAME all|any|K MEMBER…
 * quorum NAME|none
 * </pre>
 *
 * Members stand above the group that names them and are used once; there is one quorum.
 */
final class PolicyReader {
  private static final int MAX_CHARACTERS = 256 * 1024;
  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,5}");

  private final List<TrustPolicy.Log> logs = new ArrayList<>();
  private final List<TrustPolicy.Witness> witnesses = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> used = new HashSet<>();
  private Optional<String> quorum = Optional.empty();

  private PolicyReader() {}

  static TrustPolicy read(String text) throws RefusedException {
    if (text.length() > MAX_CHARACTERS) {
      throw RefusedException.expected(
          "policy-format",
          "policy",
          "at most " + MAX_CHARACTERS + " characters",
          text.length() + " characters");
    }
    PolicyReader reader = new PolicyReader();
    String[] lines = text.split("\n", -1);
    for (int number = 1; number <= lines.length; number++) {
      String line = lines[number - 1].strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        reader.statement(line.split("[ \t]+", -1), "line " + number);
      }
    }
    return reader.finish();
  }

  private void statement(String[] words, String where) throws RefusedException {
    switch (words[0]) {
      case "log" -> log(words, where);
      case "witness" -> witness(words, where);
      case "group" -> group(words, where);
      case "quorum" -> quorum(words, where);
      default ->
          throw RefusedException.expected(
              "policy-format", where, "log, witness, group or quorum", "'" + words[0] + "'");
    }
  }

  private void log(String[] words, String where) throws RefusedException {
    requireWords(words, 2, 3, where, "log VKEY [ADDRESS]");
    VerifierKey key = newKey(words[1], VerifierKey.Kind.LOG, where);
    logs.add(new TrustPolicy.Log(key, word(words, 2)));
  }

  private void witness(String[] words, String where) throws RefusedException {
    requireWords(words, 3, 4, where, "witness NAME VKEY [ADDRESS]");
    newName(words[1], where);
    VerifierKey key = newKey(words[2], VerifierKey.Kind.WITNESS, where);
    witnesses.add(new TrustPolicy.Witness(words[1], key, word(words, 3)));
  }

  private void group(String[] words, String where) throws RefusedException {
    requireWords(words, 4, Integer.MAX_VALUE, where, "group NAME all|any|K MEMBER…");
    List<String> members = Arrays.asList(words).subList(3, words.length);
    for (String member : members) {
      if (!names.contains(member)) {
        throw RefusedException.expected(
            "policy-name", where, "a witness or group named above", "'" + member + "'");
      }
      if (!used.add(member)) {
        throw RefusedException.expected(
            "policy-duplicate", where, "each member in one group, once", "'" + member + "' again");
      }
    }
    newName(words[1], where);
    groups.add(new Group(words[1], threshold(words[2], members.size(), where), members));
  }

  private static int threshold(String word, int members, String where) throws RefusedException {
    int threshold =
        switch (word) {
          case "all" -> members;
          case "any" -> 1;
          default -> COUNT.matcher(word).matches() ? Integer.parseInt(word) : 0;
        };
    if (threshold < 1 || threshold > members) {
      throw RefusedException.expected(
          "policy-format", where, "all, any or 1 to " + members, "'" + word + "'");
    }
    return threshold;
  }

  private void quorum(String[] words, String where) throws RefusedException {
    requireWords(words, 2, 2, where, "quorum NAME|none");
    if (quorum.isPresent()) {
      throw RefusedException.expected("policy-quorum", where, "one quorum line", "a second one");
    }
    if (!words[1].equals("none") && !names.contains(words[1])) {
      throw RefusedException.expected(
          "policy-name", where, "none, or a witness or group named above", "'" + words[1] + "'");
    }
    quorum = Optional.of(words[1]);
  }

  private TrustPolicy finish() throws RefusedException {
    if (quorum.isEmpty()) {
      throw RefusedException.expected("policy-quorum", "policy", "one quorum line", "none");
    }
    if (logs.isEmpty()) {
      throw RefusedException.expected("policy-format", "policy", "a log line", "none");
    }
    return new TrustPolicy(logs, witnesses, groups, quorum.filter(name -> !name.equals("none")));
  }

  private void newName(String name, String where) throws RefusedException {
    if (name.equals("none") || !names.add(name)) {
      throw RefusedException.expected(
          "policy-duplicate", where, "a name not used before", "'" + name + "'");
    }
  }

  private VerifierKey newKey(String vkey, VerifierKey.Kind kind, String where)
      throws RefusedException {
    VerifierKey key = VerifierKey.parse(vkey);
    if (key.kind() != kind) {
      throw RefusedException.expected(
          "policy-format", where, "a key of kind " + kind, "one of kind " + key.kind());
    }
    boolean known =
        logs.stream().anyMatch(log -> log.key().hasKeyOf(key))
            || witnesses.stream().anyMatch(witness -> witness.key().hasKeyOf(key));
    if (known) {
      throw RefusedException.expected(
          "policy-duplicate",
          where,
          "each public key once",
          "the key of '" + key.name() + "' again");
    }
    return key;
  }

  private static Optional<String> word(String[] words, int at) {
    return at < words.length ? Optional.of(words[at]) : Optional.empty();
  }

  private static void requireWords(String[] words, int least, int most, String where, String form)
      throws RefusedException {
    if (words.length < least || words.length > most) {
      throw RefusedException.expected("policy-format", where, form, words.length + " words");
    }
  }
}
