package org.cairn.ledger.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.crypto.Sha256;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.Merkle;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.NoteSignature;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.storage.DurableFile;
import org.cairn.ledger.storage.FolderLock;

/**
 * A witness: it remembers the newest checkpoint of each log it knows and cosigns only what
 * continues it (C2SP tlog-witness, cosignature/v1). What it remembers is on stable storage before
 * it answers. Thread-safe; one process at a time may use its folder.
 *
 * <p>A log's file, named by the SHA-256 of its origin in hex, is the checkpoint with the signatures
 * of the log that held and this witness's own cosignature.
 */
public final class Witness implements AutoCloseable {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String SIZE = "text/x.tlog.size";

  private final Path folder;
  private final SigningKey key;
  private final Map<String, List<VerifierKey>> logs;
  private final InstantSource clock;
  private final FolderLock lock;

  private Witness(
      Path folder,
      SigningKey key,
      Map<String, List<VerifierKey>> logs,
      InstantSource clock,
      FolderLock lock) {
    this.folder = folder;
    this.key = key;
    this.logs = logs;
    this.clock = clock;
    this.lock = lock;
  }

  /**
   * What is answered to a request.
   *
   * @param status of HTTP
   * @param body ends in a line feed
   */
  public record Answer(int status, String contentType, String body) {}

  /**
   * @param folder of what it remembers, created where it does not exist; never to be copied back
   *     from a backup
   * @param key of kind WITNESS
   * @param logs keys of the logs it knows; a log that changed its key has several of one name
   * @throws RefusedException {@code witness-locked}
   * @throws IntegrityException {@code witness-state} where a file of the folder does not hold
   */
  public static Witness open(
      Path folder, SigningKey key, Collection<VerifierKey> logs, InstantSource clock)
      throws IOException, RefusedException {
    if (key.verifier().kind() != VerifierKey.Kind.WITNESS) {
      throw new IllegalArgumentException("Not a witness's key: " + key.verifier());
    }
    Map<String, List<VerifierKey>> byOrigin = new LinkedHashMap<>();
    for (VerifierKey log : logs) {
      byOrigin.merge(
          log.name(),
          List.of(log),
          (some, one) -> Stream.concat(some.stream(), one.stream()).toList());
    }
    Files.createDirectories(folder);
    Witness witness =
        new Witness(folder, key, byOrigin, clock, FolderLock.take(folder, "witness-locked"));
    try {
      for (String origin : byOrigin.keySet()) {
        witness.recall(origin);
      }
    } catch (IOException e) {
      witness.close();
      throw e;
    }
    return witness;
  }

  /** What logs verify its cosignatures with. */
  public VerifierKey verifier() {
    return key.verifier();
  }

  /**
   * Answers {@code POST add-checkpoint}.
   *
   * @param body of the request, at most 68 KiB are looked at
   * @throws IOException when the answer could not be made durable: then none may be given
   */
  public Answer addCheckpoint(byte[] body) throws IOException {
    AddCheckpoint request;
    Checkpoint checkpoint;
    try {
      request = AddCheckpoint.parse(body);
      checkpoint = Checkpoint.parse(request.checkpoint().text());
    } catch (RefusedException e) {
      return refused(400, e);
    }
    List<VerifierKey> known = logs.get(checkpoint.origin());
    if (known == null) {
      return new Answer(404, TEXT, "This witness does not know the log.\n");
    }
    try {
      if (request.checkpoint().verify(known).isEmpty()) {
        return new Answer(403, TEXT, "No signature by a key of the log.\n");
      }
    } catch (RefusedException e) {
      return refused(403, e);
    }
    return judge(request, checkpoint, known);
  }

