package org.cairn.watch;

import java.util.List;

/**
 * The outcome of one run.
 *
 * @param places one per place asked for, in the order asked
 * @param scenes one per catalogue item that shows a place or was held back, in time order
 * @param problems everything that went wrong without stopping the run
 */
public record WatchResult(
    WatchSettings settings,
    List<PlaceResult> places,
    List<SceneUse> scenes,
    List<Problem> problems) {
  public WatchResult {
    places = List.copyOf(places);
    scenes = List.copyOf(scenes);
    problems = List.copyOf(problems);
  }
}
