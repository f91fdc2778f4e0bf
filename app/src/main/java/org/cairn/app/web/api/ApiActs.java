package org.cairn.app.web.api;

import java.util.ArrayList;
import java.util.List;

/**
 * What of one feature programs may do and read, and what of its pages they may not, with the
 * reason. A feature's configuration has one as a bean; a route of a page that posts and is in none
 * fails the tests. Immutable.
 */
public record ApiActs(List<Act> acts, List<Read> reads, List<Excluded> excluded) {
  public static final ApiActs NONE = new ApiActs(List.of(), List.of(), List.of());

  public ApiActs {
    acts = List.copyOf(acts);
    reads = List.copyOf(reads);
    excluded = List.copyOf(excluded);
  }

  /**
   * A page's form that makes no sense for a program.
   *
   * @param page path of its route
   */
  public record Excluded(String page, String reason) {}

  public ApiActs with(Act... more) {
    List<Act> all = new ArrayList<>(acts);
    all.addAll(List.of(more));
    return new ApiActs(all, reads, excluded);
  }

  public ApiActs with(Read... more) {
    List<Read> all = new ArrayList<>(reads);
    all.addAll(List.of(more));
    return new ApiActs(acts, all, excluded);
  }

  /**
   * @param pages paths of their routes
   */
  public ApiActs without(String reason, String... pages) {
    List<Excluded> all = new ArrayList<>(excluded);
    for (String page : pages) {
      all.add(new Excluded(page, reason));
    }
    return new ApiActs(acts, reads, all);
  }
}
