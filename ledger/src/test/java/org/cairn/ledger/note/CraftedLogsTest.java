package org.cairn.ledger.note;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Vectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Checkpoints and proof files of the crafted logs get their recorded verdicts. */
final class CraftedLogsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

  @Test
  void checkpoints_and_proof_files_get_their_verdicts() throws Exception {
    Path folder = Vectors.folder("crafted").resolve("tlog");
    int checked = 0;
    for (JsonNode vector : Vectors.json(folder.resolve("cases.json"))) {
      String failing = vector.get("failing_check").asString();
      TrustPolicy policy = policyOf(vector);
      boolean holds;
      if (vector.has("proof")) {
        byte[] proof = Files.readAllBytes(folder.resolve(vector.get("proof").asString()));
        byte[] entry = Files.readAllBytes(folder.resolve(vector.get("entry").asString()));
        holds = proofHolds(proof, entry, policy);
      } else {
        Path checkpoint = folder.resolve(vector.get("case").asString()).resolve("checkpoint");
        holds = checkpointHolds(Files.readAllBytes(checkpoint), policy);
      }
      assertThat(holds)
          .as(vector.toString())
          .isEqualTo(!failing.equals("checkpoint") && !failing.equals("proof"));
      checked++;
    }
    assertThat(checked).isGreaterThan(50);
  }

  @Test
  void the_specifications_own_example_verifies() throws Exception {
    Path folder = Vectors.folder("c2sp-examples");
    VerifierKey key = VerifierKey.parse(textStarting(folder, "example.com/foo+").strip());
    SignedNote note =
        SignedNote.parse(
            textStarting(folder, "This is an example").getBytes(StandardCharsets.UTF_8));

    assertThat(note.verify(List.of(key))).hasSize(1);
  }

  private static String textStarting(Path folder, String start) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String text = Files.readString(file);
        if (text.startsWith(start)) {
          return text;
        }
      }
    }
    throw new AssertionError("no file in " + folder + " starts with '" + start + "'");
  }

  private static boolean checkpointHolds(byte[] note, TrustPolicy policy) {
    try {
      policy.verify(note, NOW);
      return true;
    } catch (RefusedException refused) {
      return false;
    }
  }

  private static boolean proofHolds(byte[] file, byte[] entry, TrustPolicy policy) {
    try {
      TlogProof proof = TlogProof.parse(file);
      assertThat(proof.bytes()).isEqualTo(file);
      proof.verify(entry, policy, NOW);
      return true;
    } catch (RefusedException refused) {
      return false;
    }
  }

  private static TrustPolicy policyOf(JsonNode vector) throws RefusedException {
    StringBuilder policy = new StringBuilder("log " + vector.get("vkey").asString() + "\n");
    StringBuilder members = new StringBuilder();
    int count = 0;
    for (JsonNode witness : vector.get("witnesses")) {
      policy.append("witness w" + count + " " + witness.asString() + "\n");
      members.append(" w" + count++);
    }
    policy.append("group g " + vector.get("quorum").asInt() + members + "\nquorum g\n");
    return TrustPolicy.parse(policy.toString());
  }
}
