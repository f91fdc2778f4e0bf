package org.cairn.register;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import org.cairn.geopackage.RTree;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.TreeHead;

/**
 * One transaction in which a register grows: entries are put into its tables and indexes, and
 * readers read on meanwhile.
 */
final class RegisterGrowth implements RegisterTables {
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
        RTree.dropInsertTriggers(sqlite, GeoPackage.FEATURES);
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

  @Override
  public long logSize() {
    return logSize;
  }

  @Override
  public Map<String, String> digests(Collection<String> places) throws RefusedException {
    try {
      return RegisterReading.digests(sqlite, places);
    } catch (SQLException e) {
      throw RegisterFile.refused(file, e);
    }
  }

  @Override
  public void accept(long index, RegisterEntry entry) throws RefusedException {
    try {
      projection.accept(index, entry);
      logSize = index + 1;
    } catch (SQLException e) {
      throw RegisterFile.refused(file, e);
    }
  }

  @Override
  public void commit(TreeHead head) throws RefusedException {
    try {
      projection.finish(head);
      RTree.createInsertTriggers(sqlite, GeoPackage.FEATURES);
      sqlite.commit();
    } catch (SQLException e) {
      throw RegisterFile.refused(file, e);
    }
  }

  @Override
  public void close() throws RefusedException {
    try (sqlite) {
      projection.close();
    } catch (SQLException e) {
      throw RegisterFile.refused(file, e);
    }
  }
}
