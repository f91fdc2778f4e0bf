package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.geopackage.Table;
import org.cairn.heritage.casework.Case;
import org.cairn.heritage.casework.CaseEntry;
import org.cairn.heritage.casework.CaseItem;
import org.cairn.heritage.casework.CaseStep;
import org.cairn.heritage.codec.CaseCodec;
import org.cairn.heritage.codec.MalformedRecordException;
import org.cairn.heritage.review.Author;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Cases in the tables: their events as they came, and what these make of them. They hold what
 * {@link CaseCodec#PROTECTED_MEMBERS} keeps out of the log. Single-thread.
 */
final class CaseTables {
  /** Its {@code fid} is the entry that opened it, {@code entry} the newest about it. */
  static final Table CASES =
      Table.attributes(
          "cases",
          "Cases as they stand; fid is the entry that opened each, entry the newest about it",
          "case_id TEXT NOT NULL UNIQUE",
          "title TEXT",
          "kind TEXT NOT NULL",
          "status TEXT NOT NULL",
          "reason TEXT",
          "person TEXT NOT NULL",
          "organisation TEXT NOT NULL",
          "organisation_name TEXT NOT NULL",
          "opened TEXT",
          "items INTEGER NOT NULL",
          "open_tasks INTEGER NOT NULL",
          "next_due TEXT",
          "events INTEGER NOT NULL",
          "entry INTEGER NOT NULL",
          "changed TEXT");

  /** Its {@code fid} is the index of the entry. */
  static final Table CASE_EVENTS =
      Table.attributes(
          "case_events",
          "Everything that happened in cases; fid is the entry, record is JSON",
          "case_id TEXT NOT NULL",
          "event TEXT NOT NULL",
          "person TEXT NOT NULL",
          "organisation TEXT NOT NULL",
          "time TEXT",
          "record TEXT NOT NULL");

  /** Its {@code fid} is the entry that added it. */
  static final Table CASE_ITEMS =
      Table.attributes(
          "case_items",
          "What is in the cases now; fid is the entry that added it",
          "case_id TEXT NOT NULL",
          "item TEXT NOT NULL",
          "alert TEXT",
          "place TEXT",
          "assessment INTEGER",
          "uri TEXT",
          "title TEXT");

  /** Its {@code fid} is the entry that added it. */
  static final Table CASE_TASKS =
      Table.attributes(
          "case_tasks",
          "What is to be done in the cases, and what was; fid is the entry that added it",
          "case_id TEXT NOT NULL",
          "text TEXT",
          "assignee TEXT",
          "due TEXT",
          "done INTEGER NOT NULL");

  static final List<Table> ALL = List.of(CASES, CASE_EVENTS, CASE_ITEMS, CASE_TASKS);

  /** For the questions of {@link CaseSql}. */
  static final List<String> INDEXES =
      List.of(
          "CREATE INDEX cases_entry ON cases (entry)",
          "CREATE INDEX cases_status ON cases (status, entry)",
          "CREATE INDEX case_events_person ON case_events (person, case_id)",
          "CREATE INDEX case_events_organisation ON case_events (organisation, case_id)",
          "CREATE INDEX case_items_alert ON case_items (alert)",
          "CREATE INDEX case_items_place ON case_items (place)",
          "CREATE INDEX case_tasks_assignee ON case_tasks (assignee)");

  /** Are there while rows are put in. */
  static final List<String> ALWAYS =
      List.of(
          "CREATE INDEX case_events_case ON case_events (case_id)",
          "CREATE INDEX case_items_case ON case_items (case_id)",
          "CREATE INDEX case_tasks_case ON case_tasks (case_id)");

  /** Cases that are kept in memory while events are put in. */
  private static final int KEPT = 1_000;

  private final Connection sqlite;
  private final TableWriter tables;
  private final Map<String, Case> kept = new HashMap<>();

  CaseTables(Connection sqlite, TableWriter tables) {
    this.sqlite = sqlite;
    this.tables = tables;
  }

  /**
   * Puts an event in.
   *
   * @throws Unfit where it cannot happen to its case as that is
   */
  void add(long index, RegisterEntry.OfCase added) throws SQLException, Unfit {
    CaseEntry next = new CaseEntry(index, added.time(), added.step());
    String id = next.step().caseId();
    Optional<Case> before = Optional.ofNullable(kept.get(id));
    if (before.isEmpty()) {
      before = find(sqlite, id);
    }
    Case now;
    try {
      now = before.isEmpty() ? Case.open(next) : before.get().with(next);
    } catch (IllegalArgumentException e) {
      throw new Unfit("case-event", String.valueOf(e.getMessage()), e);
    }
    tables.insert(
        CASE_EVENTS,
        index,
        id,
        next.event().code(),
        next.by().person(),
        next.by().organisation(),
        added.time(),
        PlaceRecords.text(CaseCodec.encode(next.step())));
    put(before, now);
    if (kept.size() >= KEPT) {
      kept.clear();
    }
    kept.put(id, now);
  }

  private void put(Optional<Case> before, Case now) throws SQLException {
    if (before.isPresent()) {
      tables.delete(CASES, "case_id", now.id());
    }
    tables.insert(CASES, now.opened().entry(), values(now));
    List<Case.Item> items = before.map(Case::items).orElse(List.of());
    for (Case.Item gone : items) {
      if (!now.items().contains(gone)) {
        tables.delete(CASE_ITEMS, "fid", String.valueOf(gone.entry()));
      }
    }
    for (Case.Item item : now.items()) {
      if (!items.contains(item)) {
        tables.insert(CASE_ITEMS, item.entry(), values(now.id(), item.item()));
      }
    }
    List<Case.Task> tasks = before.map(Case::tasks).orElse(List.of());
    for (Case.Task task : now.tasks()) {
      if (!tasks.contains(task)) {
        tables.delete(CASE_TASKS, "fid", String.valueOf(task.entry()));
        tables.insert(
            CASE_TASKS,
            task.entry(),
            now.id(),
            task.text(),
            task.assignee(),
            task.due().map(LocalDate::toString),
            task.done() ? 1 : 0);
      }
    }
  }

  private static @Nullable Object[] values(Case now) {
    Author by = now.opened().by();
    List<@Nullable Object> values = new ArrayList<>();
    values.add(now.id());
    values.add(now.title());
    values.add(now.kind());
    values.add(now.status().code());
    values.add(now.reason());
    values.add(by.person());
    values.add(by.organisation());
    values.add(by.organisationName());
    values.add(now.opened().time());
    values.add(now.items().size());
    values.add(now.openTasks().size());
    values.add(
        now.openTasks().stream()
            .flatMap(task -> task.due().stream())
            .min(LocalDate::compareTo)
            .map(LocalDate::toString));
    values.add(now.events().size());
    values.add(now.newest().entry());
    values.add(now.newest().time());
    return values.toArray();
  }

  private static @Nullable Object[] values(String id, CaseItem item) {
    return switch (item) {
      case CaseItem.OfAlert alert ->
          new @Nullable Object[] {id, "alert", alert.alert(), null, null, null, null};
      case CaseItem.OfPlace place ->
          new @Nullable Object[] {id, "place", null, place.place(), null, null, null};
      case CaseItem.OfAssessment assessment ->
          new @Nullable Object[] {
            id, "assessment", null, assessment.place(), assessment.entry(), null, null
          };
      case CaseItem.OfSource source ->
          new @Nullable Object[] {id, "source", null, null, null, source.uri(), source.title()};
    };
  }

  /** With all of its events; empty where it is not known. */
  static Optional<Case> find(Connection sqlite, String id) throws SQLException {
    List<CaseEntry> events = new ArrayList<>();
    try (PreparedStatement select =
        sqlite.prepareStatement(
            "SELECT fid, time, record FROM case_events WHERE case_id = ? ORDER BY fid")) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          long entry = row.getLong(1);
          events.add(
              new CaseEntry(
                  entry, Optional.ofNullable(row.getString(2)), step(entry, row.getString(3))));
        }
      }
    }
    try {
      return events.isEmpty() ? Optional.empty() : Optional.of(Case.of(events));
    } catch (IllegalArgumentException e) {
      throw edited(events.getFirst().entry(), e);
    }
  }

  private static CaseStep step(long entry, String text) throws SQLException {
    try {
      if (JsonMapper.shared().readTree(text) instanceof ObjectNode record) {
        return CaseCodec.decode(record);
      }
    } catch (JacksonException | MalformedRecordException e) {
      throw edited(entry, e);
    }
    throw edited(entry, new SQLException("it is no JSON object"));
  }

  private static SQLException edited(long entry, Exception cause) {
    return new SQLException(
        "Table 'case_events', row %d: nothing that can happen to its case".formatted(entry), cause);
  }
}
