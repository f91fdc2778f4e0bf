package org.cairn.register;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.BitSet;

/**
 * A number for each digest of a disclosure, by its first 16 bytes, which no two share by chance or
 * by any work that can be done. 32 to 48 bytes for each. For one thread that writes; any number may
 * read what was written before.
 */
final class DigestTable {
  private static final int DIGEST_CHARACTERS = 43;

  /**
   * Three longs a slot: the digest's beginning, its number; open addressing, at most three quarters
   * full.
   */
  private long[] slots = new long[3 << 10];

  private BitSet used = new BitSet();
  private int size;

  /**
   * Keeps the number, where the digest has none yet.
   *
   * @param digest in base64url
   */
  void add(String digest, long number) {
    if (size * 4L >= slots.length) {
      grow();
    }
    ByteBuffer key = key(digest);
    int slot = slot(key.getLong(0), key.getLong(8));
    if (!used.get(slot)) {
      put(slot, key.getLong(0), key.getLong(8), number);
      size++;
    }
  }

  /** Gives another number to a digest that has one. */
  void replace(String digest, long number) {
    slots[3 * find(digest) + 2] = number;
  }

  /** Any text may be asked for. */
  boolean has(String digest) {
    return find(digest) >= 0;
  }

  /** Of a digest that is there. */
  long get(String digest) {
    return slots[3 * find(digest) + 2];
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
    int count = slots.length / 3;
    int slot = (int) Math.floorMod(high, (long) count);
    while (used.get(slot) && (slots[3 * slot] != high || slots[3 * slot + 1] != low)) {
      slot = (slot + 1) % count;
    }
    return slot;
  }

  private void put(int slot, long high, long low, long number) {
    slots[3 * slot] = high;
    slots[3 * slot + 1] = low;
    slots[3 * slot + 2] = number;
    used.set(slot);
  }

  private void grow() {
    long[] old = slots;
    BitSet oldUsed = used;
    slots = new long[old.length / 2 * 3];
    used = new BitSet();
    for (int at = oldUsed.nextSetBit(0); at >= 0; at = oldUsed.nextSetBit(at + 1)) {
      int slot = slot(old[3 * at], old[3 * at + 1]);
      put(slot, old[3 * at], old[3 * at + 1], old[3 * at + 2]);
    }
  }
}
