package org.cairn.register;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.blob.BlobStore;
import org.cairn.ledger.log.LogAudit;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.log.LogRepair;
import org.cairn.ledger.log.LogSource;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.TileAddress;
import org.cairn.ledger.record.SignedRecord;
import org.cairn.ledger.storage.DurableFile;
import org.cairn.ledger.storage.FolderLock;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a ledger through: the log's files, and every blob that is there or that an entry names.
 * What is missing or damaged is put back from mirrors, each copy verified before it is used, and
 * what came of it is written to the ledger. Single-thread; one process at a time.
 *
 * <p>The record, of which there are more where one entry could not hold the names:
 *
 * <pre>
 * {"type":"fixity", "scrubbed":time, "checked":blobs,
 *  "missing":["sha256:…"], "damaged":["sha256:…"], "repaired":[{"blob":"sha256:…","from":name}],
 *  "files":{"damaged":[where in the log], "repaired":[{"file":path,"from":name}]}}   when any is
 * </pre>
 *
 * It is kept in {@code ledger/state/fixity/pending} from before the first repair until it is in the
 * ledger, so that neither a crash nor another writer at work loses it; a crash between the two may
 * write it twice.
 */
public final class LedgerScrub {
  private static final Pattern BLOB_NAME = Pattern.compile("sha256:([0-9a-f]{64})");

  /** So that a record with them fits an entry of 64 KiB. */
  private static final int NAMES_A_RECORD = 200;

  private static final int MAX_PENDING_BYTES = 64 << 20;

  private final Workspace workspace;
  private final List<Mirror> mirrors;
  private final InstantSource clock;
  private final BlobStore blobs;
  private final Path pending;
  private final Pace pace;
  private final Found found = new Found();

  /** Records of earlier scrubs that are not in the ledger yet. */
  private List<ObjectNode> earlier = List.of();

  private LedgerScrub(
      Workspace workspace, List<Mirror> mirrors, Path folder, InstantSource clock, Pace pace) {
    this.workspace = workspace;
    this.mirrors = mirrors;
    this.clock = clock;
    this.blobs = workspace.blobs();
    this.pending = folder.resolve("pending");
    this.pace = pace;
  }

  /** What is being gathered. */
  private static final class Found {
    long checked;
    final Set<String> missing = new TreeSet<>();
    final Set<String> damaged = new TreeSet<>();
    final List<Repaired> repaired = new ArrayList<>();
    final List<Fault> logFaults = new ArrayList<>();
    final List<LogRepair.Repaired> files = new ArrayList<>();
    final List<Fault> left = new ArrayList<>();
  }

  /**
   * @param blob {@code sha256:} and 64 hex digits
   * @param from name of a mirror
   */
  public record Repaired(String blob, String from) {}

  /**
   * What came of it.
   *
   * @param checked blobs, the missing ones included
   * @param missing {@code sha256:} and 64 hex digits, as found
   * @param damaged the same
   * @param logFaults of the log's files, as found
   * @param files of the log that were put back
   * @param left what is still wrong, and copies that were not used since they are damaged
   * @param entry of the last record written; empty while another process writes to the ledger: the
   *     next scrub writes this one's record too
   */
  public record Outcome(
      long checked,
      List<String> missing,
      List<String> damaged,
      List<Repaired> repaired,
      List<Fault> logFaults,
      List<LogRepair.Repaired> files,
      List<Fault> left,
      OptionalLong entry) {
    public Outcome {
      missing = List.copyOf(missing);
      damaged = List.copyOf(damaged);
      repaired = List.copyOf(repaired);
      logFaults = List.copyOf(logFaults);
      files = List.copyOf(files);
      left = List.copyOf(left);
    }
  }

  /**
   * @param mirrors to repair from, beside those of the settings
   * @throws RefusedException {@code scrub-locked}; or where the log's checkpoint does not hold
   * @throws IntegrityException where the log contradicts its checkpoint store; what was found is
   *     kept for the record
   */
  public static Outcome scrub(Workspace workspace, List<Mirror> mirrors, InstantSource clock)
      throws IOException, RefusedException {
    return scrub(workspace, mirrors, clock, Pace.full());
  }

