package org.cairn.register;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cairn.geopackage.RTree;
import org.cairn.geopackage.Table;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.storage.DurableFile;
import org.jspecify.annotations.Nullable;

/**
 * Makes the register a second time beside the first and names every row in which they differ, by
 * table, number and column, without its values: they may be protected. For who holds the right to
 * write it.
 */
final class RegisterCheck {
  /** Of one table; the rest is counted. */
  private static final int NAMED = 20;

  private static final String DIFFERS = "register-differs";

  private final Workspace workspace;
  private final Consumer<Fault> faults;

  RegisterCheck(Workspace workspace, Consumer<Fault> faults) {
    this.workspace = workspace;
    this.faults = faults;
  }

  Optional<TreeHead> check() throws IOException, RefusedException {
    Path file = workspace.register();
    if (!Files.exists(file)) {
      faults.accept(
          Fault.expected(
              "register-missing", file.toString(), "a register; run 'cairn rebuild'", "none"));
      return Optional.empty();
    }
    RegisterFile.removeLeftovers(file);
    Path copy = DurableFile.temporaryBeside(file);
    Path again = DurableFile.temporaryBeside(file);
    try {
      Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      return compare(copy, again);
    } finally {
      Files.deleteIfExists(copy);
      Files.deleteIfExists(again);
    }
  }

  private Optional<TreeHead> compare(Path copy, Path again) throws IOException, RefusedException {
    try (Connection sqlite = RegisterFile.openToWrite(copy)) {
      RegisterState state = RegisterState.read(sqlite);
      if (!isWhole(sqlite)) {
        return Optional.empty();
      }
      LogReader log = workspace.reader();
      if (state.schema() != GeoPackage.SCHEMA) {
        tell(
            "register_state",
            "expected schema %d, found %d; the next command that opens it makes it again"
                .formatted(GeoPackage.SCHEMA, state.schema()));
        return Optional.empty();
      }
      if (state.logSize() < 1
          || state.logSize() > log.head().size()
          || !log.rootAt(state.logSize()).base64().equals(state.logRoot())) {
        tell(
            "register_state",
            "size %d and root %s are none that this ledger has or had; run 'cairn rebuild'"
                .formatted(state.logSize(), state.logRoot()));
        return Optional.empty();
      }
      TreeHead head = new TreeHead(state.logSize(), log.rootAt(state.logSize()));
      PlaceRegister.build(workspace, log, head, again);
      compareWith(sqlite, again);
      return Optional.of(head);
    } catch (SQLException e) {
      faults.accept(RegisterFile.refused(workspace.register(), e).fault());
      return Optional.empty();
    }
  }

  /** Whether SQLite's own structures hold; what does not is told. */
  private boolean isWhole(Connection sqlite) throws SQLException {
    boolean whole = true;
    try (Statement statement = sqlite.createStatement()) {
      try (ResultSet rows = statement.executeQuery("PRAGMA integrity_check(20)")) {
        while (rows.next()) {
          if (!rows.getString(1).equals("ok")) {
            whole = false;
            faults.accept(
                new Fault(
                    "register-damaged",
                    workspace.register().toString(),
                    rows.getString(1) + "; run 'cairn rebuild'"));
          }
        }
      }
      if (whole) {
        statement.execute(
            "INSERT INTO names_search (names_search, rank) VALUES ('integrity-check', 1)");
      }
    }
    return whole;
  }

  private void compareWith(Connection sqlite, Path again) throws SQLException {
    sqlite.rollback();
    sqlite.setAutoCommit(true); // no database is attached within a transaction
    try (PreparedStatement attach = sqlite.prepareStatement("ATTACH ? AS again")) {
      attach.setString(1, again.toAbsolutePath().toUri().toASCIIString());
      attach.execute();
    }
    compare(sqlite, "sqlite_schema", "name || ' ' || type, sql");
    for (String table : tables()) {
      compare(sqlite, table, "*");
    }
  }

  private static List<String> tables() {
    return Stream.of(
            GeoPackage.ALL.stream().map(Table::name),
            GeoPackage.FEATURES.stream().map(RTree::name),
            Stream.of(
                "gpkg_spatial_ref_sys",
                "gpkg_contents",
                "gpkg_geometry_columns",
                "gpkg_extensions",
                "layer_styles"))
        .flatMap(each -> each)
        .toList();
  }

  /** A row of a table, by its columns' names. */
  private record Row(List<String> columns, List<@Nullable Object> values) {}

  private void compare(Connection sqlite, String table, String columns) throws SQLException {
    SortedMap<String, Row> here = except(sqlite, table, columns, "main", "again");
    SortedMap<String, Row> there = except(sqlite, table, columns, "again", "main");
    List<String> differences = new ArrayList<>();
    here.forEach((key, row) -> {
      Row expected = there.get(key);
      differences.add(
          expected == null
              ? "row " + key + " is not in the ledger"
              : "row " + key + " differs in " + String.join(", ", changed(row, expected)));
    });
    there.keySet().stream()
        .filter(key -> !here.containsKey(key))
        .forEach(key -> differences.add("row " + key + " is missing"));
    differences.stream().limit(NAMED).forEach(each -> tell(table, each + "; run 'cairn rebuild'"));
    if (differences.size() > NAMED) {
      tell(table, "and %d more rows differ".formatted(differences.size() - NAMED));
    }
  }

  private static SortedMap<String, Row> except(
      Connection sqlite, String table, String columns, String one, String other)
      throws SQLException {
    String sql =
        "SELECT %1$s FROM %2$s.%4$s EXCEPT SELECT %1$s FROM %3$s.%4$s"
            .formatted(columns, one, other, table);
    SortedMap<String, Row> rows = new TreeMap<>();
    try (Statement statement = sqlite.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      int width = found.getMetaData().getColumnCount();
      List<String> names = new ArrayList<>();
      for (int column = 1; column <= width; column++) {
        names.add(found.getMetaData().getColumnName(column));
      }
      while (found.next()) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int column = 1; column <= width; column++) {
          Object value = found.getObject(column);
          values.add(value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value);
        }
        rows.put(String.valueOf(values.getFirst()), new Row(names, values));
      }
    }
    return rows;
  }

  private static List<String> changed(Row row, Row expected) {
    List<String> changed = new ArrayList<>();
    for (int column = 0; column < row.columns().size(); column++) {
      if (column >= expected.values().size()
          || !Objects.equals(row.values().get(column), expected.values().get(column))) {
        changed.add(row.columns().get(column));
      }
    }
    return changed;
  }

  private void tell(String table, String message) {
    faults.accept(new Fault(DIFFERS, "register.gpkg, table " + table, message));
  }
}
