package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.heritage.codec.PlaceCodec;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Statement;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was written and read again, held against what was listed as lost: a statement that is not
 * listed is there, one that lost parts is there without them, and nothing else is.
 *
 * @param kept statements that came back equal
 * @param partly those that came back equal but for the parts listed
 */
record RoundTrip(int kept, int partly) {
  static RoundTrip check(
      String what,
      List<PlaceDescription> places,
      List<NotCarried> listedLost,
      Map<String, PlaceDescription> read) {
    Map<String, List<NotCarried>> lost = new HashMap<>();
    listedLost.forEach(
        each -> lost.computeIfAbsent(each.place(), p -> new ArrayList<>()).add(each));
    int kept = 0;
    int partly = 0;
    for (PlaceDescription place : places) {
      PlaceDescription back = read.getOrDefault(place.id(), place);
      List<NotCarried> listed = lost.getOrDefault(place.id(), List.of());
      List<Statement> more = new ArrayList<>(back.statements());
      for (Statement each : place.statements()) {
        Optional<NotCarried> entry = entry(listed, place, each);
        if (entry.isEmpty()) {
          assertThat(more).as("%s, %s", what, place.id()).contains(each);
          more.remove(each);
          kept++;
        } else if (!entry.get().parts().isEmpty()) {
          ObjectNode rest = record(each).without(entry.get().parts());
          List<Statement> same =
              more.stream()
                  .filter(one -> one.kind() == each.kind())
                  .filter(one -> record(one).without(entry.get().parts()).equals(rest))
                  .toList();
          assertThat(same)
              .as("%s, %s %s", what, entry.get().describe(), back.statements())
              .isNotEmpty();
          more.remove(same.getFirst());
          partly++;
        }
      }
      assertThat(more).as("%s, %s: nothing is made up", what, place.id()).isEmpty();
      boolean extrasListed = listed.stream().anyMatch(each -> each.parts().contains("extra"));
      if (place.sensitivity().equals(Sensitivity.PUBLIC) && !extrasListed) {
        assertThat(back.extra()).containsAll(place.extra());
      }
    }
    return new RoundTrip(kept, partly);
  }

  private static Optional<NotCarried> entry(
      List<NotCarried> listed, PlaceDescription place, Statement statement) {
    int number = 0;
    for (Statement each : place.statements()) {
      number += each.kind() == statement.kind() ? 1 : 0;
      if (each == statement) {
        break;
      }
    }
    int wanted = number;
    return listed.stream()
        .filter(each -> each.kind().equals(Optional.of(statement.kind())))
        .filter(each -> each.statement().orElse(0) == wanted)
        .findFirst();
  }

  private static ObjectNode record(Statement statement) {
    return (ObjectNode)
        PlaceCodec.encode(PlaceDescription.of("p", statement))
            .path(statement.kind().member())
            .path(0);
  }
}
