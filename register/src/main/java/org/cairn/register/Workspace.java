package org.cairn.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.cairn.heritage.review.FindingRule;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.blob.BlobStore;
import org.cairn.ledger.log.Log;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.log.LogSource;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.SigningKey;
import org.cairn.ledger.note.VerifierKey;
import org.cairn.ledger.peer.PeerReport;
import org.cairn.ledger.peer.PeerWatch;
import org.cairn.ledger.record.ActorKey;
import org.cairn.ledger.record.KeyHistory;
import org.cairn.ledger.record.KeyRecords;
import org.cairn.ledger.storage.DurableFile;
import org.cairn.ledger.timestamp.TimestampStore;
import org.cairn.ledger.witness.Witness;
import tools.jackson.databind.node.ObjectNode;

/**
 * The folder one institution keeps its watch in. Reading takes no lock; who writes opens a {@link
 * LedgerWriter}. Immutable, thread-safe.
 *
 * <pre>
 * cairn.yaml          settings; its presence says that the workspace is complete
 * ledger/log/         the log's public files
 * ledger/state/       the checkpoint store
 * ledger/lock         held by the process that writes
 * ledger/blobs/       content by its hash
 * ledger/timestamps/  checkpoints with the tokens of authorities over them, and what is asked for
 * register.gpkg       what the ledger says, as tables; made again from it at any time
 * vault/              protected members of records, mode 0700
 * people.db           accounts of who uses the pages, mode 0600; not in the ledger
 * watch/              what the watch has read and decoded; can be deleted, and is made again
 * keys/               private keys, mode 0600, and beside them what others verify with
 * </pre>
 */
public final class Workspace {
  private static final String SETTINGS = "cairn.yaml";
  private static final String LEDGER = "ledger";
  private static final String VAULT = "vault";
  private static final String KEYS = "keys";
  private static final String WATCH = "watch";

  private final Path root;

  private Workspace(Path root) {
    this.root = root;
  }

  /** A name for a log whose keeper gave none: no domain that could be anyone's (RFC 2606). */
  public static String inventOrigin(SecureRandom random) {
    byte[] serial = new byte[4];
    random.nextBytes(serial);
    return "cairn-" + HexFormat.of().formatHex(serial) + ".invalid/log";
  }

  /** Whether the settings of a new workspace name authorities to be asked for time stamps. */
  public enum Authorities {
    /** Two that anyone may ask; each new checkpoint's digest goes there. */
    NAMED,
    /** None; nobody is contacted. */
    NONE
  }

  /** Makes a workspace that contacts nobody, otherwise as the longer form. */
  public static Workspace create(
      Path folder, String origin, InstantSource clock, SecureRandom random)
      throws IOException, RefusedException {
    return create(folder, origin, Authorities.NONE, clock, random);
  }

  /**
   * Makes a workspace: new keys, and a log whose entry 0 registers the node's key. Contacts nobody
   * itself.
   *
   * @param folder created where it does not exist; other files in it are left alone
   * @param origin the log's name for ever, by custom an address without scheme, such as {@code
   *     heritage.example.org/log}
   * @throws RefusedException {@code workspace-exists}, {@code workspace-unfinished}, or a key code
   *     for an origin that is no key name
   */
  public static Workspace create(
      Path folder, String origin, Authorities authorities, InstantSource clock, SecureRandom random)
      throws IOException, RefusedException {
    Path root = folder.toAbsolutePath().normalize();
    requireFree(root);
    SigningKey logKey;
    SigningKey witnessKey;
    try {
      logKey = SigningKey.generate(origin, VerifierKey.Kind.LOG, random);
      witnessKey = SigningKey.generate(origin + "/witness", VerifierKey.Kind.WITNESS, random);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          new Fault("workspace-origin", "'" + origin + "'", String.valueOf(e.getMessage())), e);
    }
    Files.createDirectories(root);
    Workspace making = new Workspace(Files.createTempDirectory(root, ".cairn-init"));
    try {
      making.fill(logKey, witnessKey, ActorKey.generate(random), clock);
      Files.move(making.root.resolve(VAULT), root.resolve(VAULT), StandardCopyOption.ATOMIC_MOVE);
      Files.move(making.root.resolve(KEYS), root.resolve(KEYS), StandardCopyOption.ATOMIC_MOVE);
      Files.move(making.ledger(), root.resolve(LEDGER), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      deleteAll(making.root);
    }
    DurableFile.replace(
        root.resolve(SETTINGS),
        Settings.template(authorities == Authorities.NAMED).getBytes(UTF_8));
    return new Workspace(root);
  }

