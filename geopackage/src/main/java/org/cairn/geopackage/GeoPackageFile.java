package org.cairn.geopackage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.sqlite.SQLiteConfig;

/** Connections to files: those of strangers to read, new ones to write. Stateless. */
public final class GeoPackageFile {
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int APPLICATION_ID_AT = 68;

  /** {@code GPKG} since version 1.2, {@code GP10} and {@code GP11} before. */
  private static final Set<Integer> APPLICATION_IDS = Set.of(0x47504B47, 0x47503130, 0x47503131);

  private GeoPackageFile() {}

  /**
   * Whether a file begins as a GeoPackage does.
   *
   * @param head its first 100 bytes or more
   */
  public static boolean isOne(byte[] head) {
    return isDatabase(head)
        && head.length >= APPLICATION_ID_AT + 4
        && APPLICATION_IDS.contains(ByteBuffer.wrap(head).getInt(APPLICATION_ID_AT));
  }

  /** Whether a file begins as an SQLite database does. */
  public static boolean isDatabase(byte[] head) {
    return head.length >= MAGIC.length && Arrays.equals(Arrays.copyOf(head, MAGIC.length), MAGIC);
  }

  /**
   * A file of a stranger: nothing is written to it or beside it, no extension is loaded, and no
   * function with side effects can be called from its views, triggers or columns.
   *
   * @throws IOException where another program has not finished writing to it; says which file
   */
  public static Connection openForeign(Path file) throws IOException, SQLException {
    for (String beside : List.of("-wal", "-journal")) {
      Path unfinished = file.resolveSibling(file.getFileName() + beside);
      if (Files.exists(unfinished) && Files.size(unfinished) > 0) {
        throw new IOException(
            "another program has not finished writing to it, as '%s' beside it shows: close it there first"
                .formatted(unfinished.getFileName()));
      }
    }
    try (InputStream in = Files.newInputStream(file)) {
      if (!isDatabase(in.readNBytes(MAGIC.length))) {
        throw new IOException("it is no SQLite database");
      }
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.enableLoadExtension(false);
    // Immutable: without it, a file left with a write-ahead log would get files beside it.
    Connection sqlite = config.createConnection(url(file) + "?immutable=1");
    try (Statement statement = sqlite.createStatement()) {
      statement.execute("PRAGMA trusted_schema = OFF");
      statement.execute("PRAGMA query_only = ON");
      statement.execute("PRAGMA cell_size_check = ON");
      return sqlite;
    } catch (SQLException e) {
      sqlite.close();
      throw e;
    }
  }

  /**
   * A new, empty database that nobody sees yet: fast, and worthless after a crash. One transaction,
   * to be committed.
   */
  public static Connection create(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.OFF);
    config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
    config.setLockingMode(SQLiteConfig.LockingMode.EXCLUSIVE);
    Connection sqlite = config.createConnection(url(file));
    sqlite.setAutoCommit(false);
    return sqlite;
  }

  /** As a URI, so that no character of a path is taken for an option. */
  private static String url(Path file) {
    return "jdbc:sqlite:" + file.toAbsolutePath().toUri().toASCIIString();
  }
}
