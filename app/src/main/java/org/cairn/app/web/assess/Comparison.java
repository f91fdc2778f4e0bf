package org.cairn.app.web.assess;

import java.util.ArrayList;
import java.util.List;
import org.cairn.app.text.Texts;
import org.cairn.app.web.assess.Aspect.Value;

/**
 * Two assessments side by side.
 *
 * @param rows one for each thing that one of them says, in the order of the form
 */
record Comparison(Assessed first, Assessed second, List<Row> rows) {
  Comparison {
    rows = List.copyOf(rows);
  }

  /**
   * @param only whether the other does not say it
   */
  record Cell(Value value, boolean only) {}

  record Row(String key, List<Cell> first, List<Cell> second) {
    Row {
      first = List.copyOf(first);
      second = List.copyOf(second);
    }

    boolean differs() {
      return first.stream().anyMatch(Cell::only) || second.stream().anyMatch(Cell::only);
    }
  }

  static Comparison of(Assessed first, Assessed second, Texts texts) {
    List<Aspect> left = first.statement().map(said -> Aspect.of(said, texts)).orElse(List.of());
    List<Aspect> right = second.statement().map(said -> Aspect.of(said, texts)).orElse(List.of());
    List<Row> rows = new ArrayList<>();
    for (Aspect one : left) {
      List<Value> other =
          right.stream()
              .filter(each -> each.key().equals(one.key()))
              .findFirst()
              .map(Aspect::values)
              .orElse(List.of());
      if (!one.values().isEmpty() || !other.isEmpty()) {
        rows.add(new Row(one.key(), cells(one.values(), other), cells(other, one.values())));
      }
    }
    for (Aspect one : right) {
      boolean known = left.stream().anyMatch(each -> each.key().equals(one.key()));
      if (!known && !one.values().isEmpty()) {
        rows.add(new Row(one.key(), List.of(), cells(one.values(), List.of())));
      }
    }
    return new Comparison(first, second, rows);
  }

  private static List<Cell> cells(List<Value> values, List<Value> others) {
    return values.stream().map(value -> new Cell(value, !others.contains(value))).toList();
  }
}
