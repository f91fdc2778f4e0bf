package org.cairn.exchange.internal.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.cairn.exchange.NotCarried;
import org.cairn.heritage.codec.PlaceCodec;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Statement;
import org.cairn.heritage.place.StatementKind;
import tools.jackson.databind.JsonNode;

/** Compares what was to be written with what is read back of it. Single-thread, one per place. */
public final class Comparison {
  private record Written(Statement statement, int number) {}

  private final PlaceDescription place;
  private final List<Written> written = new ArrayList<>();
  private final List<NotCarried> lost;

  /**
   * @param lost receives what differs
   */
  public Comparison(PlaceDescription place, List<NotCarried> lost) {
    this.place = place;
    this.lost = lost;
  }

  /** Whether everyone may see where the place is; if not, says that it is left out. */
  public boolean locationIsPublic() {
    boolean open = place.sensitivity().level() == Sensitivity.Level.PUBLIC;
    if (!place.sensitivity().equals(Sensitivity.PUBLIC)) {
      lost.add(
          new NotCarried(
              place.id(),
              Optional.empty(),
              OptionalInt.empty(),
              List.of(),
              "How sensitive its location is cannot be said in this format"
                  + (open ? "." : ", so its location was left out.")));
    }
    return open;
  }

  /** In the order in which they are read back within their kind. */
  public void wrote(Statement statement) {
    written.add(new Written(statement, number(statement)));
  }

  public void leftOut(Statement statement, String why) {
    lost.add(
        new NotCarried(
            place.id(),
            Optional.of(statement.kind()),
            OptionalInt.of(number(statement)),
            List.of(),
            why));
  }

  public void leftOutExtras(String why) {
    if (!place.extra().isEmpty()) {
      lost.add(
          new NotCarried(place.id(), Optional.empty(), OptionalInt.empty(), List.of("extra"), why));
    }
  }

  /** Says of each statement what did not come back. */
  public void with(Optional<PlaceDescription> back) {
    for (StatementKind kind : StatementKind.values()) {
      List<Written> there = written.stream().filter(w -> w.statement().kind() == kind).toList();
      List<Statement> here =
          back.map(PlaceDescription::statements).orElse(List.of()).stream()
              .filter(statement -> statement.kind() == kind)
              .toList();
      for (int i = 0; i < there.size(); i++) {
        Statement statement = there.get(i).statement();
        if (here.size() != there.size()) {
          leftOut(statement, "It could not be read back.");
        } else if (!isSame(here.get(i), statement)) {
          lost.add(
              new NotCarried(
                  place.id(),
                  Optional.of(kind),
                  OptionalInt.of(there.get(i).number()),
                  differences(statement, here.get(i)),
                  "The format has no place for it."));
        }
      }
    }
  }

  /**
   * As {@link #with(Optional)}, and of the extras.
   *
   * @param extrasToo whether they were to be written at all
   */
  public void with(Optional<PlaceDescription> back, boolean extrasToo) {
    with(back);
    if (!extrasToo) {
      leftOutExtras("What a source said besides may tell the location of the place.");
      return;
    }
    List<Extra> left = new ArrayList<>(place.extra());
    back.map(PlaceDescription::extra).orElse(List.of()).forEach(left::remove);
    if (!left.isEmpty()) {
      leftOutExtras(
          "%d of what a source said besides would not come back the same.".formatted(left.size()));
    }
  }

  /** Geometries are equal to others of another height. */
  private boolean isSame(Statement one, Statement other) {
    return one.equals(other)
        && (!(one instanceof PlaceGeometry) || record(one).equals(record(other)));
  }

  private int number(Statement statement) {
    int number = 0;
    for (Statement each : place.statements()) {
      number += each.kind() == statement.kind() ? 1 : 0;
      if (each == statement) {
        break;
      }
    }
    return number;
  }

  private List<String> differences(Statement one, Statement other) {
    JsonNode left = record(one);
    JsonNode right = record(other);
    Set<String> names = new TreeSet<>(left.propertyNames());
    names.addAll(right.propertyNames());
    return names.stream().filter(name -> !left.path(name).equals(right.path(name))).toList();
  }

  private JsonNode record(Statement statement) {
    return PlaceCodec.encode(PlaceDescription.of(place.id(), statement))
        .path(statement.kind().member())
        .path(0);
  }
}
