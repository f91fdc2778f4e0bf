package org.cairn.register;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.review.Finding;
import org.cairn.ledger.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * What the watch and its review brought since a time, and how each place is watched now: for who
 * tells others of it. What of it somebody may know is theirs to say. Single-thread, as the register
 * that gave it.
 */
public final class WatchNews {
  /** Of a place that the register does not have. */
  public static final long NO_PLACE = -1;

  private static final String WATCHED = Coverage.Status.WATCHED.code();

  /** Values in one question. */
  private static final int AT_ONCE = 500;

  /** Rows of one question: while one is answered no writer can finish. */
  private static final int SLICE = 10_000;

  private final RegisterReading reading;

  WatchNews(RegisterReading reading) {
    this.reading = reading;
  }

  /**
   * How far the tables go.
   *
   * @param row number of the newest row that a run gave
   * @param finding entry of the newest finding
   */
  public record Mark(long row, long finding) {
    /** Before everything. */
    public static final Mark NONE = new Mark(0, 0);
  }

  /** Two looks at the end of a table. */
  public Mark mark() throws IOException, RefusedException {
    return reading.read(sqlite -> {
      long row = SpotReading.version(sqlite).found();
      try (PreparedStatement select =
              sqlite.prepareStatement("SELECT coalesce(max(fid), 0) FROM findings");
          ResultSet found = select.executeQuery()) {
        return new Mark(row, found.getLong(1));
      }
    });
  }

  /**
   * Something that happened.
   *
   * @param alert its id; empty for a place that is watched no more
   * @param place number of the place, see {@link PlaceSearch#numbers}; {@link #NO_PLACE} where the
   *     register does not have it
   * @param status code of the finding or of the coverage; of an alert empty
   * @param before the same before it; empty where there was none
   */
  public record Happened(String alert, long place, String status, String before) {}

  /** Alerts in rows after one, which need not be new: a run has again what it still finds. */
  public List<Happened> raised(long afterRow) throws IOException, RefusedException {
    return reading.read(sqlite ->
        happened(
            sqlite,
            "SELECT a.alert, coalesce(p.fid, -1), '', '' FROM alerts a"
                + " LEFT JOIN places p ON p.place = a.place WHERE a.fid > ? ORDER BY a.fid",
            afterRow));
  }

  /** What became of alerts, in the order of the ledger. */
  public List<Happened> findings(long afterEntry) throws IOException, RefusedException {
    return reading.read(sqlite ->
        happened(
            sqlite,
            "SELECT f.alert, coalesce(p.fid, -1), f.status, coalesce((SELECT b.status FROM findings b"
                + " WHERE b.alert = f.alert AND b.fid < f.fid ORDER BY b.fid DESC LIMIT 1), '')"
                + " FROM findings f LEFT JOIN alerts a ON a.alert = f.alert"
                + " LEFT JOIN places p ON p.place = a.place WHERE f.fid > ? ORDER BY f.fid",
            afterEntry));
  }

  /** Places that a run could not watch, and the run before it could. */
  public List<Happened> stopped(long afterRow) throws IOException, RefusedException {
    return reading.read(sqlite ->
        happened(
            sqlite,
            "SELECT '', p.fid, c.status, 'watched' FROM coverage c"
                + " JOIN places p ON p.place = c.place"
                + " WHERE c.fid > ? AND c.status <> 'watched' AND (SELECT b.status FROM coverage b"
                + " WHERE b.place = c.place AND b.fid < c.fid ORDER BY b.fid DESC LIMIT 1) = 'watched'"
                + " ORDER BY c.fid",
            afterRow));
  }

