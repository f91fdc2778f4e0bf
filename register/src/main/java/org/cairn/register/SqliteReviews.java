package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import org.cairn.heritage.review.Author;
import org.cairn.heritage.review.DegreeOfCertainty;
import org.cairn.heritage.review.Judgement;
import org.cairn.heritage.review.RecordedJudgement;
import org.cairn.heritage.review.Verdict;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Judgements and findings as the tables have them. Stateless. */
final class SqliteReviews {
  private static final String JUDGEMENT =
      "SELECT fid, alert, alert_entry, person, name, organisation, organisation_name, verdict,"
          + " reason, certainty, note, after_reveal, signed, time FROM judgements";

  private SqliteReviews() {}

  static List<RecordedJudgement> judgements(Connection sqlite, String alert) throws SQLException {
    List<RecordedJudgement> all = new ArrayList<>();
    try (PreparedStatement select =
        sqlite.prepareStatement(JUDGEMENT + " WHERE alert = ? ORDER BY fid")) {
      select.setString(1, alert);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          all.add(judgement(rows));
        }
      }
    }
    return all;
  }

  static void forEachJudgement(Connection sqlite, Consumer<RecordedJudgement> taker)
      throws SQLException {
    try (Statement select = sqlite.createStatement();
        ResultSet rows = select.executeQuery(JUDGEMENT + " ORDER BY fid")) {
      while (rows.next()) {
        taker.accept(judgement(rows));
      }
    }
  }

  private static RecordedJudgement judgement(ResultSet row) throws SQLException {
    try {
      Author author =
          new Author(
              row.getString(4),
              Optional.ofNullable(row.getString(5)),
              row.getString(6),
              row.getString(7));
      Judgement judgement =
          new Judgement(
              row.getString(2),
              row.getLong(3),
              author,
              Verdict.findByCode(row.getString(8)).orElseThrow(),
              Optional.ofNullable(row.getString(9)),
              DegreeOfCertainty.findByCode(row.getString(10)).orElseThrow(),
              Optional.ofNullable(row.getString(11)),
              row.getInt(12) != 0);
      return new RecordedJudgement(
          row.getLong(1),
          Optional.ofNullable(row.getString(14)).flatMap(JudgementRecords::instant),
          judgement,
          JudgementRecords.signing(row.getString(13)));
    } catch (IllegalArgumentException | NoSuchElementException | JacksonException edited) {
      throw edited("judgements", row, edited);
    }
  }

  static List<RecordedFinding> findings(Connection sqlite, String alert) throws SQLException {
    List<RecordedFinding> all = new ArrayList<>();
    try (PreparedStatement select =
        sqlite.prepareStatement(
            "SELECT fid, alert, status, judgements, rule, time FROM findings WHERE alert = ? ORDER BY fid")) {
      select.setString(1, alert);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          all.add(finding(rows));
        }
      }
    }
    return all;
  }

  private static RecordedFinding finding(ResultSet row) throws SQLException {
    try {
      return new RecordedFinding(
          row.getLong(1),
          Optional.ofNullable(row.getString(6)).flatMap(JudgementRecords::instant),
          row.getString(2),
          FindingRecords.status(row.getString(3)),
          FindingRecords.entries(JsonMapper.shared().readTree(row.getString(4))),
          FindingRecords.rule(JsonMapper.shared().readTree(row.getString(5))));
    } catch (IllegalArgumentException | JacksonException edited) {
      throw edited("findings", row, edited);
    }
  }

  private static SQLException edited(String table, ResultSet row, RuntimeException why)
      throws SQLException {
    return new SQLException(
        "Table '%s', row %d: Cairn did not write it so".formatted(table, row.getLong(1)), why);
  }

  /** Ids of all alerts that somebody judged. */
  static List<String> judgedAlerts(Connection sqlite) throws SQLException {
    List<String> alerts = new ArrayList<>();
    try (Statement select = sqlite.createStatement();
        ResultSet rows =
            select.executeQuery("SELECT DISTINCT alert FROM judgements ORDER BY alert")) {
      while (rows.next()) {
        alerts.add(rows.getString(1));
      }
    }
    return alerts;
  }
}
