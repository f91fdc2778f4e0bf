package org.cairn.benchmarks.web;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** How long each request took, from when it was due until it was there whole. Thread-safe. */
final class Latencies {
  private final Map<Kind, Series> all = new EnumMap<>(Kind.class);

  /** Of one kind; guarded by itself. */
  private static final class Series {
    private double[] millis = new double[1024];
    private int count;
    private int errors;
    private long bytes;
  }

  Latencies() {
    for (Kind kind : Kind.values()) {
      all.put(kind, new Series());
    }
  }

  private Series of(Kind kind) {
    Series series = all.get(kind);
    if (series == null) {
      throw new IllegalStateException("No kind " + kind);
    }
    return series;
  }

  void add(Kind kind, double millis, long bytes) {
    Series series = of(kind);
    synchronized (series) {
      if (series.count == series.millis.length) {
        series.millis = Arrays.copyOf(series.millis, 2 * series.count);
      }
      series.millis[series.count++] = millis;
      series.bytes += bytes;
    }
  }

  void fail(Kind kind) {
    Series series = of(kind);
    synchronized (series) {
      series.errors++;
    }
  }

  int count(Kind kind) {
    synchronized (of(kind)) {
      return of(kind).count;
    }
  }

  int errors(Kind kind) {
    synchronized (of(kind)) {
      return of(kind).errors;
    }
  }

  /** Of an answer, as it was sent. */
  double meanBytes(Kind kind) {
    synchronized (of(kind)) {
      return of(kind).bytes / (double) Math.max(1, of(kind).count);
    }
  }

  /**
   * The time that this share of requests kept, in ms.
   *
   * @param share 0 to 1; 1 is the longest
   */
  double quantile(Kind kind, double share) {
    Series series = of(kind);
    synchronized (series) {
      if (series.count == 0) {
        return Double.NaN;
      }
      double[] sorted = Arrays.copyOf(series.millis, series.count);
      Arrays.sort(sorted);
      return sorted[Math.clamp((int) Math.ceil(share * series.count) - 1, 0, series.count - 1)];
    }
  }
}
