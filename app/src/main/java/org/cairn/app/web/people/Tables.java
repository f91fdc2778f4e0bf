package org.cairn.app.web.people;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.cairn.app.node.NodeFile;
import org.jspecify.annotations.Nullable;

/**
 * Another feature's own tables in the database of accounts: what is somebody's, and not for the
 * ledger. Thread-safe; one question at a time, each a matter of microseconds.
 */
public final class Tables {
  private final NodeFile file;

  Tables(NodeFile file) {
    this.file = file;
  }

  static Tables in(NodeFile file, String... create) throws IOException {
    file.work(questions -> {
      for (String table : create) {
        questions.change(table);
      }
      return true;
    });
    return new Tables(file);
  }

  /** Reads one row. */
  @FunctionalInterface
  public interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** How many rows it was. */
  public int change(String sql, @Nullable Object... values) throws IOException {
    return file.work(questions -> questions.change(sql, values));
  }

  /** The first row. */
  public <T> Optional<T> find(String sql, Row<T> row, @Nullable Object... values)
      throws IOException {
    return file.read(questions -> questions.find(sql, row::of, values));
  }
}
