package org.cairn.register;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.cairn.ledger.RefusedException;

/**
 * Reads the register's file, whichever has its name at the moment: it may be replaced between two
 * questions. Single-thread.
 */
final class RegisterReading implements AutoCloseable {
  private static final String DIGEST =
      "SELECT versions.sha256 FROM places JOIN versions ON versions.fid = places.entry"
          + " WHERE places.place = ?";

  private final Path file;

  /** Of {@link #readFrom}; absent until something is read. */
  private Optional<Connection> reading = Optional.empty();

  private Optional<Object> readFrom = Optional.empty();

  RegisterReading(Path file) {
    this.file = file;
  }

  /**
   * @throws RefusedException what {@link RegisterFile#refused} makes of a failure of SQLite
   */
  <T> T read(RegisterFile.Work<T> work) throws IOException, RefusedException {
    try {
      return work.of(connection());
    } catch (SQLException e) {
      throw RegisterFile.refused(file, e);
    }
  }

  /**
   * The digests of what is said now of places.
   *
   * @return by id, of those that are known
   */
  Map<String, String> digests(Collection<String> places) throws IOException, RefusedException {
    return read(sqlite -> {
      sqlite.setAutoCommit(false); // one transaction for all: each begins with looking at the file
      try {
        return digests(sqlite, places);
      } finally {
        sqlite.setAutoCommit(true);
      }
    });
  }

  /** The same by a connection, with what it has not committed yet. */
  static Map<String, String> digests(Connection sqlite, Collection<String> places)
      throws SQLException {
    Map<String, String> digests = new HashMap<>();
    try (PreparedStatement select = sqlite.prepareStatement(DIGEST)) {
      for (String place : places) {
        select.setString(1, place);
        try (ResultSet row = select.executeQuery()) {
          if (row.next()) {
            digests.put(place, row.getString(1));
          }
        }
      }
    }
    return digests;
  }

  /** Keeps every other program from writing the file until this is closed. */
  void hold() throws IOException, RefusedException {
    read(sqlite -> {
      sqlite.setAutoCommit(false);
      return RegisterState.read(sqlite);
    });
  }

  private Connection connection() throws IOException, SQLException {
    Optional<Object> key =
        Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    if (reading.isPresent() && key.equals(readFrom)) {
      return reading.get();
    }
    closeReading();
    Connection opened = RegisterFile.openToRead(file);
    reading = Optional.of(opened);
    readFrom = key;
    return opened;
  }

  private void closeReading() throws SQLException {
    if (reading.isPresent()) {
      Connection open = reading.get();
      reading = Optional.empty();
      open.close();
    }
  }

  /** What is read next is read from the file that is there then. */
  @Override
  public void close() throws RefusedException {
    try {
      closeReading();
    } catch (SQLException e) {
      throw RegisterFile.refused(file, e);
    }
  }
}
