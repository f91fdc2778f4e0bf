package org.cairn.simulation.internal;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cairn.simulation.Outline;
import org.cairn.simulation.SimulatedEvent;
import org.cairn.simulation.SimulatedPlace;
import org.cairn.simulation.SimulationSettings;

/** Where the places lie and what happens to them: the truth of a simulation. Immutable. */
record Plan(List<Buildings.Site> sites, List<SimulatedEvent> events) {
  /** Days after an event that are needed to see it. */
  private static final int DAYS_LEFT_TO_SEE = 90;

  /** Free pixels between a place's bounds and its cell's edge. */
  private static final double MARGIN = 6;

  private static final int ATTEMPTS = 16;

  Plan {
    sites = List.copyOf(sites);
    events = List.copyOf(events);
  }

  static Plan of(SimulationSettings settings) {
    List<Buildings.Site> sites = new ArrayList<>();
    int side = (int) Math.ceil(Math.sqrt(Math.max(1, settings.places())));
    int[] cells = mixedCells(settings.seed() + 1, side * side);
    Ways ways = new Ways(settings.seed());
    PlaceKind[] kinds = PlaceKind.values();
    for (int i = 0; i < settings.places(); i++) {
      PlaceKind kind = kinds[i % kinds.length];
      Outline outline = outline(settings, kind, i, cells[i], side, ways);
      SimulatedPlace place =
          new SimulatedPlace(
              "sim-%04d".formatted(i + 1), kind.english(), PlaceNames.of(kind, i), outline);
      sites.add(new Buildings.Site(place, kind, Noise.hash(settings.seed() + 71, i, 0)));
    }
    return new Plan(sites, events(settings, sites));
  }

  List<SimulatedPlace> places() {
    return sites.stream().map(Buildings.Site::place).toList();
  }

  /** The numbers of all cells in an order of chance, so that kinds mix over the land. */
  private static int[] mixedCells(long seed, int count) {
    int[] cells = new int[count];
    for (int i = 0; i < count; i++) {
      cells[i] = i;
    }
    for (int i = count - 1; i > 0; i--) {
      int other = (int) ((i + 1) * Noise.uniform(seed, i, 0));
      int held = cells[i];
      cells[i] = cells[other];
      cells[other] = held;
    }
    return cells;
  }

  /** Somewhere in the place's cell, if possible off roads and rivers and away from the edge. */
  private static Outline outline(
      SimulationSettings settings, PlaceKind kind, int index, int cell, int side, Ways ways) {
    double size = (double) settings.pixels() / side;
    Outline best = null;
    double farthest = Double.NEGATIVE_INFINITY;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long chance = Noise.hash(settings.seed() + 3, index, attempt);
      double angle = 0.7 * (Noise.uniform(chance, 1, 0) - 0.5);
      Outline turned = new Outline(0, 0, kind.width(), kind.height(), angle, kind.isRound());
      double roomX = Math.max(0, size / 2 - turned.reachCols() - MARGIN);
      double roomY = Math.max(0, size / 2 - turned.reachRows() - MARGIN);
      double x = size * (cell % side + 0.5) + roomX * (2 * Noise.uniform(chance, 2, 0) - 1);
      double y = size * (cell / side + 0.5) + roomY * (2 * Noise.uniform(chance, 3, 0) - 1);
      double reach = Math.max(turned.reachCols(), turned.reachRows());
      double free =
          Math.min(
              Math.min(ways.toRoad(x, y) - reach, (ways.toRiver(x, y) - reach) / 2),
              Math.min(Math.min(x, settings.pixels() - x), Math.min(y, settings.pixels() - y)) / 2
                  - reach);
      if (free > farthest) {
        farthest = free;
        best = turned.moved(x, y);
      }
      if (free > 4) {
        break;
      }
    }
    return Objects.requireNonNull(best);
  }

  /** The share is kept to exactly, and all kinds of places have their turn: chance says which. */
  private static List<SimulatedEvent> events(
      SimulationSettings settings, List<Buildings.Site> sites) {
    int count = (int) Math.round(settings.eventShare() * sites.size());
    Map<PlaceKind, Deque<Integer>> untouched = new EnumMap<>(PlaceKind.class);
    for (int index : mixedCells(settings.seed() + 5, sites.size())) {
      untouched.computeIfAbsent(sites.get(index).kind(), kind -> new ArrayDeque<>()).add(index);
    }
    List<SimulatedEvent> events = new ArrayList<>();
    for (int turn = 0; events.size() < count; turn++) {
      PlaceKind kind = PlaceKind.values()[turn % PlaceKind.values().length];
      Deque<Integer> left = untouched.getOrDefault(kind, new ArrayDeque<>());
      if (!left.isEmpty()) {
        int index = left.remove();
        boolean common = turn / PlaceKind.values().length % 2 == 0;
        events.add(event(settings, sites.get(index), index, common));
      }
    }
    return events;
  }

  private static SimulatedEvent event(
      SimulationSettings settings, Buildings.Site site, int index, boolean common) {
    long chance = Noise.hash(settings.seed() + 11, index, 0);
    SimulatedEvent.Kind kind =
        switch (site.kind()) {
          case SHRINE, HALL, CARAVANSERAI -> SimulatedEvent.Kind.DEMOLITION;
          case CEMETERY -> common ? SimulatedEvent.Kind.LEVELLING : SimulatedEvent.Kind.ROAD;
          case MOUND -> common ? SimulatedEvent.Kind.PITS : SimulatedEvent.Kind.NEW_BUILDING;
          case QUARTER -> common ? SimulatedEvent.Kind.FIRE : SimulatedEvent.Kind.DEMOLITION;
        };
    long span =
        settings.lastDay().toEpochDay() - DAYS_LEFT_TO_SEE - settings.watchedFrom().toEpochDay();
    LocalDate day =
        settings.watchedFrom().plusDays((long) (Math.max(1, span) * Noise.uniform(chance, 2, 0)));
    double strength = 0.7 + 0.3 * Noise.uniform(chance, 3, 0);
    return new SimulatedEvent(site.place().id(), kind, day, touched(site, kind, chance), strength);
  }

  private static Outline touched(Buildings.Site site, SimulatedEvent.Kind kind, long chance) {
    Outline place = site.place().outline();
    double share = 0.45 + 0.4 * Noise.uniform(chance, 4, 0);
    double width;
    double height;
    if (kind == SimulatedEvent.Kind.ROAD) {
      width = place.width();
      height = 2;
    } else if (kind == SimulatedEvent.Kind.NEW_BUILDING) {
      width = 4.5 + 2.5 * share;
      height = 3.5 + 2 * share;
    } else {
      boolean whole = kind == SimulatedEvent.Kind.DEMOLITION && site.kind() != PlaceKind.QUARTER;
      width = place.width() * (whole ? 0.95 : share);
      height = place.height() * (whole ? 0.95 : share);
    }
    // A box within a round place stays off its edge.
    double room = place.round() ? 0.55 : 1;
    double u = room * (place.width() - width) * (Noise.uniform(chance, 5, 0) - 0.5);
    double v = room * (place.height() - height) * (Noise.uniform(chance, 6, 0) - 0.5);
    double cos = StrictMath.cos(place.angle());
    double sin = StrictMath.sin(place.angle());
    boolean round = kind == SimulatedEvent.Kind.FIRE || kind == SimulatedEvent.Kind.PITS;
    return new Outline(
        place.centreCol() + u * cos - v * sin,
        place.centreRow() + u * sin + v * cos,
        width,
        height,
        place.angle(),
        round);
  }
}
