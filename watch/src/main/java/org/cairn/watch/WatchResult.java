package org.cairn.watch;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.heritage.Place;

/**
 * The outcome of one run, with all that is needed to have it again. What was found of a place is in
 * {@code places}; what was read of each image, and how it was treated, in {@code scenes}; all other
 * numbers that went in, in {@code parameters}. A place is judged in a watch area ({@link
 * PlaceResult#area}), which names the images used there; to judge it again over the same images,
 * whatever else was watched, ask {@link #findRepeat} for places and settings and run these. Who has
 * stored the parts sets {@link WatchSettings#withDays} and {@link WatchSettings#withAreas} instead.
 *
 * @param places one per place asked for, in the order asked
 * @param scenes one per catalogue item that shows a place or was held back, in time order
 * @param problems everything that went wrong without stopping the run
 * @param days that were watched; empty where there was no acquisition
 * @param parameters everything the numbers depend on beside places and images, by name: {@link
 *     Watch#parameters}, what was asked ({@code asked.…}) and the days ({@code period.…}). Numbers
 *     are written so that they read back exactly
 * @param reuse what had to be read, and what was known from earlier runs
 */
public record WatchResult(
    WatchSettings settings,
    List<PlaceResult> places,
    List<SceneUse> scenes,
    List<Problem> problems,
    Optional<Days> days,
    SortedMap<String, String> parameters,
    Reuse reuse) {
  public WatchResult {
    places = List.copyOf(places);
    scenes = List.copyOf(scenes);
    problems = List.copyOf(problems);
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  /** Without the record of how it was made. */
  public WatchResult(
      WatchSettings settings,
      List<PlaceResult> places,
      List<SceneUse> scenes,
      List<Problem> problems) {
    this(
        settings,
        places,
        scenes,
        problems,
        Optional.empty(),
        Collections.emptySortedMap(),
        Reuse.none());
  }

  /**
   * The days that were watched, whether asked for or taken from the acquisitions.
   *
   * @param from first watched day; earlier acquisitions taught the model
   * @param until last watched day
   */
  public record Days(LocalDate from, LocalDate until) {}

  /**
   * A run that has the same numbers for the places of one watch area as this one.
   *
   * @param places those that shared the area
   */
  public record Repeat(List<Place> places, WatchSettings settings) {
    public Repeat {
      places = List.copyOf(places);
    }
  }

  public WatchResult withProblems(List<Problem> changed) {
    return new WatchResult(settings, places, scenes, changed, days, parameters, reuse);
  }

  /**
   * How one place is judged again: over the same catalogue, {@link Watch#run} with the places and
   * settings found here gives each of them the scores, dates, expected rate, placebos and bands it
   * has here, whatever other places and images there were.
   *
   * @return empty where no image was used for the place, so that there is nothing to repeat
   * @throws IllegalArgumentException for a place that is not in the result
   */
  public Optional<Repeat> findRepeat(String placeId) {
    PlaceResult one = getPlace(placeId);
    if (one.area().isEmpty() || one.area().get().items().isEmpty() || days.isEmpty()) {
      return Optional.empty();
    }
    List<Place> shared = new ArrayList<>();
    for (String id : one.area().get().areaPlaces()) {
      shared.add(getPlace(id).place());
    }
    return Optional.of(
        new Repeat(
            shared,
            settings
                .withDays(days.get().from(), days.get().until())
                .withAreas(List.of(one.area().get()))));
  }

  private PlaceResult getPlace(String id) {
    return places.stream()
        .filter(place -> place.place().id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Place '" + id + "' is not in the result"));
  }
}
