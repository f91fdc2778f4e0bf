package org.cairn.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.VerifierKey;

/** Whether what this node remembers as a witness is what it cosigned. Stateless. */
final class WitnessCheck {
  private WitnessCheck() {}

  /**
   * @param folder of what it remembers; where there is none, nothing is wrong
   * @param own what its cosignatures are verified with
   * @param logs it is a witness of
   * @param faults {@code witness-state}
   */
  static void tell(Path folder, VerifierKey own, List<VerifierKey> logs, Consumer<Fault> faults)
      throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> list = Files.list(folder)) {
      files =
          list.filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}"))
              .sorted()
              .toList();
    }
    for (Path file : files) {
      try {
        require(file, own, logs);
      } catch (RefusedException e) {
        faults.accept(
            Fault.expected(
                "witness-state",
                file.toString(),
                "a checkpoint cosigned by this node",
                e.fault()
                    + "; cosign nothing more with this key until you know why, then begin with a"
                    + " new key and an empty folder"));
      }
    }
  }

  private static void require(Path file, VerifierKey own, List<VerifierKey> logs)
      throws IOException, RefusedException {
    SignedNote note = SignedNote.parse(Files.readAllBytes(file));
    String origin = Checkpoint.parse(note.text()).origin();
    String name = Hash.of(Sha256.of(origin.getBytes(UTF_8))).hex();
    if (!file.getFileName().toString().equals(name)) {
      throw RefusedException.expected(
          "witness-state", "line 1", "the log whose name has this file's hash", "'" + origin + "'");
    }
    if (note.verify(List.of(own)).isEmpty()) {
      throw RefusedException.expected("witness-state", "signatures", "one by " + own, "none");
    }
    List<VerifierKey> signers = logs.stream().filter(key -> key.name().equals(origin)).toList();
    if (!signers.isEmpty() && note.verify(signers).isEmpty()) {
      throw RefusedException.expected(
          "witness-state", "signatures", "one by the log's key", "none");
    }
  }
}
