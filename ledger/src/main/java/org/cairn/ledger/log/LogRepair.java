package org.cairn.ledger.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.HashTile;
import org.cairn.ledger.merkle.TileAddress;
import org.cairn.ledger.merkle.TreeHasher;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.merkle.TreeReader;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.storage.DurableFile;

/**
 * Puts damaged and missing tiles and bundles of a log back: from its own entries, or from copies.
 * Goes from the checkpoint down, so that nothing is written but what the signed root vouches for;
 * what a copy says is otherwise not believed. Each file appears whole. The caller holds the log's
 * lock. For one thread.
 */
public final class LogRepair {
  /** What a file is said to come from that was derived from what is here. */
  public static final String OWN = "own entries";

  /** Ways to put the tiles of the right edge together; a few copies make a few of them. */
  private static final int MAX_COMBINATIONS = 4096;

  private final Path folder;
  private final TreeHead head;
  private final List<Copy> sources;
  private final List<Repaired> repaired = new ArrayList<>();

  private LogRepair(Path folder, TreeHead head, List<Copy> copies) {
    this.folder = folder;
    this.head = head;
    this.sources = new ArrayList<>(List.of(new Copy(OWN, LogSource.folder(folder))));
    sources.addAll(copies);
  }

  /**
   * A copy of the log.
   *
   * @param name told where something is repaired from it
   */
  public record Copy(String name, LogSource files) {}

  /**
   * A file that was put back.
   *
   * @param path relative to the log
   * @param from name of the copy
   */
  public record Repaired(String path, String from) {}

  /**
   * @param folder of the log
   * @param head of its checkpoint, whose signature the caller has checked
   * @param found what {@link LogAudit} found, to which this is the answer
   * @return what was put back; what could not be is found by another audit
   */
  public static List<Repaired> repair(
      Path folder, TreeHead head, List<Fault> found, List<Copy> copies) throws IOException {
    LogRepair repair = new LogRepair(folder, head, copies);
    repair.run();
    for (Fault fault : found) {
      if (fault.code().equals("partial-mismatch")) {
        repair.olderForm(TileAddress.parse(fault.where()).orElseThrow());
      }
    }
    return repair.repaired;
  }

  private void run() throws IOException {
    if (head.size() == 0) {
      return;
    }
    for (Found tile : edge()) {
      walk(tile);
    }
  }

  /** A tile the checkpoint vouches for. */
  private record Found(TileAddress address, HashTile tile, String from) {}

  /** The partial tiles, which together give the root; none where no combination does. */
  private List<Found> edge() throws IOException {
    List<List<Found>> levels = new ArrayList<>();
    int combinations = 1;
    for (int level = TileAddress.LEVELS - 1; level >= 0; level--) {
      long nodes = TileAddress.nodes(head.size(), level);
      if (nodes % TileAddress.FULL != 0) {
        List<Found> candidates =
            candidates(TileAddress.in(head.size(), level, nodes / TileAddress.FULL));
        levels.add(candidates);
        combinations = Math.min(combinations * candidates.size(), MAX_COMBINATIONS);
      }
    }
    for (int combination = 0; combination < combinations; combination++) {
      List<Found> chosen = new ArrayList<>();
      int rest = combination;
      for (List<Found> candidates : levels) {
        chosen.add(candidates.get(rest % candidates.size()));
        rest /= candidates.size();
      }
      if (rootOf(chosen).equals(head.root())) {
        return chosen;
      }
    }
    return List.of();
  }

  private Hash rootOf(List<Found> edge) throws IOException {
    Map<Integer, HashTile> byLevel = new HashMap<>();
    edge.forEach(found -> byLevel.put(found.address.level(), found.tile));
    try {
      return new TreeReader(
              address -> Objects.requireNonNull(byLevel.get(address.level())), head.size())
          .root();
    } catch (RefusedException impossible) {
      throw new IllegalStateException("Tiles in memory were refused", impossible);
    }
  }

  /** What the sources say a tile is, different answers once each. */
  private List<Found> candidates(TileAddress address) throws IOException {
    List<Found> candidates = new ArrayList<>();
    for (Copy source : sources) {
      for (Optional<HashTile> tile : List.of(stored(source, address), derived(source, address))) {
        if (tile.isPresent()
            && candidates.stream()
                .noneMatch(known -> Arrays.equals(known.tile.content(), tile.get().content()))) {
          candidates.add(new Found(address, tile.get(), source.name));
        }
      }
    }
    return candidates;
  }

  /** Compares a trusted tile and all under it with what is here. */
  private void walk(Found trusted) throws IOException {
    Optional<HashTile> here = stored(sources.getFirst(), trusted.address);
    byte[] content = trusted.tile.content();
    if (here.isEmpty() || !Arrays.equals(here.get().content(), content)) {
      write(trusted.address, content, trusted.from);
    }
    if (trusted.address.level() == 0) {
      bundle(trusted);
      return;
    }
    for (int at = 0; at < trusted.address.width(); at++) {
      long index = trusted.address.index() * TileAddress.FULL + at;
      Optional<Found> below =
          find(
              new TileAddress(trusted.address.level() - 1, index, TileAddress.FULL),
              trusted.tile.node(0, at));
      if (below.isPresent()) {
        walk(below.get());
      }
    }
  }

  private Optional<Found> find(TileAddress full, Hash root) throws IOException {
    for (Copy source : sources) {
      Optional<HashTile> tile = stored(source, full).filter(found -> found.root().equals(root));
      if (tile.isEmpty()) {
        tile = derived(source, full).filter(found -> found.root().equals(root));
      }
      if (tile.isPresent()) {
        return Optional.of(new Found(full, tile.get(), source.name));
      }
    }
    return Optional.empty();
  }

