package org.cairn.imagery.stac;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gathers items, each once, and problems. Single-thread. */
final class ItemSink {
  private final Map<List<String>, Item> items = new HashMap<>();
  private final List<ItemProblem> problems = new ArrayList<>();
  private final boolean repeatsExpected;

  /**
   * @param repeatsExpected whether the same item again is normal, as where pages overlap while a
   *     catalogue grows; otherwise it is told
   */
  ItemSink(boolean repeatsExpected) {
    this.repeatsExpected = repeatsExpected;
  }

  /** Two images of one id in different collections are different items. */
  void accept(Item item) {
    Item first = items.putIfAbsent(List.of(item.collection().orElse(""), item.id()), item);
    if (first != null && !repeatsExpected) {
      problem(
          "item-duplicate",
          item.id(),
          "The catalogue has more than one item of this id; the first was used, of "
              + first.acquired()
              + ". Give each item an id of its own.");
    }
  }

  void problem(String code, String subject, String message) {
    problems.add(new ItemProblem(code, subject, message));
  }

  int size() {
    return items.size() + problems.size();
  }

  SearchResult result(ItemSearch search) {
    List<Item> wanted =
        items.values().stream()
            .filter(search::wants)
            .sorted(
                Comparator.comparing(Item::acquired)
                    .thenComparing(Item::id)
                    .thenComparing(item -> item.collection().orElse("")))
            .toList();
    return new SearchResult(wanted, problems);
  }
}
