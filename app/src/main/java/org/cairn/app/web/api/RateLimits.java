package org.cairn.app.web.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.cairn.register.WebSettings;

/**
 * Buckets of tokens, in memory: each request takes one out of its sender's, and they fill up
 * evenly. Of too many senders the one that was not heard of for longest is forgotten. Thread-safe.
 */
final class RateLimits {
  /** A full bucket is what so many seconds bring. */
  private static final int WINDOW_SECONDS = 10;

  private static final int MOST = 10_000;

  /** Tokens that are none, from one address: a few mistakes, then one every five seconds. */
  private static final int FAILURES = 20;

  private static final double FAILURES_PER_SECOND = 0.2;

  private final WebSettings.RateLimit limit;
  private final LongSupplier nanos;

  /** Guarded by itself; the one used longest ago first. */
  private final LinkedHashMap<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST;
        }
      };

  private record Bucket(double level, long filled) {}

  /** What is counted. */
  enum Kind {
    READS,
    ACTS,
    FAILURES
  }

  RateLimits(WebSettings.RateLimit limit, LongSupplier nanos) {
    this.limit = limit;
    this.nanos = nanos;
  }

  /**
   * How it stands.
   *
   * @param policy for the header {@code RateLimit-Policy}
   * @param state for {@code RateLimit}
   * @param waitSeconds until one more may come; 0 where this one was let through
   */
  record State(String policy, String state, long waitSeconds) {
    boolean isOver() {
      return waitSeconds > 0;
    }
  }

  /**
   * Takes one.
   *
   * @param who a token's id, or an address
   */
  State take(Kind kind, String who) {
    double perSecond =
        switch (kind) {
          case READS -> limit.reads();
          case ACTS -> limit.acts();
          case FAILURES -> FAILURES_PER_SECOND;
        };
    int most = kind == Kind.FAILURES ? FAILURES : (int) perSecond * WINDOW_SECONDS;
    long now = nanos.getAsLong();
    double level;
    boolean taken;
    synchronized (buckets) {
      String key = kind + " " + who;
      Bucket known = buckets.getOrDefault(key, new Bucket(most, now));
      level = Math.min(most, known.level() + (now - known.filled()) / 1e9 * perSecond);
      taken = level >= 1;
      level -= taken ? 1 : 0;
      buckets.put(key, new Bucket(level, now));
    }
    String name = kind.name().toLowerCase(java.util.Locale.ROOT);
    long full = (long) Math.ceil((most - level) / perSecond);
    long window = (long) Math.ceil(most / perSecond);
    return new State(
        "\"" + name + "\";q=" + most + ";w=" + window,
        "\"" + name + "\";r=" + (long) level + ";t=" + full,
        taken ? 0 : Math.max(1, (long) Math.ceil((1 - level) / perSecond)));
  }
}
