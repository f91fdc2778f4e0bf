package org.cairn.ledger.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.crypto.Vectors;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.VerifierKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Each crafted request gets its recorded answer from a witness in the recorded state. */
class WitnessVectorsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  @TempDir private Path folder = Path.of("");

  @Test
  void every_request_gets_its_recorded_status() throws Exception {
    Path vectors = Vectors.folder("crafted").resolve("tlog/witness");
    JsonNode cases = Vectors.json(vectors.resolve("cases.json"));
    assertThat(cases).hasSizeGreaterThanOrEqualTo(15);
    SigningKey key =
        SigningKey.generate("witness.example", VerifierKey.Kind.WITNESS, new SecureRandom());
    for (JsonNode one : cases) {
      String name = one.path("request").asString();
      VerifierKey log = VerifierKey.parse(one.path("log_vkey").asString());
      Path state = Files.createDirectory(folder.resolve(name));
      TreeHead head =
          new TreeHead(
              one.path("witness_has_size").asLong(),
              Hash.parseBase64(one.path("witness_has_root").asString(), "vector", name));
      Path file =
          state.resolve(Hash.of(Sha256.of(log.name().getBytes(StandardCharsets.UTF_8))).hex());
      if (head.size() > 0) {
        String text = new Checkpoint(log.name(), head, List.of()).text();
        Files.write(file, SignedNote.of(text, List.of(key.cosign(text, NOW))).bytes());
      }
      byte[] before = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];

      try (Witness witness = Witness.open(state, key, List.of(log), InstantSource.fixed(NOW))) {
        byte[] body = Files.readAllBytes(vectors.resolve(name));
        Witness.Answer answer = witness.addCheckpoint(body);

        assertThat(answer.status())
            .as(name + ": " + answer.body())
            .isEqualTo(one.path("status").asInt());
        if (answer.status() == 200) {
          SignedNote remembered = witness.checkpoint(log.name()).orElseThrow();
          assertThat(remembered.verify(List.of(log, key.verifier()))).as(name).hasSize(2);
          assertThat(remembered.text()).isEqualTo(AddCheckpoint.parse(body).checkpoint().text());
        } else {
          byte[] after = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
          assertThat(after).as(name).isEqualTo(before);
        }
        if (answer.status() == 409) {
          assertThat(answer.contentType()).isEqualTo("text/x.tlog.size");
          assertThat(answer.body()).isEqualTo(head.size() + "\n");
        }
      }
    }
  }
}
