package org.cairn.imagery.stac;

import java.time.Duration;

/**
 * How catalogues are read.
 *
 * @param connectTimeout for a connection to be made
 * @param requestTimeout for one answer to arrive whole
 * @param attempts how often a request is made before it has failed, at least 1
 * @param firstBackOff pause before the second attempt, doubled before each further one; a server's
 *     Retry-After is obeyed up to {@code longestBackOff}
 * @param longestBackOff no pause is longer
 * @param largestDocumentBytes a document or answer with more bytes is refused
 * @param pageSize items asked for per page of a search
 * @param mostPages a search or listing with more pages is refused: it would never end
 * @param mostDocuments a static tree is followed up to so many documents
 */
public record StacSettings(
    Duration connectTimeout,
    Duration requestTimeout,
    int attempts,
    Duration firstBackOff,
    Duration longestBackOff,
    int largestDocumentBytes,
    int pageSize,
    int mostPages,
    int mostDocuments) {
  public StacSettings {
    requireAtLeastOne("attempts", attempts);
    requireAtLeastOne("largestDocumentBytes", largestDocumentBytes);
    requireAtLeastOne("pageSize", pageSize);
    requireAtLeastOne("mostPages", mostPages);
    requireAtLeastOne("mostDocuments", mostDocuments);
  }

  /** Pages of 100 items: larger ones exceed what some public catalogues can answer. */
  public static StacSettings defaults() {
    return new StacSettings(
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        5,
        Duration.ofMillis(500),
        Duration.ofSeconds(30),
        256 << 20,
        100,
        10_000,
        200_000);
  }

  private static void requireAtLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, found " + value);
    }
  }
}
