package org.cairn.app.run;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.cairn.app.node.NodeFile;
import tools.jackson.databind.json.JsonMapper;

/** When catalogues are watched by themselves; one schedule for each. Thread-safe. */
public final class ScheduleBook {
  private final NodeFile file;

  ScheduleBook(NodeFile file) {
    this.file = file;
  }

  /**
   * @param due when the next run is to start; one that was missed meanwhile is made up for once
   * @param last when the last one was due
   */
  public record Schedule(
      String catalog,
      Timetable timetable,
      boolean paused,
      Asked asked,
      Instant due,
      Optional<Instant> last) {}

  public List<Schedule> list() throws IOException {
    return file.read(
        q -> q.list("SELECT * FROM schedules ORDER BY catalog", ScheduleBook::schedule));
  }

  public Optional<Schedule> find(String catalog) throws IOException {
    return file.read(
        q -> q.find("SELECT * FROM schedules WHERE catalog = ?", ScheduleBook::schedule, catalog));
  }

  /** In the place of the one before. */
  public void put(String catalog, Timetable timetable, boolean paused, Asked asked, Instant now)
      throws IOException {
    Optional<Instant> last = find(catalog).flatMap(Schedule::last);
    Instant due = timetable.next(now, last, catalog);
    file.work(q ->
        q.change(
            "INSERT INTO schedules VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT (catalog)"
                + " DO UPDATE SET every = excluded.every, day = excluded.day, time ="
                + " excluded.time, zone = excluded.zone, jitter = excluded.jitter, paused ="
                + " excluded.paused, asked = excluded.asked, due = excluded.due",
            catalog,
            timetable.every().code(),
            timetable.day(),
            timetable.time().toString(),
            timetable.zone().getId(),
            timetable.jitterMinutes(),
            paused ? 1 : 0,
            asked.json().toString(),
            due.toEpochMilli()));
  }

  public void remove(String catalog) throws IOException {
    file.work(q -> q.change("DELETE FROM schedules WHERE catalog = ?", catalog));
  }

  void setDue(String catalog, Instant due) throws IOException {
    file.work(q ->
        q.change("UPDATE schedules SET due = ? WHERE catalog = ?", due.toEpochMilli(), catalog));
  }

  /** That the run which was due has been started. */
  void started(Schedule schedule, Instant now) throws IOException {
    Instant next = schedule.timetable().next(now, Optional.of(schedule.due()), schedule.catalog());
    file.work(q ->
        q.change(
            "UPDATE schedules SET due = ?, last = ? WHERE catalog = ?",
            next.toEpochMilli(),
            schedule.due().toEpochMilli(),
            schedule.catalog()));
  }

  private static Schedule schedule(ResultSet row) throws SQLException {
    long last = row.getLong("last");
    Optional<Instant> lastDue =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(last));
    return new Schedule(
        row.getString("catalog"),
        new Timetable(
            Timetable.Every.find(row.getString("every")).orElse(Timetable.Every.DAY),
            row.getInt("day"),
            LocalTime.parse(row.getString("time")),
            ZoneId.of(row.getString("zone")),
            row.getInt("jitter")),
        row.getInt("paused") == 1,
        Asked.of(JsonMapper.shared().readTree(row.getString("asked"))),
        Instant.ofEpochMilli(row.getLong("due")),
        lastDue);
  }
}
