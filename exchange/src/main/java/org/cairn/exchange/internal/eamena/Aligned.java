package org.cairn.exchange.internal.eamena;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Columns of one line whose values belong together by their places: as many in each, or none. Those
 * that have another number are misaligned: nobody knows which of their values belongs to what.
 */
final class Aligned {
  private final Map<AssessmentColumn, List<Optional<String>>> columns =
      new EnumMap<>(AssessmentColumn.class);
  private final Map<AssessmentColumn, Integer> misaligned = new EnumMap<>(AssessmentColumn.class);
  private int size;

  private Aligned() {}

  /**
   * @param candidates the first that has values decides how many there are; aligned ones are said
   */
  static Aligned of(AssessmentLine line, AssessmentColumn... candidates) {
    Aligned aligned = new Aligned();
    for (AssessmentColumn column : candidates) {
      List<Optional<String>> values = line.values(column);
      aligned.size = aligned.size == 0 ? values.size() : aligned.size;
      if (values.size() == aligned.size) {
        aligned.columns.put(column, values);
        line.say(column);
      } else if (!values.isEmpty()) {
        aligned.misaligned.put(column, values.size());
      }
    }
    return aligned;
  }

  int size() {
    return size;
  }

  Optional<String> at(AssessmentColumn column, int i) {
    List<Optional<String>> values = columns.getOrDefault(column, List.of());
    return i < values.size() ? values.get(i) : Optional.empty();
  }

  /** How many values each misaligned column has. */
  Map<AssessmentColumn, Integer> misaligned() {
    return misaligned;
  }
}
