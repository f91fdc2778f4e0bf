package org.cairn.imagery.raster;

import java.time.Duration;
import java.util.Map;

/**
 * How HTTP resources are read.
 *
 * @param connectTimeout for opening a connection
 * @param requestTimeout for one attempt, from sending it to the last byte of its body
 * @param attempts how often a request is tried in all, at least 1
 * @param firstBackOff pause before the second attempt; doubled for each later one, with jitter
 * @param longestPause no pause is longer; a server that asks (Retry-After) for more is given up on
 * @param parallelRequests most requests under way at once, over all resources
 * @param coalesceGapBytes ranges at most this far apart are fetched together
 * @param largestRequestBytes ranges are not joined to more than this
 * @param wholeBodyLimitBytes largest resource accepted from a server that ignores ranges
 * @param headers sent with every request, for example an authorisation; kept out of messages
 */
public record HttpSettings(
    Duration connectTimeout,
    Duration requestTimeout,
    int attempts,
    Duration firstBackOff,
    Duration longestPause,
    int parallelRequests,
    int coalesceGapBytes,
    int largestRequestBytes,
    int wholeBodyLimitBytes,
    Map<String, String> headers) {
  public HttpSettings {
    headers = Map.copyOf(headers);
    requirePositive("connectTimeout", connectTimeout);
    requirePositive("requestTimeout", requestTimeout);
    if (firstBackOff.isNegative() || longestPause.isNegative()) {
      throw new IllegalArgumentException(
          "Pauses are 0 or longer, found " + firstBackOff + " and " + longestPause);
    }
    requireAtLeast("attempts", attempts, 1);
    requireAtLeast("parallelRequests", parallelRequests, 1);
    requireAtLeast("coalesceGapBytes", coalesceGapBytes, 0);
    requireAtLeast("largestRequestBytes", largestRequestBytes, 1);
    requireAtLeast("wholeBodyLimitBytes", wholeBodyLimitBytes, 0);
  }

  /**
   * 10 s to connect, 60 s per attempt, 5 attempts from 0.5 s on, pauses up to 60 s, 8 requests at
   * once, gaps up to 64 KiB bridged, requests up to 8 MiB, whole bodies up to 64 MiB.
   */
  public static HttpSettings defaults() {
    return new HttpSettings(
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        5,
        Duration.ofMillis(500),
        Duration.ofSeconds(60),
        8,
        64 << 10,
        8 << 20,
        64 << 20,
        Map.of());
  }

  public HttpSettings withTimeouts(Duration connect, Duration request) {
    return new HttpSettings(
        connect,
        request,
        attempts,
        firstBackOff,
        longestPause,
        parallelRequests,
        coalesceGapBytes,
        largestRequestBytes,
        wholeBodyLimitBytes,
        headers);
  }

  public HttpSettings withRetries(int attempts, Duration firstBackOff, Duration longestPause) {
    return new HttpSettings(
        connectTimeout,
        requestTimeout,
        attempts,
        firstBackOff,
        longestPause,
        parallelRequests,
        coalesceGapBytes,
        largestRequestBytes,
        wholeBodyLimitBytes,
        headers);
  }

  public HttpSettings withRequests(int parallel, int coalesceGapBytes, int largestRequestBytes) {
    return new HttpSettings(
        connectTimeout,
        requestTimeout,
        attempts,
        firstBackOff,
        longestPause,
        parallel,
        coalesceGapBytes,
        largestRequestBytes,
        wholeBodyLimitBytes,
        headers);
  }

  public HttpSettings withWholeBodyLimit(int bytes) {
    return new HttpSettings(
        connectTimeout,
        requestTimeout,
        attempts,
        firstBackOff,
        longestPause,
        parallelRequests,
        coalesceGapBytes,
        largestRequestBytes,
        bytes,
        headers);
  }

  public HttpSettings withHeaders(Map<String, String> headers) {
    return new HttpSettings(
        connectTimeout,
        requestTimeout,
        attempts,
        firstBackOff,
        longestPause,
        parallelRequests,
        coalesceGapBytes,
        largestRequestBytes,
        wholeBodyLimitBytes,
        headers);
  }

  /** Without the headers' values, which may be secrets. */
  @Override
  public String toString() {
    return "HttpSettings[requestTimeout="
        + requestTimeout
        + ", attempts="
        + attempts
        + ", parallelRequests="
        + parallelRequests
        + ", headers="
        + headers.keySet()
        + "]";
  }

  private static void requirePositive(String what, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(what + " is longer than 0, found " + value);
    }
  }

  private static void requireAtLeast(String what, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(what + " is at least " + least + ", found " + value);
    }
  }
}
