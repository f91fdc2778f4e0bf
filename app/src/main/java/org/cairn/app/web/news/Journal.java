package org.cairn.app.web.news;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.cairn.app.node.NodeFile.Questions;
import org.cairn.app.web.Registers;
import org.cairn.ledger.RefusedException;
import org.cairn.register.WatchNews;
import org.cairn.register.WatchNews.Happened;
import org.cairn.register.WatchNews.Mark;

/**
 * What happened, in the order in which this node noticed it. Its numbers, and no clock, say what a
 * subscriber has not been told. An alert is raised once, however often later runs have it again,
 * and whatever is made anew of the register. Thread-safe.
 */
final class Journal {
  private final NewsStore store;
  private final Registers registers;

  Journal(NewsStore store, Registers registers) {
    this.store = store;
    this.registers = registers;
  }

  /** What happened. */
  enum Kind {
    RAISED,
    FOUND,
    STOPPED;

    String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Kind of(String code) {
      return valueOf(code.toUpperCase(java.util.Locale.ROOT));
    }
  }

  /**
   * @param seq greater than of everything noticed before
   * @param alert id; empty for a place
   * @param place its number
   */
  record Event(long seq, Kind kind, String alert, long place, String status, String before) {}

  /** What the register has beyond what was noticed. */
  private record Fresh(
      Mark mark, List<Happened> raised, List<Happened> found, List<Happened> stopped) {}

  /**
   * Takes in what the register has.
   *
   * @return the number of the newest event; 0 where there is none
   */
  synchronized long catchUp() throws IOException, RefusedException {
    Mark known =
        store
            .read(questions ->
                questions.find(
                    "SELECT row, finding FROM node",
                    row -> new Mark(row.getLong(1), row.getLong(2))))
            .orElseThrow();
    Mark now = registers.read(register -> register.news().mark());
    if (!now.equals(known)) {
      boolean first = known.row() < 0;
      // A register that was made anew counts its rows anew.
      long from = first || now.row() < known.row() ? -1 : known.row();
      Fresh fresh =
          registers.read(register -> {
            WatchNews news = register.news();
            return new Fresh(
                news.mark(),
                news.raised(from),
                first ? List.of() : news.findings(known.finding()),
                from < 0 ? List.of() : news.stopped(from));
          });
      store.work(questions -> take(questions, fresh));
    }
    return newest();
  }

  private static boolean take(Questions questions, Fresh fresh) throws SQLException {
    try (PreparedStatement insert =
        questions
            .sqlite()
            .prepareStatement(
                "INSERT OR IGNORE INTO events (kind, alert, place, status, before)"
                    + " VALUES (?, ?, ?, ?, ?)")) {
      put(insert, Kind.RAISED, fresh.raised());
      put(insert, Kind.FOUND, fresh.found());
      put(insert, Kind.STOPPED, fresh.stopped());
    }
    questions.change(
        "UPDATE node SET row = ?, finding = ?", fresh.mark().row(), fresh.mark().finding());
    return true;
  }

  private static void put(PreparedStatement insert, Kind kind, List<Happened> all)
      throws SQLException {
    for (Happened one : all) {
      insert.setString(1, kind.code());
      insert.setString(2, one.alert());
      insert.setLong(3, one.place());
      insert.setString(4, one.status());
      insert.setString(5, one.before());
      insert.executeUpdate();
    }
  }

  /** The number of the newest event; 0 where there is none. */
  long newest() throws IOException {
    return store
        .read(questions ->
            questions.find("SELECT coalesce(max(seq), 0) FROM events", row -> row.getLong(1)))
        .orElse(0L);
  }

  List<Event> after(long seq) throws IOException {
    return store.read(questions ->
        questions.list(
            "SELECT seq, kind, alert, place, status, before FROM events WHERE seq > ? ORDER BY seq",
            row ->
                new Event(
                    row.getLong(1),
                    Kind.of(row.getString(2)),
                    row.getString(3),
                    row.getLong(4),
                    row.getString(5),
                    row.getString(6)),
            seq));
  }
}
