package org.cairn.exchange;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the alerts of a file came about, for whoever wants to compute them again.
 *
 * @param settings name and value as text, for example {@code alarm_rate} and {@code 0.1}; written
 *     in the order of the names
 * @param scenes one per catalogue item considered
 * @param problems everything that went wrong without stopping the run
 */
public record RunRecord(Map<String, String> settings, List<Scene> scenes, List<Problem> problems) {
  public RunRecord {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    scenes = List.copyOf(scenes);
    problems = List.copyOf(problems);
  }

  /** Nothing to say. */
  public static RunRecord empty() {
    return new RunRecord(Map.of(), List.of(), List.of());
  }

  /**
   * What was done with one catalogue item.
   *
   * @param item STAC item id
   * @param radiometry rule, inputs and outcome of the radiometric offset decision
   * @param heldBack why the scene was not used; empty where it was
   */
  public record Scene(
      String item, Instant acquired, String sensor, String radiometry, Optional<String> heldBack) {}

  /** Bad input met on the way. */
  public record Problem(String code, String subject, String message) {}
}
