package org.cairn.ledger.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.note.NoteSignature;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.storage.DurableFile;

/**
 * The newest checkpoint seen of each log, with the log's own signatures, in a file named by the
 * SHA-256 of its origin in hex; and beside them proofs, as {@code fork-….fork}. The caller holds
 * the folder's lock.
 */
final class PeerMemory {
  private final Path folder;

  PeerMemory(Path folder) {
    this.folder = folder;
  }

  /** Returns when it is on stable storage. */
  void remember(String origin, SignedNote note, List<VerifierKey> keys) throws IOException {
    DurableFile.replace(file(origin), ownOf(note, keys).bytes());
  }

  /**
   * @throws IntegrityException {@code peers-state}
   */
  Optional<SignedNote> recall(String origin, List<VerifierKey> keys) throws IOException {
    Path file = file(origin);
    try {
      SignedNote note = SignedNote.parse(Files.readAllBytes(file));
      if (!SplitView.signed(keys, note).origin().equals(origin)) {
        throw RefusedException.expected(
            "peers-state", file.toString(), "a checkpoint of '" + origin + "'", "another");
      }
      return Optional.of(note);
    } catch (NoSuchFileException nothingYet) {
      return Optional.empty();
    } catch (RefusedException e) {
      throw new IntegrityException(
          new Fault(
              "peers-state",
              file.toString(),
              "what was last seen of log '"
                  + origin
                  + "' was altered, or is signed by a key that cairn.yaml no longer names ("
                  + e.getMessage()
                  + "); name its earlier keys too, or restore the file"),
          e);
    }
  }

  /** Under a name that its content gives, so that the same proof is kept once. */
  Path keep(String start, String end, byte[] content) throws IOException {
    Path file = folder.resolve(start + Hash.of(Sha256.of(content)).hex().substring(0, 16) + end);
    DurableFile.replace(file, content);
    return file;
  }

  /** Nothing of strangers is kept. */
  private static SignedNote ownOf(SignedNote note, List<VerifierKey> keys) {
    List<NoteSignature> own =
        note.signatures().stream()
            .filter(line ->
                keys.stream()
                    .anyMatch(key -> key.id() == line.keyId() && key.name().equals(line.name())))
            .toList();
    return SignedNote.of(note.text(), own);
  }

  Path file(String origin) {
    return folder.resolve(nameOf(origin));
  }

  static String nameOf(String origin) {
    return Hash.of(Sha256.of(origin.getBytes(UTF_8))).hex();
  }
}
