package org.cairn.simulation.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.cairn.simulation.SimulationSettings;

/** Where the places lie and what happens to them: the truth of a simulation. Immutable. */
record Plan(List<SimulatedPlace> places, List<Happening> happenings) {
  /** Images after an event that are needed to see it. */
  private static final int DAYS_LEFT_TO_SEE = 90;

  Plan {
    places = List.copyOf(places);
    happenings = List.copyOf(happenings);
  }

  static Plan of(SimulationSettings settings) {
    List<SimulatedPlace> places = new ArrayList<>();
    List<Happening> happenings = new ArrayList<>();
    int side = (int) Math.ceil(Math.sqrt(Math.max(1, settings.places())));
    double cell = (double) settings.pixels() / side;
    PlaceKind[] kinds = PlaceKind.values();
    for (int i = 0; i < settings.places(); i++) {
      PlaceKind kind = kinds[i % kinds.length];
      // Cells are visited in steps that are coprime to their number, so that kinds mix.
      int slot = (int) ((long) i * 7 % settings.places());
      double roomX = Math.max(0, cell - kind.cols() - 8);
      double roomY = Math.max(0, cell - kind.rows() - 8);
      int col = (int) ((slot % side) * cell + 4 + roomX * jitter(settings.seed(), i, 1));
      int row = (int) ((slot / side) * cell + 4 + roomY * jitter(settings.seed(), i, 2));
      SimulatedPlace place =
          new SimulatedPlace(
              "sim-%04d".formatted(i + 1),
              kind,
              PlaceNames.of(kind, i),
              Math.clamp(col, 0, settings.pixels() - kind.cols()),
              Math.clamp(row, 0, settings.pixels() - kind.rows()),
              kind.cols(),
              kind.rows());
      places.add(place);
      if (Noise.uniform(settings.seed() + 5, i, 0) < settings.eventShare()) {
        happenings.add(happening(settings, place, i));
      }
    }
    return new Plan(places, happenings);
  }

  private static double jitter(long seed, int place, int axis) {
    return 0.2 + 0.6 * Noise.uniform(seed + 3, place, axis);
  }

  private static Happening happening(SimulationSettings settings, SimulatedPlace place, int index) {
    long seed = settings.seed() + 11;
    boolean first = Noise.uniform(seed, index, 1) < 0.6;
    Happening.Kind kind =
        switch (place.kind()) {
          case SHRINE, HALL, CARAVANSERAI -> Happening.Kind.DEMOLITION;
          case CEMETERY -> first ? Happening.Kind.LEVELLING : Happening.Kind.ROAD;
          case MOUND -> first ? Happening.Kind.PITS : Happening.Kind.NEW_BUILDING;
          case QUARTER -> first ? Happening.Kind.FIRE : Happening.Kind.DEMOLITION;
        };
    long span =
        settings.lastDay().toEpochDay() - DAYS_LEFT_TO_SEE - settings.watchedFrom().toEpochDay();
    LocalDate day =
        settings.watchedFrom().plusDays((long) (Math.max(1, span) * Noise.uniform(seed, index, 2)));
    boolean whole = kind == Happening.Kind.DEMOLITION && place.kind() != PlaceKind.QUARTER;
    double share = whole ? 0.95 : 0.45 + 0.4 * Noise.uniform(seed, index, 3);
    double width = kind == Happening.Kind.ROAD ? place.cols() : Math.max(3, place.cols() * share);
    double height = kind == Happening.Kind.ROAD ? 2 : Math.max(3, place.rows() * share);
    double left = place.col() + (place.cols() - width) * Noise.uniform(seed, index, 4);
    double top = place.row() + (place.rows() - height) * Noise.uniform(seed, index, 5);
    return new Happening(kind, index, day, left, top, width, height, 0.9);
  }
}
