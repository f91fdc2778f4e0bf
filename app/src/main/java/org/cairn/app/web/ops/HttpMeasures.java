package org.cairn.app.web.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.cairn.app.node.Measured;
import org.cairn.app.node.Measures;

/** How long requests took, by route, method and class of status. Thread-safe. */
final class HttpMeasures implements Measured {
  /** Seconds. */
  private static final List<Double> BOUNDS =
      List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0);

  static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  /** More than there are routes; whatever a mistake would add beyond counts as one. */
  private static final int MOST_KEYS = 2000;

  private static final double NANOS = 1e9;

  private record Key(String route, String method, String status) {}

  private static final class Times {
    private final LongAdder[] counts = new LongAdder[BOUNDS.size() + 1];
    private final LongAdder nanos = new LongAdder();

    Times() {
      for (int i = 0; i < counts.length; i++) {
        counts[i] = new LongAdder();
      }
    }
  }

  private final Map<Key, Times> times = new ConcurrentHashMap<>();
  private final LongAdder under = new LongAdder();

  void begun() {
    under.increment();
  }

  /**
   * @param route a pattern, never what was asked for
   */
  void ended(String route, String method, int status, long nanos) {
    under.decrement();
    Key key = new Key(route, METHODS.contains(method) ? method : "other", status / 100 + "xx");
    if (times.size() >= MOST_KEYS && !times.containsKey(key)) {
      key = new Key("other", "other", key.status());
    }
    Times of = times.computeIfAbsent(key, first -> new Times());
    int bucket = 0;
    while (bucket < BOUNDS.size() && nanos > BOUNDS.get(bucket) * NANOS) {
      bucket++;
    }
    of.counts[bucket].increment();
    of.nanos.add(nanos);
  }

  @Override
  public void tell(Measures to) {
    to.gauge("cairn_http_requests_under_way", "Requests being answered", under.sum());
    times.forEach((key, of) -> {
      List<Long> counts = new ArrayList<>();
      for (LongAdder count : of.counts) {
        counts.add(count.sum());
      }
      to.histogram(
          "cairn_http_request_duration_seconds",
          "How long requests took, by pattern of the route, method and class of status",
          BOUNDS,
          counts,
          of.nanos.sum() / NANOS,
          "route",
          key.route(),
          "method",
          key.method(),
          "status",
          key.status());
    });
  }
}
