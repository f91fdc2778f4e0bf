package org.cairn.app.web.stac;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.cairn.ledger.RefusedException;

/**
 * What was made lately and would be made the same again: as much as has room. Thread-safe; two who
 * miss the same thing at once both make it.
 */
final class Kept<K, V> {
  private final long most;
  private final ToLongFunction<V> weight;

  // Guarded by this.
  private final Map<K, V> values = new LinkedHashMap<>(16, 0.75f, true);
  private long sum;

  /**
   * @param most of the sum of weights
   */
  Kept(long most, ToLongFunction<V> weight) {
    this.most = most;
    this.weight = weight;
  }

  /** Makes what is not there. */
  @FunctionalInterface
  interface Making<V> {
    V make() throws IOException, RefusedException;
  }

  V get(K key, Making<V> making) throws IOException, RefusedException {
    synchronized (this) {
      V known = values.get(key);
      if (known != null) {
        return known;
      }
    }
    V made = making.make();
    long weighs = weight.applyAsLong(made);
    if (weighs <= most / 2) {
      put(key, made, weighs);
    }
    return made;
  }

  private synchronized void put(K key, V made, long weighs) {
    V before = values.put(key, made);
    sum += weighs - (before == null ? 0 : weight.applyAsLong(before));
    var eldest = values.entrySet().iterator();
    while (sum > most) {
      sum -= weight.applyAsLong(eldest.next().getValue());
      eldest.remove();
    }
  }
}
