package org.cairn.benchmarks;

import static org.cairn.benchmarks.Machine.say;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.cairn.heritage.place.Attribution;
import org.cairn.heritage.place.Link;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Source;
import org.cairn.heritage.place.Term;
import org.cairn.heritage.time.Edtf;
import org.cairn.heritage.time.TimeSpan;
import org.cairn.register.LedgerWriter;
import org.cairn.register.PlaceQuery;
import org.cairn.register.PlaceRegister;
import org.cairn.register.Workspace;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * What the register costs: places added to ledger and register, the same again, a rebuild against
 * inserting the same rows into SQLite in one transaction, and searches. Start it with {@code
 * -Xmx1g}.
 *
 * <p>Arguments: a folder that does not exist yet; optionally the number of places (100000).
 */
public final class RegisterCost {
  private static final int CHUNK = 5_000;
  private static final int SEARCHES = 1_000;
  private static final String[] SYLLABLES = {
    "ba", "dar", "el", "gha", "hisn", "ka", "mar", "na", "qas", "ra", "sal", "tel", "um", "wa", "zu"
  };
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final Workspace workspace;
  private final int count;

  private RegisterCost(Workspace workspace, int count) {
    this.workspace = workspace;
    this.count = count;
  }

  public static void main(String[] args) throws Exception {
    Machine.print();
    int count = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
    Workspace workspace =
        Workspace.create(
            Path.of(args[0]), "bench.example/log", InstantSource.system(), new SecureRandom());
    RegisterCost cost = new RegisterCost(workspace, count);
    say("%,d places", count);
    cost.add("added to ledger and register");
    cost.add("the same again");
    double rebuilt = seconds(() -> PlaceRegister.rebuild(workspace).close());
    Path plain = workspace.root().resolve("plain.sqlite");
    double inserted = seconds(() -> cost.insertPlainly(plain));
    Files.delete(plain);
    say(
        "rebuild %.1f s, the same rows inserted plainly %.1f s: ratio %.2f",
        rebuilt, inserted, rebuilt / inserted);
    cost.search();
    say("register.gpkg: %,d MiB", Files.size(workspace.register()) >> 20);
  }

  private static double seconds(Machine.Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private void add(String what) throws Exception {
    Random random = new Random(1);
    double seconds =
        seconds(() -> {
          try (LedgerWriter writer = LedgerWriter.open(workspace, InstantSource.system());
              PlaceRegister register = PlaceRegister.open(workspace)) {
            for (int from = 0; from < count; from += CHUNK) {
              List<PlaceDescription> chunk = new ArrayList<>();
              for (int each = from; each < Math.min(count, from + CHUNK); each++) {
                chunk.add(place(each, random));
              }
              register.add(writer, chunk);
            }
          }
        });
    say("%s: %.1f s, %,.0f places/s", what, seconds, count / seconds);
  }

  private static PlaceDescription place(int number, Random random) {
    Attribution said =
        Attribution.by("A survey")
            .withSources(List.of(Source.cited("Sheet " + number % 100)))
            .withTimes(List.of(TimeSpan.of(Edtf.of("%04d/2000".formatted(1 + number % 1900)))));
    return PlaceDescription.of(
        "place-" + number,
        Name.of(name(random), "en").withAttribution(said),
        Name.of(name(random) + " " + number),
        PlaceType.of(Term.of("aat", "3000" + number % 50, "type " + number % 50)),
        PlaceGeometry.of(
            FACTORY.createPoint(
                new Coordinate(random.nextDouble() * 360 - 180, random.nextDouble() * 170 - 85)),
            PlaceGeometry.Extent.POINT),
        Link.of("wikidata", "Q" + number, Link.Match.CLOSE));
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    int syllables = 3 + random.nextInt(4);
    for (int each = 0; each < syllables; each++) {
      name.append(SYLLABLES[random.nextInt(SYLLABLES.length)]).append(each == 2 ? " " : "");
    }
    return name.toString().strip();
  }

  /** All rows of the register's own tables, with the key as their only index. */
  private void insertPlainly(Path target) throws Exception {
    try (Connection from = DriverManager.getConnection("jdbc:sqlite:" + workspace.register());
        Connection to = DriverManager.getConnection("jdbc:sqlite:" + target);
        Statement tables = from.createStatement();
        Statement create = to.createStatement()) {
      to.setAutoCommit(false);
      try (ResultSet table =
          tables.executeQuery(
              "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE TABLE % (fid INTEGER%'")) {
        while (table.next()) {
          create.execute(table.getString(2));
          copy(from, to, table.getString(1));
        }
      }
      to.commit();
    }
  }

  private static void copy(Connection from, Connection to, String table) throws Exception {
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
    List<PlaceQuery> names = new ArrayList<>();
    List<PlaceQuery> boxes = new ArrayList<>();
    for (int each = 0; each < SEARCHES; each++) {
      String name = name(random);
      names.add(PlaceQuery.ALL.withName(name.substring(0, 3 + random.nextInt(4))).withLimit(50));
      double west = random.nextDouble() * 358 - 180;
      double south = random.nextDouble() * 160 - 85;
      boxes.add(
          PlaceQuery.ALL
              .withBox(new PlaceQuery.Box(west, south, west + 1, south + 1))
              .withLimit(50));
    }
    try (PlaceRegister register = PlaceRegister.open(workspace)) {
      time(register, "name prefix, first 50", names);
      time(register, "box of a degree", boxes);
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
        "%s: median %.2f ms, p99 %.2f ms",
        what, millis[millis.length / 2], millis[millis.length * 99 / 100]);
  }
}
