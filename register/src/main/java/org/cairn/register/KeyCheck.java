package org.cairn.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.record.ActorKey;
import org.cairn.ledger.record.KeyHistory;
import org.cairn.ledger.record.KeySpan;
import org.cairn.ledger.record.LogKeySpan;

/**
 * Whether the files of keys are those the ledger names, and private ones are their owner's only. A
 * change of keys that was stopped half-way is no fault: the next opening finishes it. Nor is a node
 * whose last key was revoked, which closes its ledger. Stateless.
 */
final class KeyCheck {
  private final Workspace workspace;
  private final KeyFolder keys;
  private final Consumer<Fault> faults;

  KeyCheck(Workspace workspace, Consumer<Fault> faults) {
    this.workspace = workspace;
    this.keys = workspace.keys();
    this.faults = faults;
  }

  @FunctionalInterface
  private interface Loading<T> {
    T load() throws IOException, RefusedException;
  }

  /**
   * Keys that may have signed the log, by whatever file can be read: who may sign what is decided
   * by the entries. The last is the one a writer would sign with.
   */
  List<VerifierKey> candidates() throws IOException {
    Consumer<Fault> toldLater = fault -> {};
    Set<VerifierKey> found = new LinkedHashSet<>();
    load(keys.logListFile(), keys::logList, toldLater).ifPresent(found::addAll);
    Optional<VerifierKey> present =
        load(keys.logKeyFile(), keys::logKey, toldLater).map(SigningKey::verifier);
    Optional<VerifierKey> next =
        next(keys.logKeyFile(), SigningKey::load, toldLater).map(SigningKey::verifier);
    boolean nextCounts = next.isPresent() && signedLast(next.get());
    for (Optional<VerifierKey> key : nextCounts ? List.of(present, next) : List.of(next, present)) {
      key.ifPresent(found::remove);
      key.ifPresent(found::add);
    }
    return List.copyOf(found);
  }

  private boolean signedLast(VerifierKey key) throws IOException {
    try {
      return LedgerKeys.signedLast(workspace, key);
    } catch (IntegrityException | RefusedException toldByTheComparison) {
      return false;
    }
  }

  /**
   * Tells the faults.
   *
   * @param history by all entries; empty where not all could be read, so that only the files
   *     themselves are checked
   */
  void tell(Optional<KeyHistory> history, long size) throws IOException {
    Optional<SigningKey> log = load(keys.logKeyFile(), keys::logKey, faults);
    Optional<SigningKey> nextLog = next(keys.logKeyFile(), SigningKey::load, faults);
    Optional<ActorKey> node = load(keys.nodeKeyFile(), keys::nodeKey, faults);
    Optional<ActorKey> nextNode = next(keys.nodeKeyFile(), ActorKey::load, faults);
    Optional<List<VerifierKey>> listed = load(keys.logListFile(), keys::logList, faults);
    tellWitness();
    if (history.isEmpty() || history.get().logKeys().isEmpty()) {
      return;
    }
    List<VerifierKey> named = history.get().logKeys().stream().map(LogKeySpan::key).toList();
    listed.ifPresent(list -> tellList(list, named));
    log.ifPresent(key -> tellLogKey(key, nextLog, named.getLast()));
    node.ifPresent(key -> tellNodeKey(key, nextNode, history.get(), size));
  }

  private void tellList(List<VerifierKey> listed, List<VerifierKey> named) {
    if (!listed.equals(named)) {
      faults.accept(
          Fault.expected(
              "log-vkey",
              keys.logListFile().toString(),
              "the keys the entries name, "
                  + named.stream().map(VerifierKey::text).collect(Collectors.joining(", ")),
              listed.stream().map(VerifierKey::text).collect(Collectors.joining(", "))
                  + "; the next command that writes finishes a change that was stopped, else"
                  + " restore the file from its backup"));
    }
  }

  private void tellLogKey(SigningKey key, Optional<SigningKey> next, VerifierKey present) {
    boolean finishedLater = next.filter(one -> one.verifier().equals(present)).isPresent();
    if (!key.verifier().equals(present) && !finishedLater) {
      faults.accept(
          Fault.expected(
              "log-key-mismatch",
              keys.logKeyFile().toString(),
              "the private key of " + present + ", which the entries name",
              "that of " + key.verifier() + "; restore the file from its backup"));
    }
  }

  private void tellNodeKey(ActorKey key, Optional<ActorKey> next, KeyHistory history, long size) {
    if (next.isPresent() && maySign(history, next.get(), size)) {
      return;
    }
    Optional<KeySpan> span = history.actors().findSpan(key.kid());
    boolean closed = span.isPresent() && !LedgerKeys.maySign(history, span.get().actor(), size);
    if (span.isEmpty() || (!span.get().contains(size) && !closed)) {
      faults.accept(
          Fault.expected(
              span.isEmpty() ? "node-key-unknown" : "node-key-ended",
              keys.nodeKeyFile().toString(),
              "a key that may sign the next entry; restore the newer file from its backup",
              key.kid()
                  + (span.isEmpty()
                      ? ", which no entry registers"
                      : ", ended by entry " + span.get().to().orElse(size))));
    }
  }

  private static boolean maySign(KeyHistory history, ActorKey key, long index) {
    return history.actors().findSpan(key.kid()).filter(span -> span.contains(index)).isPresent();
  }

  private void tellWitness() throws IOException {
    Optional<SigningKey> key = load(keys.witnessKeyFile(), keys::witnessKey, faults);
    Optional<byte[]> line =
        load(
            keys.witnessVerifierFile(),
            () -> Files.readAllBytes(keys.witnessVerifierFile()),
            faults);
    if (key.isPresent()
        && line.isPresent()
        && !Arrays.equals(line.get(), KeyFolder.line(key.get().verifier()).getBytes(UTF_8))) {
      faults.accept(
          Fault.expected(
              "witness-key-mismatch",
              keys.witnessVerifierFile().toString(),
              "the public key of '" + keys.witnessKeyFile() + "', " + key.get().verifier(),
              "another text; restore both from their backup"));
    }
  }

  @FunctionalInterface
  private interface File<T> {
    T load(Path file) throws IOException, RefusedException;
  }

  /** A key that is about to take the other's place, where there is one. */
  private <T> Optional<T> next(Path keyFile, File<T> loading, Consumer<Fault> told)
      throws IOException {
    Path next = KeyFolder.nextOf(keyFile);
    return Files.exists(next) ? load(next, () -> loading.load(next), told) : Optional.empty();
  }

  private static <T> Optional<T> load(Path file, Loading<T> loading, Consumer<Fault> told)
      throws IOException {
    try {
      return Optional.of(loading.load());
    } catch (NoSuchFileException missing) {
      told.accept(
          Fault.expected(
              "key-missing", file.toString(), "a file", "none; restore it from its backup"));
    } catch (RefusedException e) {
      Fault fault = e.fault();
      boolean named = fault.where().startsWith(file.toString());
      told.accept(
          named ? fault : new Fault(fault.code(), file + ", " + fault.where(), fault.message()));
    }
    return Optional.empty();
  }

  /** Where the file system has such permissions. */
  static void requireOwnerOnly(Path path, String code, String remedy, Consumer<Fault> faults)
      throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    Set<PosixFilePermission> permissions = view.readAttributes().permissions();
    if (permissions.stream().anyMatch(each -> !each.name().startsWith("OWNER_"))) {
      faults.accept(
          Fault.expected(
              code,
              path.toString(),
              "permissions for its owner only",
              PosixFilePermissions.toString(permissions) + ": run '" + remedy + " " + path + "'"));
    }
  }
}
