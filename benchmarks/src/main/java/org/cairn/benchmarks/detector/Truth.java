package org.cairn.benchmarks.detector;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was put into a stack.
 *
 * @param site name of the stack
 * @param windowPixels side of each window
 * @param events one in each of the windows that were changed
 * @param untouched names of the other windows
 */
record Truth(String site, int windowPixels, List<Event> events, List<String> untouched) {
  Truth {
    events = List.copyOf(events);
    untouched = List.copyOf(untouched);
  }

  /**
   * A change.
   *
   * @param window its name: {@code r020c010} has its upper left pixel in row 20 and column 10
   * @param date from when on it is seen
   * @param pixels how many it touches
   * @param kind of change; empty where there is one kind only
   */
  record Event(String window, LocalDate date, int pixels, String kind) {}

  /** Reads the {@code truth.json} of a stack's folder. */
  static Truth read(Path folder) {
    JsonNode truth = JsonMapper.shared().readTree(folder.resolve("truth.json"));
    List<Event> events = new ArrayList<>();
    for (JsonNode event : truth.path("injected")) {
      events.add(
          new Event(
              event.path("window").asString(),
              LocalDate.parse(event.path("event_date").asString()),
              event.path("area_pixels").asInt(event.path("pixels").size()),
              event.path("kind").asString("")));
    }
    List<String> untouched = new ArrayList<>();
    truth.path("untouched").forEach(window -> untouched.add(window.asString()));
    return new Truth(
        truth.path("site_id").asString(), truth.path("window_size").asInt(), events, untouched);
  }

  /** All windows, those with events first. */
  List<String> windows() {
    List<String> all = new ArrayList<>(events.stream().map(Event::window).toList());
    all.addAll(untouched);
    return all;
  }
}
