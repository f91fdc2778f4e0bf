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
 * @param mostItems a search or listing with more items is refused: they would not fit the memory
 * @param longest a search, a listing or a static tree that takes longer is given up, however
 *     steadily its pages come
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
    int mostDocuments,
    int mostItems,
    Duration longest) {
  private static final int MOST_ITEMS = 200_000;
  private static final Duration LONGEST = Duration.ofMinutes(30);

  public StacSettings {
    requireAtLeastOne("attempts", attempts);
    requireAtLeastOne("largestDocumentBytes", largestDocumentBytes);
    requireAtLeastOne("pageSize", pageSize);
    requireAtLeastOne("mostPages", mostPages);
    requireAtLeastOne("mostDocuments", mostDocuments);
    requireAtLeastOne("mostItems", mostItems);
  }

  /** The same with other bounds for what a search, a listing or a static tree brings and takes. */
  public StacSettings withBounds(int items, Duration time) {
    return new StacSettings(
        connectTimeout,
        requestTimeout,
        attempts,
        firstBackOff,
        longestBackOff,
        largestDocumentBytes,
        pageSize,
        mostPages,
        mostDocuments,
        items,
        time);
  }

  /** The same with less patience for one answer. */
  public StacSettings withPatience(Duration request, int attempts) {
    return new StacSettings(
        connectTimeout,
        request,
        attempts,
        firstBackOff,
        longestBackOff,
        largestDocumentBytes,
        pageSize,
        mostPages,
        mostDocuments,
        mostItems,
        longest);
  }

  /** As a message says it. */
  static String shown(Duration time) {
    return time.toMinutes() >= 2 ? time.toMinutes() + " minutes" : time.toMillis() / 1000.0 + " s";
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
        200_000,
        MOST_ITEMS,
        LONGEST);
  }

  private static void requireAtLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, found " + value);
    }
  }
}
