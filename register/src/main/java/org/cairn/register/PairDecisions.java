package org.cairn.register;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.register.PairDecision.Verdict;

/**
 * All decisions about pairs of places, of which for each pair the newest stands. Nothing is merged
 * by them: both descriptions stay as they are. Immutable.
 */
public final class PairDecisions {
  private final List<PairDecision> history;
  private final Map<PlacePair, PairDecision> standing = new HashMap<>();

  /** By place, in both directions. */
  private final Map<String, List<PairDecision>> byPlace = new HashMap<>();

  /**
   * @param history in the order of the ledger
   */
  PairDecisions(List<PairDecision> history) {
    this.history = List.copyOf(history);
    for (PairDecision each : history) {
      if (each.verdict() == Verdict.UNDONE) {
        standing.remove(each.pair());
      } else {
        standing.put(each.pair(), each);
      }
    }
    for (PairDecision each : history) {
      if (standing.get(each.pair()) == each) {
        byPlace.computeIfAbsent(each.pair().first(), key -> new ArrayList<>()).add(each);
        byPlace.computeIfAbsent(each.pair().second(), key -> new ArrayList<>()).add(each);
      }
    }
  }

  /** Everything that was ever decided about a pair, the oldest first. */
  public List<PairDecision> history(PlacePair pair) {
    return history.stream().filter(each -> each.pair().equals(pair)).toList();
  }

  /** What stands of a pair; empty where nothing does. */
  public Optional<PairDecision> find(PlacePair pair) {
    return Optional.ofNullable(standing.get(pair));
  }

  /** What stands of a place's pairs, the oldest first. */
  public List<PairDecision> about(String place) {
    return List.copyOf(byPlace.getOrDefault(place, List.of()));
  }

  /** The other descriptions of the place, by decisions about it and about those, and so on. */
  public Set<String> sameAs(String place) {
    Set<String> same = new LinkedHashSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(place));
    while (!next.isEmpty()) {
      String one = next.remove();
      for (PairDecision each : about(one)) {
        String other = each.pair().other(one);
        if (each.verdict() == Verdict.SAME && !other.equals(place) && same.add(other)) {
          next.add(other);
        }
      }
    }
    return same;
  }

  /**
   * Whether a pair follows from what stands: by itself, or by others that are the same as these.
   */
  boolean settles(PlacePair pair) {
    if (standing.containsKey(pair)) {
      return true;
    }
    if (!byPlace.containsKey(pair.first()) && !byPlace.containsKey(pair.second())) {
      return false;
    }
    Set<String> firsts = new HashSet<>(sameAs(pair.first()));
    if (firsts.contains(pair.second())) {
      return true;
    }
    firsts.add(pair.first());
    Set<String> seconds = new HashSet<>(sameAs(pair.second()));
    seconds.add(pair.second());
    return firsts.stream()
        .flatMap(one ->
            about(one).stream()
                .filter(each -> each.verdict() == Verdict.DIFFERENT)
                .map(each -> each.pair().other(one)))
        .anyMatch(seconds::contains);
  }
}
