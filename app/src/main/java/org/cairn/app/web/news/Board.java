package org.cairn.app.web.news;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.app.web.Registers;
import org.cairn.app.web.map.Atlas;
import org.cairn.app.web.map.Positions;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.ledger.RefusedException;
import org.cairn.register.PlaceCard;
import org.cairn.register.PlaceQuery;
import org.cairn.register.PlaceSpots;
import org.cairn.register.WatchNews;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * Everything that the digests of one round are made of, read once: where places are, how they are
 * watched, and what happened, by place. Some 20 bytes for each place of the node beside what the
 * map holds, while digests are made. Single-thread.
 */
final class Board {
  private static final int CARDS_AT_ONCE = 500;
  private static final int KEPT_SUMMARIES = 64;
  private static final int KEPT_PICKS = 64;

  private final Registers registers;
  private final Positions positions;
  private final WatchNews.Watched watched;
  private final List<Happening> events;
  private final long[] sequence;
  private final Map<Long, PlaceCard> cards;
  private final Map<String, WatchNews.Told> alerts;
  private final Map<String, Set<String>> judges;
  private final long row;
  private final STRtree byExact;
  private final STRtree byShown;
  private final Map<PlaceQuery, BitSet> picks = new LinkedHashMap<>();

  /** The last asked for last. */
  private final Map<List<Object>, Summary> summaries =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Object>, Summary> eldest) {
          return size() > KEPT_SUMMARIES;
        }
      };

  private Board(
      Registers registers,
      Positions positions,
      WatchNews.Watched watched,
      List<Journal.Event> events,
      Map<Long, PlaceCard> cards,
      Map<String, WatchNews.Told> alerts,
      Map<String, Set<String>> judges,
      long row) {
    this.registers = registers;
    this.positions = positions;
    this.watched = watched;
    this.cards = cards;
    this.alerts = alerts;
    this.events = events.stream().map(this::happening).toList();
    this.sequence = events.stream().mapToLong(Journal.Event::seq).toArray();
    this.judges = judges;
    this.row = row;
    this.byExact = tree(true);
    this.byShown = tree(false);
  }

  /**
   * @param events those that any of the digests may tell of, in their order
   */
  static Board of(Registers registers, Atlas atlas, List<Journal.Event> events)
      throws IOException, RefusedException {
    Positions positions = atlas.positions();
    Set<String> ids = new LinkedHashSet<>();
    Set<Long> numbers = new LinkedHashSet<>();
    for (Journal.Event event : events) {
      if (!event.alert().isEmpty()) {
        ids.add(event.alert());
      }
      numbers.add(event.place());
    }
    Map<Long, PlaceCard> cards = cards(registers, List.copyOf(numbers));
    return registers.read(register -> {
      WatchNews news = register.news();
      return new Board(
          registers,
          positions,
          news.watched(positions.spots()),
          List.copyOf(events),
          cards,
          news.alerts(ids),
          news.judges(ids),
          news.mark().row());
    });
  }

  private static Map<Long, PlaceCard> cards(Registers registers, List<Long> numbers)
      throws IOException, RefusedException {
    Map<Long, PlaceCard> cards = new HashMap<>();
    for (int from = 0; from < numbers.size(); from += CARDS_AT_ONCE) {
      List<Long> some = numbers.subList(from, Math.min(numbers.size(), from + CARDS_AT_ONCE));
      for (PlaceCard card : registers.read(register -> register.cards(some))) {
        cards.put(card.number(), card);
      }
    }
    return cards;
  }

  /**
   * Something that happened, with what digests are picked by.
   *
   * @param index of the place; negative where the register does not have it
   * @param byChance infinite where not known
   * @param areaSquareMetres 0 where not known
   * @param known whether the register has the alert, or it is of a place
   * @param open whether everyone may know which place it is at
   * @param watched whether that is watched
   */
  record Happening(
      Journal.Event event,
      int index,
      double byChance,
      double areaSquareMetres,
      boolean known,
      boolean open,
      boolean watched) {
    /** The most telling first. */
    static final Comparator<Happening> ORDER =
        Comparator.comparingDouble(Happening::byChance)
            .thenComparing(one -> -one.areaSquareMetres())
            .thenComparing(one -> one.event().seq());
  }

  private Happening happening(Journal.Event event) {
    WatchNews.Told told = alerts.get(event.alert());
    int index = positions.spots().find(event.place());
    PlaceCard card = cards.get(event.place());
    return new Happening(
        event,
        index,
        told == null
            ? Double.POSITIVE_INFINITY
            : told.expectedPerSiteYear().orElse(Double.MAX_VALUE),
        told == null ? 0 : told.areaSquareMetres().orElse(0),
        told != null || event.alert().isEmpty(),
        card != null && card.sensitivity().equals(Sensitivity.Level.PUBLIC.code()),
        index >= 0 && watched.isWatched(index));
  }

  private STRtree tree(boolean exactly) {
    STRtree tree = new STRtree();
    PlaceSpots spots = positions.spots();
    for (int each = 0; each < events.size(); each++) {
      int index = events.get(each).index();
      if (index >= 0 && spots.isPlaced(index, exactly)) {
        Coordinate at = new Coordinate(spots.lon(index, exactly), spots.lat(index, exactly));
        tree.insert(new Envelope(at), each);
      }
    }
    tree.build();
    return tree;
  }

  /** Of the newest row of the register that this knows. */
  long row() {
    return row;
  }

  Optional<WatchNews.Told> alert(String id) {
    return Optional.ofNullable(alerts.get(id));
  }

  boolean hasJudged(String person, String alert) {
    return judges.getOrDefault(alert, Set.of()).contains(person);
  }

  /** Empty for a place that the register does not have. */
  Optional<PlaceCard> card(long place) {
    return Optional.ofNullable(cards.get(place));
  }

  /**
   * What happened in a subscription's places since, in its order.
   *
   * @param exactly whether its owner may know where protected places lie
   */
  List<Happening> events(Subscription.Wish wish, long since, boolean exactly)
      throws IOException, RefusedException {
    Optional<BitSet> picked = picked(wish);
    List<Happening> found = inArea(wish.area(), since, exactly);
    return picked.isEmpty()
        ? found
        : found.stream().filter(one -> one.index() >= 0 && picked.get().get(one.index())).toList();
  }

  private List<Happening> inArea(Area area, long since, boolean exactly) {
    List<Happening> later = events.subList(firstAfter(since), events.size());
    return switch (area) {
      case Area.Whole whole -> later;
      case Area.Places places ->
          later.stream().filter(one -> places.has(one.event().place())).toList();
      case Area.Within within -> {
        Outline outline = new Outline(within.outline());
        BitSet found = new BitSet(events.size());
        PlaceSpots spots = positions.spots();
        for (Envelope box : outline.boxes()) {
          for (Object each : (exactly ? byExact : byShown).query(box)) {
            int index = events.get((Integer) each).index();
            if (outline.covers(spots.lon(index, exactly), spots.lat(index, exactly))) {
              found.set((Integer) each);
            }
          }
        }
        found.clear(0, firstAfter(since));
        yield found.stream().mapToObj(events::get).toList();
      }
    };
  }

  private int firstAfter(long seq) {
    int found = Arrays.binarySearch(sequence, seq);
    return found < 0 ? -found - 1 : found + 1;
  }

  /** The places of the types and the values that are wanted; empty where any will do. */
  private Optional<BitSet> picked(Subscription.Wish wish) throws IOException, RefusedException {
    Optional<BitSet> typed = withAny(wish.types().stream().map(PlaceQuery.ALL::withType).toList());
    Optional<BitSet> valued =
        withAny(
            wish.values().stream()
                .sorted()
                .map(value -> PlaceQuery.ALL.withStated(value.kind()))
                .toList());
    if (typed.isPresent() && valued.isPresent()) {
      typed.get().and(valued.get());
    }
    return typed.or(() -> valued);
  }

  /** A new set; empty where nothing is asked for. */
  private Optional<BitSet> withAny(List<PlaceQuery> queries) throws IOException, RefusedException {
    if (queries.isEmpty()) {
      return Optional.empty();
    }
    BitSet all = new BitSet(positions.spots().size());
    for (PlaceQuery query : queries) {
      BitSet known = picks.get(query);
      if (known == null) {
        known = new BitSet(positions.spots().size());
        for (long number : registers.read(register -> register.numbers(query))) {
          int index = positions.spots().find(number);
          if (index >= 0) {
            known.set(index);
          }
        }
        if (picks.size() < KEPT_PICKS) {
          picks.put(query, known);
        }
      }
      all.or(known);
    }
    return Optional.of(all);
  }

  /**
   * How the places of a subscription are watched.
   *
   * @param exactly as of {@link #events}
   */
  Summary summary(Subscription.Wish wish, boolean exactly) throws IOException, RefusedException {
    // By what is asked, and not by whom: many subscribe to all.
    List<Object> key =
        switch (wish.area()) {
          case Area.Whole whole -> List.of("whole", wish.types(), wish.values());
          case Area.Places places -> List.of(places.numbers(), wish.types(), wish.values());
          case Area.Within within ->
              List.of(within.outline().toText(), exactly, wish.types(), wish.values());
        };
    Summary known = summaries.get(key);
    if (known == null) {
      known = make(wish, exactly);
      summaries.put(key, known);
    }
    return known;
  }

  private Summary make(Subscription.Wish wish, boolean exactly)
      throws IOException, RefusedException {
    Optional<BitSet> picked = picked(wish);
    Summary.Making making = new Summary.Making(watched);
    PlaceSpots spots = positions.spots();
    switch (wish.area()) {
      case Area.Whole whole -> {
        for (int index = 0; index < spots.size(); index++) {
          take(making, picked, index);
        }
      }
      case Area.Places places -> {
        for (long number : places.numbers()) {
          take(making, picked, spots.find(number));
        }
      }
      case Area.Within within -> {
        Outline outline = new Outline(within.outline());
        BitSet found = new BitSet();
        for (Envelope box : outline.boxes()) {
          positions.inBox(
              new PlaceQuery.Box(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY()),
              exactly,
              index -> {
                if (outline.covers(spots.lon(index, exactly), spots.lat(index, exactly))) {
                  found.set(index);
                }
              });
        }
        for (int index = found.nextSetBit(0); index >= 0; index = found.nextSetBit(index + 1)) {
          take(making, picked, index);
        }
      }
    }
    return making.done();
  }

  private static void take(Summary.Making making, Optional<BitSet> picked, int index) {
    if (index >= 0 && (picked.isEmpty() || picked.get().get(index))) {
      making.take(index);
    }
  }

  /** An area's polygons, prepared for many questions. */
  private static final class Outline {
    private final List<Envelope> boxes = new ArrayList<>();
    private final boolean isBox;
    private final org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator locator;

    Outline(Geometry outline) {
      boolean rectangles = true;
      for (int part = 0; part < outline.getNumGeometries(); part++) {
        boxes.add(outline.getGeometryN(part).getEnvelopeInternal());
        rectangles &= outline.getGeometryN(part).isRectangle();
      }
      this.isBox = rectangles;
      this.locator = new org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator(outline);
    }

    List<Envelope> boxes() {
      return boxes;
    }

    /** Of a point in one of the boxes. */
    boolean covers(double lon, double lat) {
      return isBox
          || locator.locate(new Coordinate(lon, lat))
              != org.locationtech.jts.geom.Location.EXTERIOR;
    }
  }
}
