package org.cairn.register;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.storage.DurableFile;

/**
 * A register made in a file beside, without indexes until it is complete: what is much quicker than
 * growth for many entries. Once committed it takes the register's place.
 */
final class RegisterBuild implements RegisterTables {
  private final Path making;

  /** Which it will replace; empty where it stays by itself. */
  private final Optional<Path> register;

  private final Connection sqlite;
  private final Projection projection;
  private long logSize;

  private RegisterBuild(
      Path making, Optional<Path> register, Connection sqlite, TableSums sums, RegisterState state)
      throws SQLException {
    this.making = making;
    this.register = register;
    this.sqlite = sqlite;
    this.projection = new Projection(sqlite, false, sums, state.nextFid());
    this.logSize = state.logSize();
  }

  /** From nothing. */
  static RegisterBuild of(Path register) throws IOException, RefusedException {
    return begin(Optional.of(register), DurableFile.temporaryBeside(register), false);
  }

  /** From what the register has; who calls keeps others from writing it meanwhile. */
  static RegisterBuild from(Path register) throws IOException, RefusedException {
    Path making = DurableFile.temporaryBeside(register);
    Files.copy(register, making);
    return begin(Optional.of(register), making, true);
  }

  /** From nothing, in a file that replaces none. */
  static RegisterBuild alone(Path making) throws IOException, RefusedException {
    return begin(Optional.empty(), making, false);
  }

  private static RegisterBuild begin(Optional<Path> register, Path making, boolean goesOn)
      throws IOException, RefusedException {
    try {
      Connection sqlite = RegisterFile.openToBuild(making);
      try {
        if (!goesOn) {
          GeoPackage.create(sqlite);
          return new RegisterBuild(making, register, sqlite, new TableSums(), RegisterState.EMPTY);
        }
        RegisterState state = RegisterState.read(sqlite);
        RegisterIndexes.unindex(sqlite);
        return new RegisterBuild(making, register, sqlite, TableSums.read(sqlite), state);
      } catch (SQLException e) {
        sqlite.close();
        throw e;
      }
    } catch (SQLException e) {
      Files.deleteIfExists(making);
      throw RegisterFile.refused(making, e);
    }
  }

  @Override
  public long logSize() {
    return logSize;
  }

  @Override
  public void accept(long index, RegisterEntry entry) throws RefusedException {
    try {
      projection.accept(index, entry);
      logSize = index + 1;
    } catch (SQLException e) {
      throw RegisterFile.refused(making, e);
    }
  }

  @Override
  public Map<String, String> digests(Collection<String> places) throws RefusedException {
    try {
      return RegisterReading.digests(sqlite, places);
    } catch (SQLException e) {
      throw RegisterFile.refused(making, e);
    }
  }

  @Override
  public void commit(TreeHead head) throws IOException, RefusedException {
    try {
      projection.finish(head);
      projection.close();
      RegisterIndexes.index(sqlite);
      sqlite.commit();
      sqlite.close();
    } catch (SQLException e) {
      throw RegisterFile.refused(making, e);
    }
    if (register.isPresent()) {
      RegisterFile.replace(register.get(), making);
    }
  }

  @Override
  public void close() throws IOException, RefusedException {
    try {
      if (!sqlite.isClosed()) {
        projection.close();
        sqlite.close();
      }
    } catch (SQLException e) {
      throw RegisterFile.refused(making, e);
    } finally {
      if (register.isPresent()) {
        Files.deleteIfExists(making);
      }
    }
  }
}