  /** Compared and remembered in one piece: an older request must not undo a newer one. */
  private synchronized Answer judge(
      AddCheckpoint request, Checkpoint checkpoint, List<VerifierKey> known) throws IOException {
    if (request.old() > checkpoint.size()) {
      return new Answer(400, TEXT, "The old size is larger than the checkpoint's.\n");
    }
    Optional<SignedNote> remembered = recall(checkpoint.origin());
    TreeHead head = remembered.isEmpty() ? TreeHead.EMPTY : headOf(remembered.get());
    if (request.old() != head.size()) {
      return new Answer(409, SIZE, head.size() + "\n");
    }
    try {
      requireContinues(head, checkpoint.head(), request.proof());
    } catch (RefusedException e) {
      return refused(422, e);
    }
    String text = checkpoint.text();
    NoteSignature cosignature = key.cosign(text, clock.instant());
    DurableFile.replace(
        file(checkpoint.origin()),
        SignedNote.of(text, ownOf(request.checkpoint(), known)).with(List.of(cosignature)).bytes());
    return new Answer(200, TEXT, cosignature.line());
  }

  private static void requireContinues(TreeHead old, TreeHead later, List<Hash> proof)
      throws RefusedException {
    if (later.size() == 0 && !later.root().equals(Merkle.EMPTY_ROOT)) {
      throw RefusedException.expected(
          "witness-empty", "checkpoint", "the root of the empty tree", later.root().base64());
    }
    if (old.size() > 0) {
      Merkle.verifyConsistency(old, later, proof);
    } else if (!proof.isEmpty()) {
      throw RefusedException.expected(
          "witness-proof", "proof", "none, since every tree begins with the empty one", "one");
    }
  }

  /** Nothing of strangers is kept. */
  private static List<NoteSignature> ownOf(SignedNote note, List<VerifierKey> known) {
    return note.signatures().stream()
        .filter(signature ->
            known.stream()
                .anyMatch(
                    key -> key.id() == signature.keyId() && key.name().equals(signature.name())))
        .toList();
  }

  /** The newest checkpoint cosigned of a log, with signatures; empty where there is none. */
  public Optional<SignedNote> checkpoint(String origin) throws IOException {
    return logs.containsKey(origin) ? recall(origin) : Optional.empty();
  }

  /** The log whose file has this name: SHA-256 of its origin, 64 hex digits. */
  public Optional<String> findOrigin(String hex) {
    return logs.keySet().stream().filter(origin -> nameOf(origin).equals(hex)).findFirst();
  }

  private static String nameOf(String origin) {
    return Hash.of(Sha256.of(origin.getBytes(UTF_8))).hex();
  }

  private Path file(String origin) {
    return folder.resolve(nameOf(origin));
  }

  private Optional<SignedNote> recall(String origin) throws IOException {
    return recall(folder, key.verifier(), origin);
  }

  /**
   * What a witness remembers of a log, read without being that witness: it may be at work.
   *
   * @param key the witness's
   * @throws IntegrityException {@code witness-state}
   */
  public static Optional<SignedNote> recall(Path folder, VerifierKey key, String origin)
      throws IOException {
    Path file = folder.resolve(nameOf(origin));
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (NoSuchFileException nothingYet) {
      return Optional.empty();
    }
    try {
      SignedNote note = SignedNote.parse(content);
      if (note.verify(List.of(key)).isEmpty()
          || !Checkpoint.parse(note.text()).origin().equals(origin)) {
        throw RefusedException.expected(
            "witness-state", file.toString(), "a checkpoint cosigned by this witness", "another");
      }
      return Optional.of(note);
    } catch (RefusedException e) {
      throw new IntegrityException(
          new Fault(
              "witness-state",
              file.toString(),
              "what this witness remembers of '"
                  + origin
                  + "' was altered ("
                  + e.getMessage()
                  + "); cosign nothing more with this key until you know why, then begin with a new"
                  + " key and an empty folder"),
          e);
    }
  }

  private static TreeHead headOf(SignedNote note) {
    try {
      return Checkpoint.parse(note.text()).head();
    } catch (RefusedException e) {
      throw new IllegalStateException("A checkpoint that was read cannot be read", e);
    }
  }

  private static Answer refused(int status, RefusedException e) {
    return new Answer(status, TEXT, e.getMessage() + "\n");
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
