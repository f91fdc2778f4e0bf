package org.cairn.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.cairn.geopackage.RTree;
import org.cairn.geopackage.Table;
import org.cairn.heritage.review.Author;
import org.cairn.ledger.merkle.TreeHead;

/**
 * Puts entries of the ledger, one after the other, into the tables of {@link GeoPackage}. Rows get
 * their numbers from one counter, so that the same entries make the same rows however they are cut
 * into sessions. Single-thread; within the caller's transaction.
 */
final class Projection implements AutoCloseable {
  private static final String INSERT_BOUNDS = RTree.insertBounds(GeoPackage.GEOMETRIES);

  /** Of the column {@code words} in a row of {@link GeoPackage#NAMES}, {@code sound} follows. */
  private static final int WORDS_FROM_END = 6;

  private final Connection sqlite;
  private final boolean indexed;
  private final TableWriter tables;
  private final ReviewTables reviews;
  private final RunTables runs;
  private final TableSums sums;
  private final ContributionTables contributions;
  private final CaseTables cases;

  /** Whether the statements of a place can be found by its id. */
  private boolean findable;

  /** Of the last record; empty where none was seen. */
  private Optional<String> lastTime = Optional.empty();

  /**
   * @param indexed whether {@link RegisterIndexes#index} has been called, and the indexes are to
   *     follow
   */
  Projection(Connection sqlite, boolean indexed, TableSums sums, long nextFid) throws SQLException {
    this.sqlite = sqlite;
    this.indexed = indexed;
    this.findable = indexed;
    this.tables = new TableWriter(sqlite, sums, nextFid);
    this.sums = sums;
    this.reviews = new ReviewTables(tables);
    this.runs = new RunTables(tables, reviews, indexed);
    this.contributions = new ContributionTables(sqlite, tables);
    this.cases = new CaseTables(sqlite, tables);
  }

  void accept(long index, RegisterEntry entry) throws SQLException {
    lastTime = entry.time().or(() -> lastTime);
    switch (entry) {
      case RegisterEntry.OfPlace described -> place(index, described);
      case RegisterEntry.Unreadable unreadable ->
          tables.insert(GeoPackage.UNREADABLE, index, unreadable.code(), unreadable.message());
      case RegisterEntry.OfRun record -> runs.keep(index, record);
      case RegisterEntry.OfPair decided ->
          tables.insert(PairRecords.DECISIONS, index, decided.values());
      case RegisterEntry.OfContribution added -> contribution(index, added);
      case RegisterEntry.OfCase step -> step(index, step);
      case RegisterEntry.OfJudgement judged ->
          tables.insert(JudgementRecords.JUDGEMENTS, index, judged.values());
      case RegisterEntry.OfFinding found -> reviews.finding(index, found);
      case RegisterEntry.RunEnd end -> runs.finish(end.run());
      case RegisterEntry.Other nothing -> {
        // Its time is all that the register takes of it.
      }
    }
  }

  private void place(long index, RegisterEntry.OfPlace described) throws SQLException {
    PlaceRows said = described.rows();
    Optional<Author> by = described.by();
    tables.insert(
        GeoPackage.VERSIONS,
        index,
        said.place(),
        described.time(),
        said.sha256(),
        said.text(),
        by.map(Author::person),
        by.flatMap(Author::name),
        by.map(Author::organisation),
        by.map(Author::organisationName));
    long fid = tables.nextFid();
    boolean isNew =
        tables.insertNew(
            GeoPackage.PLACES,
            "place",
            fid,
            said.place(),
            said.names(),
            said.level(),
            said.cellMetres(),
            index,
            index,
            index,
            null,
            null);
    if (isNew) {
      tables.takeFid();
      state(said);
    } else {
      stateAnew(index, index, contributions.merged(said));
    }
  }

  private void contribution(long index, RegisterEntry.OfContribution added) throws SQLException {
    try {
      stateAnew(index, 0, contributions.add(index, added));
    } catch (Unfit e) {
      tables.insert(GeoPackage.UNREADABLE, index, e.code(), e.message());
    }
  }

  private void step(long index, RegisterEntry.OfCase step) throws SQLException {
    try {
      cases.add(index, step);
    } catch (Unfit e) {
      tables.insert(GeoPackage.UNREADABLE, index, e.code(), e.message());
    }
  }

  /**
   * Of a place that is known.
   *
   * @param described the entry with its newest whole description, or 0 where that is the same
   */
  private void stateAnew(long index, long described, PlaceRows said) throws SQLException {
    forget(said.place());
    tables.update(
        GeoPackage.PLACES,
        "place",
        said.place(),
        "names = ?, sensitivity = ?, cell_metres = ?, entry = max(entry, ?), latest_entry = ?",
        said.names(),
        said.level(),
        said.cellMetres(),
        described,
        index);
    state(said);
  }

  private void forget(String place) throws SQLException {
    if (!findable) {
      RegisterIndexes.indexStated(sqlite);
      findable = true;
    }
    if (indexed) {
      unindexNames(place);
    }
    for (Table table : GeoPackage.STATED) {
      tables.delete(table, "place", place);
    }
  }

  private void unindexNames(String place) throws SQLException {
    PreparedStatement names = tables.prepare("SELECT fid, words, sound FROM names WHERE place = ?");
    names.setString(1, place);
    try (ResultSet rows = names.executeQuery()) {
      while (rows.next()) {
        tables.execute(
            "INSERT INTO names_search (names_search, rowid, words, sound) VALUES ('delete', ?, ?, ?)",
            rows.getLong(1),
            rows.getString(2),
            rows.getString(3));
      }
    }
  }

  private void state(PlaceRows said) throws SQLException {
    long first = tables.takeFids(said.rows().size());
    for (int position = 0; position < said.rows().size(); position++) {
      PlaceRows.Row row = said.rows().get(position);
      long fid = first + position;
      tables.insert(row.table(), fid, row.numbered(first));
      if (indexed) {
        index(row, fid);
      }
    }
  }

  private void index(PlaceRows.Row row, long fid) throws SQLException {
    if (row.bounds().isPresent()) {
      PreparedStatement bounds = tables.prepare(INSERT_BOUNDS);
      RTree.putBounds(bounds, fid, row.bounds().get());
      bounds.executeUpdate();
    }
    if (row.table() == GeoPackage.NAMES) {
      int words = row.values().size() - WORDS_FROM_END;
      tables.execute(
          "INSERT INTO names_search (rowid, words, sound) VALUES (?, ?, ?)",
          fid,
          row.values().get(words),
          row.values().get(words + 1));
    }
  }

  /** Says in the tables how far they go. */
  void finish(TreeHead head) throws SQLException {
    RegisterState state =
        new RegisterState(GeoPackage.SCHEMA, head.size(), head.root().base64(), tables.nextFid());
    state.write(sqlite);
    sums.write(sqlite, state);
    if (lastTime.isPresent()) {
      tables.execute("UPDATE gpkg_contents SET last_change = ?", lastTime.get());
    }
  }

  @Override
  public void close() throws SQLException {
    tables.close();
  }
}
