package org.cairn.ledger.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.HashTile;
import org.cairn.ledger.merkle.TileAddress;
import org.cairn.ledger.merkle.TreeHasher;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.merkle.TreeReader;
import org.jspecify.annotations.Nullable;

/**
 * Derives a whole log again from its entries and compares every file with what it must be. All
 * faults are told, each with the entry or file at fault: where a tile and the entries under it
 * disagree, the level above, or the checkpoint, says which of them was changed. Reads each file
 * once, on all cores; memory does not grow with the log.
 *
 * <p>Codes: {@code bundle-missing}, {@code bundle-format}, {@code tile-missing}, {@code
 * tile-format}, {@code entry-mismatch}, {@code tile-mismatch}, {@code entry-or-tile-mismatch},
 * {@code partial-mismatch}, {@code root-mismatch}, {@code unexpected-file}.
 */
public final class LogAudit {
  private final Path folder;
  private final LogSource source;
  private final TreeHead head;
  private final Consumer<Fault> faults;

  /** Files found at fault: their older forms cannot be compared with them. */
  private final Set<String> faulty = new HashSet<>();

  private LogAudit(Path folder, TreeHead head, Consumer<Fault> faults) {
    this.folder = folder;
    this.source = LogSource.folder(folder);
    this.head = head;
    this.faults =
        fault -> {
          faulty.add(fileOf(fault));
          faults.accept(fault);
        };
  }

  private String fileOf(Fault fault) {
    if (!fault.code().equals("entry-mismatch") || !fault.where().startsWith("entry ")) {
      return fault.where().split(" ", 2)[0];
    }
    long entry = Long.parseLong(fault.where().substring("entry ".length()));
    return TileAddress.in(head.size(), TileAddress.ENTRIES, entry / TileAddress.FULL).path();
  }

