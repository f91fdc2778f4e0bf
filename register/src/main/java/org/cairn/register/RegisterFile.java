package org.cairn.register;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.storage.DurableFile;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteException;

/**
 * Connections to a register's file, and its replacement by another. Stateless.
 *
 * <p>The file has a rollback journal, not a write-ahead log: without a second file that has to
 * travel with it, a copy that somebody takes is whole, QGIS opens it on a disk it cannot write to,
 * and a replaced file never meets the log of the one before.
 */
final class RegisterFile {
  /** A writer of a million rows is waited for. */
  private static final int COPY_PATIENCE_MILLIS = 30_000;

  /** Code where the disk does not let it be read or written. */
  static final String INACCESSIBLE = "register-inaccessible";

  private static final int PATIENCE_MILLIS = 10_000;

  /** Kibibytes, negative as SQLite wants them: what indexes of a million places fit in. */
  private static final int CACHE = -131_072;

  private RegisterFile() {}

  /** Work on a database. */
  @FunctionalInterface
  interface Work<T> {
    T of(Connection sqlite) throws SQLException;
  }

  static Connection openToRead(Path file) throws SQLException {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    return config.createConnection(url(file));
  }

  /** A transaction is begun with the first statement and holds off other writers from there on. */
  static Connection openToWrite(Path file) throws SQLException {
    SQLiteConfig config = config();
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setCacheSize(CACHE);
    Connection sqlite = config.createConnection(url(file));
    try (Statement statement = sqlite.createStatement()) {
      // QGIS leaves the file with a write-ahead log where it is stopped.
      statement.execute("PRAGMA journal_mode = DELETE");
      sqlite.setAutoCommit(false);
      return sqlite;
    } catch (SQLException e) {
      sqlite.close();
      throw e;
    }
  }

  /** Of a file that nobody else sees yet, new or not: fast, and worthless after a crash. */
  static Connection openToBuild(Path file) throws IOException, SQLException {
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    ownerOnly(file);
    SQLiteConfig config = config();
    config.setJournalMode(SQLiteConfig.JournalMode.OFF);
    config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
    config.setLockingMode(SQLiteConfig.LockingMode.EXCLUSIVE);
    config.setCacheSize(CACHE);
    config.setPragma(SQLiteConfig.Pragma.LIMIT_WORKER_THREADS, "1");
    Connection sqlite = config.createConnection(url(file));
    sqlite.setAutoCommit(false);
    return sqlite;
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(PATIENCE_MILLIS);
    config.setGetGeneratedKeys(false); // which would be a question after each row
    return config;
  }

  /** As a URI, so that no character of a path is taken for an option. */
  private static String url(Path file) {
    return "jdbc:sqlite:" + file.toAbsolutePath().toUri().toASCIIString();
  }

  /** Exact coordinates are in it, protected ones too. */
  private static void ownerOnly(Path file) throws IOException {
    if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  /**
   * Puts a complete file in the place of the register. A journal that a crash left beside the old
   * one must not be taken for the new one's: it is removed before what it belongs to is replaced.
   */
  static void replace(Path register, Path complete) throws IOException {
    try (FileChannel channel = FileChannel.open(complete, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    for (String beside : List.of("-journal", "-wal", "-shm")) {
      Files.deleteIfExists(register.resolveSibling(register.getFileName() + beside));
    }
    Files.move(
        complete, register, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What was being made when a process stopped; asked for by whoever alone may write. */
  static void removeLeftovers(Path register) throws IOException {
    String start = register.getFileName() + ".";
    Path folder = register.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    List<Path> left;
    try (Stream<Path> files = Files.list(folder)) {
      left =
          files
              .filter(file -> file.getFileName().toString().startsWith(start))
              .filter(file -> file.toString().endsWith(DurableFile.TEMPORARY))
              .toList();
    }
    for (Path file : left) {
      Files.delete(file);
    }
  }

  /** What a failure of SQLite means for who uses the register. */
  static RefusedException refused(Path file, SQLException failure) {
    String primary =
        failure instanceof SQLiteException known ? known.getResultCode().name() : "SQLITE_ERROR";
    String code;
    String toDo;
    if (primary.startsWith("SQLITE_BUSY") || primary.startsWith("SQLITE_LOCKED")) {
      code = "register-locked";
      toDo = "another program is writing to it: close it there, or try again";
    } else if (primary.startsWith("SQLITE_READONLY")
        || primary.startsWith("SQLITE_CANTOPEN")
        || primary.startsWith("SQLITE_PERM")
        || primary.startsWith("SQLITE_FULL")
        || primary.startsWith("SQLITE_IOERR")) {
      code = INACCESSIBLE;
      toDo =
          "see that the disk has room, and that this user may read and write the file and its"
              + " folder";
    } else {
      code = "register-damaged";
      toDo =
          "the ledger has everything it says: 'cairn rebuild' makes it again, 'cairn rebuild"
              + " --check' says what differs";
    }
    return new RefusedException(
        new Fault(code, file.toString(), failure.getMessage() + "; " + toDo), failure);
  }

  /**
   * A copy of a database as of one moment, whoever writes to it meanwhile; without what was deleted
   * from it.
   */
  static void copy(Path file, Path target) throws IOException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(COPY_PATIENCE_MILLIS);
    try (Connection sqlite = config.createConnection(url(file));
        PreparedStatement copy = sqlite.prepareStatement("VACUUM INTO ?")) {
      copy.setString(1, target.toString());
      copy.execute();
    } catch (SQLException e) {
      throw new IOException(
          file
              + " could not be copied: "
              + e.getMessage()
              + "; see that there is room, and that this user may read and write it",
          e);
    }
  }
}
