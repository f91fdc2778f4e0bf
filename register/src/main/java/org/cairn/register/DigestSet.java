package org.cairn.register;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.BitSet;

/**
 * Digests of disclosures, and which of them were met: by their first 16 bytes, which no two share
 * by chance or by any work that can be done. A few dozen bytes for each. For one thread.
 */
final class DigestSet {
  private static final int DIGEST_CHARACTERS = 43;

  /** Two longs a slot; open addressing, at most half full. */
  private long[] slots = new long[2 << 10];

  private BitSet used = new BitSet();
  private BitSet met = new BitSet();
  private int size;

  void add(String digest) {
    if (size * 4 >= slots.length) {
      grow();
    }
    ByteBuffer key = key(digest);
    int slot = slot(key.getLong(0), key.getLong(8));
    if (!used.get(slot)) {
      put(slot, key.getLong(0), key.getLong(8));
      size++;
    }
  }

  /**
   * Notes that a digest was met, where it is in the set.
   *
   * @param digest any text
   * @return whether it is
   */
  boolean meet(String digest) {
    int slot = find(digest);
    if (slot >= 0) {
      met.set(slot);
    }
    return slot >= 0;
  }

  boolean wasMet(String digest) {
    int slot = find(digest);
    return slot >= 0 && met.get(slot);
  }

  private int find(String digest) {
    if (digest.length() != DIGEST_CHARACTERS) {
      return -1;
    }
    ByteBuffer key;
    try {
      key = key(digest);
    } catch (IllegalArgumentException notBase64) {
      return -1;
    }
    int slot = slot(key.getLong(0), key.getLong(8));
    return used.get(slot) ? slot : -1;
  }

  private static ByteBuffer key(String digest) {
    return ByteBuffer.wrap(Base64.getUrlDecoder().decode(digest));
  }

  /** Where these 16 bytes are, or would be put. */
  private int slot(long high, long low) {
    int count = slots.length / 2;
    int slot = (int) Math.floorMod(high, (long) count);
    while (used.get(slot) && (slots[2 * slot] != high || slots[2 * slot + 1] != low)) {
      slot = (slot + 1) % count;
    }
    return slot;
  }

  private void put(int slot, long high, long low) {
    slots[2 * slot] = high;
    slots[2 * slot + 1] = low;
    used.set(slot);
  }

  private void grow() {
    long[] old = slots;
    BitSet oldUsed = used;
    BitSet oldMet = met;
    slots = new long[old.length * 2];
    used = new BitSet();
    met = new BitSet();
    for (int at = oldUsed.nextSetBit(0); at >= 0; at = oldUsed.nextSetBit(at + 1)) {
      int slot = slot(old[2 * at], old[2 * at + 1]);
      put(slot, old[2 * at], old[2 * at + 1]);
      met.set(slot, oldMet.get(at));
    }
  }
}
