package org.cairn.imagery.raster;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cairn.imagery.raster.ByteSource.ByteRange;

/**
 * Which bytes of one file were read, and a digest that binds what they were. To check it, read the
 * ranges again and compute the digest as {@link ReadRecorder} has it.
 *
 * @param bytes size of the whole file; empty where the server does not tell it
 * @param entityTag the HTTP ETag as first seen; empty for files and for servers that send none
 * @param ranges distinct, by offset and then length; they may overlap
 * @param digest SHA-256, 64 lower-case hexadecimal digits
 * @param change what was found different when the file was read again, as a sentence; empty where
 *     nothing was. Then {@code digest} binds what was read first
 */
public record ReadSummary(
    OptionalLong bytes,
    Optional<String> entityTag,
    List<ByteRange> ranges,
    String digest,
    Optional<String> change) {
  public ReadSummary {
    ranges = List.copyOf(ranges);
  }
}
