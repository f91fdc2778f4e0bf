package org.cairn.benchmarks.web;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** In which order kinds of requests come. Stateless. */
final class Schedule {
  private Schedule() {}

  /** One round, each kind as often as its share says, and as evenly as can be. */
  static List<Kind> order(Map<Kind, Integer> shares) {
    int all = shares.values().stream().mapToInt(Integer::intValue).sum();
    Map<Kind, Integer> owed = new EnumMap<>(Kind.class);
    List<Kind> order = new ArrayList<>();
    for (int each = 0; each < all; each++) {
      Kind most = null;
      for (Map.Entry<Kind, Integer> share : shares.entrySet()) {
        int now = owed.merge(share.getKey(), share.getValue(), Integer::sum);
        if (most == null || now > owed.getOrDefault(most, 0)) {
          most = share.getKey();
        }
      }
      if (most == null) {
        throw new IllegalArgumentException("No kind of request");
      }
      owed.merge(most, -all, Integer::sum);
      order.add(most);
    }
    return order;
  }
}