  /**
   * The same beside others who wait for the processor and the disk: rests three times as long as it
   * works.
   *
   * @throws java.io.InterruptedIOException where its thread is interrupted
   */
  public static Outcome scrubGently(Workspace workspace, List<Mirror> mirrors, InstantSource clock)
      throws IOException, RefusedException {
    return scrub(workspace, mirrors, clock, Pace.gentle());
  }

  private static Outcome scrub(
      Workspace workspace, List<Mirror> mirrors, InstantSource clock, Pace pace)
      throws IOException, RefusedException {
    List<Mirror> all = new ArrayList<>(mirrors);
    all.addAll(workspace.settings().mirrors());
    Path folder = workspace.state().resolve("fixity");
    Files.createDirectories(folder);
    try (FolderLock lock = FolderLock.take(folder, "scrub-locked")) {
      return new LedgerScrub(workspace, all, folder, clock, pace).run();
    }
  }

  private Outcome run() throws IOException, RefusedException {
    earlier = readPending();
    LogReader log = workspace.reader();
    checkLog(log);
    findMissing(workspace.reader());
    found.checked = found.missing.size() + blobs.scrub(this::take, pace::step);
    if (!found.missing.isEmpty() || !found.damaged.isEmpty()) {
      writePending();
      for (Set<String> names : List.of(found.missing, found.damaged)) {
        for (String name : names) {
          repair(name);
        }
      }
    }
    List<ObjectNode> records = writePending();
    OptionalLong entry = append(records);
    return new Outcome(
        found.checked,
        List.copyOf(found.missing),
        List.copyOf(found.damaged),
        found.repaired,
        found.logFaults,
        found.files,
        found.left,
        entry);
  }

  private void checkLog(LogReader log) throws IOException, RefusedException {
    LogAudit.audit(workspace.log(), log.head(), found.logFaults::add);
    if (found.logFaults.isEmpty()) {
      return;
    }
    writePending();
    List<LogRepair.Copy> copies = new ArrayList<>();
    for (Mirror mirror : mirrors) {
      for (String place : List.of("ledger/log", "log", "../log", "")) {
        Path folder = mirror.folder().resolve(place);
        if (Files.isDirectory(folder.resolve("tile"))) {
          copies.add(new LogRepair.Copy(mirror.name(), LogSource.folder(folder)));
          break;
        }
      }
    }
    try (FolderLock writing = FolderLock.take(workspace.state(), "log-locked")) {
      found.files.addAll(
          LogRepair.repair(workspace.log(), log.head(), List.copyOf(found.logFaults), copies));
    } catch (RefusedException locked) {
      found.left.add(locked.fault());
    }
    LogAudit.audit(workspace.log(), log.head(), found.left::add);
  }

  /** Blobs that entries name and that are not here. */
  private void findMissing(LogReader log) throws IOException {
    for (long first = 0; first < log.head().size(); first += TileAddress.FULL) {
      pace.step();
      try {
        for (byte[] entry : log.bundle(first / TileAddress.FULL)) {
          for (JsonNode blob : SignedRecord.parse(entry).record().findValues("blob")) {
            var name = BLOB_NAME.matcher(blob.asString(""));
            if (name.matches()
                && !Files.exists(blobs.path(hash(name.group())), LinkOption.NOFOLLOW_LINKS)) {
              found.missing.add(name.group());
            }
          }
        }
      } catch (IOException | RefusedException e) {
        found.left.add(
            new Fault(
                "records-not-judged",
                "bundle of entry " + first,
                "which blobs it names is not known, for it is unreadable: " + e.getMessage()));
      }
    }
  }

  private void take(Fault fault) {
    if (fault.code().equals("blob-damaged")) {
      found.damaged.add("sha256:" + Path.of(fault.where()).getFileName());
    } else {
      found.left.add(fault);
    }
  }

  private void repair(String name) {
    for (Mirror mirror : mirrors) {
      for (String place : List.of("ledger/blobs", "blobs", "")) {
        if (repairFrom(mirror, new BlobStore(mirror.folder().resolve(place)), name)) {
          found.repaired.add(new Repaired(name, mirror.name()));
          return;
        }
      }
    }
    boolean gone = found.missing.contains(name);
    found.left.add(
        new Fault(
            gone ? "blob-missing" : "blob-damaged",
            name,
            "no mirror has a sound copy of it; name a folder that has one with --from, or in"
                + " cairn.yaml"));
  }

