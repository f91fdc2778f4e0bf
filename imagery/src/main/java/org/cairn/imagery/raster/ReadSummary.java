package org.cairn.imagery.raster;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cairn.imagery.raster.ByteSource.ByteRange;

/**
 * Which bytes of one file were read, and digests that bind what they were. To check it, {@link
 * RangeDigests#read} the ranges again.
 *
 * @param bytes size of the whole file; empty where the server does not tell it
 * @param entityTag the HTTP ETag as first seen; empty for files and for servers that send none
 * @param read ranges distinct, by offset and then length; they may overlap
 * @param change what was found different when the file was read again, as a sentence; empty where
 *     nothing was. Then {@code read} binds what was read first
 */
public record ReadSummary(
    OptionalLong bytes, Optional<String> entityTag, RangeDigests read, Optional<String> change) {

  public List<ByteRange> ranges() {
    return read.ranges();
  }

  /** Binds all ranges, see {@link RangeDigests#digest}. */
  public String digest() {
    return read.digest();
  }
}
