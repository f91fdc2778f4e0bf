package org.cairn.app.web.news;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.cairn.register.WatchNews;

/** How some places are watched. Immutable but for its arrays, which nobody writes to. */
final class Summary {
  private final int places;
  private final int watched;
  private final Map<String, Integer> unwatched;
  private final int firstDay;
  private final int lastDay;
  private final double median;

  /** Ascending: the rows that say how each place is watched. */
  private final long[] rows;

  private Summary(Making made) {
    this.places = made.places;
    this.watched = made.watched;
    this.unwatched = Map.copyOf(made.unwatched);
    this.firstDay = made.firstDay;
    this.lastDay = made.lastDay;
    float[] least = Arrays.copyOf(made.least, made.watched);
    Arrays.sort(least);
    this.median = watched == 0 ? Double.POSITIVE_INFINITY : least[(watched - 1) / 2];
    this.rows = Arrays.copyOf(made.rows, made.looked);
    Arrays.sort(rows);
  }

  int places() {
    return places;
  }

  /**
   * @param since row that the last digest knew
   * @param told of the watched places those at which something new was found
   */
  Digest.Silence silence(long since, int told) {
    int known = Arrays.binarySearch(rows, since);
    int looked = rows.length - (known < 0 ? -known - 1 : known + 1);
    return new Digest.Silence(
        places,
        looked,
        Math.max(0, watched - told),
        unwatched,
        day(firstDay),
        day(lastDay),
        Double.isFinite(median) ? OptionalDouble.of(median) : OptionalDouble.empty(),
        watched);
  }

  private static Optional<LocalDate> day(int day) {
    return day == 0 ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(day));
  }

  /** Puts one together. Single-thread. */
  static final class Making {
    private final WatchNews.Watched on;
    private final Map<String, Integer> unwatched = new TreeMap<>();
    private int places;
    private int watched;
    private int looked;
    private int firstDay;
    private int lastDay;
    private float[] least = new float[64];
    private long[] rows = new long[64];

    Making(WatchNews.Watched on) {
      this.on = on;
    }

    void take(int index) {
      places++;
      if (on.row(index) > 0) {
        if (looked == rows.length) {
          rows = Arrays.copyOf(rows, 2 * looked);
        }
        rows[looked++] = on.row(index);
      }
      if (!on.isWatched(index)) {
        unwatched.merge(on.status(index), 1, Integer::sum);
        return;
      }
      if (watched == least.length) {
        least = Arrays.copyOf(least, 2 * watched);
      }
      least[watched++] = on.leastSeen(index);
      int from = on.fromDay(index);
      firstDay = from != 0 && (firstDay == 0 || from < firstDay) ? from : firstDay;
      lastDay = Math.max(lastDay, on.untilDay(index));
    }

    Summary done() {
      return new Summary(this);
    }
  }
}
