package org.cairn.register;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.cairn.geopackage.Table;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.LogReader;

/**
 * Whether the register is one that this ledger led to, and its rows are those that Cairn wrote: by
 * its state and the sums of its tables, without making it a second time. Takes no lock for long.
 */
final class RegisterAgreement {
  /** The register is a projection: what is wrong with it is no fault of the ledger. */
  static final String EDITED = "register-edited";

  private static final int ROWS_AT_ONCE = 20_000;
  private static final int TRIES = 3;

  private final Path file;
  private final Consumer<Fault> faults;

  private RegisterAgreement(Path file, Consumer<Fault> faults) {
    this.file = file;
    this.faults = faults;
  }

  /**
   * @param log that the register should follow
   */
  static RegisterSummary check(Workspace workspace, LogReader log, Consumer<Fault> faults)
      throws IOException {
    Path file = workspace.register();
    if (!Files.exists(file)) {
      return RegisterSummary.NONE;
    }
    try (Connection sqlite = RegisterFile.openToRead(file)) {
      return new RegisterAgreement(file, faults).check(sqlite, log);
    } catch (SQLException e) {
      faults.accept(RegisterFile.refused(file, e).fault());
      return new RegisterSummary(RegisterSummary.Standing.DIFFERS, 0);
    }
  }

  private RegisterSummary check(Connection sqlite, LogReader log) throws SQLException, IOException {
    for (int each = 0; each < TRIES; each++) {
      RegisterState state = RegisterState.read(sqlite);
      if (state.schema() != GeoPackage.SCHEMA) {
        return new RegisterSummary(RegisterSummary.Standing.OF_ANOTHER_SCHEMA, 0);
      }
      if (!follows(state, log)) {
        faults.accept(
            new Fault(
                "register-differs",
                file.toString(),
                "it goes up to entry %d of a log with root %s, which this ledger is not and was not: run 'cairn rebuild'"
                    .formatted(state.logSize() - 1, state.logRoot())));
        return new RegisterSummary(RegisterSummary.Standing.DIFFERS, state.logSize());
      }
      List<String> edited = edited(sqlite, state);
      if (RegisterState.read(sqlite).equals(state)) {
        edited.forEach(this::tell);
        return new RegisterSummary(
            edited.isEmpty() ? RegisterSummary.Standing.AGREES : RegisterSummary.Standing.DIFFERS,
            state.logSize());
      }
    }
    return new RegisterSummary(RegisterSummary.Standing.BEING_WRITTEN, 0);
  }

  private static boolean follows(RegisterState state, LogReader log) throws IOException {
    if (state.logSize() < 1 || state.logSize() > log.head().size()) {
      return false;
    }
    try {
      return log.rootAt(state.logSize()).base64().equals(state.logRoot());
    } catch (RefusedException toldWithTheLog) {
      return true;
    }
  }

  /** Tables whose rows do not add up; a few rows at a time, so that writers get in between. */
  private static List<String> edited(Connection sqlite, RegisterState state) throws SQLException {
    TableSums written = TableSums.read(sqlite);
    TableSums found = new TableSums();
    List<String> edited = new ArrayList<>();
    for (Table table : GeoPackage.ALL) {
      if (table == TableSums.TABLES) {
        continue;
      }
      if (table == GeoPackage.STATE) {
        if (written.total(table.name()).sum() != TableSums.hash(state)) {
          edited.add(table.name());
        }
        continue;
      }
      Optional<Long> last = Optional.of(Long.MIN_VALUE);
      while (last.isPresent()) {
        last = addRows(sqlite, table, last.get(), found);
      }
      if (!found.total(table.name()).equals(written.total(table.name()))) {
        edited.add(table.name());
      }
    }
    return edited;
  }

  /** The number of the last of them; empty where there were none. */
  private static Optional<Long> addRows(Connection sqlite, Table table, long after, TableSums found)
      throws SQLException {
    Optional<Long> last = Optional.empty();
    try (PreparedStatement select =
        sqlite.prepareStatement(
            "SELECT * FROM %s WHERE fid > ? ORDER BY fid LIMIT %d"
                .formatted(table.name(), ROWS_AT_ONCE))) {
      select.setLong(1, after);
      try (ResultSet rows = select.executeQuery()) {
        if (rows.getMetaData().getColumnCount() != table.columns().size() + 1) {
          throw new SQLException("Table '" + table.name() + "' has other columns than it should");
        }
        while (rows.next()) {
          found.add(table, rows);
          last = Optional.of(rows.getLong(1));
        }
      }
    }
    return last;
  }

  private void tell(String table) {
    faults.accept(
        new Fault(
            EDITED,
            "register.gpkg, table " + table,
            "its rows are not those that Cairn wrote: another program changed them; 'cairn rebuild"
                + " --check' names each, 'cairn rebuild' makes the register again from the ledger"));
  }
}
