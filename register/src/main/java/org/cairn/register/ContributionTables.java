package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.geopackage.Table;
import org.cairn.heritage.codec.ContributionCodec;
import org.cairn.heritage.codec.MalformedRecordException;
import org.cairn.heritage.contribution.Contribution;
import org.cairn.heritage.contribution.ContributionEntry;
import org.cairn.heritage.contribution.DescriptionEntry;
import org.cairn.heritage.contribution.PlaceHistory;
import org.cairn.heritage.place.StatementKind;
import org.cairn.heritage.review.Author;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What people added to places, in the tables. Where nobody did, places cost no question here.
 * Single-thread.
 */
final class ContributionTables {
  /** Its {@code fid} is the index of the entry. */
  static final Table CONTRIBUTIONS =
      Table.attributes(
          "contributions",
          "What people added to places; one whose fid another has in replaces stands no more",
          "place TEXT NOT NULL",
          "kind TEXT",
          "replaces INTEGER",
          "person TEXT NOT NULL",
          "organisation TEXT NOT NULL",
          "organisation_name TEXT NOT NULL",
          "time TEXT",
          "record TEXT NOT NULL");

  /** Is there while rows are put in. */
  static final String INDEX = "CREATE INDEX contributions_place ON contributions (place)";

  private static final String DESCRIBED =
      "SELECT versions.fid, versions.time, versions.record, versions.person, versions.name,"
          + " versions.organisation, versions.organisation_name FROM ";

  private final Connection sqlite;
  private final TableWriter tables;
  private boolean any;

  ContributionTables(Connection sqlite, TableWriter tables) throws SQLException {
    this.sqlite = sqlite;
    this.tables = tables;
    try (PreparedStatement select =
            sqlite.prepareStatement("SELECT EXISTS (SELECT 1 FROM contributions)");
        ResultSet row = select.executeQuery()) {
      this.any = row.next() && row.getBoolean(1);
    }
  }

  /**
   * Puts one in.
   *
   * @return everything that is said of its place then
   * @throws Unfit where it cannot count
   */
  PlaceRows add(long index, RegisterEntry.OfContribution added) throws SQLException, Unfit {
    Contribution contribution = added.contribution();
    PlaceHistory before =
        find(sqlite, contribution.place())
            .orElseThrow(() ->
                new Unfit(
                    "contribution-place",
                    "no entry before it registers its place '" + contribution.place() + "'"));
    PlaceHistory now;
    try {
      now = before.with(new ContributionEntry(index, added.time(), contribution));
    } catch (IllegalArgumentException e) {
      throw new Unfit("contribution-replaces", String.valueOf(e.getMessage()), e);
    }
    Author by = contribution.by();
    tables.insert(
        CONTRIBUTIONS,
        index,
        contribution.place(),
        contribution.kind().map(StatementKind::member),
        contribution.replaces(),
        by.person(),
        by.organisation(),
        by.organisationName(),
        added.time(),
        PlaceRecords.text(ContributionCodec.encode(contribution)));
    any = true;
    return PlaceRows.of(now.place());
  }

  /**
   * A description with what was added to its place.
   *
   * @param imported the newest whole description, which the tables may not have yet
   */
  PlaceRows merged(PlaceRows imported) throws SQLException {
    List<ContributionEntry> added = any ? list(sqlite, imported.place()) : List.of();
    if (added.isEmpty()) {
      return imported;
    }
    DescriptionEntry described = described(0, Optional.empty(), imported.text(), Optional.empty());
    return PlaceRows.of(PlaceHistory.of(described, added).place());
  }

  /** What was said of a place up to now; empty where it is not known. */
  static Optional<PlaceHistory> find(Connection sqlite, String place) throws SQLException {
    List<DescriptionEntry> newest =
        descriptions(sqlite, place, "places JOIN versions ON versions.fid = places.entry");
    return newest.isEmpty()
        ? Optional.empty()
        : Optional.of(PlaceHistory.of(newest.getLast(), list(sqlite, place)));
  }

  /** All whole descriptions of a place, the oldest first. */
  static List<DescriptionEntry> descriptions(Connection sqlite, String place) throws SQLException {
    return descriptions(sqlite, place, "places JOIN versions ON versions.place = places.place");
  }

  private static List<DescriptionEntry> descriptions(Connection sqlite, String place, String from)
      throws SQLException {
    String sql = DESCRIBED + from + " WHERE places.place = ? ORDER BY versions.fid";
    List<DescriptionEntry> all = new ArrayList<>();
    try (PreparedStatement select = sqlite.prepareStatement(sql)) {
      select.setString(1, place);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Optional<Author> by = Optional.empty();
          if (row.getString(4) != null) {
            by =
                Optional.of(
                    new Author(
                        row.getString(4),
                        Optional.ofNullable(row.getString(5)),
                        row.getString(6),
                        row.getString(7)));
          }
          all.add(
              described(
                  row.getLong(1), Optional.ofNullable(row.getString(2)), row.getString(3), by));
        }
      }
    }
    return all;
  }

  private static DescriptionEntry described(
      long entry, Optional<String> time, String text, Optional<Author> by) throws SQLException {
    return new DescriptionEntry(
        entry,
        time,
        PlaceRecords.parse(text)
            .orElseThrow(() ->
                new SQLException(
                    "Table 'versions', row %d: no description of a place".formatted(entry))),
        by);
  }

  /** All contributions to a place, the oldest first. */
  static List<ContributionEntry> list(Connection sqlite, String place) throws SQLException {
    List<ContributionEntry> all = new ArrayList<>();
    try (PreparedStatement select =
        sqlite.prepareStatement(
            "SELECT fid, time, record FROM contributions WHERE place = ? ORDER BY fid")) {
      select.setString(1, place);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          all.add(
              new ContributionEntry(
                  row.getLong(1),
                  Optional.ofNullable(row.getString(2)),
                  contribution(row.getLong(1), row.getString(3))));
        }
      }
    }
    return all;
  }

  private static Contribution contribution(long entry, String text) throws SQLException {
    try {
      if (JsonMapper.shared().readTree(text) instanceof ObjectNode record) {
        return ContributionCodec.decode(record);
      }
    } catch (JacksonException | MalformedRecordException e) {
      throw edited(entry, e);
    }
    throw edited(entry, new SQLException("it is no JSON object"));
  }

  private static SQLException edited(long entry, Exception cause) {
    return new SQLException(
        "Table 'contributions', row %d: no contribution to a place".formatted(entry), cause);
  }
}
