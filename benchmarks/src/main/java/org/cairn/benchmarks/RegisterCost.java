package org.cairn.benchmarks;

import static org.cairn.benchmarks.Machine.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.cairn.register.LedgerWriter;
import org.cairn.register.PlaceAdding;
import org.cairn.register.PlaceQuery;
import org.cairn.register.PlaceRegister;
import org.cairn.register.Workspace;

/**
 * What places cost from a file to a search: a file in the Linked Places Format imported, checked,
 * signed, in ledger and register; the same file again; a rebuild against inserting the same rows
 * into SQLite plainly; searches. Start it with {@code -Xmx1g}.
 *
 * <p>Arguments: a folder that does not exist yet; optionally the number of places (100000), and
 * {@code once} to leave out reading alone and the second import.
 */
public final class RegisterCost {
  /** What Arches' own bulk loaders are reported to do, records a second. */
  private static final double ARCHES = 7;

  private static final int SEARCHES = 1_000;

  private final Workspace workspace;
  private final Path file;
  private final int count;

  private RegisterCost(Workspace workspace, int count) {
    this.workspace = workspace;
    this.file = workspace.root().resolve("invented.lpf.json");
    this.count = count;
  }

  public static void main(String[] args) throws Exception {
    Machine.print();
    int count = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
    Workspace workspace =
        Workspace.create(
            Path.of(args[0]), "bench.example/log", InstantSource.system(), new SecureRandom());
    RegisterCost cost = new RegisterCost(workspace, count);
    new InventedGazetteer(1).write(cost.file, count);
    say("%,d places, %,d MiB of LPF", count, Files.size(cost.file) >> 20);
    boolean once = Arrays.asList(args).contains("once");
    if (!once) {
      cost.read();
    }
    cost.add("imported: read, checked, in ledger and register");
    if (!once) {
      cost.add("the same file again");
    }
    cost.compareRebuild();
    cost.search();
    say("register.gpkg: %,d MiB", Files.size(workspace.register()) >> 20);
    sayMemory();
  }

  private static double seconds(Machine.Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  /** The file alone, so that one sees what the rest costs. */
  private void read() throws Exception {
    AtomicInteger places = new AtomicInteger();
    double seconds =
        seconds(() -> InventedGazetteer.read(file, (place, row) -> places.incrementAndGet()));
    say("read and checked alone: %.1f s, %,.0f places/s", seconds, places.get() / seconds);
  }

  private void add(String what) throws Exception {
    PlaceRegister.Added[] added = new PlaceRegister.Added[1];
    double seconds =
        seconds(() -> {
          try (LedgerWriter writer = LedgerWriter.open(workspace, InstantSource.system());
              PlaceRegister register = PlaceRegister.open(workspace);
              PlaceAdding adding = register.adding(writer)) {
            InventedGazetteer.read(file, (place, row) -> adding.add(place));
            added[0] = adding.finish();
          }
        });
    say(
        "%s: %.1f s, %,.0f places/s, %,.0f times Arches' %.0f; %s",
        what, seconds, count / seconds, count / seconds / ARCHES, ARCHES, added[0]);
  }

  private void compareRebuild() throws Exception {
    double rebuilt = seconds(() -> PlaceRegister.rebuild(workspace).close());
    Path plain = workspace.root().resolve("plain.sqlite");
    double inserted = seconds(() -> insertPlainly(plain));
    Files.delete(plain);
    say(
        "rebuild %.1f s; the same rows, indexes, full text and R-tree made plainly %.1f s: ratio %.2f",
        rebuilt, inserted, rebuilt / inserted);
  }

  /**
   * All rows of the register in one transaction without a journal; then its indexes, the R-tree row
   * by row, the full text at once: the least that SQLite has to do.
   */
  private void insertPlainly(Path target) throws Exception {
    Properties fast = new Properties();
    fast.setProperty("journal_mode", "OFF");
    fast.setProperty("synchronous", "OFF");
    fast.setProperty("locking_mode", "EXCLUSIVE");
    fast.setProperty("cache_size", "-65536");
    fast.setProperty("limit_worker_threads", "1");
    fast.setProperty("jdbc.get_generated_keys", "false");
    try (Connection from = DriverManager.getConnection("jdbc:sqlite:" + workspace.register());
        Connection to = DriverManager.getConnection("jdbc:sqlite:" + target, fast)) {
      to.setAutoCommit(false);
      for (String table :
          schema(from, "type = 'table' AND sql LIKE 'CREATE TABLE % (fid INTEGER%'")) {
        copyTable(from, to, table);
      }
      for (String index : schema(from, "type = 'index' AND sql NOT NULL")) {
        execute(to, sqlOf(from, index));
      }
      for (String virtual : schema(from, "sql LIKE 'CREATE VIRTUAL TABLE%'")) {
        if (virtual.startsWith("rtree")) {
          copyTable(from, to, virtual);
        } else {
          execute(to, sqlOf(from, virtual));
          execute(to, "INSERT INTO " + virtual + " (" + virtual + ") VALUES ('rebuild')");
        }
      }
      to.commit();
    }
  }

  private static List<String> schema(Connection from, String where) throws SQLException {
    try (Statement select = from.createStatement();
        ResultSet rows =
            select.executeQuery("SELECT name FROM sqlite_schema WHERE " + where + " ORDER BY 1")) {
      List<String> names = new ArrayList<>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    }
  }

  private static String sqlOf(Connection from, String name) throws SQLException {
    try (PreparedStatement select =
        from.prepareStatement("SELECT sql FROM sqlite_schema WHERE name = ?")) {
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        return row.getString(1);
      }
    }
  }

