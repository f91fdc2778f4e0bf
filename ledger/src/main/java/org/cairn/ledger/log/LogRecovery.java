package org.cairn.ledger.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cairn.ledger.Fault;
import org.cairn.ledger.IntegrityException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.TileAddress;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.VerifierKey;

/**
 * What happens when a log is opened for writing, in this order:
 *
 * <ol>
 *   <li>The journal is read. Its oldest segment starts from a checkpoint whose tiles were forced:
 *       they must be there and lead to its root.
 *   <li>Its steps are done again, each compared with the checkpoint it carries, and their files
 *       written: those a crash lost come back, the others are written as they were.
 *   <li>The published checkpoint must be one of the past of the journal's last, or that itself.
 *   <li>All is forced, and a new segment starts.
 * </ol>
 *
 * Where any of it does not hold, nothing is written and the message says how to go on.
 */
final class LogRecovery {
  private static final String RESTORE =
      "; nothing was written. Keep a copy of the whole ledger folder, then restore 'log' and"
          + " 'state' together from the newest backup or from a partner's mirror, and run"
          + " 'cairn ledger verify'";

  private final Disk disk;
  private final Path log;
  private final Path state;
  private final VerifierKey key;

  /** The log's keys, the present one and those before it. */
  private final List<VerifierKey> keys;

  LogRecovery(Disk disk, Path log, Path state, VerifierKey key, List<VerifierKey> earlier) {
    this.disk = disk;
    this.log = log;
    this.state = state;
    this.key = key;
    this.keys = Stream.concat(Stream.of(key), earlier.stream()).toList();
  }

  /** A log ready for its next step. */
  static final class Opened {
    final Frontier frontier;
    final SignedNote checkpoint;
    final JournalSegment journal;
    final Disk.Handle stateFolder;

    private Opened(
        Frontier frontier, SignedNote checkpoint, JournalSegment journal, Disk.Handle stateFolder) {
      this.frontier = frontier;
      this.checkpoint = checkpoint;
      this.journal = journal;
      this.stateFolder = stateFolder;
    }
  }

  /** What was compared, and nothing written yet. */
  private record Compared(List<Path> found, List<Path> segments, Redo redo, boolean atRest) {}

  /**
   * Steps 1 to 3, which only read: what opening would find. Other than opening it needs no lock,
   * for the published checkpoint is read before the journal, which a writer moves on first.
   *
   * @return the last checkpoint that was promised
   */
  SignedNote compareOnly() throws IOException {
    return compare().redo.last;
  }

  private Compared compare() throws IOException {
    Optional<SignedNote> published = findPublished();
    List<Path> found = JournalSegment.list(state);
    if (found.isEmpty()) {
      throw doubt(
          "store-missing",
          state,
          "the log's checkpoint store, 'journal.…'",
          Files.exists(log.resolve(LogReader.CHECKPOINT)) ? "none beside a log" : "none");
    }
    List<Path> segments = unbroken(found);
    List<List<JournalSegment.Step>> steps = new ArrayList<>();
    for (Path segment : segments) {
      steps.add(JournalReader.read(segment));
    }
    Redo redo = new Redo(steps.getFirst().getFirst());
    for (int each = 0; each < segments.size(); each++) {
      redo.segment(segments.get(each), steps.get(each));
    }
    requireKey(redo.last);
    if (published.isPresent()) {
      requirePublishedIsPast(published.get(), redo);
    }
    return new Compared(found, segments, redo, atRest(steps.getLast()));
  }

  Opened open(JournalSize size) throws IOException {
    Compared compared = compare();
    Redo redo = compared.redo;
    Disk.Handle stateFolder = disk.openFolder(state);
    try (LogFolder folder = new LogFolder(disk, log)) {
      redo.write(folder);
      if (!compared.atRest) {
        redo.mendPartials(folder);
      }
      folder.writeCheckpoint(publishedOr(redo.last));
      folder.settleAll();
      int serial = JournalSegment.serial(compared.segments.getLast()) + 1;
      JournalSegment journal =
          JournalSegment.create(
              disk,
              state,
              stateFolder,
              serial,
              JournalSegment.Step.base(redo.frontier.size(), redo.last, false),
              Optional.empty(),
              size);
      for (Path segment : compared.found) {
        disk.delete(segment);
      }
      for (Path spare : JournalSegment.listSpares(state)) {
        disk.delete(spare);
      }
      return new Opened(redo.frontier.step(), redo.last, journal, stateFolder);
    } catch (IOException e) {
      stateFolder.close();
      throw e;
    }
  }