  /** Only a regular file, that is the blob, of a size known before. */
  private boolean repairFrom(Mirror mirror, BlobStore copies, String name) {
    Hash hash = hash(name);
    Path file = copies.path(hash);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (InputStream copy = copies.open(hash)) {
      blobs.repair(hash, copy, Files.size(file));
      return true;
    } catch (IntegrityException e) {
      found.left.add(new Fault("copy-damaged", mirror.name() + ", " + name, e.fault().message()));
    } catch (IOException e) {
      found.left.add(new Fault("copy-unreadable", mirror.name() + ", " + name, e.toString()));
    } catch (RefusedException e) {
      found.left.add(new Fault("copy-damaged", mirror.name() + ", " + name, e.fault().message()));
    }
    return false;
  }

  private static Hash hash(String name) {
    return Hash.of(HexFormat.of().parseHex(name.substring("sha256:".length())));
  }

  private OptionalLong append(List<ObjectNode> records) throws IOException, RefusedException {
    try (LedgerWriter writer = LedgerWriter.open(workspace, clock)) {
      var appended = writer.append(records.stream().map(Draft::open).toList());
      Files.delete(pending);
      return OptionalLong.of(appended.firstIndex() + appended.count() - 1);
    } catch (RefusedException e) {
      if (!e.code().equals("log-locked")) {
        throw e;
      }
      found.left.add(e.fault());
      return OptionalLong.empty();
    }
  }

  private List<ObjectNode> writePending() throws IOException {
    List<ObjectNode> all = new ArrayList<>(earlier);
    all.addAll(records());
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    all.forEach(array::add);
    DurableFile.replace(pending, JsonMapper.shared().writeValueAsString(array).getBytes(UTF_8));
    return all;
  }

  private List<ObjectNode> readPending() throws IOException {
    try {
      if (Files.size(pending) > MAX_PENDING_BYTES) {
        throw unreadable("more than " + MAX_PENDING_BYTES + " bytes");
      }
      List<ObjectNode> records = new ArrayList<>();
      for (JsonNode record : JsonMapper.shared().readTree(Files.readAllBytes(pending))) {
        if (!(record instanceof ObjectNode object)) {
          throw unreadable("something else");
        }
        records.add(object);
      }
      return records;
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (JacksonException e) {
      IntegrityException doubt = unreadable("no JSON");
      doubt.initCause(e);
      throw doubt;
    }
  }

  private IntegrityException unreadable(String found) {
    return new IntegrityException(
        Fault.expected(
            "fixity-pending",
            pending.toString(),
            "records of earlier scrubs that wait to be written",
            found + "; move the file away"));
  }

  private List<ObjectNode> records() {
    List<ObjectNode> records = new ArrayList<>();
    Parts parts = new Parts(records);
    found.missing.forEach(name -> parts.list("missing").add(name));
    found.damaged.forEach(name -> parts.list("damaged").add(name));
    for (Repaired one : found.repaired) {
      parts.list("repaired").addObject().put("blob", one.blob()).put("from", one.from());
    }
    // Files that do not belong there are told and not published: their names may be anything.
    found.logFaults.stream()
        .filter(fault -> !fault.code().equals("unexpected-file"))
        .map(fault -> fault.where().split(" \\(", 2)[0])
        .distinct()
        .forEach(where -> parts.files("damaged").add(where));
    for (LogRepair.Repaired file : found.files) {
      parts.files("repaired").addObject().put("file", file.path()).put("from", file.from());
    }
    if (records.isEmpty()) {
      parts.current();
    }
    return records;
  }

  /** Begins another record when the names in one are enough. */
  private final class Parts {
    private final List<ObjectNode> records;
    private int names = NAMES_A_RECORD;

    Parts(List<ObjectNode> records) {
      this.records = records;
    }

    ObjectNode current() {
      if (records.isEmpty() || names == NAMES_A_RECORD) {
        ObjectNode record = JsonNodeFactory.instance.objectNode().put("type", "fixity");
        record.put("scrubbed", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        record.put("checked", found.checked);
        record.putArray("missing");
        record.putArray("damaged");
        record.putArray("repaired");
        records.add(record);
        names = 0;
      }
      return records.getLast();
    }

    ArrayNode list(String name) {
      ObjectNode record = current();
      names++;
      return record.withArrayProperty(name);
    }

    ArrayNode files(String name) {
      ObjectNode record = current();
      names++;
      return record.withObjectProperty("files").withArrayProperty(name);
    }
  }
}
