package org.cairn.app.run;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.heritage.Coverage;
import org.cairn.watch.PlaceResult;
import org.cairn.watch.Problem;
import org.cairn.watch.WatchResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run came to, in numbers.
 *
 * @param entry of the run's own record
 * @param places asked for, also those that could not be watched
 * @param watched places that were
 * @param detectableSquareMetres size of a strong change that half of the watched places would have
 *     shown, of those of which one is known; empty where there is none
 * @param problems how many of each code
 */
public record RunOutcome(
    long entry,
    Optional<LocalDate> from,
    Optional<LocalDate> until,
    int places,
    int watched,
    int scenes,
    int alerts,
    int newImages,
    OptionalDouble detectableSquareMetres,
    SortedMap<String, Integer> problems,
    RunCost cost) {
  public RunOutcome {
    problems = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(problems));
  }

  public static RunOutcome of(WorkspaceWatch.Done done) {
    WatchResult result = done.result();
    SortedMap<String, Integer> problems = new TreeMap<>();
    for (Problem problem : result.problems()) {
      problems.merge(problem.code(), 1, Integer::sum);
    }
    List<Double> sizes = new ArrayList<>();
    int watched = 0;
    int alerts = 0;
    for (PlaceResult place : result.places()) {
      alerts += place.alerts().size();
      if (place.coverage().status() == Coverage.Status.WATCHED) {
        watched++;
        place.coverage().smallestDetectable().stream()
            .mapToDouble(Coverage.Detectable::areaSquareMetres)
            .min()
            .ifPresent(sizes::add);
      }
    }
    return new RunOutcome(
        done.written().entry(),
        result.days().map(WatchResult.Days::from),
        result.days().map(WatchResult.Days::until),
        result.places().size() + done.index().unwatched().size(),
        watched,
        result.scenes().size(),
        alerts,
        result.reuse().fresh().size(),
        median(sizes),
        problems,
        done.cost());
  }

  /** Of the places of which one is known. */
  private static OptionalDouble median(List<Double> values) {
    if (values.isEmpty()) {
      return OptionalDouble.empty();
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return OptionalDouble.of(sorted[sorted.length / 2]);
  }

  public int problemCount() {
    return problems.values().stream().mapToInt(Integer::intValue).sum();
  }

  ObjectNode json() {
    ObjectNode node = JsonMapper.shared().createObjectNode().put("entry", entry);
    from.ifPresent(day -> node.put("from", day.toString()));
    until.ifPresent(day -> node.put("until", day.toString()));
    node.put("places", places)
        .put("watched", watched)
        .put("scenes", scenes)
        .put("alerts", alerts)
        .put("new_images", newImages);
    detectableSquareMetres.ifPresent(size -> node.put("detectable_m2", size));
    ObjectNode codes = node.putObject("problems");
    problems.forEach(codes::put);
    node.set("cost", cost.json());
    return node;
  }

  static RunOutcome of(JsonNode node) {
    SortedMap<String, Integer> problems = new TreeMap<>();
    node.path("problems")
        .properties()
        .forEach(one -> problems.put(one.getKey(), one.getValue().asInt(0)));
    return new RunOutcome(
        node.path("entry").asLong(-1),
        day(node, "from"),
        day(node, "until"),
        node.path("places").asInt(0),
        node.path("watched").asInt(0),
        node.path("scenes").asInt(0),
        node.path("alerts").asInt(0),
        node.path("new_images").asInt(0),
        node.has("detectable_m2")
            ? OptionalDouble.of(node.path("detectable_m2").asDouble())
            : OptionalDouble.empty(),
        problems,
        RunCost.of(node.path("cost")));
  }

  private static Optional<LocalDate> day(JsonNode node, String name) {
    return Optional.of(node.path(name).asString(""))
        .filter(text -> !text.isEmpty())
        .map(LocalDate::parse);
  }
}
