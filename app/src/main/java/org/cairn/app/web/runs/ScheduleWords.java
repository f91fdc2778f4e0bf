package org.cairn.app.web.runs;

import java.time.DayOfWeek;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import org.cairn.app.run.ScheduleBook;
import org.cairn.app.run.Timetable;
import org.cairn.app.text.Texts;

/** A schedule in words. Stateless. */
final class ScheduleWords {
  private ScheduleWords() {}

  static String of(Texts t, ScheduleBook.Schedule schedule) {
    Timetable table = schedule.timetable();
    String time = DateTimeFormatter.ofPattern("HH:mm", t.language().locale()).format(table.time());
    String zone = t.isolate(table.zone().getId());
    String when =
        switch (table.every()) {
          case DAY -> t.text("runs.schedule.daily", time, zone);
          case WEEK ->
              t.text("runs.schedule.weekly", weekday(t, DayOfWeek.of(table.day())), time, zone);
          case MONTH -> t.text("runs.schedule.monthly", t.plain(table.day()), time, zone);
        };
    return schedule.paused()
        ? t.text("runs.schedule.paused", when)
        : t.text("runs.schedule.next", when, t.instant(schedule.due()));
  }

  static String weekday(Texts t, DayOfWeek day) {
    return day.getDisplayName(TextStyle.FULL_STANDALONE, t.language().locale());
  }
}
