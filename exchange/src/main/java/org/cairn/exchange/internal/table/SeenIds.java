package org.cairn.exchange.internal.table;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.OptionalInt;

/**
 * The ids met in a file and the rows they stood in, 20 bytes each: by 64 bits of the SHA-256 of the
 * id in Unicode normal form C, and of the id as written. Single-thread.
 */
final class SeenIds {
  private final MessageDigest sha256;
  private long[] composed = new long[1 << 10];
  private long[] written = new long[1 << 10];
  private int[] rows = new int[1 << 10];
  private int size;

  SeenIds() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /**
   * Where an id was met before.
   *
   * @param same the row of the same id, character for character
   * @param twin the row of one that differs only in how letters with marks are composed
   */
  record Met(OptionalInt same, OptionalInt twin) {
    static final Met NEVER = new Met(OptionalInt.empty(), OptionalInt.empty());
  }

  Met add(String id, int row) {
    long asWritten = hash(id);
    long key = hash(Normalizer.normalize(id, Normalizer.Form.NFC));
    OptionalInt twin = OptionalInt.empty();
    int slot = slot(key);
    for (; rows[slot] != 0; slot = (slot + 1) & (rows.length - 1)) {
      if (composed[slot] == key) {
        if (written[slot] == asWritten) {
          return new Met(OptionalInt.of(rows[slot]), OptionalInt.empty());
        }
        twin = OptionalInt.of(rows[slot]);
      }
    }
    composed[slot] = key;
    written[slot] = asWritten;
    rows[slot] = row;
    if (++size > rows.length / 2) {
      grow();
    }
    return twin.isPresent() ? new Met(OptionalInt.empty(), twin) : Met.NEVER;
  }

  /** The row of the same id, character for character, where there is one. */
  OptionalInt find(String id) {
    long asWritten = hash(id);
    long key = hash(Normalizer.normalize(id, Normalizer.Form.NFC));
    for (int slot = slot(key); rows[slot] != 0; slot = (slot + 1) & (rows.length - 1)) {
      if (composed[slot] == key && written[slot] == asWritten) {
        return OptionalInt.of(rows[slot]);
      }
    }
    return OptionalInt.empty();
  }

  private void grow() {
    long[] oldComposed = composed;
    long[] oldWritten = written;
    int[] oldRows = rows;
    composed = new long[oldRows.length * 2];
    written = new long[oldRows.length * 2];
    rows = new int[oldRows.length * 2];
    for (int i = 0; i < oldRows.length; i++) {
      if (oldRows[i] != 0) {
        int slot = slot(oldComposed[i]);
        while (rows[slot] != 0) {
          slot = (slot + 1) & (rows.length - 1);
        }
        composed[slot] = oldComposed[i];
        written[slot] = oldWritten[i];
        rows[slot] = oldRows[i];
      }
    }
  }

  private int slot(long key) {
    return (int) (key & (rows.length - 1));
  }

  private long hash(String text) {
    return ByteBuffer.wrap(sha256.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
  }
}
