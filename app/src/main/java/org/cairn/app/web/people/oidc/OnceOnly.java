package org.cairn.app.web.people.oidc;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers for a while which messages were taken, so that none is taken twice. Thread-safe. */
final class OnceOnly {
  private static final int MOST = 10_000;

  /** Until when, by id; guarded by this. */
  private final Map<String, Instant> taken = new LinkedHashMap<>();

  synchronized boolean isFirst(String id, Instant now, Instant until) {
    taken.values().removeIf(end -> end.isBefore(now));
    if (taken.size() >= MOST) {
      taken.remove(taken.keySet().iterator().next());
    }
    return taken.putIfAbsent(id, until) == null;
  }
}
