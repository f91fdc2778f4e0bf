package org.cairn.app.record;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.cairn.heritage.Place;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.register.Workspace;
import org.cairn.watch.AreaUse;
import org.cairn.watch.InputReader;
import org.cairn.watch.ItemRef;
import org.cairn.watch.WatchResult;
import org.cairn.watch.WatchSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An alert, or a whole run, computed again from its entries: the places as they were registered
 * then, the images that were used, the days and the settings of the run; and the bytes that were
 * read of these images, read again. Single-thread.
 */
public final class Recheck {
  private final RecordedRun run;
  private final WorkspaceIndex index;
  private final RunComparison comparison;
  private final RecordedInputs inputs;
  private final List<WatchResult.Repeat> repeats = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();
  private final List<Fault> withheld = new ArrayList<>();

  private Recheck(
      RecordedRun run, WorkspaceIndex index, RunComparison comparison, RecordedInputs inputs) {
    this.run = run;
    this.index = index;
    this.comparison = comparison;
    this.inputs = inputs;
  }

  /**
   * Of one alert: its watch area alone.
   *
   * @throws RefusedException {@code recheck-withheld} where the vault has not all of it any more,
   *     and as {@link #ofRun}
   */
  public static Recheck ofAlert(
      Workspace workspace, WorkspaceIndex index, WorkspaceIndex.AlertEntry alert)
      throws IOException, RefusedException {
    RecordedRun run = RecordedRun.read(workspace, index, alert.run());
    String place = alert.text("place");
    Optional<AreaUse> area = run.findArea(place);
    if (area.isEmpty()) {
      throw new RefusedException(
          withheld("alert '" + alert.id() + "'", "the watch area it was judged in"));
    }
    Set<ItemRef> used = Set.copyOf(area.get().items());
    List<ObjectNode> scenes =
        run.scenes().stream().filter(scene -> used.contains(RecordedInputs.ref(scene))).toList();
    Recheck recheck =
        new Recheck(
            run,
            index,
            RunComparison.ofAlert(run, alert, workspace.blobs()),
            RecordedInputs.of(scenes, workspace.blobs()));
    recheck.repeat(List.of(area.get()));
    if (!recheck.withheld.isEmpty()) {
      throw new RefusedException(recheck.withheld.getFirst());
    }
    return recheck;
  }

  /**
   * Of all places and alerts of a run, in one pass over its images. Where the vault has not all of
   * an area any more, the others are computed again, and {@link #compare} says so.
   *
   * @throws RefusedException {@code run-unknown}, {@code run-unfinished}, {@code run-incomplete}
   */
  public static Recheck ofRun(Workspace workspace, WorkspaceIndex index, String name)
      throws IOException, RefusedException {
    RecordedRun run = RecordedRun.read(workspace, index, name);
    Recheck recheck =
        new Recheck(
            run,
            index,
            RunComparison.ofRun(run, workspace.blobs()),
            RecordedInputs.of(run.scenes(), workspace.blobs()));
    Set<AreaUse> areas = new LinkedHashSet<>();
    List<Place> without = new ArrayList<>();
    for (String place : run.coverages().keySet()) {
      Optional<AreaUse> area = run.findArea(place);
      if (area.isPresent()) {
        areas.add(area.get());
      } else if (run.hadArea(place)) {
        recheck.withheld.add(withheld("place '" + place + "'", "the watch area it was judged in"));
      } else if (!run.hadNoGeometry(place)) {
        recheck.find(place).ifPresent(without::add);
      }
    }
    recheck.repeat(List.copyOf(areas));
    if (!without.isEmpty()) {
      recheck.places.addAll(without);
      recheck.repeats.add(new WatchResult.Repeat(without, recheck.settings()));
    }
    return recheck;
  }

  private void repeat(List<AreaUse> areas) {
    List<AreaUse> whole = new ArrayList<>();
    SequencedMap<String, Place> wanted = new LinkedHashMap<>();
    for (AreaUse area : areas) {
      SequencedMap<String, Place> own = new LinkedHashMap<>();
      area.areaPlaces().forEach(id -> find(id).ifPresent(place -> own.put(id, place)));
      if (own.size() == area.areaPlaces().size()) {
        whole.add(area);
        wanted.putAll(own);
      }
    }
    if (!whole.isEmpty()) {
      List<Place> asked = List.copyOf(wanted.sequencedValues());
      places.addAll(asked);
      repeats.add(new WatchResult.Repeat(asked, settings().withAreas(whole)));
    }
  }