  private void bundle(Found trusted) throws IOException {
    TileAddress address =
        new TileAddress(TileAddress.ENTRIES, trusted.address.index(), trusted.address.width());
    byte[] hashes = trusted.tile.content();
    for (Copy source : sources) {
      Optional<byte[]> entries = entries(source, address);
      if (entries.isPresent()
          && leaves(entries.get(), address)
              .filter(tile -> Arrays.equals(tile.content(), hashes))
              .isPresent()) {
        if (!source.equals(sources.getFirst())) {
          write(address, entries.get(), source.name);
        }
        return;
      }
    }
  }

  /** A tile as it lies in a source. */
  private static Optional<HashTile> stored(Copy source, TileAddress address) throws IOException {
    int length = address.width() * Hash.LENGTH;
    for (TileAddress form : forms(source, address)) {
      Optional<byte[]> content = read(source, form.path(), TileAddress.FULL * Hash.LENGTH);
      if (content.isPresent() && content.get().length == form.width() * Hash.LENGTH) {
        return Optional.of(HashTile.of(Arrays.copyOf(content.get(), length)));
      }
    }
    return Optional.empty();
  }

  /** A tile as it follows from what a source has below it. */
  private Optional<HashTile> derived(Copy source, TileAddress address) throws IOException {
    if (address.level() == 0) {
      TileAddress bundle = new TileAddress(TileAddress.ENTRIES, address.index(), address.width());
      Optional<byte[]> entries = entries(source, bundle);
      return entries.isEmpty() ? Optional.empty() : leaves(entries.get(), bundle);
    }
    HashTile tile = new HashTile();
    for (int at = 0; at < address.width(); at++) {
      long index = address.index() * TileAddress.FULL + at;
      Optional<HashTile> below =
          stored(source, new TileAddress(address.level() - 1, index, TileAddress.FULL));
      if (below.isEmpty()) {
        return Optional.empty();
      }
      tile.add(below.get().root().bytes(), 0);
    }
    return Optional.of(tile);
  }

  /** The bytes of exactly the entries of a bundle, as they lie in a source. */
  private static Optional<byte[]> entries(Copy source, TileAddress bundle) throws IOException {
    for (TileAddress form : forms(source, bundle)) {
      Optional<byte[]> content = read(source, form.path(), EntryBundle.MAX_BYTES);
      if (content.isPresent()) {
        Optional<byte[]> beginning = beginning(content.get(), form, bundle.width());
        if (beginning.isPresent()) {
          return beginning;
        }
      }
    }
    return Optional.empty();
  }

  /** Nothing of a bundle that is not in form: the audit names it. */
  private static Optional<byte[]> beginning(byte[] content, TileAddress form, int entries) {
    try {
      int[] starts = EntryBundle.starts(content, form.width(), form.path());
      return Optional.of(Arrays.copyOf(content, starts[entries]));
    } catch (RefusedException damaged) {
      return Optional.empty();
    }
  }

  private static Optional<HashTile> leaves(byte[] entries, TileAddress bundle) {
    try {
      HashTile tile = new HashTile();
      TreeHasher hasher = new TreeHasher();
      byte[] leaf = new byte[Hash.LENGTH];
      int[] starts = EntryBundle.starts(entries, bundle.width(), bundle.path());
      for (int entry = 0; entry < bundle.width(); entry++) {
        int from = starts[entry] + 2;
        hasher.leaf(entries, from, starts[entry + 1] - from, leaf, 0);
        tile.add(leaf, 0);
      }
      return Optional.of(tile);
    } catch (RefusedException notInForm) {
      return Optional.empty();
    }
  }

  /** The names under which a source that is as large as this log, or larger, may have a file. */
  private static Set<TileAddress> forms(Copy source, TileAddress address) throws IOException {
    Set<TileAddress> forms = new LinkedHashSet<>(List.of(address));
    if (!address.isFull()) {
      Optional<byte[]> note = read(source, LogReader.CHECKPOINT, SignedNote.MAX_BYTES);
      if (note.isPresent()) {
        try {
          // Only where to look: what is found there is judged by our own root.
          long size = Checkpoint.parse(SignedNote.parse(note.get()).text()).size();
          long end = address.index() * TileAddress.FULL + address.width();
          if (TileAddress.nodes(size, address.level()) >= end) {
            forms.add(TileAddress.in(size, address.level(), address.index()));
          }
        } catch (RefusedException noCheckpoint) {
          forms.add(address.full());
        }
      }
      forms.add(address.full());
    }
    return forms;
  }

  private static Optional<byte[]> read(Copy source, String path, int maxBytes) throws IOException {
    try {
      return Optional.of(source.files.read(path, maxBytes));
    } catch (NoSuchFileException | RefusedException none) {
      return Optional.empty();
    }
  }

  /** An older partial form must be the beginning of today's. */
  private void olderForm(TileAddress older) throws IOException {
    TileAddress today = TileAddress.in(head.size(), older.level(), older.index());
    boolean entries = older.level() == TileAddress.ENTRIES;
    Optional<byte[]> whole =
        entries
            ? entries(sources.getFirst(), today)
            : stored(sources.getFirst(), today).map(HashTile::content);
    if (whole.isEmpty()) {
      return;
    }
    try {
      int length =
          entries
              ? EntryBundle.starts(whole.get(), today.width(), today.path())[older.width()]
              : older.width() * Hash.LENGTH;
      write(older, Arrays.copyOf(whole.get(), length), OWN);
    } catch (RefusedException impossible) {
      throw new IllegalStateException("A bundle that was read cannot be read", impossible);
    }
  }

  private void write(TileAddress address, byte[] content, String from) throws IOException {
    Path file = folder.resolve(address.path());
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    DurableFile.replace(file, content);
    repaired.add(new Repaired(address.path(), from));
  }
}
