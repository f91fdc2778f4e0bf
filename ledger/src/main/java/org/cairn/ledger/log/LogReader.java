package org.cairn.ledger.log;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.HashTile;
import org.cairn.ledger.merkle.Merkle;
import org.cairn.ledger.merkle.TileAddress;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.merkle.TreeReader;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.note.SignedNote;
import org.cairn.ledger.note.TlogProof;

/**
 * Entries and proofs of a log, up to one checkpoint. Every proof is checked against the checkpoint
 * before it is given, so that a damaged tile shows as a refusal and never as a wrong proof. Whether
 * the checkpoint's signatures hold is the caller's to ask. Keeps the tiles it last used. For one
 * thread.
 */
public final class LogReader {
  /** The name of the checkpoint's file. */
  public static final String CHECKPOINT = "checkpoint";

  private static final int KEPT_TILES = 64;

  private final LogSource source;
  private final SignedNote note;
  private final TreeHead head;

  private final Map<TileAddress, HashTile> tiles =
      new LinkedHashMap<>(KEPT_TILES, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TileAddress, HashTile> eldest) {
          return size() > KEPT_TILES;
        }
      };

  private LogReader(LogSource source, SignedNote note, TreeHead head) {
    this.source = source;
    this.note = note;
    this.head = head;
  }

  /**
   * Reads up to a checkpoint.
   *
   * @throws RefusedException {@code checkpoint-format}
   */
  public static LogReader at(LogSource source, SignedNote checkpoint) throws RefusedException {
    return new LogReader(source, checkpoint, Checkpoint.parse(checkpoint.text()).head());
  }

  /**
   * Reads up to the checkpoint that the log shows now.
   *
   * @throws RefusedException for one that is not in format
   */
  public static LogReader now(LogSource source) throws IOException, RefusedException {
    return at(source, SignedNote.parse(source.read(CHECKPOINT, SignedNote.MAX_BYTES)));
  }

  public SignedNote checkpoint() {
    return note;
  }

  public TreeHead head() {
    return head;
  }

  /**
   * The exact bytes of an entry, proven to be in the tree.
   *
   * @param index 0 to size - 1
   */
  public byte[] entry(long index) throws IOException, RefusedException {
    byte[] entry = entryUnproven(index);
    inclusionProof(index, Merkle.leafHash(entry));
    return entry;
  }

  /**
   * Proves that bytes read before, as by {@link #bundle}, are this entry.
   *
   * @param index 0 to size - 1
   * @throws RefusedException {@code inclusion-root} where they are not
   */
  public void requireEntry(long index, byte[] entry) throws IOException, RefusedException {
    requireIndex(index);
    inclusionProof(index, Merkle.leafHash(entry));
  }

  private byte[] entryUnproven(long index) throws IOException, RefusedException {
    requireIndex(index);
    return bundle(index / TileAddress.FULL).get((int) (index % TileAddress.FULL));
  }

  /**
   * All entries of one bundle that the checkpoint covers, not proven.
   *
   * @param index of the bundle
   * @throws RefusedException {@code bundle-format}
   */
  public List<byte[]> bundle(long index) throws IOException, RefusedException {
    TileAddress address = TileAddress.in(head.size(), TileAddress.ENTRIES, index);
    if (!address.isFull()) {
      try {
        byte[] partial = source.read(address.path(), EntryBundle.MAX_BYTES);
        return EntryBundle.parse(partial, address.width(), address.path());
      } catch (NoSuchFileException filledMeanwhile) {
        return fullBundle(address.full()).subList(0, address.width());
      }
    }
    return fullBundle(address);
  }

  private List<byte[]> fullBundle(TileAddress address) throws IOException, RefusedException {
    byte[] content = source.read(address.path(), EntryBundle.MAX_BYTES);
    return EntryBundle.parse(content, address.width(), address.path());
  }

  /**
   * A proof file for an entry.
   *
   * @throws RefusedException {@code inclusion-root} where the log's own tiles or entry do not lead
   *     to its checkpoint: run the audit
   */
  public TlogProof prove(long index) throws IOException, RefusedException {
    Hash leaf = Merkle.leafHash(entryUnproven(index));
    return new TlogProof(Optional.empty(), index, inclusionProof(index, leaf), note);
  }

  private List<Hash> inclusionProof(long index, Hash leaf) throws IOException, RefusedException {
    List<Hash> proof = tree().inclusionProof(index);
    Merkle.verifyInclusion(leaf, index, head, proof);
    return proof;
  }

  /**
   * A proof that the tree continues an older one.
   *
   * @param old head with a size of 1 to this one's
   * @throws RefusedException {@code consistency-root} where it does not
   */
  public List<Hash> consistencyProof(TreeHead old) throws IOException, RefusedException {
    List<Hash> proof = tree().consistencyProof(old.size());
    Merkle.verifyConsistency(old, head, proof);
    return proof;
  }

  /**
   * The same for an older size whose root the caller does not know.
   *
   * @param oldSize 1 to this one's
   */
  public List<Hash> consistencyProof(long oldSize) throws IOException, RefusedException {
    return consistencyProof(new TreeHead(oldSize, rootAt(oldSize)));
  }

  /** The root of an older tree, by the tiles; not proven by itself. */
  public Hash rootAt(long size) throws IOException, RefusedException {
    return new TreeReader(this::tile, size).root();
  }

  private TreeReader tree() {
    return new TreeReader(this::tile, head.size());
  }

  /** The tile with at least this many hashes. */
  HashTile tile(TileAddress wanted) throws IOException, RefusedException {
    TileAddress held = TileAddress.in(head.size(), wanted.level(), wanted.index());
    HashTile known = tiles.get(held);
    if (known == null) {
      known = read(held);
      tiles.put(held, known);
    }
    return known;
  }

  private HashTile read(TileAddress address) throws IOException, RefusedException {
    if (!address.isFull()) {
      try {
        return parse(source.read(address.path(), TileAddress.FULL * Hash.LENGTH), address);
      } catch (NoSuchFileException filledMeanwhile) {
        return read(address.full());
      }
    }
    return parse(source.read(address.path(), TileAddress.FULL * Hash.LENGTH), address);
  }

  private static HashTile parse(byte[] content, TileAddress address) throws RefusedException {
    if (content.length != address.width() * Hash.LENGTH) {
      throw RefusedException.expected(
          "tile-format",
          address.path(),
          address.width() * Hash.LENGTH + " bytes",
          content.length + " bytes");
    }
    return HashTile.of(content);
  }

  private void requireIndex(long index) throws RefusedException {
    if (index < 0 || index >= head.size()) {
      throw RefusedException.expected(
          "entry-index",
          "index " + index,
          head.size() == 0 ? "a log that has entries" : "0 to " + (head.size() - 1),
          "" + index);
    }
  }
}
