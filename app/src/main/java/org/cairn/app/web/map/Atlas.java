package org.cairn.app.web.map;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.cairn.app.web.Registers;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PlaceQuery;
import org.cairn.register.PlaceQuery.Box;
import org.cairn.register.PlaceRegister;
import org.cairn.register.PlaceSearch.Facet;
import org.cairn.register.PlaceSpots;
import org.cairn.register.PlacesVersion;
import org.cairn.register.YearSpan;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.stereotype.Component;

/**
 * Where all places are, in memory, so that a tile or a list of a viewport reads no more rows than
 * it shows. Made when the server has begun to answer, and anew when something else is said of
 * places: at once where they are few, else in the background, while what was made before is shown.
 * Thread-safe.
 */
@Component
public final class Atlas implements ApplicationListener<ContextRefreshedEvent>, AutoCloseable {
  /** For so many it is made while the request waits: some tenths of a second. */
  private static final int FEW_PLACES = 50_000;

  private static final int KEPT_SELECTIONS = 32;

  private final Registers registers;
  private final ReentrantLock making = new ReentrantLock();
  private volatile @Nullable Sheet sheet;
  private volatile boolean closed;

  public Atlas(Registers registers) {
    this.registers = registers;
  }

  /** As of one state of the register. Thread-safe. */
  static final class Sheet {
    private final PlaceSpots spots;
    private final SpotOrder exact;
    private final SpotOrder shown;
    private final Selection all;
    private final Map<Facet, Map<String, Integer>> facets;
    private final Optional<YearSpan> years;