  /** As the run had it. */
  private Optional<Place> find(String id) {
    ObjectNode coverage = run.coverages().get(id);
    Optional<Place> place =
        coverage != null && coverage.path("place_entry").isIntegralNumber()
            ? index.findPlaceAt(id, coverage.path("place_entry").asLong())
            : index.findPlace(id, run.entry());
    if (place.isEmpty()) {
      withheld.add(withheld("place '" + id + "'", "its geometry"));
    }
    return place;
  }

  private WatchSettings settings() {
    JsonNode asked = run.summary().path("parameters");
    return new WatchSettings(
            PlaceRecord.text(asked, "asked.asset"),
            PlaceRecord.text(asked, "asked.mask"),
            day("from", asked),
            day("until", asked),
            Double.parseDouble(asked.path("asked.alarmRatePerSiteYear").asString()))
        .withAlso(PlaceRecord.text(asked, "asked.also"));
  }

  /** That was watched, or else that was asked for. */
  private Optional<LocalDate> day(String name, JsonNode asked) {
    return PlaceRecord.text(run.summary(), name)
        .or(() -> PlaceRecord.text(asked, "asked." + name))
        .map(LocalDate::parse);
  }

  private static Fault withheld(String where, String what) {
    return new Fault(
        "recheck-withheld",
        where,
        what + " is not in the vault, so that this cannot be computed again here");
  }

  /** Name of the run. */
  public String run() {
    return run.name();
  }

  /** Index of the run's own record. */
  public long entry() {
    return run.entry();
  }

  /** Name of the catalogue to repeat it over. */
  public String catalog() {
    return run.summary().path("catalog").asString("");
  }

  /** What to run: the watch areas as they were, and the places that lay on no image, anew. */
  public List<WatchResult.Repeat> repeats() {
    return List.copyOf(repeats);
  }

  /** All places of the {@link #repeats}. */
  public List<Place> places() {
    return List.copyOf(places);
  }

  /** What is to be read again. */
  public List<InputReader.Recorded> inputs() {
    return inputs.toRead();
  }

  /** How much that is. */
  public long inputBytes() {
    return inputs.bytes();
  }

  /** What the run was recorded without, so that it cannot be checked; a sentence each. */
  public List<String> notChecked() {
    return run.isEarlierForm()
        ? List.of(
            "The run was recorded before each range of bytes had a digest of its own: a file that"
                + " changed is told, but not where.",
            "It does not say which version of a place was watched: the newest before it was taken.",
            "It does not have the course of each place's score and its moved images: these were not"
                + " compared.")
        : List.of();
  }

  /**
   * What is otherwise than the ledger has it; empty where all bytes read are the same and every
   * number came out to the last digit.
   *
   * @param repeated the outcome of each of the {@link #repeats}
   * @param read the outcome of each of the {@link #inputs}
   * @return {@code recheck-withheld}, {@code input-changed}, {@code input-missing}, {@code
   *     input-unreadable}, {@code method-changed}, {@code parameter-changed}, {@code
   *     scene-changed}, {@code coverage-changed}, {@code alert-not-found}, {@code alert-new},
   *     {@code number-changed}, {@code chip-changed}
   */
  public List<Fault> compare(List<WatchResult> repeated, List<InputReader.Outcome> read)
      throws IOException, RefusedException {
    List<Fault> differences = new ArrayList<>(withheld);
    List<Fault> changed = inputs.compare(read);
    differences.addAll(changed);
    Set<String> told = new HashSet<>();
    for (InputReader.Outcome outcome : read) {
      String item = RecordedInputs.where(outcome.input().item());
      if (changed.stream().anyMatch(fault -> fault.where().startsWith(item))) {
        told.add(outcome.input().item().item());
      }
    }
    comparison.compare(repeated, places, told, differences);
    return differences;
  }
}
