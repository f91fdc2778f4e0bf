package org.cairn.register;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.LogAudit;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.merkle.TileAddress;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.record.KeyHistory;
import org.cairn.ledger.record.KeySpan;
import org.cairn.ledger.record.SignedRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a log that is being restored says of itself and of the snapshot. Stateless. */
final class RestoredLog {
  private RestoredLog() {}

  /** The log as the snapshot's node signed it. */
  static LogReader verify(Workspace made, BackupFolder folder, BackupManifest manifest)
      throws IOException, RefusedException {
    LogReader log = made.reader();
    String origin = made.logKeys().getLast().name();
    boolean same =
        log.head().size() == manifest.size()
            && log.head().root().base64().equals(manifest.root())
            && origin.equals(manifest.origin());
    if (!same) {
      throw new IntegrityException(
          Fault.expected(
              "backup-checkpoint",
              folder.manifestFile(manifest.snapshot()).toString(),
              "the checkpoint that is in the backup, of '"
                  + origin
                  + "', size "
                  + log.head().size(),
              "'"
                  + manifest.origin()
                  + "', size "
                  + manifest.size()
                  + ": the manifest was altered"));
    }
    List<Fault> faults = new ArrayList<>();
    LogAudit.audit(made.log(), log.head(), faults::add);
    if (!faults.isEmpty()) {
      throw new IntegrityException(faults.getFirst());
    }
    KeyHistory history = LedgerKeys.history(log);
    history.requireSigned(log.checkpoint());
    requireSigned(folder, manifest, history);
    return log;
  }

  /** So that nobody puts another people.db, say, beside the log. */
  private static void requireSigned(
      BackupFolder folder, BackupManifest manifest, KeyHistory history)
      throws IOException, RefusedException {
    Path file = folder.signatureFile(manifest.snapshot());
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      bytes = in.readNBytes(SignedRecord.MAX_BYTES + 1);
    } catch (NoSuchFileException none) {
      throw unsigned(file, "none", none);
    }
    String hash = "sha256:" + folder.manifestHash(manifest.snapshot()).hex();
    try {
      SignedRecord signed = SignedRecord.parse(bytes);
      ObjectNode said = signed.record();
      Optional<KeySpan> span = history.actors().findSpan(signed.kid());
      if (span.isEmpty() || !span.get().contains(manifest.size())) {
        throw unsigned(file, "one by a key that may not sign at that size", null);
      }
      signed.verifySignature(history.actors().findKey(signed.kid()).orElseThrow());
      boolean same =
          BackupRun.SIGNED.equals(said.path("type").asString(""))
              && manifest.snapshot().equals(said.path("snapshot").asString(""))
              && manifest.origin().equals(said.path("origin").asString(""))
              && hash.equals(said.path("manifest").asString(""));
      if (!same) {
        throw unsigned(file, "one over another manifest: it was altered", null);
      }
    } catch (RefusedException e) {
      throw unsigned(file, e.fault().toString(), e);
    }
  }

  private static IntegrityException unsigned(Path file, String found, @Nullable Exception why) {
    Fault fault =
        Fault.expected(
            "backup-signature",
            file.toString(),
            "the node's signature over the manifest beside it",
            found + "; nothing was made. Take another snapshot or another copy of the backup");
    return why == null ? new IntegrityException(fault) : new IntegrityException(fault, why);
  }

  static void requireKeys(Workspace made, LogReader log, Path where)
      throws IOException, RefusedException {
    KeyFolder folder = made.keys();
    List<VerifierKey> known = LedgerKeys.logKeys(log);
    VerifierKey found = folder.logKey().verifier();
    boolean next =
        Files.exists(KeyFolder.nextOf(folder.logKeyFile()))
            && SigningKey.load(KeyFolder.nextOf(folder.logKeyFile()))
                .verifier()
                .equals(known.getLast());
    if (!found.equals(known.getLast()) && !next) {
      throw RefusedException.expected(
          "backup-foreign",
          where.toString(),
          "the private key of " + known.getLast() + ", which signs this log",
          "that of " + found + "; take the backup of keys that belongs to it");
    }
    if (LedgerKeys.history(log).actors().findSpan(folder.nodeKey().kid()).isEmpty()) {
      throw RefusedException.expected(
          "backup-foreign",
          where.toString(),
          "a key of the node that the log registers",
          "another");
    }
  }

  /** Of records that came after the snapshot's checkpoint: their values are nobody's here. */
  static int dropUnknownValues(Vault vault, LogReader log) throws IOException, RefusedException {
    if (vault.files().isEmpty()) {
      return 0;
    }
    VaultCheck check = VaultCheck.begin(vault, Path.of(LogReader.CHECKPOINT));
    long size = log.head().size();
    for (long first = 0; first < size; first += TileAddress.FULL) {
      for (byte[] entry : log.bundle(first / TileAddress.FULL)) {
        for (JsonNode list : digests(entry)) {
          list.values().forEach(digest -> check.meet(digest.asString("")));
        }
      }
    }
    List<Path> strangers = check.strangers();
    for (Path file : strangers) {
      Files.delete(file);
    }
    return strangers.size();
  }

  /** Of an entry that is no record there are none; the check of the ledger tells it. */
  private static List<JsonNode> digests(byte[] entry) {
    try {
      return SignedRecord.parse(entry).record().findValues("_sd");
    } catch (RefusedException noRecord) {
      return List.of();
    }
  }
}
