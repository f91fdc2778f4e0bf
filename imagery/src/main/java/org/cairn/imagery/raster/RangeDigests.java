package org.cairn.imagery.raster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.cairn.imagery.raster.ByteSource.ByteRange;

/**
 * Ranges of one file and the SHA-256 of each one's bytes: what was read, so that it can be read
 * again and held against it. Takes 44 bytes a range. Immutable.
 */
public final class RangeDigests {
  /** Offset, length and SHA-256: the layout of {@link #digest}, so that it copies nothing. */
  static final int ENTRY_BYTES = Long.BYTES + Integer.BYTES + 32;

  static final int KEY_BYTES = Long.BYTES + Integer.BYTES;

  /** Bytes asked of a source at once; a single range may have more. */
  private static final long BYTES_AT_ONCE = 16L << 20;

  private static final int RANGES_AT_ONCE = 256;

  private final byte[] entries;

  /**
   * @param entries kept, so the caller must not write to it any more
   */
  RangeDigests(byte[] entries) {
    this.entries = entries;
  }

  /**
   * From stored parts.
   *
   * @param sha256 of each range, 64 lower-case hexadecimal digits
   * @throws IllegalArgumentException where there are not as many digests as ranges, or one is none
   */
  public static RangeDigests of(List<ByteRange> ranges, List<String> sha256) {
    if (ranges.size() != sha256.size()) {
      throw new IllegalArgumentException(
          sha256.size() + " digests for " + ranges.size() + " ranges");
    }
    ByteBuffer entries = ByteBuffer.allocate(Math.multiplyExact(ranges.size(), ENTRY_BYTES));
    for (int i = 0; i < ranges.size(); i++) {
      byte[] digest = HexFormat.of().parseHex(sha256.get(i));
      if (digest.length != ENTRY_BYTES - KEY_BYTES) {
        throw new IllegalArgumentException("'" + sha256.get(i) + "' is not a SHA-256");
      }
      put(entries, ranges.get(i), digest);
    }
    return new RangeDigests(entries.array());
  }

  /**
   * Reads ranges of a source, some at a time, and keeps their digests.
   *
   * @throws RasterException where a range reaches beyond the end, or cannot be fetched
   */
  public static RangeDigests read(ByteSource source, List<ByteRange> ranges) throws IOException {
    ByteBuffer entries = ByteBuffer.allocate(Math.multiplyExact(ranges.size(), ENTRY_BYTES));
    MessageDigest sha256 = sha256();
    List<ByteRange> some = new ArrayList<>();
    long bytes = 0;
    for (ByteRange range : ranges) {
      if (!some.isEmpty()
          && (some.size() == RANGES_AT_ONCE || bytes + range.length() > BYTES_AT_ONCE)) {
        digest(source, some, sha256, entries);
        some.clear();
        bytes = 0;
      }
      some.add(range);
      bytes += range.length();
    }
    digest(source, some, sha256, entries);
    return new RangeDigests(entries.array());
  }

  private static void digest(
      ByteSource source, List<ByteRange> ranges, MessageDigest sha256, ByteBuffer entries)
      throws IOException {
    if (ranges.isEmpty()) {
      return;
    }
    List<byte[]> read = source.read(List.copyOf(ranges));
    for (int i = 0; i < ranges.size(); i++) {
      put(entries, ranges.get(i), sha256.digest(read.get(i)));
    }
  }

  private static void put(ByteBuffer entries, ByteRange range, byte[] digest) {
    entries.putLong(range.offset()).putInt(range.length()).put(digest);
  }

  public int size() {
    return entries.length / ENTRY_BYTES;
  }

  /** One of {@link #size}, in their order. */
  public ByteRange range(int index) {
    ByteBuffer key = ByteBuffer.wrap(entries, index * ENTRY_BYTES, KEY_BYTES);
    return new ByteRange(key.getLong(), key.getInt());
  }

  /** Of that range's bytes, 64 lower-case hexadecimal digits. */
  public String sha256(int index) {
    int at = index * ENTRY_BYTES;
    return HexFormat.of().formatHex(entries, at + KEY_BYTES, at + ENTRY_BYTES);
  }

  /** A copy of one entry, {@link #ENTRY_BYTES} long. */
  byte[] entry(int index) {
    return Arrays.copyOfRange(entries, index * ENTRY_BYTES, (index + 1) * ENTRY_BYTES);
  }

  public List<ByteRange> ranges() {
    List<ByteRange> ranges = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      ranges.add(range(i));
    }
    return ranges;
  }

  /** Bytes of all ranges together; what two of them share counts twice. */
  public long bytes() {
    long bytes = 0;
    for (int i = 0; i < size(); i++) {
      bytes += range(i).length();
    }
    return bytes;
  }

  /**
   * SHA-256 over all, 64 lower-case hexadecimal digits:
   *
   * <pre>
   * uint64 offset || uint32 length || SHA-256(bytes of the range)        (big-endian, 44 bytes each)
   * </pre>
   */
  public String digest() {
    return HexFormat.of().formatHex(sha256().digest(entries));
  }

  /** The first range that is not the same in both, or of which only one knows; empty if equal. */
  public OptionalInt firstDifference(RangeDigests other) {
    int at = Arrays.mismatch(entries, other.entries);
    return at < 0 ? OptionalInt.empty() : OptionalInt.of(at / ENTRY_BYTES);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RangeDigests digests && Arrays.equals(entries, digests.entries);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(entries);
  }

  @Override
  public String toString() {
    return size() + " ranges, " + digest();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("Every Java platform has SHA-256", absent);
    }
  }
}
