package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.heritage.casework.CaseStatus;

/** {@link CaseQuery} as SQL over the tables of {@link CaseTables}. Stateless. */
final class CaseSql {
  private static final String OF_PERSON =
      "(case_id IN (SELECT case_id FROM case_events WHERE person = ?)"
          + " OR case_id IN (SELECT case_id FROM case_tasks WHERE assignee = ?))";

  private static final String OF_PLACE =
      "(case_id IN (SELECT case_id FROM case_items WHERE place = ?)"
          + " OR case_id IN (SELECT case_items.case_id FROM case_items"
          + " CROSS JOIN alerts ON alerts.alert = case_items.alert"
          + " WHERE case_items.alert IS NOT NULL AND alerts.place = ?))";

  private CaseSql() {}

  static CasePage search(Connection sqlite, CaseQuery query) throws SQLException {
    List<String> where = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    conditions(query, where, values);
    query
        .status()
        .ifPresent(status -> {
          where.add("status = ?");
          values.add(status.code());
        });
    query
        .after()
        .ifPresent(key -> {
          where.add("entry < ?");
          values.add(key);
        });
    values.add(query.limit() + 1);
    String sql =
        "SELECT case_id, title, kind, status, organisation, organisation_name, items, open_tasks,"
            + " next_due, fid, entry, changed FROM cases"
            + where(where)
            + " ORDER BY entry DESC LIMIT ?";
    List<CaseHit> found = new ArrayList<>();
    try (PreparedStatement select = prepare(sqlite, sql, values);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.add(hit(row));
      }
    }
    if (found.size() <= query.limit()) {
      return new CasePage(found, Optional.empty());
    }
    List<CaseHit> page = found.subList(0, query.limit());
    return new CasePage(page, Optional.of(page.getLast().entry()));
  }

  static Map<CaseStatus, Long> count(Connection sqlite, CaseQuery query) throws SQLException {
    Map<CaseStatus, Long> counts = new EnumMap<>(CaseStatus.class);
    for (CaseStatus each : CaseStatus.values()) {
      counts.put(each, 0L);
    }
    List<String> where = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    conditions(query, where, values);
    String sql = "SELECT status, count(*) FROM cases" + where(where) + " GROUP BY status";
    try (PreparedStatement select = prepare(sqlite, sql, values);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        counts.put(status(row.getString(1)), row.getLong(2));
      }
    }
    return counts;
  }

  private static void conditions(CaseQuery query, List<String> where, List<Object> values) {
    query
        .organisation()
        .ifPresent(id -> {
          where.add("case_id IN (SELECT case_id FROM case_events WHERE organisation = ?)");
          values.add(id);
        });
    query
        .person()
        .ifPresent(id -> {
          where.add(OF_PERSON);
          values.addAll(List.of(id, id));
        });
    query
        .place()
        .ifPresent(id -> {
          where.add(OF_PLACE);
          values.addAll(List.of(id, id));
        });
    query
        .alert()
        .ifPresent(id -> {
          where.add("case_id IN (SELECT case_id FROM case_items WHERE alert = ?)");
          values.add(id);
        });
  }

  private static String where(List<String> conditions) {
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  private static PreparedStatement prepare(Connection sqlite, String sql, List<Object> values)
      throws SQLException {
    PreparedStatement select = sqlite.prepareStatement(sql);
    for (int at = 0; at < values.size(); at++) {
      select.setObject(at + 1, values.get(at));
    }
    return select;
  }

  private static CaseHit hit(ResultSet row) throws SQLException {
    return new CaseHit(
        row.getString(1),
        Optional.ofNullable(row.getString(2)),
        row.getString(3),
        status(row.getString(4)),
        row.getString(5),
        row.getString(6),
        row.getInt(7),
        row.getInt(8),
        Optional.ofNullable(row.getString(9)).map(LocalDate::parse),
        row.getLong(10),
        row.getLong(11),
        Optional.ofNullable(row.getString(12)));
  }

  private static CaseStatus status(String code) throws SQLException {
    return Arrays.stream(CaseStatus.values())
        .filter(each -> each.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new SQLException("Table 'cases' has a status that Cairn did not write"));
  }
}