  private static void execute(Connection to, String sql) throws SQLException {
    try (Statement statement = to.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void copyTable(Connection from, Connection to, String table) throws SQLException {
    execute(to, sqlOf(from, table));
    try (Statement select = from.createStatement();
        ResultSet rows = select.executeQuery("SELECT * FROM " + table)) {
      int width = rows.getMetaData().getColumnCount();
      String values = String.join(", ", Collections.nCopies(width, "?"));
      try (PreparedStatement insert =
          to.prepareStatement("INSERT INTO " + table + " VALUES (" + values + ")")) {
        while (rows.next()) {
          for (int column = 1; column <= width; column++) {
            insert.setObject(column, rows.getObject(column));
          }
          insert.executeUpdate();
        }
      }
    }
  }

  private void search() throws Exception {
    Random random = new Random(2);
    InventedGazetteer gazetteer = new InventedGazetteer(3);
    List<PlaceQuery> names = new ArrayList<>();
    List<PlaceQuery> boxes = new ArrayList<>();
    for (int each = 0; each < SEARCHES; each++) {
      names.add(PlaceQuery.ALL.withName(gazetteer.beginning()).withLimit(50));
      double west = random.nextDouble() * 358 - 180;
      double south = random.nextDouble() * 160 - 85;
      boxes.add(
          PlaceQuery.ALL
              .withBox(new PlaceQuery.Box(west, south, west + 1, south + 1))
              .withLimit(50));
    }
    try (PlaceRegister register = PlaceRegister.open(workspace)) {
      time(register, "name prefix, first 50", names);
      time(register, "box of a degree, first 50", boxes);
    }
  }

  private static void time(PlaceRegister register, String what, List<PlaceQuery> queries)
      throws Exception {
    double[] millis = new double[queries.size()];
    for (int round = 0; round < 2; round++) { // the first to warm up
      for (int each = 0; each < millis.length; each++) {
        PlaceQuery query = queries.get(each);
        millis[each] = 1_000 * seconds(() -> register.search(query));
      }
    }
    Arrays.sort(millis);
    say(
        "%s: median %.2f ms, p99 %.2f ms, most %.2f ms",
        what,
        millis[millis.length / 2],
        millis[millis.length * 99 / 100],
        millis[millis.length - 1]);
  }

  /** Where the system says it. */
  private static void sayMemory() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmHWM"))
          .forEach(line -> say("most memory held by the process: %s", line.substring(6).strip()));
    }
  }
}