  private static List<Happened> happened(Connection sqlite, String sql, long after)
      throws SQLException {
    List<Happened> all = new ArrayList<>();
    try (PreparedStatement select = sqlite.prepareStatement(sql)) {
      select.setLong(1, after);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          all.add(
              new Happened(row.getString(1), row.getLong(2), row.getString(3), row.getString(4)));
        }
      }
    }
    return all;
  }

  /**
   * An alert as the last run has it.
   *
   * @param direction codes of what the spectra did, joined by commas
   * @param status of its newest finding
   */
  public record Told(
      Optional<LocalDate> lastUnchanged,
      Optional<LocalDate> firstSeen,
      OptionalDouble areaSquareMetres,
      OptionalDouble expectedPerSiteYear,
      String direction,
      Finding.Status status) {}

  /** Those there are, by id. */
  public Map<String, Told> alerts(Collection<String> ids) throws IOException, RefusedException {
    Map<String, Told> found = new HashMap<>();
    for (List<String> some : slices(ids)) {
      reading.read(sqlite -> {
        String sql =
            "SELECT a.alert, a.last_unchanged, a.first_seen, a.area_m2, a.expected_per_site_year,"
                + " a.direction, r.status FROM alerts a JOIN reviews r ON r.fid = a.fid"
                + " WHERE a.alert IN ("
                + marks(some.size())
                + ")";
        try (PreparedStatement select = put(sqlite.prepareStatement(sql), some);
            ResultSet row = select.executeQuery()) {
          while (row.next()) {
            found.put(
                row.getString(1),
                new Told(
                    day(row.getString(2)),
                    day(row.getString(3)),
                    number(row, 4),
                    number(row, 5),
                    Optional.ofNullable(row.getString(6)).orElse(""),
                    Finding.Status.findByCode(row.getString(7)).orElse(Finding.Status.UNREVIEWED)));
          }
        }
        return true;
      });
    }
    return found;
  }

  /** The number of a place by its id; empty where the register does not have it. */
  public Optional<Long> number(String place) throws IOException, RefusedException {
    return reading.read(sqlite -> {
      try (PreparedStatement select =
          put(sqlite.prepareStatement("SELECT fid FROM places WHERE place = ?"), List.of(place))) {
        ResultSet row = select.executeQuery();
        return row.next() ? Optional.of(row.getLong(1)) : Optional.<Long>empty();
      }
    });
  }

  /** Ids of the persons who have judged each alert. */
  public Map<String, Set<String>> judges(Collection<String> alerts)
      throws IOException, RefusedException {
    Map<String, Set<String>> found = new HashMap<>();
    for (List<String> some : slices(alerts)) {
      reading.read(sqlite -> {
        String sql =
            "SELECT alert, person FROM judgements WHERE alert IN (" + marks(some.size()) + ")";
        try (PreparedStatement select = put(sqlite.prepareStatement(sql), some);
            ResultSet row = select.executeQuery()) {
          while (row.next()) {
            found.computeIfAbsent(row.getString(1), alert -> new HashSet<>()).add(row.getString(2));
          }
        }
        return true;
      });
    }
    return found;
  }

  private static List<List<String>> slices(Collection<String> all) {
    List<String> list = List.copyOf(all);
    List<List<String>> slices = new ArrayList<>();
    for (int from = 0; from < list.size(); from += AT_ONCE) {
      slices.add(list.subList(from, Math.min(list.size(), from + AT_ONCE)));
    }
    return slices;
  }

  private static String marks(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }

  private static PreparedStatement put(PreparedStatement select, List<String> values)
      throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      select.setString(i + 1, values.get(i));
    }
    return select;
  }

  private static OptionalDouble number(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static Optional<LocalDate> day(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(LocalDate.parse(text));
    } catch (DateTimeException noDay) {
      return Optional.empty();
    }
  }

  /**
   * How each place is watched now, by its newest coverage. By the indexes of {@link PlaceSpots}: 17
   * bytes for each place. Immutable, thread-safe.
   */
  public static final class Watched {
    private final List<String> statuses;
    private final byte[] status;
    private final int[] from;
    private final int[] until;
    private final float[] least;
    private final int[] row;

    private Watched(int size) {
      this.statuses = new ArrayList<>();
      this.status = new byte[size];
      this.from = new int[size];
      this.until = new int[size];
      this.least = new float[size];
      this.row = new int[size];
      java.util.Arrays.fill(status, (byte) -1);
    }

    /** Of its newest coverage, such as {@code watched}; empty where no run looked at it. */
    public String status(int index) {
      return status[index] < 0 ? "" : statuses.get(status[index]);
    }

    public boolean isWatched(int index) {
      return status(index).equals(WATCHED);
    }

    /** Days since 1970 from which to which it was looked at; 0 where not known. */
    public int fromDay(int index) {
      return from[index];
    }

    /** As {@link #fromDay}. */
    public int untilDay(int index) {
      return until[index];
    }

    /**
     * Square metres of the smallest change that would have been seen; infinite where none would.
     */
    public float leastSeen(int index) {
      return least[index];
    }

    /** Number of the row that says so, of {@link Mark#row}; 0 where no run looked at it. */
    public long row(int index) {
      return Integer.toUnsignedLong(row[index]);
    }
  }

  /** Reads through all places: some microseconds for each. */
  public Watched watched(PlaceSpots spots) throws IOException, RefusedException {
    Watched watched = new Watched(spots.size());
    long last = -1;
    for (int read = SLICE; read == SLICE; ) {
      long after = last;
      List<Long> rows = reading.read(sqlite -> slice(sqlite, spots, watched, after));
      read = rows.size();
      last = rows.isEmpty() ? after : rows.getLast();
    }
    return watched;
  }

  private static List<Long> slice(Connection sqlite, PlaceSpots spots, Watched watched, long after)
      throws SQLException {
    List<Long> numbers = new ArrayList<>(SLICE);
    try (PreparedStatement select =
        sqlite.prepareStatement(
            "SELECT p.fid, c.status, c.from_day, c.until_day, c.least_seen_m2, c.fid FROM places p"
                + " LEFT JOIN coverage c ON c.fid ="
                + " (SELECT max(b.fid) FROM coverage b WHERE b.place = p.place)"
                + " WHERE p.fid > ? ORDER BY p.fid LIMIT "
                + SLICE)) {
      select.setLong(1, after);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          numbers.add(row.getLong(1));
          int index = spots.find(row.getLong(1));
          String status = row.getString(2);
          if (index >= 0 && status != null) {
            put(watched, index, status, row);
          }
        }
      }
    }
    return numbers;
  }

  private static void put(Watched watched, int index, String status, ResultSet row)
      throws SQLException {
    int known = watched.statuses.indexOf(status);
    if (known < 0 && watched.statuses.size() < Byte.MAX_VALUE) {
      watched.statuses.add(status);
      known = watched.statuses.size() - 1;
    }
    watched.status[index] = (byte) known;
    watched.from[index] = day(row.getString(3)).map(day -> (int) day.toEpochDay()).orElse(0);
    watched.until[index] = day(row.getString(4)).map(day -> (int) day.toEpochDay()).orElse(0);
    double least = row.getDouble(5);
    watched.least[index] = row.wasNull() ? Float.POSITIVE_INFINITY : (float) least;
    watched.row[index] = (int) row.getLong(6);
  }
}
