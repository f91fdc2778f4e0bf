package org.cairn.app.run;

import java.time.LocalDate;
import java.util.Optional;
import org.cairn.watch.WatchSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run is asked to do. Immutable.
 *
 * @param alarmRate false alarms wanted per place and year, above 0 and at most 100
 * @param also further layer, or none
 * @param from first watched day; empty: see {@link WatchSettings}
 * @param until last watched day; empty: the last image
 * @param resume whether the run is taken up again where its process or the machine stops
 * @param longestHours after so many hours it is stopped
 */
public record Asked(
    double alarmRate,
    Optional<String> also,
    Optional<LocalDate> from,
    Optional<LocalDate> until,
    boolean resume,
    int longestHours) {
  public static final int LONGEST_HOURS = 48;

  public Asked {
    if (!(alarmRate > 0) || alarmRate > 100) {
      throw new IllegalArgumentException(
          "Alarm rate " + alarmRate + " is not above 0 and at most 100 per place and year");
    }
  }

  /** With the alarm rate that is usual. */
  public static Asked usual() {
    return new Asked(
        0.1, Optional.empty(), Optional.empty(), Optional.empty(), true, LONGEST_HOURS);
  }

  /**
   * @throws IllegalArgumentException where the values do not go together
   */
  public WatchSettings settings() {
    if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
      throw new IllegalArgumentException(until.get() + " is before " + from.get());
    }
    return new WatchSettings(Optional.empty(), Optional.empty(), from, until, alarmRate)
        .withAlso(also);
  }

  ObjectNode json() {
    ObjectNode node = JsonMapper.shared().createObjectNode().put("alarm_rate", alarmRate);
    also.ifPresent(name -> node.put("also", name));
    from.ifPresent(day -> node.put("from", day.toString()));
    until.ifPresent(day -> node.put("until", day.toString()));
    return node.put("resume", resume).put("longest_hours", longestHours);
  }

  static Asked of(JsonNode node) {
    return new Asked(
        node.path("alarm_rate").asDouble(0.1),
        text(node, "also"),
        text(node, "from").map(LocalDate::parse),
        text(node, "until").map(LocalDate::parse),
        node.path("resume").asBoolean(false),
        node.path("longest_hours").asInt(LONGEST_HOURS));
  }

  private static Optional<String> text(JsonNode node, String name) {
    return Optional.of(node.path(name).asString("")).filter(text -> !text.isEmpty());
  }
}