    /** The last asked for last; guarded by itself. */
    private final Map<PlaceQuery, Selection> selections =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<PlaceQuery, Selection> eldest) {
            return size() > KEPT_SELECTIONS;
          }
        };

    Sheet(PlaceSpots spots, Map<Facet, Map<String, Integer>> facets, Optional<YearSpan> years) {
      this.spots = spots;
      this.exact = new SpotOrder(spots, true);
      this.shown = new SpotOrder(spots, false);
      this.all = Selection.all(spots);
      this.facets = Map.copyOf(facets);
      this.years = years;
    }

    PlaceSpots spots() {
      return spots;
    }

    SpotOrder order(boolean exactly) {
      return exactly ? exact : shown;
    }
  }

  /** The server answers already: whoever comes first shall not wait for a million places. */
  @Override
  public void onApplicationEvent(ContextRefreshedEvent started) {
    makeLater();
  }

  Sheet sheet() throws IOException, RefusedException {
    Sheet now = sheet;
    PlacesVersion version = registers.read(PlaceRegister::placesVersion);
    if (now != null && now.spots.version().equals(version)) {
      return now;
    }
    if (now != null && now.spots.size() > FEW_PLACES) {
      if (making.tryLock()) {
        making.unlock();
        makeLater();
      }
      return now;
    }
    making.lock();
    try {
      Sheet other = sheet;
      return other != null && other.spots.version().equals(version) ? other : make();
    } finally {
      making.unlock();
    }
  }

  private void makeLater() {
    Thread.ofPlatform().name("atlas").daemon().start(this::makeInBackground);
  }

  private void makeInBackground() {
    if (!making.tryLock()) {
      return; // Somebody else is at it.
    }
    try {
      if (!closed) {
        make();
      }
    } catch (IOException | RefusedException | RuntimeException e) {
      // What was made before is shown on; whoever reads the register next is told what is wrong.
      System.getLogger(Atlas.class.getName())
          .log(System.Logger.Level.WARNING, "The map could not be brought up to date", e);
    } finally {
      making.unlock();
    }
  }

  /** Waits for what is being made, since it reads the register. */
  @Override
  public void close() {
    closed = true;
    making.lock();
    making.unlock();
  }

  private Sheet make() throws IOException, RefusedException {
    Sheet made =
        registers.read(register -> {
          Map<Facet, Map<String, Integer>> facets = new LinkedHashMap<>();
          for (Facet facet : Facet.values()) {
            facets.put(facet, register.facets(facet));
          }
          return new Sheet(register.spots(), facets, register.years());
        });
    sheet = made;
    return made;
  }

  Selection selection(Sheet on, PlaceQuery query) throws IOException, RefusedException {
    if (query.equals(PlaceQuery.ALL)) {
      return on.all;
    }
    synchronized (on.selections) {
      Selection known = on.selections.get(query);
      if (known != null) {
        return known;
      }
    }
    long[] numbers = registers.read(register -> register.numbers(query));
    Selection found = Selection.of(on.spots, numbers, query.name().isPresent());
    synchronized (on.selections) {
      on.selections.put(query, found);
    }
    return found;
  }

  /**
   * Some of the places that were found.
   *
   * @param total how many there are
   * @param numbers of those on the page
   * @param next the number to go on after; empty on the last page
   * @param perStatus by status, how many there are without regard to status and box; {@code ""} for
   *     those that no run looked at
   * @param bounds of all that were found, as far as they may be known; empty where none is placed,
   *     or a box was asked for
   */
  public record Page(
      int total,
      List<Long> numbers,
      Optional<Long> next,
      Map<String, Integer> perStatus,
      Optional<Box> bounds) {
    public Page {
      numbers = List.copyOf(numbers);
      perStatus = Map.copyOf(perStatus);
    }
  }

  /** Where all places are now, for what goes through many of them. */
  public Positions positions() throws IOException, RefusedException {
    return new Positions(sheet());
  }

  /** The commonest values of what places can be narrowed by. */
  public Map<String, Integer> facet(Facet facet) throws IOException, RefusedException {
    return sheet().facets.getOrDefault(facet, Map.of());
  }

  /** The years that can be asked for; empty where nothing said has a date. */
  public Optional<YearSpan> years() throws IOException, RefusedException {
    return sheet().years;
  }

  /** Longitude and latitude of those on a page that may be known, by number; degrees. */
  public Map<Long, double[]> spots(Page page, Sight sight) throws IOException, RefusedException {
    PlaceSpots spots = sheet().spots;
    Map<Long, double[]> found = new LinkedHashMap<>();
    for (long number : page.numbers()) {
      int index = spots.find(number);
      if (index >= 0 && spots.isPlaced(index, sight.exact())) {
        found.put(
            number,
            new double[] {spots.lon(index, sight.exact()), spots.lat(index, sight.exact())});
      }
    }
    return found;
  }

  /**
   * @param after the last place of the page before; 0 on the first
   * @param size of the page
   */
  public Page page(PlaceFilter filter, boolean exactly, long after, int size)
      throws IOException, RefusedException {
    Sheet on = sheet();
    Selection selection = selection(on, filter.query());
    Found found = new Found(on, selection, filter.box(), exactly);
    List<Long> numbers = new ArrayList<>();
    Optional<Long> next = found.page(after, size, numbers);
    PlaceQuery anyStatus = filter.query().withAnyStatus();
    int[] counts = selection(on, anyStatus).perStatus();
    Map<String, Integer> perStatus = new LinkedHashMap<>();
    for (int each = 0; each < counts.length; each++) {
      String status = each < counts.length - 1 ? on.spots.statuses().get(each) : "";
      perStatus.put(status, counts[each]);
    }
    Optional<Box> bounds = filter.box().isPresent() ? Optional.empty() : selection.bounds(exactly);
    return new Page(found.total(), numbers, next, perStatus, bounds);
  }

  /** A selection within a box. Single-thread. */
  private static final class Found {
    private final PlaceSpots spots;
    private final Selection selection;
    private final Optional<BitSet> boxed;

    Found(Sheet on, Selection selection, Optional<Box> box, boolean exactly) {
      this.spots = on.spots;
      this.selection = selection;
      this.boxed =
          box.map(within -> {
            BitSet set = new BitSet(on.spots.size());
            on.order(exactly)
                .inBox(
                    within,
                    index -> {
                      if (selection.has(index)) {
                        set.set(index);
                      }
                    });
            return set;
          });
    }

    int total() {
      return boxed.map(BitSet::cardinality).orElseGet(selection::count);
    }

    private boolean has(int index) {
      return boxed.map(set -> set.get(index)).orElse(true);
    }

    private int next(int index) {
      return boxed.map(set -> set.nextSetBit(index)).orElseGet(() -> selection.next(index));
    }

    Optional<Long> page(long after, int size, List<Long> numbers) {
      if (selection.ranked().length > 0) {
        return ranked(after, size, numbers);
      }
      int index = next(after == 0 ? 0 : spots.after(after));
      while (index >= 0 && numbers.size() < size) {
        numbers.add(spots.number(index));
        index = next(index + 1);
      }
      return index < 0 ? Optional.empty() : Optional.of(numbers.getLast());
    }

    private Optional<Long> ranked(long after, int size, List<Long> numbers) {
      boolean reached = after == 0;
      for (int index : selection.ranked()) {
        if (reached && has(index)) {
          if (numbers.size() == size) {
            return Optional.of(numbers.getLast());
          }
          numbers.add(spots.number(index));
        }
        reached |= spots.number(index) == after;
      }
      return Optional.empty();
    }
  }
}