  /**
   * The last segments whose serial numbers follow each other. Segments are dropped oldest first,
   * but a power cut may bring back any of those dropped last: one before a gap is such. A segment
   * missing for another reason shows, since the one after it must start from tiles that are there.
   */
  private static List<Path> unbroken(List<Path> segments) throws IOException {
    int from = segments.size() - 1;
    while (from > 0
        && JournalSegment.serial(segments.get(from - 1)) + 1
            == JournalSegment.serial(segments.get(from))) {
      from--;
    }
    return segments.subList(from, segments.size());
  }

  /** Whether the log was closed and nothing happened since. */
  private static boolean atRest(List<JournalSegment.Step> lastSegment) {
    return lastSegment.size() == 1 && lastSegment.getFirst().atRest();
  }

  /** Steps done again. */
  private final class Redo {
    private final Map<TileAddress, ByteBuffer> files = new LinkedHashMap<>();
    private Frontier frontier;
    private SignedNote last;

    Redo(JournalSegment.Step base) throws IOException {
      this.last = ownNote(base.checkpoint());
      this.frontier = settled(last);
    }

    /** The edge of what was forced before the oldest segment began. */
    private Frontier settled(SignedNote base) throws IOException {
      TreeHead head = head(base);
      try {
        LogReader reader = LogReader.at(LogSource.folder(log), base);
        Frontier settled = Frontier.of(head.size(), reader::tile, tail(reader, head.size()));
        Hash root = settled.head().root();
        if (!root.equals(head.root())) {
          throw doubt("tiles-contradict-store", log, "root " + head.root(), "" + root);
        }
        return settled;
      } catch (NoSuchFileException missing) {
        throw new IntegrityException(
            doubt(
                    "tiles-behind-store",
                    log,
                    "the tiles of a log of size " + head.size(),
                    "no '" + missing.getFile() + "': this is an older copy of the log, or a part")
                .fault(),
            missing);
      } catch (RefusedException e) {
        throw new IntegrityException(
            doubt("tiles-contradict-store", log, "tiles in format", e.fault().toString()).fault(),
            e);
      }
    }

    private static Entries tail(LogReader reader, long size) throws IOException, RefusedException {
      return size % TileAddress.FULL == 0
          ? Entries.of(List.of())
          : Entries.of(reader.bundle(size / TileAddress.FULL));
    }

    void segment(Path file, List<JournalSegment.Step> steps) throws IOException {
      SignedNote base = ownNote(steps.getFirst().checkpoint());
      if (!head(base).equals(head(last))) {
        throw doubt(
            "journal-damaged",
            file,
            "a start at size " + head(last).size(),
            "size " + head(base).size());
      }
      for (JournalSegment.Step step : steps.subList(1, steps.size())) {
        step(file, step);
      }
    }

    private void step(Path file, JournalSegment.Step step) throws IOException {
      SignedNote note = ownNote(step.checkpoint());
      Frontier next = frontier.step();
      step.entries().forEach(next::add);
      TreeHead reached;
      try {
        reached = next.head();
      } catch (RefusedException impossible) {
        throw new IllegalStateException("Tiles in memory were refused", impossible);
      }
      if (step.oldSize() != frontier.size() || !reached.equals(head(note))) {
        throw doubt("journal-damaged", file, "a step to " + head(note), "one to " + reached);
      }
      files.putAll(next.files());
      frontier = next;
      last = note;
    }

    void write(LogFolder folder) throws IOException {
      folder.writeAgain(files);
    }

    /**
     * Of a tile that grows only the newest partial form was forced. What a power cut left of the
     * narrower ones is held against the newest, and written again where it differs.
     */
    void mendPartials(LogFolder folder) throws IOException {
      Map<TileAddress, ByteBuffer> mended = new LinkedHashMap<>();
      for (Map.Entry<TileAddress, ByteBuffer> newest : frontier.partials().entrySet()) {
        TileAddress place = newest.getKey();
        for (int width = 1; width < place.width(); width++) {
          TileAddress narrower = new TileAddress(place.level(), place.index(), width);
          Path path = log.resolve(narrower.path());
          if (Files.exists(path)) {
            ByteBuffer expected = beginning(newest.getValue(), place.level(), width);
            if (!expected.equals(ByteBuffer.wrap(Files.readAllBytes(path)))) {
              mended.put(narrower, expected);
            }
          }
        }
      }
      folder.writeAgain(mended);
    }

