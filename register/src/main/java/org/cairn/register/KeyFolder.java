package org.cairn.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.record.ActorKey;
import org.cairn.ledger.storage.DurableFile;

/**
 * The keys of a workspace. Private ones only their owner may read:
 *
 * <pre>
 * log.key        signs the log's checkpoints          log.vkey      all keys the log had, a line each, the present one last
 * node.jwk       signs this node's records
 * witness.key    cosigns the logs of others           witness.vkey  what they verify it with
 * log.key.next, node.jwk.next                         while a key is being changed
 * </pre>
 *
 * A change goes: the next key is written; the entry that names it is added; the next key takes the
 * place of the old one. Who is stopped in between finds at the next opening a next key, and the
 * ledger says whether it counts. Only the writer of the ledger changes anything here. Each method
 * that writes has forced it when it returns.
 */
class KeyFolder {
  private static final String NEXT = ".next";

  private final Path folder;

  KeyFolder(Path folder) {
    this.folder = folder;
  }

  Path logKeyFile() {
    return folder.resolve("log.key");
  }

  Path logListFile() {
    return folder.resolve("log.vkey");
  }

  Path nodeKeyFile() {
    return folder.resolve("node.jwk");
  }

  Path witnessKeyFile() {
    return folder.resolve("witness.key");
  }

  Path witnessVerifierFile() {
    return folder.resolve("witness.vkey");
  }

  static Path nextOf(Path keyFile) {
    return keyFile.resolveSibling(keyFile.getFileName() + NEXT);
  }

  /** The first keys of a workspace. */
  void create(SigningKey log, SigningKey witness, ActorKey node) throws IOException {
    Files.createDirectories(folder);
    log.save(logKeyFile());
    writeLogList(List.of(log.verifier()));
    witness.save(witnessKeyFile());
    DurableFile.replace(witnessVerifierFile(), line(witness.verifier()).getBytes(UTF_8));
    node.save(nodeKeyFile());
  }

  SigningKey logKey() throws IOException, RefusedException {
    return SigningKey.load(logKeyFile());
  }

  SigningKey witnessKey() throws IOException, RefusedException {
    return SigningKey.load(witnessKeyFile());
  }

  ActorKey nodeKey() throws IOException, RefusedException {
    return ActorKey.load(nodeKeyFile());
  }

  VerifierKey witnessVerifier() throws IOException, RefusedException {
    return VerifierKey.parse(new String(Files.readAllBytes(witnessVerifierFile()), UTF_8).strip());
  }

  /**
   * What the log's checkpoints are verified with, the present key last.
   *
   * @throws RefusedException {@code log-vkey}, with the line
   */
  List<VerifierKey> logList() throws IOException, RefusedException {
    // From bytes: a reader of text would stop at what is not UTF-8, and not say in which line.
    String[] lines = new String(Files.readAllBytes(logListFile()), UTF_8).split("\n", -1);
    List<VerifierKey> keys = new ArrayList<>();
    for (int number = 1; number < lines.length; number++) {
      try {
        keys.add(VerifierKey.parse(lines[number - 1]));
      } catch (RefusedException e) {
        throw new RefusedException(
            RefusedException.expected(
                    "log-vkey",
                    logListFile() + ", line " + number,
                    "a key of this log, as 'cairn ledger key' prints it",
                    e.fault().toString())
                .fault(),
            e);
      }
    }
    if (keys.isEmpty() || !lines[lines.length - 1].isEmpty()) {
      throw RefusedException.expected(
          "log-vkey",
          logListFile().toString(),
          "one key or more, each line ended by a line feed",
          keys.size() + " whole lines");
    }
    return keys;
  }

  void writeLogList(List<VerifierKey> keys) throws IOException {
    StringBuilder lines = new StringBuilder();
    keys.forEach(key -> lines.append(line(key)));
    DurableFile.replace(logListFile(), lines.toString().getBytes(UTF_8));
  }

  static String line(VerifierKey key) {
    return key.text() + "\n";
  }

  void writeNextLogKey(SigningKey next) throws IOException {
    next.save(nextOf(logKeyFile()));
  }

  void writeNextNodeKey(ActorKey next) throws IOException {
    next.save(nextOf(nodeKeyFile()));
  }

  /** Puts the next key in the place of the present one, which is gone then. */
  void takeNext(Path keyFile) throws IOException {
    try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
      Files.move(
          nextOf(keyFile),
          keyFile,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      open.force(true);
    }
  }

  /** Forgets a next key that no entry names. */
  void dropNext(Path keyFile) throws IOException {
    Files.deleteIfExists(nextOf(keyFile));
  }
}
