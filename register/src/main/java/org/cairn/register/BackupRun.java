package org.cairn.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.TileAddress;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.record.ActorKey;
import org.cairn.ledger.record.SignedRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One backup. The order makes of it a state that the log had, while others write:
 *
 * <ol>
 *   <li>time stamps, so that none is about a later checkpoint; the register, where it is asked for,
 *       so that it is not ahead of the log;
 *   <li>the checkpoint, and at once the tiles that grow with it, since these go once they are full;
 *   <li>what the checkpoint covers and nothing changes any more: full tiles and bundles, then
 *       blobs, then the vault. Of the last two there may be more than the entries name;
 *   <li>databases of the node's own, and its settings;
 *   <li>the manifest, by which the snapshot is there.
 * </ol>
 */
final class BackupRun {
  /** Type of the record that a manifest is signed with. */
  static final String SIGNED = "backup";

  /** A tile that grows is gone when it is full: then the next checkpoint is taken. */
  private static final int TRIES = 20;

  private final Workspace workspace;
  private final Backups.Request request;
  private final InstantSource clock;
  private final Backups.Progress progress;
  private final BackupFiles files;
  private final AtomicLong reached = new AtomicLong();
  private final AtomicLong all = new AtomicLong();

  BackupRun(
      Workspace workspace,
      Backups.Request request,
      InstantSource clock,
      Backups.Progress progress) {
    this.workspace = workspace;
    this.request = request;
    this.clock = clock;
    this.progress = progress;
    this.files = new BackupFiles(workspace);
  }

  /** The state the log had, and the keys it had then. */
  private record State(LogReader log, List<VerifierKey> keys, ActorKey node) {}

  Backups.Made run() throws IOException, RefusedException {
    requireApart();
    String origin = workspace.logKeys().getLast().name();
    try (BackupFolder folder =
        BackupFolder.forWriting(request.folder(), BackupManifest.Kind.NODE, origin)) {
      Instant time = freeTime(folder);
      BackupCopy copy = new BackupCopy(folder, before(folder), this::more);
      take(copy, files.timestamps());
      if (request.withRegister()) {
        takeDatabase(folder, copy, workspace.register());
      }
      State state = takeCheckpoint(copy);
      long size = state.log.head().size();
      List<BackupCopy.Wanted> settled = new ArrayList<>(full(size));
      settled.addAll(files.blobs());
      settled.addAll(files.vault());
      settled.addAll(files.memory());
      files.witnessVerifier().ifPresent(settled::add);
      take(copy, settled);
      for (Path database : files.databases()) {
        takeDatabase(folder, copy, database);
      }
      take(copy, List.of(BackupCopy.Wanted.of("cairn.yaml", workspace.settingsFile())));
      BackupManifest manifest = manifest(time, origin, state, copy);
      if (request.keys().isPresent()) {
        takeKeys(request.keys().get(), manifest, state);
      }
      folder.finish(manifest, (hash, bytes) -> sign(manifest, hash, bytes, state.node));
      List<String> removed =
          request.keep().isPresent()
              ? folder.prune(request.keep().getAsInt(), BackupManifest.Kind.NODE)
              : List.of();
      return made(manifest, copy, removed);
    }
  }

  private void requireApart() throws IOException, RefusedException {
    List<Path> places = new ArrayList<>(List.of(workspace.root().toRealPath()));
    for (Path folder :
        request
            .keys()
            .map(keys -> List.of(request.folder(), keys))
            .orElse(List.of(request.folder()))) {
      Path place = real(folder);
      for (Path other : places) {
        if (place.startsWith(other) || other.startsWith(place)) {
          throw RefusedException.expected(
              "backup-place",
              folder.toString(),
              "a folder of its own, neither in the workspace nor with the keys in the backup",
              "one that is in '" + other + "' or around it");
        }
      }
      places.add(place);
    }
  }

  /** As far as it exists. */
  private static Path real(Path folder) throws IOException {
    Path whole = folder.toAbsolutePath().normalize();
    Path there = whole;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return there == null ? whole : there.toRealPath().resolve(there.relativize(whole));
  }

  /** A second that no snapshot has yet. */
  private Instant freeTime(BackupFolder folder) throws IOException {
    List<String> taken = folder.snapshots();
    Instant time = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    while (taken.contains(Backups.name(time))) {
      time = time.plusSeconds(1);
    }
    return time;
  }

  /** What the newest snapshot that can be read knows of files. */
  private static Map<String, BackupManifest.Entry> before(BackupFolder folder) throws IOException {
    Map<String, BackupManifest.Entry> known = new HashMap<>();
    for (String snapshot : folder.snapshots().reversed()) {
      try {
        folder
            .manifest(snapshot, BackupManifest.Kind.NODE)
            .files()
            .forEach(file -> known.put(file.path(), file));
        return known;
      } catch (RefusedException damaged) {
        known.clear(); // It only saves reading: then more is read.
      }
    }
    return known;
  }

  private void more(long bytes) {
    progress.reached(reached.addAndGet(bytes), all.get());
  }

  /** What is gone meanwhile was a request that is answered, or a memory that was replaced. */
  private void take(BackupCopy copy, List<BackupCopy.Wanted> wanted) throws IOException {
    List<Path> gone = takeAll(copy, wanted);
    for (Path file : gone) {
      if (!file.startsWith(workspace.timestamps()) && !file.startsWith(workspace.state())) {
        for (BackupCopy.Wanted one : wanted) {
          if (one.file().equals(file) && !one.path().startsWith("vault/")) {
            throw new NoSuchFileException(file.toString(), null, "it vanished during the backup");
          }
        }
      }
    }
  }

