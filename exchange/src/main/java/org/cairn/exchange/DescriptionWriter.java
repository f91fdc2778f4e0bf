package org.cairn.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cairn.heritage.place.PlaceDescription;

/**
 * Writes descriptions of places in another's format. Stateless.
 *
 * <p>What is written is read back at once and compared: whatever did not come back the same is
 * listed. Of a place whose location is not public neither geometries nor extras are written;
 * whoever may see them hands over a description that says so.
 */
public interface DescriptionWriter {
  /** As in {@code --format}, for example {@code lpf}. */
  String name();

  /**
   * One place in memory at a time; the file appears whole or not at all.
   *
   * @param places their ids unique; a format that has to know its columns first goes through them
   *     twice
   * @return what the format could not carry, in the order of the places; one entry for each
   *     statement at most, so that it can be as long as the file
   */
  List<NotCarried> write(Iterable<PlaceDescription> places, Path file) throws IOException;
}
