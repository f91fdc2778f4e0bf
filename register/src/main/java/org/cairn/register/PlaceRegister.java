package org.cairn.register;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cairn.geopackage.RTree;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.ledger.Fault;
import org.cairn.ledger.RefusedException;
import org.cairn.ledger.log.LogReader;
import org.cairn.ledger.merkle.Hash;
import org.cairn.ledger.merkle.TreeHead;
import org.cairn.ledger.note.Checkpoint;
import org.cairn.ledger.storage.DurableFile;
import org.cairn.ledger.storage.FolderLock;

/**
 * The places of a workspace: what the ledger says of them, as tables in {@code register.gpkg}, a
 * GeoPackage. The ledger is the truth: the file is made again from it where it is missing, of
 * another schema or of another history, and brought up to date where it is behind, each time one is
 * opened. Single-thread; any number of processes may have one open.
 */
public final class PlaceRegister implements PlaceSearch, AutoCloseable {
  /** Places in one step of the log. */
  private static final int BATCH = 500;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Workspace workspace;
  private final Path file;

  /** Of {@link #readFrom}; absent until something is read. */
  private Optional<Connection> reading = Optional.empty();

  private Optional<Object> readFrom = Optional.empty();

  private PlaceRegister(Workspace workspace) {
    this.workspace = workspace;
    this.file = workspace.register();
  }

  /**
   * Up to the newest checkpoint of the ledger.
   *
   * @throws RefusedException {@code register-damaged}, {@code register-locked} while another
   *     process writes it for long, {@code register-inaccessible}, or what is wrong with the ledger
   */
  public static PlaceRegister open(Workspace workspace) throws IOException, RefusedException {
    PlaceRegister register = new PlaceRegister(workspace);
    register.catchUp();
    return register;
  }

  /**
   * Makes the file again from nothing. Whoever reads the old one reads it to the end.
   *
   * @throws RefusedException as {@link #open}
   */
  public static PlaceRegister rebuild(Workspace workspace) throws IOException, RefusedException {
    PlaceRegister register = new PlaceRegister(workspace);
    try (FolderLock lock = register.lock()) {
      register.replaceWhole(workspace.reader());
    }
    return register;
  }

  /**
   * Compares the file with what the ledger says up to where it goes, and names every row that
   * differs. Changes nothing.
   *
   * @return how far it goes; empty where that cannot be read
   */
  public static Optional<TreeHead> check(Workspace workspace, Consumer<Fault> faults)
      throws IOException, RefusedException {
    PlaceRegister register = new PlaceRegister(workspace);
    try (FolderLock lock = register.lock()) {
      return new RegisterCheck(workspace, faults).check();
    }
  }

  /** How far the register goes in the ledger. */
  public TreeHead head() throws IOException, RefusedException {
    RegisterState state = read(RegisterState::read);
    return new TreeHead(
        state.logSize(),
        Hash.parseBase64(state.logRoot(), "register-damaged", "table register_state"));
  }

  /**
   * How many places of a list were what.
   *
   * @param added not known before
   * @param changed known, and said otherwise now
   * @param unchanged said already, to the letter
   */
  public record Added(int added, int changed, int unchanged) {
    private Added plus(Added other) {
      return new Added(added + other.added, changed + other.changed, unchanged + other.unchanged);
    }
  }

  /**
   * Adds descriptions to the ledger and puts them into the tables. One that is said already adds
   * nothing; one of a known id becomes its newest version. Of two with one id, the later stands.
   *
   * @param writer to this workspace's ledger
   * @throws RefusedException as {@link LedgerWriter#append} and {@link #open}; what was added
   *     before stays
   */
  public Added add(LedgerWriter writer, List<PlaceDescription> places)
      throws IOException, RefusedException {
    Added sum = new Added(0, 0, 0);
    for (int from = 0; from < places.size(); from += BATCH) {
      List<PlaceDescription> batch = places.subList(from, Math.min(places.size(), from + BATCH));
      sum = sum.plus(addBatch(writer, batch));
    }
    return sum;
  }

