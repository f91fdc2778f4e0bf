package org.cairn.app.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * A database of a node's own beside the ledger, such as that of its accounts: its owner's alone
 * (mode 0600), with a write-ahead log, so that a command may look into it beside a running server.
 * One changes it at a time, and waits for the disk; those who only read do not wait for that.
 * Thread-safe.
 */
public final class NodeFile implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  /** Each reads for microseconds. */
  private static final int READERS = 4;

  private final Path file;
  private final Connection sqlite;
  private final Semaphore reading = new Semaphore(READERS, true);
  private final Deque<Connection> readers = new ConcurrentLinkedDeque<>();

  private NodeFile(Path file, Connection sqlite) {
    this.file = file;
    this.sqlite = sqlite;
  }

  /**
   * The scripts that make its tables, which lie beside a class: {@code NAME.sql} makes all, {@code
   * NAME-N.sql} leads to schema N from the one before.
   *
   * @param schema raised with each change of {@code NAME.sql}; at least 1
   */
  public record Schema(Class<?> beside, String name, int schema) {}

  /**
   * Makes it where it does not exist, and brings an older one up to date.
   *
   * @throws IOException also where a newer release wrote it
   */
  public static NodeFile open(Path file, Schema schema) throws IOException {
    if (!Files.exists(file)) {
      createOwnersOnly(file);
    }
    SQLiteConfig config = config();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    try {
      Connection sqlite = config.createConnection(address(file));
      try {
        prepare(sqlite, file, schema);
        return new NodeFile(file, sqlite);
      } catch (IOException | SQLException | RuntimeException e) {
        sqlite.close();
        throw e;
      }
    } catch (SQLException e) {
      throw failed(file, e);
    }
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(PATIENCE_MILLIS);
    config.setGetGeneratedKeys(false);
    return config;
  }

  private static String address(Path file) {
    return "jdbc:sqlite:" + file.toAbsolutePath().toUri().toASCIIString();
  }

  /** Before SQLite writes anything: it gives the files beside it the same mode. */
  private static void createOwnersOnly(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    boolean posix =
        folder != null && Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null;
    try {
      if (posix) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } else {
        Files.createFile(file);
      }
    } catch (java.nio.file.FileAlreadyExistsException made) {
      if (!Files.isRegularFile(file)) {
        throw made;
      }
    }
  }

  private static void prepare(Connection sqlite, Path file, Schema schema)
      throws IOException, SQLException {
    inOneTransaction(
        sqlite,
        questions -> {
          int version = questions.find("PRAGMA user_version", row -> row.getInt(1)).orElseThrow();
          if (version > schema.schema()) {
            throw new IOException(
                file + " was written by a newer Cairn (schema " + version + "): use that one");
          }
          if (version == 0) {
            run(questions, schema, ".sql");
          }
          for (int next = version + 1; version > 0 && next <= schema.schema(); next++) {
            run(questions, schema, "-" + next + ".sql");
          }
          if (version < schema.schema()) {
            questions.change("PRAGMA user_version = " + schema.schema());
          }
          return version;
        });
  }

  private static void run(Questions questions, Schema schema, String end)
      throws IOException, SQLException {
    for (String command : text(schema, end).split(";")) {
      if (!command.isBlank()) {
        execute(questions.sqlite(), command);
      }
    }
  }

  private static String text(Schema schema, String end) throws IOException {
    String script = schema.name() + end;
    try (var in = schema.beside().getResourceAsStream(script)) {
      if (in == null) {
        throw new IllegalStateException(script + " is missing: build again");
      }
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  /** What is asked or changed. */
  @FunctionalInterface
  public interface Work<T> {
    T with(Questions questions) throws IOException, SQLException;
  }

  /** In one transaction: all that the work changes, or nothing. */
  public synchronized <T> T work(Work<T> work) throws IOException {
    try {
      return inOneTransaction(sqlite, work);
    } catch (SQLException e) {
      throw failed(file, e);
    }
  }

  /** What was changed last is seen; as of one moment, whatever is changed meanwhile. */
  public <T> T read(Work<T> work) throws IOException {
    reading.acquireUninterruptibly();
    try {
      @Nullable Connection reader = readers.poll();
      if (reader == null) {
        reader = config().createConnection(address(file));
        execute(reader, "PRAGMA query_only = TRUE");
      }
      T result;
      try {
        result = inOneTransaction(reader, "BEGIN", work);
      } catch (IOException | SQLException | RuntimeException e) {
        reader.close(); // Whatever is wrong with it, the next reader begins anew.
        throw e;
      }
      readers.push(reader);
      return result;
    } catch (SQLException e) {
      throw failed(file, e);
    } finally {
      reading.release();
    }
  }

  /**
   * Takes the right to write first, so that what is read stays true until it is changed. Begun and
   * ended by hand: the driver would begin the next one at once, and keep others from writing.
   */
  private static <T> T inOneTransaction(Connection sqlite, Work<T> work)
      throws IOException, SQLException {
    return inOneTransaction(sqlite, "BEGIN IMMEDIATE", work);
  }

  private static <T> T inOneTransaction(Connection sqlite, String begin, Work<T> work)
      throws IOException, SQLException {
    execute(sqlite, begin);
    try {
      T result = work.with(new Questions(sqlite));
      execute(sqlite, "COMMIT");
      return result;
    } catch (IOException | SQLException | RuntimeException e) {
      try {
        execute(sqlite, "ROLLBACK");
      } catch (SQLException over) {
        // Where the disk is full SQLite has done so itself; what went wrong first is told.
        e.addSuppressed(over);
      }
      throw e;
    }
  }

  private static void execute(Connection sqlite, String command) throws SQLException {
    try (Statement statement = sqlite.createStatement()) {
      statement.execute(command);
    }
  }

  private static IOException failed(Path file, SQLException failure) {
    return new IOException(
        file
            + ": "
            + failure.getMessage()
            + "; see that the disk has room, and that this user may read and write the file",
        failure);
  }

  /** Reads one row. */
  @FunctionalInterface
  public interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** Of one transaction. For its thread only. */
  public record Questions(Connection sqlite) {
    public <T> List<T> list(String sql, Row<T> row, @Nullable Object... values)
        throws SQLException {
      try (PreparedStatement statement = prepare(sql, values);
          ResultSet rows = statement.executeQuery()) {
        List<T> all = new ArrayList<>();
        while (rows.next()) {
          all.add(row.of(rows));
        }
        return all;
      }
    }

    public <T> Optional<T> find(String sql, Row<T> row, @Nullable Object... values)
        throws SQLException {
      List<T> all = list(sql, row, values);
      return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst());
    }

    /** How many rows it was. */
    public int change(String sql, @Nullable Object... values) throws SQLException {
      try (PreparedStatement statement = prepare(sql, values)) {
        return statement.executeUpdate();
      }
    }

    private PreparedStatement prepare(String sql, @Nullable Object... values) throws SQLException {
      PreparedStatement statement = sqlite.prepareStatement(sql);
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement;
    }
  }

  @Override
  public synchronized void close() throws IOException {
    reading.acquireUninterruptibly(READERS);
    try (Connection last = sqlite) {
      for (Connection reader : readers) {
        reader.close();
      }
      readers.clear();
    } catch (SQLException e) {
      throw failed(file, e);
    } finally {
      reading.release(READERS);
    }
  }
}
