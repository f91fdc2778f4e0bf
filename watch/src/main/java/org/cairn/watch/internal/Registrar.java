package org.cairn.watch.internal;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cairn.imagery.scene.CoRegistration;
import org.cairn.watch.PlaceResult.Registration;

/**
 * Lays each look of an area on the area's own reference, the median of its clearest history looks.
 * Small shifts are left to the detector, which models them; larger ones are moved back; looks that
 * lie too far off are left out.
 */
final class Registrar {
  /**
   * Shifts below this many pixels stay: resampling would blur more than it mends, and the detector
   * carries them.
   */
  static final double LEAST_MOVED = 1;

  /** What the coarse estimate of a shift may be off by, in pixels. */
  static final double COARSE_ERROR = 0.4;

  /**
   * Looks shifted by more than this many pixels are left out: their masks and edges are not to be
   * trusted.
   */
  static final double MOST_MOVED = 3;

  static final int REFERENCE_LOOKS = 8;
  static final int LEAST_REFERENCE_LOOKS = 3;
  static final double LEAST_CLEAR = 0.5;

  private final WatchArea area;
  private final Optional<float[]> reference;

  /** Made for the first look that has to be measured. */
  private Optional<CoRegistration> registration = Optional.empty();

  /**
   * @param reference what looks are laid on; empty where they stay as they are
   */
  Registrar(WatchArea area, Optional<float[]> reference) {
    this.area = area;
    this.reference = reference;
  }

  /** What was done with a look that could be measured. */
  enum Treatment {
    LEFT,
    MOVED,
    REJECTED
  }

  /**
   * Where a look lies against the area's reference.
   *
   * @param rows pixels too far down
   * @param cols pixels too far right
   */
  record Measured(AreaStack.Look look, double rows, double cols, Treatment treatment) {
    double distance() {
      return Math.hypot(rows, cols);
    }
  }

  /**
   * A look and what was done with it.
   *
   * @param shift empty where it was not measured
   * @param measured empty where its shift could not be told
   * @param taken as it is analysed; empty where it is left out
   */
  record Placed(
      AreaStack.Look look,
      Optional<CoRegistration.Shift> shift,
      Optional<Measured> measured,
      Optional<AreaStack.Look> taken) {}

  /** All looks of an area, in time order. */
  record Registered(List<Placed> placed) {
    Registered {
      placed = List.copyOf(placed);
    }

    /** As they are to be analysed. */
    List<AreaStack.Look> looks() {
      return placed.stream().flatMap(one -> one.taken().stream()).toList();
    }

    /** One per look whose shift could be told. */
    List<Measured> measured() {
      return placed.stream().flatMap(one -> one.measured().stream()).toList();
    }

    /** The looks that did not stay where they were. */
    List<Registration> moved() {
      return measured().stream()
          .filter(one -> one.treatment() != Treatment.LEFT)
          .map(one ->
              new Registration(
                  LocalDate.ofEpochDay(one.look().day()),
                  one.rows(),
                  one.cols(),
                  one.treatment() == Treatment.REJECTED))
          .toList();
    }
  }

  /**
   * The median of the clearest looks before a day.
   *
   * @return {@code float[pixels]}; empty where too few are clear
   */
  static Optional<float[]> reference(WatchArea area, List<AreaStack.Look> looks, int fromDay) {
    int[] all = all(area);
    List<AreaStack.Look> clearest =
        looks.stream()
            .filter(look -> look.day() < fromDay && look.clearShare(all) >= LEAST_CLEAR)
            .sorted(
                Comparator.comparingDouble((AreaStack.Look look) -> -look.clearShare(all))
                    .thenComparingInt(AreaStack.Look::day))
            .limit(REFERENCE_LOOKS)
            .toList();
    return clearest.size() < LEAST_REFERENCE_LOOKS
        ? Optional.empty()
        : Optional.of(median(clearest, area.pixels()));
  }

  private static int[] all(WatchArea area) {
    int[] all = new int[area.pixels()];
    Arrays.setAll(all, i -> i);
    return all;
  }

  /** Whether enough of a look is clear to tell where it lies. */
  boolean measures(AreaStack.Look look) {
    return reference.isPresent() && look.clearShare(all(area)) >= LEAST_CLEAR;
  }

  /** Measures a look, where it can be, and places it. */
  Placed place(AreaStack.Look look) {
    return place(look, measures(look) ? Optional.of(measure(look)) : Optional.empty());
  }

  private CoRegistration.Shift measure(AreaStack.Look look) {
    if (registration.isEmpty()) {
      registration =
          Optional.of(
              CoRegistration.against(
                  reference.orElseThrow(), area.window().rows(), area.window().cols()));
    }
    return registration.get().estimate(look.layer(), LEAST_MOVED - COARSE_ERROR);
  }

  /** Places a look whose shift is known, without looking at it. */
  Placed place(AreaStack.Look look, Optional<CoRegistration.Shift> shift) {
    if (shift.isEmpty() || !shift.get().reliable()) {
      return new Placed(look, shift, Optional.empty(), Optional.of(look));
    }
    double rows = shift.get().rows();
    double cols = shift.get().cols();
    double distance = Math.hypot(rows, cols);
    Treatment treatment =
        distance < LEAST_MOVED
            ? Treatment.LEFT
            : distance > MOST_MOVED ? Treatment.REJECTED : Treatment.MOVED;
    Measured measured = new Measured(look, rows, cols, treatment);
    return new Placed(
        look,
        shift,
        Optional.of(measured),
        switch (treatment) {
          case LEFT -> Optional.of(look);
          case MOVED -> Optional.of(look.withLayer(() -> moved(look, shift.get())));
          // Neither taught nor watched.
          case REJECTED -> Optional.empty();
        });
  }

  private float[] moved(AreaStack.Look look, CoRegistration.Shift shift) {
    return CoRegistration.apply(look.layer(), area.window().rows(), area.window().cols(), shift);
  }

  private static float[] median(List<AreaStack.Look> looks, int pixels) {
    float[] median = new float[pixels];
    float[] values = new float[looks.size()];
    for (int pixel = 0; pixel < pixels; pixel++) {
      int count = 0;
      for (AreaStack.Look look : looks) {
        float value = look.layer()[pixel];
        if (!Float.isNaN(value)) {
          values[count++] = value;
        }
      }
      Arrays.sort(values, 0, count);
      median[pixel] = count == 0 ? Float.NaN : values[count / 2];
    }
    return median;
  }
}
