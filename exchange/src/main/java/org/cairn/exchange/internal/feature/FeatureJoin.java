package org.cairn.exchange.internal.feature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.exchange.DescriptionSink;
import org.cairn.exchange.RowProblem.Code;
import org.cairn.exchange.internal.Finding;
import org.cairn.exchange.internal.Nearness;
import org.cairn.exchange.internal.json.Problems;
import org.cairn.heritage.place.Extra;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.place.Statement;
import org.locationtech.jts.geom.Geometry;

/**
 * Makes one place of all features with one id, and gives ids to those without: their name, else
 * where they stand, made unique. A file is read twice: first for how often each id comes ({@link
 * #expect}), then for what is said ({@link #take}); a place is handed on at its last feature, so
 * that in memory are ids and the places that are not yet complete. Single-thread.
 */
public final class FeatureJoin {
  private final Problems problems;
  private final DescriptionSink sink;
  private final String fileName;
  private final Map<String, Integer> toCome = new HashMap<>();
  private final Set<String> madeUp = new HashSet<>();
  private final Map<String, Integer> nextSuffix = new HashMap<>();
  private final Map<String, Open> open = new HashMap<>();
  private int fromName;
  private int fromPosition;

  /** What is known of a place whose last feature is still to come. */
  private record Open(int row, Set<Statement> statements, Set<Extra> extras) {}

  /**
   * @param fileName stands in for ids where there is neither id nor name
   */
  public FeatureJoin(String fileName, Problems problems, DescriptionSink sink) {
    this.fileName = fileName;
    this.problems = problems;
    this.sink = sink;
  }

  /** In the first reading: a feature with this id is there. */
  public void expect(String id) {
    toCome.merge(id, 1, Integer::sum);
  }

  /** In the second reading: a feature was refused. */
  public void refused(Optional<String> id) {
    id.ifPresent(this::countDown);
  }

  /** In the second reading: what a feature says. Problems stand at its row. */
  public void take(Optional<String> id, List<Statement> statements, List<Extra> extras) {
    Open feature =
        new Open(problems.row(), new LinkedHashSet<>(statements), new LinkedHashSet<>(extras));
    if (id.isEmpty()) {
      hand(madeUpId(statements), feature);
      return;
    }
    boolean last = countDown(id.get());
    Open before = open.get(id.get());
    if (before == null) {
      if (last) {
        hand(id.get(), feature);
      } else {
        open.put(id.get(), feature);
      }
      return;
    }
    join(id.get(), before, feature);
    if (last) {
      open.remove(id.get());
      hand(id.get(), before);
    }
  }

  /** After the second reading. */
  public void finish() {
    // Of these the last feature was refused, or met in the first reading only.
    open.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(each -> hand(each.getKey(), each.getValue()));
    problems.at(0);
    if (fromName > 0) {
      problems.note(
          Code.ID_FROM_NAME,
          "",
          "",
          fromName + " place(s) have no id; the name stands in.",
          "",
          "Add an id, so that the list can come again when names change.");
    }
    if (fromPosition > 0) {
      problems.note(
          Code.ID_FROM_POSITION,
          "",
          "",
          fromPosition + " place(s) have neither id nor name; file and row stand in.",
          "",
          "Add an id, so that the list can come again when rows move.");
    }
  }

  private boolean countDown(String id) {
    return toCome.merge(id, -1, Integer::sum) <= 0;
  }

  private void join(String id, Open before, Open more) {
    List<Geometry> known = geometries(before);
    boolean far =
        geometries(more).stream()
            .anyMatch(each ->
                !known.isEmpty() && known.stream().noneMatch(k -> Nearness.mayBeOnePlace(k, each)));
    if (far) {
      problems.refuse(
          Code.ID_DUPLICATE,
          "id",
          id,
          "The id is already that of a place more than a kilometre away, in row %d."
              .formatted(before.row()),
          "one id for one place",
          "Give this place its own id.");
      return;
    }
    problems.note(
        Code.PLACE_REPEATED,
        "id",
        id,
        "The place stands in row %d already; what both say was joined.".formatted(before.row()),
        "",
        "");
    before.statements().addAll(more.statements());
    before.extras().addAll(more.extras());
  }

  private static List<Geometry> geometries(Open place) {
    List<Geometry> geometries = new ArrayList<>();
    for (Statement each : place.statements()) {
      if (each instanceof PlaceGeometry geometry) {
        geometries.add(geometry.geometry());
      }
    }
    return geometries;
  }

  private String madeUpId(List<Statement> statements) {
    Optional<String> name =
        statements.stream()
            .filter(each -> each instanceof Name)
            .map(each -> FeatureIds.clean(((Name) each).text()))
            .filter(each -> !each.isEmpty())
            .findFirst();
    String wanted = name.orElse(fileName + "#" + problems.row());
    fromName += name.isPresent() ? 1 : 0;
    fromPosition += name.isPresent() ? 0 : 1;
    String id = wanted;
    while (toCome.containsKey(id) || !madeUp.add(id)) {
      id = wanted + " ~" + nextSuffix.merge(wanted, 2, (n, two) -> n + 1);
    }
    if (!id.equals(wanted)) {
      problems.note(
          Code.ID_MADE_UNIQUE,
          "id",
          wanted,
          "Another place has the same name; this one, without an id, is called '%s'."
              .formatted(Finding.excerptOf(id)),
          "",
          "Add ids to the list.");
    }
    return id;
  }

  private void hand(String id, Open place) {
    try {
      sink.place(
          new PlaceDescription(
              id, List.copyOf(place.statements()), Sensitivity.PUBLIC, List.copyOf(place.extras())),
          place.row());
    } catch (IllegalArgumentException e) {
      problems.refuse(
          Code.FEATURE_MALFORMED,
          "id",
          id,
          e.getMessage() + ".",
          "an id that is unique in the list",
          "Correct it.");
    }
  }
}