  /**
   * @param folder in tlog-tiles layout
   * @param head of a checkpoint whose signatures the caller has checked; a log that has grown
   *     meanwhile is checked up to it
   * @param faults told in the order of the log
   */
  public static void audit(Path folder, TreeHead head, Consumer<Fault> faults) throws IOException {
    try {
      new LogAudit(folder, head, faults).run();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void run() throws IOException {
    List<Checked> edge = new ArrayList<>();
    for (int level = TileAddress.LEVELS - 1; level >= 0; level--) {
      long nodes = TileAddress.nodes(head.size(), level);
      if (nodes % TileAddress.FULL != 0) {
        Checked checked = check(level, nodes / TileAddress.FULL, Optional.empty());
        checked.found.forEach(faults);
        edge.add(checked);
      }
    }
    settleEdge(edge);
    new StrayFiles().run();
  }

  /** A tile with all under it. */
  private static final class Checked {
    final TileAddress address;
    final List<Fault> found = new ArrayList<>();

    /** As on disk; null where it cannot be read. */
    byte @Nullable [] stored;

    /** From the entries; null where they cannot be read. */
    @Nullable HashTile derived;

    /** What to believe: for the level above. */
    @Nullable HashTile settled;

    Checked(TileAddress address) {
      this.address = address;
    }

    boolean differs() {
      return stored != null && derived != null && !Arrays.equals(stored, derived.content());
    }
  }

  /**
   * @param above what the tile one level up says this one's root is; empty for a partial tile
   */
  private Checked check(int level, long index, Optional<Hash> above) {
    Checked checked = new Checked(TileAddress.in(head.size(), level, index));
    checked.stored = readTile(checked);
    checked.derived = level == 0 ? deriveFromEntries(checked) : deriveFromTiles(checked);
    settle(checked, above);
    return checked;
  }

  private byte @Nullable [] readTile(Checked checked) {
    TileAddress address = checked.address;
    int expected = address.width() * Hash.LENGTH;
    byte[] content = read(address, TileAddress.FULL * Hash.LENGTH, checked.found, "tile");
    if (content == null) {
      return null;
    }
    // A partial tile may have been replaced by its full one since the checkpoint.
    if (content.length != expected && !(isFullForm(address, content) && !address.isFull())) {
      checked.found.add(
          Fault.expected(
              "tile-format", address.path(), expected + " bytes", content.length + " bytes"));
      return null;
    }
    return Arrays.copyOf(content, expected);
  }

  private static boolean isFullForm(TileAddress address, byte[] content) {
    return content.length == address.full().width() * Hash.LENGTH;
  }

  private byte @Nullable [] read(
      TileAddress address, int maxBytes, List<Fault> found, String what) {
    try {
      try {
        return source.read(address.path(), maxBytes);
      } catch (NoSuchFileException missing) {
        if (!address.isFull()) {
          return source.read(address.full().path(), maxBytes);
        }
        throw missing;
      }
    } catch (NoSuchFileException missing) {
      found.add(
          Fault.expected(
              what + "-missing",
              address.path(),
              "a file",
              "none; copy it from a backup or a partner's mirror"));
      return null;
    } catch (RefusedException tooLarge) {
      found.add(new Fault(what + "-format", address.path(), tooLarge.fault().message()));
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(
          new IOException("Cannot read '" + folder.resolve(address.path()) + "'", e));
    }
  }

  private @Nullable HashTile deriveFromEntries(Checked checked) {
    TileAddress bundle =
        new TileAddress(TileAddress.ENTRIES, checked.address.index(), checked.address.width());
    byte[] content = read(bundle, EntryBundle.MAX_BYTES, checked.found, "bundle");
    if (content == null) {
      return null;
    }
    int[] starts;
    try {
      starts = starts(bundle, content);
    } catch (RefusedException e) {
      checked.found.add(e.fault());
      return null;
    }
    HashTile tile = new HashTile();
    TreeHasher hasher = new TreeHasher();
    byte[] leaf = new byte[Hash.LENGTH];
    for (int entry = 0; entry < bundle.width(); entry++) {
      int from = starts[entry] + 2;
      hasher.leafWithRoom(content, from, starts[entry + 1] - from, leaf, 0);
      tile.add(leaf, 0);
    }
    return tile;
  }

  private static int[] starts(TileAddress bundle, byte[] content) throws RefusedException {
    try {
      return EntryBundle.starts(content, bundle.width(), bundle.path());
    } catch (RefusedException notThisWidth) {
      if (bundle.isFull()) {
        throw notThisWidth;
      }
      try {
        int[] full = EntryBundle.starts(content, TileAddress.FULL, bundle.path());
        return Arrays.copyOf(full, bundle.width() + 1);
      } catch (RefusedException neitherThat) {
        notThisWidth.addSuppressed(neitherThat);
        throw notThisWidth;
      }
    }
  }

  private @Nullable HashTile deriveFromTiles(Checked checked) {
    TileAddress address = checked.address;
    Checked[] below = new Checked[address.width()];
    IntStream children = IntStream.range(0, address.width());
    // The lowest tiles are the work; those above only gather.
    (address.level() == 1 ? children.parallel() : children)
        .forEach(at ->
            below[at] =
                check(
                    address.level() - 1,
                    address.index() * TileAddress.FULL + at,
                    slot(checked, at)));
    HashTile derived = new HashTile();
    for (int at = 0; at < below.length; at++) {
      checked.found.addAll(below[at].found);
      HashTile settled = below[at].settled;
      Optional<Hash> root = settled == null ? slot(checked, at) : Optional.of(settled.root());
      if (root.isEmpty()) {
        return null;
      }
      derived.add(root.get().bytes(), 0);
    }
    return derived;
  }

  private static Optional<Hash> slot(Checked checked, int at) {
    byte[] stored = checked.stored;
    return stored == null
        ? Optional.empty()
        : Optional.of(Hash.of(stored, at * Hash.LENGTH, Hash.LENGTH));
  }

  /** Decides between what stands in the tile and what follows from below it. */
  private void settle(Checked checked, Optional<Hash> above) {
    HashTile derived = checked.derived;
    byte[] stored = checked.stored;
    if (stored == null || derived == null) {
      checked.settled = stored == null ? derived : HashTile.of(stored);
      return;
    }
    checked.settled = derived;
    if (!checked.differs() || !checked.address.isFull()) {
      return;
    }
    HashTile asStored = HashTile.of(stored);
    if (above.isPresent() && above.get().equals(asStored.root())) {
      checked.settled = asStored;
      blame(checked, Blame.BELOW);
    } else if (above.isPresent() && above.get().equals(derived.root())) {
      blame(checked, Blame.TILE);
    } else {
      blame(checked, Blame.EITHER);
    }
  }

  /** Partial tiles have no tile above them: the checkpoint's root says who is right. */
  private void settleEdge(List<Checked> edge) throws IOException {
    if (edge.stream().anyMatch(tile -> tile.settled == null)) {
      return;
    }
    Hash derived = root(edge, false);
    if (derived.equals(head.root())) {
      edge.forEach(tile -> tellAtEdge(tile, Blame.TILE));
      return;
    }
    if (root(edge, true).equals(head.root())) {
      edge.forEach(tile -> tellAtEdge(tile, Blame.BELOW));
      return;
    }
    edge.forEach(tile -> tellAtEdge(tile, Blame.EITHER));
    faults.accept(
        new Fault(
            "root-mismatch",
            LogReader.CHECKPOINT,
            "the log's files do not lead to the checkpoint: expected root "
                + head.root()
                + " at size "
                + head.size()
                + ", found "
                + derived));
  }

  private void tellAtEdge(Checked checked, Blame blame) {
    if (checked.differs()) {
      int known = checked.found.size();
      blame(checked, blame);
      checked.found.subList(known, checked.found.size()).forEach(faults);
    }
  }

  private Hash root(List<Checked> edge, boolean asStored) throws IOException {
    Map<Integer, HashTile> tiles = new HashMap<>();
    for (Checked checked : edge) {
      byte[] stored = checked.stored;
      HashTile settled = checked.settled;
      if (asStored && stored != null) {
        tiles.put(checked.address.level(), HashTile.of(stored));
      } else if (settled != null) {
        tiles.put(checked.address.level(), settled);
      }
    }
    TreeReader.Tiles byLevel =
        address -> {
          HashTile tile = tiles.get(address.level());
          if (tile == null) {
            throw new IllegalStateException("Tile " + address.path() + " is not at the edge");
          }
          return tile;
        };
    try {
      return new TreeReader(byLevel, head.size()).root();
    } catch (RefusedException impossible) {
      throw new IllegalStateException("Tiles in memory were refused", impossible);
    }
  }

  private enum Blame {
    BELOW,
    TILE,
    EITHER
  }

  /** One fault for each hash of the tile that differs. */
  private static void blame(Checked checked, Blame blame) {
    HashTile derived = checked.derived;
    if (derived == null) {
      return;
    }
    byte[] expected = derived.content();
    TileAddress address = checked.address;
    for (int at = 0; at < address.width(); at++) {
      Optional<Hash> stored = slot(checked, at);
      Hash found = Hash.of(expected, at * Hash.LENGTH, Hash.LENGTH);
      if (stored.isPresent() && !stored.get().equals(found)) {
        checked.found.add(fault(address, at, blame, stored.get(), found));
      }
    }
  }

  private static Fault fault(TileAddress address, int at, Blame blame, Hash stored, Hash derived) {
    String entries = entries(address, at);
    String tile = address.path() + " (hash " + at + ", " + entries + ")";
    return switch (blame) {
      case TILE -> Fault.expected("tile-mismatch", tile, derived + " by the entries", "" + stored);
      case BELOW ->
          Fault.expected(
              "entry-mismatch",
              entries,
              "content with hash " + stored + ", as the signed tree has it",
              "content with hash " + derived);
      case EITHER ->
          new Fault(
              "entry-or-tile-mismatch",
              tile,
              "entries and tile disagree, and nothing above agrees with either: the entries lead to "
                  + derived
                  + ", the tile has "
                  + stored);
    };
  }

  /** The entries a hash of a tile stands for, in words. */
  private static String entries(TileAddress address, int at) {
    int shift = 8 * address.level();
    long first = (address.index() * TileAddress.FULL + at) << shift;
    return address.level() == 0
        ? "entry " + first
        : "entries " + first + " to " + (first + (1L << shift) - 1);
  }

  /**
   * Files that no part of the check above has read: older partial forms must be the beginning of
   * today's; files of a larger tree belong to a step that is not published; others are foreign.
   */
  private final class StrayFiles {
    void run() throws IOException {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              if (Files.isRegularFile(file)) {
                check(folder.relativize(file).toString().replace('\\', '/'));
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
              if (why instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE; // a writer put it away since its folder was listed
              }
              throw why;
            }
          });
    }

    private void check(String path) throws IOException {
      if (path.equals(LogReader.CHECKPOINT) || path.endsWith(".tmp")) {
        return;
      }
      Optional<TileAddress> address = TileAddress.parse(path);
      if (address.isEmpty()) {
        faults.accept(
            Fault.expected("unexpected-file", path, "checkpoint, tiles and bundles", "this file"));
      } else if (isOlderForm(address.get())) {
        requirePrefix(address.get());
      }
    }

    private boolean isOlderForm(TileAddress address) {
      long end = address.index() * TileAddress.FULL + address.width();
      long nodes = TileAddress.nodes(head.size(), address.level());
      return end <= nodes
          && !TileAddress.in(head.size(), address.level(), address.index()).equals(address);
    }

    private void requirePrefix(TileAddress older) throws IOException {
      TileAddress today = TileAddress.in(head.size(), older.level(), older.index());
      if (faulty.contains(today.path())) {
        return;
      }
      List<Fault> known = new ArrayList<>();
      boolean entries = older.level() == TileAddress.ENTRIES;
      int maxBytes = entries ? EntryBundle.MAX_BYTES : TileAddress.FULL * Hash.LENGTH;
      byte[] prefix = read(older, maxBytes, known, "partial");
      byte[] whole = read(today, maxBytes, known, "partial");
      if (prefix == null || whole == null) {
        return;
      }
      int length = entries ? bytesOf(older, whole) : older.width() * Hash.LENGTH;
      if (prefix.length != length
          || !Arrays.equals(prefix, 0, length, whole, 0, Math.min(length, whole.length))) {
        faults.accept(
            Fault.expected(
                "partial-mismatch",
                older.path(),
                "the beginning of '" + today.path() + "'",
                "something else"));
      }
    }

    /** How long the first entries of a bundle are; a value no file has where it is broken. */
    private int bytesOf(TileAddress older, byte[] whole) {
      int at = 0;
      for (int entry = 0; entry < older.width(); entry++) {
        if (whole.length - at < 2) {
          return -1;
        }
        at += 2 + ((whole[at] & 0xff) << 8 | (whole[at + 1] & 0xff));
      }
      return at;
    }
  }
}
