package org.cairn.app.web.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All that programs may do and read, and what not, of all features together. Immutable. */
public final class ApiTable {
  private final List<ApiActs> features;
  private final Map<String, Act> byPattern = new HashMap<>();

  /**
   * @throws IllegalStateException where two have one path or one name
   */
  ApiTable(List<ApiActs> features) {
    this.features = List.copyOf(features);
    for (Act act : acts()) {
      if (byPattern.put(ByProgram.ROOT + act.path(), act) != null) {
        throw new IllegalStateException("Two acts at " + act.path());
      }
    }
    List<String> ids =
        Stream.concat(acts().stream().map(Act::id), reads().stream().map(Read::id)).toList();
    if (ids.stream().distinct().count() != ids.size()) {
      throw new IllegalStateException("Two operations of one name among " + ids);
    }
  }

  public List<Act> acts() {
    return features.stream().flatMap(one -> one.acts().stream()).toList();
  }

  public List<Read> reads() {
    return features.stream().flatMap(one -> one.reads().stream()).toList();
  }

  public List<ApiActs.Excluded> excluded() {
    return features.stream().flatMap(one -> one.excluded().stream()).toList();
  }

  /** By the route's pattern, as the server has it. */
  Optional<Act> find(String pattern) {
    return Optional.ofNullable(byPattern.get(pattern));
  }
}
