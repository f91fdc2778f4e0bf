package org.cairn.ledger.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.TileAddress;

/**
 * Up to 256 neighbouring entries, each a big-endian uint16 length and its bytes (C2SP tlog-tiles).
 * Stateless.
 */
public final class EntryBundle {
  /** Before each entry. */
  static final int LENGTH_BYTES = 2;

  /** What the format can hold. */
  public static final int MAX_ENTRY = 65_535;

  /** A bundle file is never larger. */
  public static final int MAX_BYTES = TileAddress.FULL * (LENGTH_BYTES + MAX_ENTRY);

  private EntryBundle() {}

  /**
   * The entries of a bundle file.
   *
   * @param entries how many it must hold, exactly
   * @param where for the refusal, for example its path
   * @throws RefusedException {@code bundle-format}
   */
  public static List<byte[]> parse(byte[] bundle, int entries, String where)
      throws RefusedException {
    List<byte[]> parsed = new ArrayList<>(entries);
    int[] starts = starts(bundle, entries, where);
    for (int entry = 0; entry < entries; entry++) {
      parsed.add(Arrays.copyOfRange(bundle, starts[entry] + 2, starts[entry + 1]));
    }
    return parsed;
  }

  /**
   * Where each entry's length stands in the bundle; the last value is the end. Length {@code
   * entries + 1}.
   */
  static int[] starts(byte[] bundle, int entries, String where) throws RefusedException {
    int[] starts = new int[entries + 1];
    int at = 0;
    for (int entry = 0; entry < entries; entry++) {
      starts[entry] = at;
      if (bundle.length - at < 2) {
        throw RefusedException.expected(
            "bundle-format",
            where,
            entries + " entries",
            entry + " entries, then " + (bundle.length - at) + " bytes at byte " + at);
      }
      int length = length(bundle, at);
      if (bundle.length - at - 2 < length) {
        throw RefusedException.expected(
            "bundle-format",
            where,
            "entry " + entry + " of " + length + " bytes at byte " + at,
            (bundle.length - at - 2) + " bytes");
      }
      at += 2 + length;
    }
    if (at != bundle.length) {
      throw RefusedException.expected(
          "bundle-format",
          where,
          entries + " entries in " + at + " bytes",
          (bundle.length - at) + " bytes more");
    }
    starts[entries] = at;
    return starts;
  }

  /**
   * As {@link #starts(byte[], int, String)}, for a bundle of however many entries.
   *
   * @throws RefusedException {@code bundle-format}
   */
  static int[] starts(byte[] bundle, String where) throws RefusedException {
    int entries = 0;
    for (int at = 0; at + LENGTH_BYTES <= bundle.length; entries++) {
      at += LENGTH_BYTES + length(bundle, at);
    }
    return starts(bundle, entries, where);
  }

  private static int length(byte[] bundle, int at) {
    return (bundle[at] & 0xff) << 8 | (bundle[at + 1] & 0xff);
  }

  /**
   * Adds an entry at the end.
   *
   * @param entry at most {@link #MAX_ENTRY} bytes
   */
  static void write(byte[] entry, ByteBuffer bundle) {
    if (entry.length > MAX_ENTRY) {
      throw new IllegalArgumentException(
          "A bundle takes entries of up to " + MAX_ENTRY + " bytes, found " + entry.length);
    }
    bundle.putShort((short) entry.length).put(entry);
  }
}
