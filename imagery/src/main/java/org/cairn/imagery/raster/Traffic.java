package org.cairn.imagery.raster;

import java.util.concurrent.atomic.LongAdder;

/** Counts what reading catalogues and images takes. Thread-safe. */
public final class Traffic {
  private final LongAdder requests = new LongAdder();
  private final LongAdder received = new LongAdder();
  private final LongAdder fromFiles = new LongAdder();

  /**
   * Counts so far.
   *
   * @param requests sent to servers, also those made again and those that redirects led to
   * @param receivedBytes of the contents of answers, as they came over the network
   * @param fileBytes read from image files of this machine
   */
  public record Counts(long requests, long receivedBytes, long fileBytes) {}

  public Counts now() {
    return new Counts(requests.sum(), received.sum(), fromFiles.sum());
  }

  void addRequest() {
    requests.increment();
  }

  void addReceived(long bytes) {
    received.add(bytes);
  }

  void addFromFile(long bytes) {
    fromFiles.add(bytes);
  }
}
