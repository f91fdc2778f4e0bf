package org.cairn.ledger.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checkpoints that another implementation's witness and mirror have cosigned. */
class CosignedCheckpointsTest {
  private static final Instant COSIGNED = Instant.parse("2025-12-31T00:00:00Z");

  @ParameterizedTest
  @CsvSource({"witness, witness.v0.json, 2", "witness/mirror, mirror.v0.json, 1"})
  void the_cosignature_holds_and_lines_of_other_kinds_are_passed_over(
      String folder, String description, int lines) throws Exception {
    Path files = Vectors.folder("cosigned-checkpoints").resolve(folder);
    VerifierKey key = key(files.resolve(description));
    SignedNote note = SignedNote.parse(Files.readAllBytes(checkpointIn(files)));

    List<SignedNote.Verified> verified = note.verify(List.of(key));

    assertThat(key.kind()).isEqualTo(VerifierKey.Kind.WITNESS);
    assertThat(note.signatures()).hasSize(lines);
    assertThat(verified).hasSize(1);
    assertThat(verified.getFirst().time()).isEqualTo(Optional.of(COSIGNED));
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    assertThat(checkpoint.origin()).isEqualTo("rome2026h1.example.org");
    assertThat(checkpoint.size()).isEqualTo(300);
    assertThat(note.bytes()).isEqualTo(Files.readAllBytes(checkpointIn(files)));
  }

  /** The log's own line is an ECDSA signature over an RFC 6962 tree head, of a kind we have not. */
  @Test
  void the_logs_own_line_of_an_unknown_kind_satisfies_no_policy() throws Exception {
    Path files = Vectors.folder("cosigned-checkpoints").resolve("witness");
    byte[] bytes = Files.readAllBytes(checkpointIn(files));
    VerifierKey witness = key(files.resolve("witness.v0.json"));
    VerifierKey other = key(files.resolve("mirror/mirror.v0.json"));

    assertThat(SignedNote.parse(bytes).verify(List.of(other))).isEmpty();
    TrustPolicy policy =
        TrustPolicy.parse(
            "log "
                + NoteFuzz.LOG.verifier().text()
                + "\nwitness w "
                + witness.text()
                + "\nquorum w\n");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> policy.verify(bytes, NoteFuzz.NOW))
        .returns("checkpoint-unsigned", RefusedException::code);
  }

  @Test
  void a_changed_digit_of_the_text_is_refused_under_the_witness() throws Exception {
    Path files = Vectors.folder("cosigned-checkpoints").resolve("witness");
    String text = Files.readString(checkpointIn(files)).replace("\n300\n", "\n301\n");
    SignedNote changed = SignedNote.parse(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    VerifierKey key = key(files.resolve("witness.v0.json"));

    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> changed.verify(List.of(key)))
        .returns("note-signature", RefusedException::code);
  }

  private static VerifierKey key(Path description) throws Exception {
    return VerifierKey.parse(Vectors.json(description).path("verifier_keys").path(0).asString());
  }

  private static Path checkpointIn(Path folder) throws Exception {
    try (var inside = Files.list(folder)) {
      return inside
          .filter(each -> each.getFileName().toString().matches("[0-9a-f]{64}"))
          .map(each -> each.resolve("checkpoint"))
          .findFirst()
          .orElseThrow();
    }
  }
}
