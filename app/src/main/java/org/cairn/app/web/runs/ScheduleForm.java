package org.cairn.app.web.runs;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.cairn.app.run.Timetable;

/** Reads when runs are due out of a form. Stateless. */
final class ScheduleForm {
  private ScheduleForm() {}

  /**
   * @param wrong gets what is wrong by field, as keys of texts
   */
  static Optional<Timetable> timetable(Map<String, String> typed, Map<String, String> wrong) {
    Optional<Timetable.Every> every = Timetable.Every.find(typed.getOrDefault("every", ""));
    boolean weekly = every.filter(Timetable.Every.WEEK::equals).isPresent();
    Optional<Integer> day =
        number(typed.getOrDefault(weekly ? "weekday" : "day", ""), 1, weekly ? 7 : 31);
    Optional<Integer> jitter = number(typed.getOrDefault("jitter", ""), 0, 720);
    if (every.isEmpty()) {
      wrong.put("every", "every");
    }
    if (day.isEmpty()) {
      wrong.put("day", "day-of-month");
    }
    if (jitter.isEmpty()) {
      wrong.put("jitter", "jitter");
    }
    LocalTime time = LocalTime.MIDNIGHT;
    ZoneId zone = ZoneId.of("UTC");
    try {
      time = LocalTime.parse(typed.getOrDefault("time", ""));
    } catch (DateTimeException noTime) {
      wrong.put("time", "time");
    }
    try {
      zone = ZoneId.of(typed.getOrDefault("zone", "").strip());
    } catch (DateTimeException noZone) {
      wrong.put("zone", "zone");
    }
    return wrong.isEmpty()
        ? Optional.of(
            new Timetable(every.orElseThrow(), day.orElseThrow(), time, zone, jitter.orElseThrow()))
        : Optional.empty();
  }

  static Optional<Integer> number(String text, int least, int most) {
    return Optional.of(text.strip())
        .filter(digits -> digits.matches("[0-9]{1,4}"))
        .map(Integer::valueOf)
        .filter(value -> value >= least && value <= most);
  }
}