  private void fill(SigningKey logKey, SigningKey witnessKey, ActorKey node, InstantSource clock)
      throws IOException, RefusedException {
    Files.createDirectories(ledger());
    Vault.create(root.resolve(VAULT));
    DurableFile.replace(root.resolve(SETTINGS), Settings.template(false).getBytes(UTF_8));
    keys().create(logKey, witnessKey, node);
    Log.create(log(), state(), logKey);
    try (LedgerWriter writer = LedgerWriter.open(this, clock)) {
      ObjectNode first =
          KeyRecords.register(
              logKey.verifier().name(), node.publicJwk(), "the first key of this node");
      first.put("log", logKey.verifier().text());
      writer.append(List.of(Draft.open(first)));
    }
  }

  /**
   * The workspace in a folder.
   *
   * @throws RefusedException {@code workspace-missing}
   */
  public static Workspace at(Path folder) throws RefusedException {
    Path root = folder.toAbsolutePath().normalize();
    if (!Files.isRegularFile(root.resolve(SETTINGS)) || !Files.isDirectory(root.resolve(LEDGER))) {
      throw new RefusedException(
          new Fault(
              "workspace-missing",
              root.toString(),
              "no Cairn workspace is here; make one with 'cairn init', or name another folder with"
                  + " --workspace"));
    }
    return new Workspace(root);
  }

  public Path root() {
    return root;
  }

  Path ledger() {
    return root.resolve(LEDGER);
  }

  /** The folder that is served and mirrored as it is. */
  public Path log() {
    return ledger().resolve("log");
  }

  /** The checkpoint store, never to be copied back from a backup with the log. */
  Path state() {
    return ledger().resolve("state");
  }

  /** Checkpoints with their tokens, which are public like the log. */
  public Path timestamps() {
    return root.resolve(LEDGER).resolve("timestamps");
  }

  TimestampStore timestampStore() {
    return new TimestampStore(timestamps());
  }

  public BlobStore blobs() {
    return new BlobStore(ledger().resolve("blobs"));
  }

  /** What the watch keeps between its runs; made where it does not exist by who uses it. */
  public Path watchState() {
    return root.resolve(WATCH);
  }

  /** What this node remembers of the logs it is a witness of. */
  Path witnessState() {
    return state().resolve("witness");
  }

  /**
   * What the ledger says of places, as tables; with all that is protected, so its owner's alone.
   */
  public Path register() {
    return root.resolve("register.gpkg");
  }

  /** Where the right to write the register is held. */
  Path registerState() {
    return state().resolve("register");
  }

  Vault vault() {
    return new Vault(root.resolve(VAULT));
  }

  Path settingsFile() {
    return root.resolve(SETTINGS);
  }

  KeyFolder keys() {
    return new KeyFolder(root.resolve(KEYS));
  }

  /**
   * The log up to its newest checkpoint, which the log's present key must have signed. Which key
   * that is says {@code keys/log.vkey}, for the entries would have to be read through; the check of
   * the ledger and {@link LedgerRecords} hold it against them.
   *
   * @throws RefusedException where the checkpoint is not in form; {@code log-key-ended} where only
   *     an earlier key signed it, {@code checkpoint-unsigned} where none did, {@code
   *     checkpoint-origin} where it is of another log
   */
  public LogReader reader() throws IOException, RefusedException {
    List<VerifierKey> keys = logKeys();
    while (true) {
      LogReader reader = LogReader.now(LogSource.folder(log()));
      try {
        requireSigned(reader.checkpoint(), keys);
        return reader;
      } catch (RefusedException e) {
        // A writer that changes the key publishes first and lists the key then.
        List<VerifierKey> now = logKeys();
        if (now.equals(keys)) {
          throw e;
        }
        keys = now;
      }
    }
  }

  private static void requireSigned(SignedNote note, List<VerifierKey> keys)
      throws RefusedException {
    List<VerifierKey> signers = note.verify(keys).stream().map(SignedNote.Verified::key).toList();
    String where = LogReader.CHECKPOINT;
    if (!signers.contains(keys.getLast())) {
      throw RefusedException.expected(
          signers.isEmpty() ? "checkpoint-unsigned" : "log-key-ended",
          where,
          "a signature by the log's key, " + keys.getLast(),
          signers.isEmpty() ? "none" : "one by an earlier key only, " + signers.getFirst());
    }
    String origin = Checkpoint.parse(note.text()).origin();
    if (!origin.equals(keys.getLast().name())) {
      throw RefusedException.expected(
          "checkpoint-origin", where, "'" + keys.getLast().name() + "'", "'" + origin + "'");
    }
  }

  /** What others verify the log's checkpoints with, the newest last. */
  public List<VerifierKey> logKeys() throws IOException, RefusedException {
    return keys().logList();
  }

  /** What other logs verify this node's cosignatures with. */
  public VerifierKey witnessKey() throws IOException, RefusedException {
    return keys().witnessVerifier();
  }