    private static ByteBuffer beginning(ByteBuffer tile, int level, int width) {
      int length = width * Hash.LENGTH;
      if (level == TileAddress.ENTRIES) {
        length = 0;
        for (int entry = 0; entry < width; entry++) {
          length += EntryBundle.LENGTH_BYTES + Short.toUnsignedInt(tile.getShort(length));
        }
      }
      return tile.slice(0, length);
    }

    /** The root the log had at a size that the journal still knows, by tiles not yet written. */
    Hash rootAt(long size) throws IOException, RefusedException {
      LogSource forced = LogSource.folder(log);
      LogSource both =
          (path, maxBytes) -> {
            for (Map.Entry<TileAddress, ByteBuffer> file : files.entrySet()) {
              if (file.getKey().path().equals(path)) {
                byte[] content = new byte[file.getValue().remaining()];
                file.getValue().get(file.getValue().position(), content);
                return content;
              }
            }
            return forced.read(path, maxBytes);
          };
      return LogReader.at(both, last).rootAt(size);
    }
  }

  /**
   * The folder's checkpoint may be lost or torn after a power cut, since it is not forced by
   * itself. But one that holds must not say more than the store, nor anything else.
   */
  private void requirePublishedIsPast(SignedNote published, Redo redo) throws IOException {
    TreeHead head = head(published);
    TreeHead last = head(redo.last);
    if (head.size() > last.size()) {
      throw doubt(
          "checkpoint-ahead-of-store",
          log.resolve(LogReader.CHECKPOINT),
          "size " + last.size() + " or less, as the store in '" + state + "' has it",
          "size " + head.size() + ": the store is an older copy");
    }
    try {
      Hash root = redo.rootAt(head.size());
      if (!root.equals(head.root())) {
        throw doubt(
            "checkpoint-contradicts-store",
            log.resolve(LogReader.CHECKPOINT),
            "root " + root + " at size " + head.size(),
            head.root() + ": two histories are signed with this key");
      }
    } catch (RefusedException e) {
      throw new IntegrityException(
          doubt("tiles-contradict-store", log, "tiles in format", e.fault().toString()).fault(), e);
    }
  }

  /** Empty where it is lost, torn or not the log's. */
  private Optional<SignedNote> findPublished() throws IOException {
    try {
      SignedNote published = readPublished();
      Checkpoint.parse(published.text());
      return published.verify(keys).isEmpty() ? Optional.empty() : Optional.of(published);
    } catch (NoSuchFileException | RefusedException lostOrTorn) {
      return Optional.empty();
    }
  }

  private SignedNote readPublished() throws IOException, RefusedException {
    return SignedNote.parse(LogSource.folder(log).read(LogReader.CHECKPOINT, SignedNote.MAX_BYTES));
  }

  /** The published note where it is the last one, with the cosignatures it has gathered. */
  private byte[] publishedOr(SignedNote last) throws IOException {
    return findPublished()
        .filter(published -> published.text().equals(last.text()))
        .orElse(last)
        .bytes();
  }

  private SignedNote ownNote(SignedNote note) throws IOException {
    try {
      String origin = Checkpoint.parse(note.text()).origin();
      if (note.verify(keys).isEmpty() || !origin.equals(key.name())) {
        throw doubt("store-key", state, "checkpoints signed by " + key, "one of '" + origin + "'");
      }
      return note;
    } catch (RefusedException e) {
      throw new IntegrityException(
          doubt("journal-damaged", state, "a signed checkpoint", e.fault().toString()).fault(), e);
    }
  }

  /** An earlier key may have signed the past, not the present. */
  private void requireKey(SignedNote last) throws IOException {
    try {
      if (last.verify(List.of(key)).isEmpty()) {
        throw doubt("store-key", state, "a last checkpoint signed by " + key, "another signature");
      }
    } catch (RefusedException e) {
      throw new IntegrityException(e.fault(), e);
    }
  }

  private static TreeHead head(SignedNote own) {
    try {
      return Checkpoint.parse(own.text()).head();
    } catch (RefusedException impossible) {
      throw new IllegalStateException("A checkpoint read before was refused", impossible);
    }
  }

  private static IntegrityException doubt(String code, Path where, String expected, String found) {
    return new IntegrityException(
        Fault.expected(code, where.toString(), expected, found + RESTORE));
  }
}