  private Added addBatch(LedgerWriter writer, List<PlaceDescription> batch)
      throws IOException, RefusedException {
    catchUp();
    Map<String, String> now = new HashMap<>();
    List<Draft> drafts = new ArrayList<>();
    int added = 0;
    for (PlaceDescription place : batch) {
      String hash = PlaceRecords.sha256(PlaceRecords.text(place));
      String before = now.get(place.id());
      if (before == null) {
        before = read(sqlite -> hashOf(sqlite, place.id())).orElse("");
      }
      if (!hash.equals(before)) {
        drafts.add(PlaceRecords.draft(place));
        added += before.isEmpty() ? 1 : 0;
        now.put(place.id(), hash);
      }
    }
    if (!drafts.isEmpty()) {
      project(writer.appendRecords(drafts));
    }
    return new Added(added, drafts.size() - added, batch.size() - drafts.size());
  }

  private static Optional<String> hashOf(Connection sqlite, String place) throws SQLException {
    try (PreparedStatement select =
        sqlite.prepareStatement(
            "SELECT versions.sha256 FROM places JOIN versions ON versions.fid = places.entry WHERE places.place = ?")) {
      select.setString(1, place);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }

  /** Puts what was just added into the tables without reading it back, where nothing is between. */
  private void project(LedgerWriter.AppendedRecords added) throws IOException, RefusedException {
    long first = added.appended().firstIndex();
    long size = first + added.records().size();
    TreeHead after = Checkpoint.parse(added.appended().checkpoint().text()).head();
    try (FolderLock lock = lock()) {
      RegisterState state = read(RegisterState::read);
      if (state.logSize() == first && after.size() == size) {
        write(
            state,
            after,
            projection -> {
              for (int each = 0; each < added.records().size(); each++) {
                projection.accept(first + each, added.records().get(each));
              }
            });
        return;
      }
    }
    catchUp();
  }

  /** What a description would be here. */
  public enum Standing {
    /** Its id is not known. */
    NEW,
    /** Said already, to the letter. */
    SAME,
    /** Its id is known, and something else is said under it. */
    CHANGED
  }

  public Standing standing(PlaceDescription place) throws IOException, RefusedException {
    Optional<String> known = read(sqlite -> hashOf(sqlite, place.id()));
    if (known.isEmpty()) {
      return Standing.NEW;
    }
    return PlaceRecords.sha256(PlaceRecords.text(place)).equals(known.get())
        ? Standing.SAME
        : Standing.CHANGED;
  }

  /** What is said of a place now. */
  public Optional<PlaceVersion> find(String id) throws IOException, RefusedException {
    List<PlaceVersion> history = versions(id, "versions.fid = places.entry");
    return history.stream().findFirst();
  }

  /** All that was ever said of it, the oldest first; empty where it is not known. */
  public List<PlaceVersion> history(String id) throws IOException, RefusedException {
    return versions(id, "versions.place = places.place");
  }

  private List<PlaceVersion> versions(String id, String joined)
      throws IOException, RefusedException {
    String sql =
        "SELECT versions.fid, versions.time, versions.record FROM places JOIN versions ON "
            + joined
            + " WHERE places.place = ? ORDER BY versions.fid";
    return read(sqlite -> {
      try (PreparedStatement select = sqlite.prepareStatement(sql)) {
        select.setString(1, id);
        List<PlaceVersion> versions = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            long entry = rows.getLong(1);
            PlaceDescription place =
                PlaceRecords.parse(rows.getString(3))
                    .orElseThrow(() ->
                        new SQLException(
                            "Table 'versions', row %d: no description of a place"
                                .formatted(entry)));
            versions.add(new PlaceVersion(entry, Optional.ofNullable(rows.getString(2)), place));
          }
        }
        return versions;
      }
    });
  }

  @Override
  public List<PlaceHit> search(PlaceQuery query) throws IOException, RefusedException {
    return read(sqlite -> SqliteSearch.search(sqlite, query));
  }

  /** Brings the file up to the newest checkpoint of the ledger. */
  public void catchUp() throws IOException, RefusedException {
    LogReader log = workspace.reader();
    if (Files.exists(file) && isUpToDate(log)) {
      return;
    }
    try (FolderLock lock = lock()) {
      LogReader newest = workspace.reader();
      if (!Files.exists(file)) {
        replaceWhole(newest);
        return;
      }
      RegisterState state = read(RegisterState::read);
      if (state.schema() != GeoPackage.SCHEMA || !continues(newest, state)) {
        replaceWhole(newest);
      } else if (state.logSize() < newest.head().size()) {
        readOn(newest, state);
      }
    }
  }

  private boolean isUpToDate(LogReader log) throws IOException, RefusedException {
    RegisterState state = read(RegisterState::read);
    return state.schema() == GeoPackage.SCHEMA
        && state.logSize() == log.head().size()
        && state.logRoot().equals(log.head().root().base64());
  }

  /** Whether the log is what the register was made from, and more. */
  private static boolean continues(LogReader log, RegisterState state)
      throws IOException, RefusedException {
    return state.logSize() > 0
        && state.logSize() <= log.head().size()
        && log.rootAt(state.logSize()).base64().equals(state.logRoot());
  }

  private void readOn(LogReader log, RegisterState state) throws IOException, RefusedException {
    write(
        state,
        log.head(),
        projection -> readEntries(log, state.logSize(), log.head().size(), projection));
  }

  /** What goes into the tables in one transaction. */
  @FunctionalInterface
  private interface Entries {
    void into(Projection projection) throws SQLException, IOException, RefusedException;
  }

  private void write(RegisterState state, TreeHead head, Entries entries)
      throws IOException, RefusedException {
    try (Connection sqlite = RegisterFile.openToWrite(file)) {
      RTree.dropInsertTriggers(sqlite, GeoPackage.FEATURES);
      try (Projection projection = new Projection(sqlite, true, state.nextFid())) {
        entries.into(projection);
        finish(sqlite, projection, head);
      }
      RTree.createInsertTriggers(sqlite, GeoPackage.FEATURES);
      sqlite.commit();
    } catch (SQLException e) {
      throw RegisterFile.refused(file, e);
    }
  }

  private static void finish(Connection sqlite, Projection projection, TreeHead head)
      throws SQLException {
    new RegisterState(GeoPackage.SCHEMA, head.size(), head.root().base64(), projection.nextFid())
        .write(sqlite);
    if (projection.lastTime().isPresent()) {
      try (PreparedStatement update =
          sqlite.prepareStatement("UPDATE gpkg_contents SET last_change = ?")) {
        update.setString(1, projection.lastTime().get());
        update.executeUpdate();
      }
    }
  }

  private void readEntries(LogReader log, long from, long until, Projection projection)
      throws SQLException, IOException, RefusedException {
    readEntries(workspace, log, from, until, projection);
  }

  private static void readEntries(
      Workspace workspace, LogReader log, long from, long until, Projection projection)
      throws SQLException, IOException, RefusedException {
    try {
      LedgerRecords.forEach(
          workspace,
          log,
          from,
          (index, record) -> {
            if (index < until) {
              try {
                projection.accept(index, record);
              } catch (SQLException e) {
                throw new IOException(e);
              }
            }
          });
    } catch (IOException e) {
      if (e.getCause() instanceof SQLException sql) {
        throw sql;
      }
      throw e;
    }
  }

  private void replaceWhole(LogReader log) throws IOException, RefusedException {
    close();
    RegisterFile.removeLeftovers(file);
    Path making = DurableFile.temporaryBeside(file);
    try {
      build(workspace, log, log.head(), making);
      RegisterFile.replace(file, making);
    } catch (SQLException e) {
      throw RegisterFile.refused(making, e);
    } finally {
      Files.deleteIfExists(making);
    }
  }

  /** A complete register in a new file, of the entries that a head covers. */
  static void build(Workspace workspace, LogReader log, TreeHead head, Path making)
      throws IOException, RefusedException, SQLException {
    try (Connection sqlite = RegisterFile.openToBuild(making)) {
      GeoPackage.create(sqlite);
      try (Projection projection = new Projection(sqlite, false, 1)) {
        readEntries(workspace, log, 0, head.size(), projection);
        finish(sqlite, projection, head);
      }
      GeoPackage.index(sqlite);
      sqlite.commit();
    }
  }

  /** The right to write the file; waits a while for whoever has it. */
  private FolderLock lock() throws IOException, RefusedException {
    Files.createDirectories(workspace.registerState());
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return FolderLock.take(workspace.registerState(), "register-locked");
      } catch (RefusedException e) {
        if (System.nanoTime() > until) {
          throw e;
        }
        try {
          Thread.sleep(20);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw e;
        }
      }
    }
  }

  private <T> T read(RegisterFile.Work<T> work) throws IOException, RefusedException {
    try {
      return work.of(connection());
    } catch (SQLException e) {
      throw RegisterFile.refused(file, e);
    }
  }

  /** To the file that has the register's name now: it may have been replaced. */
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

  @Override
  public void close() throws RefusedException {
    try {
      closeReading();
    } catch (SQLException e) {
      throw RegisterFile.refused(file, e);
    }
  }
}
