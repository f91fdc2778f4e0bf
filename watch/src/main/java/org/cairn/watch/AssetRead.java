package org.cairn.watch;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cairn.imagery.raster.ByteSource.ByteRange;
import org.cairn.imagery.raster.RangeDigests;

/**
 * What a run read of one image file, so that it can be held against the file later: {@link
 * InputReader} reads the ranges again. Where two assets name one file, both list all that was read
 * of it.
 *
 * <p>The same places, settings and files give the same ranges and digests, whatever the threads and
 * the memory; more places may read more of a file. Where a tile of the file is damaged, how much
 * was read beside it may vary.
 *
 * @param asset key in the item
 * @param href as catalogued, without user, query and fragment
 * @param bytes size of the whole file; empty where the server does not tell it
 * @param entityTag the HTTP ETag; empty for files and for servers that send none
 * @param checksum of the whole file, as the item gives it; not checked, since the whole file is not
 *     read
 * @param read ranges distinct, by offset and then length
 * @param changedWhileRead whether the file was found replaced during the run; {@code read} then
 *     binds what was read first
 */
public record AssetRead(
    String asset,
    String href,
    OptionalLong bytes,
    Optional<String> entityTag,
    Optional<String> checksum,
    RangeDigests read,
    boolean changedWhileRead) {

  public List<ByteRange> ranges() {
    return read.ranges();
  }

  /** Binds all ranges, see {@link RangeDigests#digest}: 64 lower-case hexadecimal digits. */
  public String digest() {
    return read.digest();
  }
}
