package org.cairn.imagery.raster;

import java.time.Duration;

/**
 * How images are fetched over HTTP.
 *
 * @param connectTimeout for a connection to be made
 * @param requestTimeout for one answer to arrive whole
 * @param attempts how often a request is made before it has failed, at least 1
 * @param firstBackOff pause before the second attempt; doubled before each further one, with some
 *     chance in it. A server's Retry-After is obeyed up to {@code longestBackOff}
 * @param longestBackOff no pause is longer
 * @param largestWholeBody a server that ignores ranges and sends the whole file is borne with up to
 *     so many bytes
 */
public record HttpSettings(
    Duration connectTimeout,
    Duration requestTimeout,
    int attempts,
    Duration firstBackOff,
    Duration longestBackOff,
    long largestWholeBody) {
  public HttpSettings {
    if (attempts < 1) {
      throw new IllegalArgumentException("Attempts must be at least 1, found " + attempts);
    }
  }

  public static HttpSettings defaults() {
    return new HttpSettings(
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        5,
        Duration.ofMillis(250),
        Duration.ofSeconds(30),
        32L << 20);
  }
}
