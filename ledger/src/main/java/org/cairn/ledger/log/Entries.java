package org.cairn.ledger.log;

import java.nio.ByteBuffer;
import java.util.List;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.TreeHasher;
import org.jspecify.annotations.Nullable;

/**
 * Neighbouring entries as the log holds them, in the form of {@link EntryBundle}, with the leaf
 * hash of each. Immutable: nobody writes to its arrays. Thread-safe: leaf hashes are made when
 * first asked for, by whoever asks, and others wait for them.
 */
final class Entries {
  private final byte[] encoded;

  /** Where each entry's length stands; the last value is the end. */
  private final int[] starts;

  /** Guarded by this. */
  private byte @Nullable [] leaves;

  private Entries(byte[] encoded, int[] starts) {
    this.encoded = encoded;
    this.starts = starts;
  }

  /**
   * @param entries copied; each at most {@link EntryBundle#MAX_ENTRY} bytes
   */
  static Entries of(List<byte[]> entries) {
    int[] starts = new int[entries.size() + 1];
    for (int entry = 0; entry < entries.size(); entry++) {
      starts[entry + 1] = starts[entry] + EntryBundle.LENGTH_BYTES + entries.get(entry).length;
    }
    ByteBuffer encoded = ByteBuffer.allocate(starts[entries.size()]);
    entries.forEach(entry -> EntryBundle.write(entry, encoded));
    return new Entries(encoded.array(), starts);
  }

  /**
   * @param encoded any number of entries in bundle form, nothing else
   * @throws RefusedException {@code bundle-format}
   */
  static Entries parse(byte[] encoded, String where) throws RefusedException {
    return new Entries(encoded, EntryBundle.starts(encoded, where));
  }

  int count() {
    return starts.length - 1;
  }

  /** Length in bundle form. */
  int bytes() {
    return encoded.length;
  }

  /** Length of all in bundle form. */
  static int bytes(List<Entries> parts) {
    return parts.stream().mapToInt(Entries::bytes).sum();
  }

  /** In bundle form, not to be changed. */
  byte[] encoded() {
    return encoded;
  }

  /** Where an entry's length stands in the bundle form; of the number of entries, the end. */
  int start(int entry) {
    return starts[entry];
  }

  /** 32 bytes of each entry, not to be changed. */
  synchronized byte[] leaves() {
    if (leaves == null) {
      leaves = hash();
    }
    return leaves;
  }

  private byte[] hash() {
    byte[] hashes = new byte[count() * Hash.LENGTH];
    TreeHasher hasher = new TreeHasher();
    for (int entry = 0; entry < count(); entry++) {
      int from = starts[entry] + EntryBundle.LENGTH_BYTES;
      hasher.leaf(encoded, from, starts[entry + 1] - from, hashes, entry * Hash.LENGTH);
    }
    return hashes;
  }
}
