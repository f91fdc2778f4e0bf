package org.cairn.exchange;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A format in which descriptions of places come. Stateless.
 *
 * <p>A reader takes a file row by row (feature by feature), keeps no more of it in memory than one
 * row needs, and goes on after a bad one. What it cannot place in a description it keeps there as
 * an {@code Extra}, word for word: nothing is dropped without a {@link RowProblem}.
 */
public interface DescriptionFormat {
  /** As in {@code --format}, for example {@code lpf}. */
  String name();

  /**
   * Whether a file looks like this format.
   *
   * @param head up to the first 64 KiB of its content
   */
  boolean recognises(Path file, byte[] head);

  /**
   * @throws PlaceFormatException where nothing of the file can be read in this format
   */
  void read(Path file, DescriptionSink sink) throws IOException, PlaceFormatException;
}
