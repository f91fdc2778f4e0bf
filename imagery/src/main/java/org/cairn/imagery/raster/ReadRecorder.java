package org.cairn.imagery.raster;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.cairn.imagery.raster.ByteSource.ByteRange;
import org.cairn.imagery.raster.RasterException.Code;

/**
 * Notes which bytes of one file are read and what they were, however often the file is opened: the
 * sources that {@link #around} wraps all write here. A range read again must give the same bytes
 * and the file must keep its size and ETag; otherwise that read and all later ones fail with {@code
 * image-changed-while-read}, and the file stays marked in the {@link #summary}.
 *
 * <p>What is noted is what the reader asked for: tiles, and blocks of the header. Bytes that a
 * source fetches in the gaps between ranges and drops are not, nor are reads that fail. A {@link
 * GeoTiff} asks for the same ranges whatever the order of its windows, the number of threads and
 * the size of the cache, as long as its tiles can be read; where a tile is damaged, how much was
 * read before that was noticed may depend on which of several threads met it first.
 *
 * <p>Costs SHA-256 of every byte read, and 49 to 60 bytes of memory for each distinct range.
 * Thread-safe.
 */
public final class ReadRecorder {
  private static final int ENTRY_BYTES = RangeDigests.ENTRY_BYTES;
  private static final int KEY_BYTES = RangeDigests.KEY_BYTES;
  private static final int FIRST_ENTRIES = 4;
  private static final int FIRST_SLOTS = 8;

  // All guarded by this.
  private byte[] entries = new byte[FIRST_ENTRIES * ENTRY_BYTES];
  private int count;

  /** Open addressing: position of the entry plus 1, or 0; a power of two, at most 4/5 taken. */
  private int[] slots = new int[FIRST_SLOTS];

  private long size = ByteSource.UNKNOWN_SIZE;
  private Optional<String> entityTag = Optional.empty();
  private Optional<String> change = Optional.empty();

  /** The same bytes through a source that notes what is read of them; closing it closes both. */
  public ByteSource around(ByteSource source) {
    return new RecordedSource(source, this);
  }

  /**
   * Takes over what an earlier recorder noted of the file, as if it had been read here. To be
   * called before anything is read.
   */
  public synchronized void resume(
      OptionalLong bytes, Optional<String> earlierTag, RangeDigests read) {
    size = bytes.orElse(size);
    entityTag = earlierTag.or(() -> entityTag);
    for (int i = 0; i < read.size(); i++) {
      if (!enter(read.entry(i))) {
        noteChange("The file was replaced between two earlier readings; read it again");
      }
    }
  }

  /**
   * Notes one range that was read; empty ones are not noted.
   *
   * @param bytes the range's bytes at the front; not kept
   * @throws RasterException {@code image-changed-while-read}
   */
  void note(String name, ByteRange range, byte[] bytes) throws RasterException {
    if (range.length() == 0) {
      return;
    }
    MessageDigest sha256 = RangeDigests.sha256();
    sha256.update(bytes, 0, range.length());
    byte[] entry =
        ByteBuffer.allocate(ENTRY_BYTES)
            .putLong(range.offset())
            .putInt(range.length())
            .put(sha256.digest())
            .array();
    synchronized (this) {
      if (!enter(entry)) {
        changed(
            name,
            "other bytes at "
                + range.offset()
                + " to "
                + range.end()
                + " than when they were read before");
      }
      failWhereChanged();
    }
  }

  /**
   * Notes what a source tells of the file once something was read.
   *
   * @throws RasterException {@code image-changed-while-read}
   */
  synchronized void note(String name, long foundSize, Optional<String> foundTag)
      throws RasterException {
    if (foundSize != ByteSource.UNKNOWN_SIZE) {
      if (size != ByteSource.UNKNOWN_SIZE && size != foundSize) {
        changed(name, foundSize + " bytes where there were " + size);
      }
      size = size == ByteSource.UNKNOWN_SIZE ? foundSize : size;
    }
    if (foundTag.isPresent()) {
      if (entityTag.isPresent() && !entityTag.equals(foundTag)) {
        changed(name, "ETag " + foundTag.get() + " where it was " + entityTag.get());
      }
      entityTag = entityTag.or(() -> foundTag);
    }
    failWhereChanged();
  }

  /** Notes that the source itself found the file replaced. */
  synchronized void noteChange(String sentence) {
    change = change.or(() -> Optional.of(sentence));
  }

  private void changed(String name, String found) {
    noteChange(
        "'"
            + name
            + "' was replaced while it was read: found "
            + found
            + "; read it again from the start");
  }

  private void failWhereChanged() throws RasterException {
    if (change.isPresent()) {
      throw new RasterException(Code.IMAGE_CHANGED_WHILE_READ, change.get());
    }
  }

  /** Whether the range is new or as it was. */
  private boolean enter(byte[] entry) {
    int slot = slotOf(entry, 0);
    if (slots[slot] != 0) {
      int at = (slots[slot] - 1) * ENTRY_BYTES;
      return Arrays.equals(entries, at, at + ENTRY_BYTES, entry, 0, ENTRY_BYTES);
    }
    if ((count + 1) * ENTRY_BYTES > entries.length) {
      int grown = Math.addExact(count, count / 8 + FIRST_ENTRIES);
      entries = Arrays.copyOf(entries, Math.multiplyExact(grown, ENTRY_BYTES));
    }
    System.arraycopy(entry, 0, entries, count * ENTRY_BYTES, ENTRY_BYTES);
    count++;
    slots[slot] = count;
    if (count * 5L > slots.length * 4L) {
      slots = new int[slots.length * 2];
      for (int i = 0; i < count; i++) {
        slots[slotOf(entries, i * ENTRY_BYTES)] = i + 1;
      }
    }
    return true;
  }

  /** Where the range of an entry stands, or the free slot where it belongs. */
  private int slotOf(byte[] array, int at) {
    ByteBuffer key = ByteBuffer.wrap(array, at, KEY_BYTES);
    long mixed = key.getLong() * 0x9E3779B97F4A7C15L + key.getInt() * 0xC2B2AE3D27D4EB4FL;
    int slot = (int) ((mixed ^ (mixed >>> 29)) >>> 7) & (slots.length - 1);
    while (slots[slot] != 0) {
      int known = (slots[slot] - 1) * ENTRY_BYTES;
      if (Arrays.equals(entries, known, known + KEY_BYTES, array, at, at + KEY_BYTES)) {
        break;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  /** What was read so far. */
  public synchronized ReadSummary summary() {
    int[] order =
        IntStream.range(0, count)
            .boxed()
            .sorted((a, b) ->
                Arrays.compareUnsigned(
                    entries,
                    a * ENTRY_BYTES,
                    a * ENTRY_BYTES + KEY_BYTES,
                    entries,
                    b * ENTRY_BYTES,
                    b * ENTRY_BYTES + KEY_BYTES))
            .mapToInt(Integer::intValue)
            .toArray();
    ByteBuffer sorted = ByteBuffer.allocate(count * ENTRY_BYTES);
    for (int i : order) {
      sorted.put(entries, i * ENTRY_BYTES, ENTRY_BYTES);
    }
    return new ReadSummary(
        size == ByteSource.UNKNOWN_SIZE ? OptionalLong.empty() : OptionalLong.of(size),
        entityTag,
        new RangeDigests(sorted.array()),
        change);
  }

  /** What the notes take, for tests. */
  synchronized long memoryBytes() {
    return entries.length + (long) slots.length * Integer.BYTES;
  }
}