  private List<Path> takeAll(BackupCopy copy, List<BackupCopy.Wanted> wanted) throws IOException {
    all.addAndGet(wanted.stream().mapToLong(BackupCopy.Wanted::bytes).sum());
    return copy.take(wanted);
  }

  private void takeDatabase(BackupFolder folder, BackupCopy copy, Path database)
      throws IOException {
    if (!Files.exists(database)) {
      return;
    }
    Path made = folder.incoming();
    try {
      RegisterFile.copy(database, made);
      var wanted =
          new BackupCopy.Wanted(
              database.getFileName().toString(), made, Files.size(made), "", Optional.empty());
      takeAll(copy, List.of(wanted));
    } finally {
      Files.deleteIfExists(made);
    }
  }

  private State takeCheckpoint(BackupCopy copy) throws IOException, RefusedException {
    for (int tried = 1; ; tried++) {
      LogReader log = workspace.reader();
      List<VerifierKey> keys = workspace.logKeys();
      ActorKey node = workspace.keys().nodeKey();
      try {
        List<Path> gone = takeAll(copy, files.growing(log.head().size()));
        boolean whole = gone.stream().noneMatch(file -> isNewest(file, log.head().size()));
        if (whole && signed(log, keys)) {
          copy.take("ledger/log/" + LogReader.CHECKPOINT, log.checkpoint().bytes());
          StringBuilder lines = new StringBuilder();
          keys.forEach(key -> lines.append(KeyFolder.line(key)));
          copy.take("keys/log.vkey", lines.toString().getBytes(UTF_8));
          return new State(log, keys, node);
        }
      } catch (NoSuchFileException full) {
        if (tried == TRIES) {
          throw missing(full.getFile(), full);
        }
      }
      if (tried == TRIES) {
        throw missing(workspace.log().toString(), null);
      }
      copy.forget("ledger/log/");
    }
  }

  private boolean isNewest(Path file, long size) {
    String path = workspace.log().relativize(file).toString().replace('\\', '/');
    return TileAddress.parse(path)
        .filter(tile -> TileAddress.in(size, tile.level(), tile.index()).equals(tile))
        .isPresent();
  }

  private static boolean signed(LogReader log, List<VerifierKey> keys) throws RefusedException {
    return Checkpoint.parse(log.checkpoint().text()).origin().equals(keys.getLast().name())
        && !log.checkpoint().verify(List.of(keys.getLast())).isEmpty();
  }

  private List<BackupCopy.Wanted> full(long size) throws IOException {
    try {
      return files.full(size);
    } catch (NoSuchFileException gone) {
      throw missing(gone.getFile(), gone);
    }
  }

  private static IntegrityException missing(String file, @Nullable Exception why) {
    Fault fault =
        Fault.expected(
            "backup-log",
            String.valueOf(file),
            "the files of the log's newest checkpoint",
            "not all of them; run 'cairn ledger verify', and 'cairn ledger scrub' to put back what is"
                + " missing. Earlier snapshots are untouched");
    return why == null ? new IntegrityException(fault) : new IntegrityException(fault, why);
  }

  private BackupManifest manifest(Instant time, String origin, State state, BackupCopy copy)
      throws IOException {
    List<String> leftOut = new ArrayList<>();
    if (request.keys().isEmpty()) {
      leftOut.add("private keys");
    }
    if (!request.withRegister()) {
      leftOut.add("register.gpkg");
    }
    leftOut.add("watch");
    for (String secret : files.secrets()) {
      leftOut.add("file of cairn.yaml, " + secret);
    }
    return new BackupManifest(
        BackupManifest.Kind.NODE,
        Backups.name(time),
        time.toString(),
        request.software(),
        origin,
        state.log.head().size(),
        state.log.head().root().base64(),
        leftOut,
        copy.damaged(),
        copy.entries());
  }

  /** Who restores holds it against the node's key as the log knows it. */
  private static byte[] sign(BackupManifest manifest, Hash hash, long bytes, ActorKey node) {
    return SignedRecord.sign(
            JsonNodeFactory.instance
                .objectNode()
                .put("type", SIGNED)
                .put("snapshot", manifest.snapshot())
                .put("origin", manifest.origin())
                .put("size", manifest.size())
                .put("bytes", bytes)
                .put("manifest", "sha256:" + hash.hex()),
            node)
        .bytes();
  }

  private void takeKeys(Path place, BackupManifest node, State state)
      throws IOException, RefusedException {
    try (BackupFolder folder =
        BackupFolder.forWriting(place, BackupManifest.Kind.KEYS, node.origin())) {
      BackupCopy copy = new BackupCopy(folder, Map.of(), bytes -> {});
      copy.take(files.keys());
      if (!workspace.logKeys().equals(state.keys)) {
        throw RefusedException.expected(
            "backup-keys",
            place.toString(),
            "the keys the log had when the backup began",
            "others: a key was changed meanwhile; run the backup again");
      }
      folder.finish(
          new BackupManifest(
              BackupManifest.Kind.KEYS,
              node.snapshot(),
              node.time(),
              node.software(),
              node.origin(),
              node.size(),
              node.root(),
              List.of(),
              List.of(),
              copy.entries()),
          null);
      if (request.keep().isPresent()) {
        folder.prune(request.keep().getAsInt(), BackupManifest.Kind.KEYS);
      }
    }
  }

  private Backups.Made made(BackupManifest manifest, BackupCopy copy, List<String> removed) {
    return new Backups.Made(
        manifest.snapshot(),
        manifest.origin(),
        manifest.size(),
        manifest.root(),
        manifest.files().size(),
        manifest.bytes(),
        copy.copiedFiles(),
        copy.copiedBytes(),
        manifest.leftOut(),
        manifest.damaged(),
        request.keys().isPresent(),
        removed);
  }
}
