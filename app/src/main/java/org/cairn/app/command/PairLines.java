package org.cairn.app.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.register.PairDecision;
import org.cairn.register.PairDecisions;

/** What was decided about pairs of places, as lines and as JSON. */
final class PairLines {
  private PairLines() {}

  /** What stands about one place; and what follows from it. */
  static List<String> of(String place, PairDecisions decisions) {
    List<String> lines = new ArrayList<>();
    Set<String> through = new LinkedHashSet<>(decisions.sameAs(place));
    for (PairDecision each : decisions.about(place)) {
      String other = each.pair().other(place);
      through.remove(other);
      String what =
          switch (each.verdict()) {
            case SAME -> "Same place as: ";
            case DIFFERENT -> "Not the same place as: ";
            case UNDONE -> throw new IllegalStateException("What was undone does not stand");
          };
      lines.add(what + other + said(each));
    }
    through.forEach(other -> lines.add("Same place as: " + other + "; by the decisions before it"));
    return lines.stream().map(PlaceLines::printable).toList();
  }

  private static String said(PairDecision decided) {
    return decided.by().map(by -> "; says " + by).orElse("")
        + decided.note().map(note -> ": " + note).orElse("")
        + "; entry "
        + decided.entry();
  }

  static Map<String, Object> asMap(PairDecision decided) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("first", decided.pair().first());
    map.put("second", decided.pair().second());
    map.put("decision", decided.verdict().code());
    decided.by().ifPresent(by -> map.put("by", by));
    decided.note().ifPresent(note -> map.put("note", note));
    decided.time().ifPresent(time -> map.put("time", time));
    map.put("entry", decided.entry());
    return map;
  }
}
