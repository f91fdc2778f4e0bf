package org.cairn.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cairn.ledger.log.Log;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.TlogProof;
import org.cairn.ledger.note.TrustPolicy;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.record.ActorKey;
import org.cairn.ledger.record.SignedRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code cairn ledger key …} as a user has it, and what a thief of a key can do afterwards. */
class LedgerKeyCommandTest {
  @TempDir private Path folder = Path.of("");

  /** What one run of the command line gave. */
  private record Run(int exitCode, String out, String err) {
    JsonNode json() {
      return JsonMapper.shared().readTree(out);
    }
  }

  private static Run cairn(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        CairnCommand.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
            .execute(arguments);
    return new Run(exitCode, out.toString(), err.toString());
  }

  private Run ledger(String... arguments) {
    List<String> all = new ArrayList<>(List.of("ledger"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--workspace", workspace().toString()));
    return cairn(all.toArray(String[]::new));
  }

  private Run done(String... arguments) {
    Run run = ledger(arguments);
    assertThat(run.exitCode()).as(run.err() + run.out()).isZero();
    return run;
  }

  private Path workspace() {
    return folder.resolve("watch");
  }

  private Path log() {
    return workspace().resolve("ledger/log");
  }

  @BeforeEach
  void init() {
    assertThat(
            cairn("init", "--offline", workspace().toString(), "--origin", "example.org/log")
                .exitCode())
        .isZero();
  }

  @Test
  void a_new_log_key_is_printed_listed_and_verified_with() throws Exception {
    String first = done("key").out().strip();
    String second = done("key", "rotate", "log", "--reason", "yearly").out().strip();

    assertThat(second).isNotEqualTo(first);
    assertThat(done("key").out().strip()).isEqualTo(second);
    JsonNode log = done("key", "list", "--json").json().path("log");
    assertThat(log.findValuesAsString("key")).containsExactly(first, second);
    assertThat(log.get(0).path("to").asLong()).isEqualTo(2);
    assertThat(log.get(1).path("from").asLong()).isEqualTo(2);
    assertThat(log.get(1).has("to")).isFalse();
    assertThat(log.get(1).path("reason").asString()).isEqualTo("yearly");
    assertThat(done("key", "list").out()).contains(first, second, "sizes 2 to now");
    assertThat(done("verify").err()).contains("2 entries, 0 blobs: all holds.");
  }

  @Test
  void the_nodes_key_is_changed_and_records_go_on() {
    String kid =
        done("key", "rotate", "node", "--reason", "lost", "--json").json().path("kid").asString();
    done("key", "rotate", "log", "--reason", "signed with the new key");

    JsonNode actors = done("key", "list", "--json").json().path("actors");
    assertThat(actors.findValuesAsString("kid")).hasSize(2).last().isEqualTo(kid);
    assertThat(actors.get(0).path("to").asLong()).isEqualTo(1);
    assertThat(done("verify").err()).contains("3 entries");
  }

  @Test
  void a_persons_key_is_made_registered_and_revoked() throws Exception {
    Path file = folder.resolve("amina.jwk");
    Run made = cairn("ledger", "key", "new", "--out", file.toString());
    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(made.json().has("d")).isFalse();
    assertThat(cairn("ledger", "key", "new", "--out", file.toString()).exitCode()).isEqualTo(2);

    Path publicKey = Files.writeString(folder.resolve("amina.pub.jwk"), made.out());
    Run leaked = ledger("key", "register", "amina", "--jwk", file.toString(), "--reason", "joins");
    assertThat(leaked.exitCode()).isEqualTo(2);
    assertThat(leaked.err()).contains("jwk-private", "stolen");
    String kid =
        done("key", "register", "amina", "--jwk", publicKey.toString(), "--reason", "joins")
            .out()
            .strip();
    assertThat(kid).isEqualTo(ActorKey.load(file).kid());
    assertThat(done("key", "list").out()).contains("amina  " + kid + "  entries 2 to now  joins");

    done("key", "revoke", kid, "--reason", "left");
    assertThat(done("key", "list").out()).contains("amina  " + kid + "  entries 2 to 2  left");
    assertThat(ledger("key", "revoke", kid, "--reason", "left").err()).contains("record-key-ended");
    assertThat(done("verify").err()).contains("all holds");
  }

  @Test
  void an_entry_by_a_revoked_key_is_refused_and_what_the_key_signed_before_is_accepted()
      throws Exception {
    Path file = folder.resolve("amina.jwk");
    String jwk = cairn("ledger", "key", "new", "--out", file.toString()).out();
    Path publicKey = Files.writeString(folder.resolve("amina.pub.jwk"), jwk);
    done("key", "register", "amina", "--jwk", publicKey.toString(), "--reason", "joins");
    ActorKey amina = ActorKey.load(file);
    sign(amina);
    assertThat(done("verify").err()).contains("all holds");
    done("key", "revoke", amina.kid(), "--reason", "stolen");
    sign(amina);

    Run verify = ledger("verify", "--json");
    assertThat(verify.exitCode()).isEqualTo(1);
    JsonNode faults = verify.json().path("faults");
    assertThat(faults).hasSize(1);
    assertThat(faults.get(0).path("code").asString()).isEqualTo("record-key-ended");
    assertThat(faults.get(0).path("where").asString()).startsWith("entry 4");
  }

  /** Past every check of this program, as a thief would. */
  private void sign(ActorKey key) throws Exception {
    ObjectNode record = JsonNodeFactory.instance.objectNode().put("type", "note");
    SigningKey logKey = SigningKey.load(workspace().resolve("keys/log.key"));
    try (Log log = Log.open(log(), workspace().resolve("ledger/state"), logKey, List.of())) {
      log.append(List.of(SignedRecord.sign(record, key).bytes()));
    }
  }

  @Test
  void a_stolen_log_key_signs_nothing_more_after_its_change_and_earlier_checkpoints_stand()
      throws Exception {
    VerifierKey old = VerifierKey.parse(done("key").out().strip());
    SigningKey stolen = SigningKey.load(workspace().resolve("keys/log.key"));
    Path proof = folder.resolve("first.tlog-proof");
    done("prove", "0", "--out", proof.toString());
    done("key", "rotate", "log", "--reason", "stolen");
    done("key", "rotate", "node", "--reason", "to be safe");

    Path checkpoint = log().resolve("checkpoint");
    SignedNote sound = SignedNote.parse(Files.readAllBytes(checkpoint));
    SignedNote forged = SignedNote.of(sound.text(), List.of(stolen.sign(sound.text())));
    Files.write(checkpoint, forged.bytes());
    Run verify = ledger("verify");
    assertThat(verify.exitCode()).isEqualTo(1);
    assertThat(verify.out()).contains("log-key-ended").contains(old.text());
    assertThat(ledger("checkpoint").err()).contains("log-key-ended");

    TlogProof.parse(Files.readAllBytes(proof))
        .verify(
            Files.readAllBytes(folder.resolve("first.tlog-proof.entry")),
            TrustPolicy.ofLog(old),
            Instant.now());
  }

  @Test
  void the_key_the_node_signs_with_is_revoked_only_with_yes() throws Exception {
    String kid = ActorKey.load(workspace().resolve("keys/node.jwk")).kid();
    Run refused = ledger("key", "revoke", kid, "--reason", "closing");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("node-key-in-use", "key rotate node", "--yes");

    done("key", "revoke", kid, "--reason", "closing", "--yes");
    assertThat(ledger("key", "rotate", "log", "--reason", "more").err())
        .contains("node-key-ended", "closed");
    assertThat(done("verify").err()).as("a closed ledger holds").contains("all holds");
  }

  @Test
  void a_store_that_contradicts_the_log_is_exit_code_3() throws Exception {
    Path yesterday = Files.createDirectories(folder.resolve("yesterday"));
    Path state = workspace().resolve("ledger/state");
    copyJournal(state, yesterday);
    done("key", "rotate", "node", "--reason", "today");
    copyJournal(yesterday, state);

    Run verify = ledger("verify", "--json");
    assertThat(verify.exitCode()).isEqualTo(3);
    assertThat(verify.json().path("store_in_doubt").asBoolean()).isTrue();
    assertThat(verify.json().path("faults").findValuesAsString("code"))
        .containsExactly("checkpoint-ahead-of-store");
    assertThat(verify.out()).contains("restore");
  }

  private static void copyJournal(Path from, Path to) throws Exception {
    try (var old = Files.newDirectoryStream(to, "journal.*")) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
    try (var journal = Files.newDirectoryStream(from, "journal.*")) {
      for (Path file : journal) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void a_policy_that_is_not_met_is_a_fault_and_one_that_cannot_be_read_is_bad_usage()
      throws Exception {
    String key = done("key").out().strip();
    String witness = done("key", "--witness").out().strip();
    Path policy =
        Files.writeString(
            folder.resolve("policy.txt"), "log " + key + "\nwitness w " + witness + "\nquorum w\n");
    Run verify = ledger("verify", "--policy", policy.toString());
    assertThat(verify.exitCode()).isEqualTo(1);
    assertThat(verify.out()).contains("checkpoint-quorum");

    Files.writeString(policy, "log " + key + "\nquorum none\n");
    assertThat(done("verify", "--policy", policy.toString()).err()).contains("all holds");
    Files.writeString(policy, "quorum\n");
    assertThat(ledger("verify", "--policy", policy.toString()).exitCode()).isEqualTo(2);
  }
}