  /**
   * Which key signs what, and signed what before, by the entries. Reads them all; costs some
   * seconds for a million.
   *
   * @throws RefusedException where the checkpoint or an entry is not in form
   */
  public KeyHistory keyHistory() throws IOException, RefusedException {
    LogReader reader = reader();
    KeyHistory history = LedgerKeys.history(reader);
    history.requireSigned(reader.checkpoint());
    return history;
  }

  /**
   * This node as a witness of the logs that its settings name.
   *
   * @throws RefusedException {@code witness-locked} while another process is it, or what is wrong
   *     with settings and keys
   */
  public Witness openWitness(InstantSource clock) throws IOException, RefusedException {
    return Witness.open(witnessState(), keys().witnessKey(), settings().logs(), clock);
  }

  /**
   * Looks at the logs of the settings that say where they are, and asks the witnesses what they
   * last cosigned of this node's log.
   *
   * @param patience for each address
   * @throws RefusedException {@code peers-locked} while another process looks
   */
  public List<PeerReport> lookAtPeers(Duration patience)
      throws IOException, RefusedException, InterruptedException {
    Settings settings = settings();
    VerifierKey witness = witnessKey();
    List<VerifierKey> own = logKeys();
    try (PeerWatch watch = PeerWatch.open(state().resolve("peers"), patience)) {
      List<PeerReport> reports =
          new ArrayList<>(
              watch.poll(
                  settings.peers(),
                  settings.logs(),
                  origin -> Witness.recall(witnessState(), witness, origin)));
      reports.addAll(watch.pollOwn(settings.witnesses(), own, ownLog()));
      return reports;
    }
  }

  /**
   * Asks the witnesses of the settings what they last cosigned of this node's log.
   *
   * @param patience for each
   * @throws RefusedException {@code peers-locked} while another process looks
   */
  List<PeerReport> askWitnesses(Duration patience)
      throws IOException, RefusedException, InterruptedException {
    try (PeerWatch watch = PeerWatch.open(state().resolve("peers"), patience)) {
      return watch.pollOwn(settings().witnesses(), logKeys(), ownLog());
    }
  }

  private PeerWatch.OwnLog ownLog() {
    return new PeerWatch.OwnLog() {
      @Override
      public SignedNote checkpoint() throws IOException, RefusedException {
        return reader().checkpoint();
      }

      @Override
      public LogSource files() {
        return LogSource.folder(log());
      }
    };
  }

  /**
   * What makes a finding of judgements here, as {@code cairn.yaml} says; see {@link
   * FindingRule#among}.
   *
   * @throws RefusedException {@code settings-format}
   */
  public FindingRule findingRule() throws IOException, RefusedException {
    return settings().findings();
  }

  /**
   * @throws RefusedException {@code settings-format}
   */
  Settings settings() throws IOException, RefusedException {
    return Settings.read(settingsFile());
  }

  /** What can be laid under the places on the map. */
  public MapSettings mapSettings() throws IOException, RefusedException {
    return settings().map();
  }

  /**
   * Where the server is reached, and what visitors see there. Over a workspace that was restored
   * and may not go on yet, the pages take nothing in.
   */
  public WebSettings webSettings() throws IOException, RefusedException {
    WebSettings web = settings().web();
    return Backups.isHeld(this) ? web.onlyRead() : web;
  }

  /** Whose sign-in lets people in, beside this node's own. */
  public SignInSettings signInSettings() throws IOException, RefusedException {
    return settings().signIn();
  }

  /** By which server mail is sent. */
  public MailSettings mailSettings() throws IOException, RefusedException {
    return settings().mail();
  }

  /** What may be told outside. */
  public NewsSettings newsSettings() throws IOException, RefusedException {
    return settings().news();
  }

  /** Who may read the metrics of a server, and what it logs. */
  public OperationsSettings operationsSettings() throws IOException, RefusedException {
    return settings().operations();
  }

  private static void requireFree(Path root) throws RefusedException {
    if (Files.exists(root.resolve(SETTINGS))) {
      throw RefusedException.expected(
          "workspace-exists", root.toString(), "no workspace yet", "one; it is never overwritten");
    }
    for (String part : List.of(VAULT, KEYS, LEDGER)) {
      if (Files.exists(root.resolve(part))) {
        throw RefusedException.expected(
            "workspace-unfinished",
            root.resolve(part).toString(),
            "nothing of that name",
            "a folder that no finished workspace owns; if a broken-off 'cairn init' left it, move"
                + " it away");
      }
    }
  }

  static void deleteAll(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = new ArrayList<>(walk.toList());
    }
    for (Path path : all.reversed()) {
      Files.delete(path);
    }
  }
}
