package org.cairn.watch.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.cairn.watch.Problem;
import org.cairn.watch.WatchState;

/**
 * The watch state as one run uses it: for what is asked of the images, and never stopping the run.
 * What cannot be had of it is read from the images, what cannot be kept will be read again; both
 * are told once. Thread-safe.
 */
final class KeptState {
  private final WatchState state;
  private final String reading;
  private final Map<String, Problem> problems = new ConcurrentSkipListMap<>();

  /**
   * @param reading binds all that decides what is made of an image, beside the image
   */
  KeptState(WatchState state, String reading) {
    this.state = state;
    this.reading = reading;
  }

  /** Whether anything is kept at all. */
  boolean isOn() {
    return !state.session().isEmpty();
  }

  String session() {
    return state.session();
  }

  /** The name of content, by what tells it from others of its kind. */
  String name(String kind, String... parts) {
    return kind
        + "-"
        + Parts.digest(reading, String.valueOf(Parts.FORM), Parts.digest(parts)).substring(0, 40);
  }

  List<byte[]> find(String name) {
    try {
      return state.find(name);
    } catch (IOException e) {
      tell("watch-state-unreadable", "was read from the images instead", e);
      return List.of();
    }
  }

  void add(String name, List<byte[]> parts) {
    try {
      if (!parts.isEmpty()) {
        state.add(name, parts);
      }
    } catch (IOException e) {
      tell("watch-state-unwritable", "will be read again by the next run", e);
    }
  }

  void replace(String name, List<byte[]> parts) {
    try {
      state.replace(name, parts);
    } catch (IOException e) {
      tell("watch-state-unwritable", "will be read again by the next run", e);
    }
  }

  private void tell(String code, String consequence, IOException e) {
    problems.putIfAbsent(
        code,
        new Problem(
            code,
            "watch state",
            "What earlier runs read could not be used or kept and "
                + consequence
                + "; the result is the same: "
                + e.getMessage()));
  }

  List<Problem> problems() {
    return List.copyOf(problems.values());
  }
}
