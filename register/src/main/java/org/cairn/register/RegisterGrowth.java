package org.cairn.register;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.TreeHead;

/**
 * One transaction in which a register grows: entries are put into its tables and indexes, and
 * readers see all of them once it is committed, or none. For who holds the right to write the file.
 * Single-thread.
 */
final class RegisterGrowth implements AutoCloseable {
  private final Path file;
  private final Connection sqlite;
  private final Projection projection;
  private long logSize;

  private RegisterGrowth(Path file, Connection sqlite, Projection projection, long logSize) {
    this.file = file;
    this.sqlite = sqlite;
    this.projection = projection;
    this.logSize = logSize;
  }

  static RegisterGrowth begin(Path file) throws RefusedException {
    try {
      Connection sqlite = RegisterFile.openToWrite(file);
      try {
        RegisterState state = RegisterState.read(sqlite);
        GeoPackage.dropInsertTriggers(sqlite);
        Projection projection =
            new Projection(sqlite, true, TableSums.read(sqlite), state.nextFid());
        return new RegisterGrowth(file, sqlite, projection, state.logSize());
      } catch (SQLException e) {
        sqlite.close();
        throw e;
      }
    } catch (SQLException e) {
      throw RegisterFile.refused(file, e);
    }
  }

  /** The index of the entry that comes next. */
  long logSize() {
    return logSize;
  }

  /**
   * @param index {@link #logSize}
   */
  void accept(long index, RegisterEntry entry) throws RefusedException {
    try {
      projection.accept(index, entry);
      logSize = index + 1;
    } catch (SQLException e) {
      throw RegisterFile.refused(file, e);
    }
  }

  /**
   * Nothing can be put in afterwards.
   *
   * @param head of the log, which covers what was put in and nothing else
   */
  void commit(TreeHead head) throws RefusedException {
    try {
      finish(sqlite, projection, head);
      GeoPackage.createInsertTriggers(sqlite);
      sqlite.commit();
    } catch (SQLException e) {
      throw RegisterFile.refused(file, e);
    }
  }

  /** Says in the tables how far they go. */
  static void finish(Connection sqlite, Projection projection, TreeHead head) throws SQLException {
    RegisterState state =
        new RegisterState(
            GeoPackage.SCHEMA, head.size(), head.root().base64(), projection.nextFid());
    state.write(sqlite);
    projection.sums().write(sqlite, state);
    if (projection.lastTime().isPresent()) {
      try (PreparedStatement update =
          sqlite.prepareStatement("UPDATE gpkg_contents SET last_change = ?")) {
        update.setString(1, projection.lastTime().get());
        update.executeUpdate();
      }
    }
  }

  /** What was not committed is as if it had never been. */
  @Override
  public void close() throws RefusedException {
    try (sqlite) {
      projection.close();
    } catch (SQLException e) {
      throw RegisterFile.refused(file, e);
    }
  }
}
