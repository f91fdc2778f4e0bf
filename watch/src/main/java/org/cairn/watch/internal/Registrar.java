package org.cairn.watch.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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

  private Registrar() {}

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
   * @param looks as they are to be analysed
   * @param measured one per look whose shift could be told, in time order
   */
  record Registered(List<AreaStack.Look> looks, List<Measured> measured) {
    /** The looks that did not stay where they were. */
    List<Registration> moved() {
      return measured.stream()
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
   * @param known shifts measured before
   * @param fromDay first monitored day; only looks before it make the reference
   */
  static Registered register(
      AreaStack stack, List<AreaStack.Look> looks, int fromDay, KeptModel known) {
    int rows = stack.area().window().rows();
    int cols = stack.area().window().cols();
    int[] all = new int[rows * cols];
    Arrays.setAll(all, i -> i);
    List<AreaStack.Look> clearest =
        looks.stream()
            .filter(look -> look.day() < fromDay && look.clearShare(all) >= LEAST_CLEAR)
            .sorted(
                Comparator.comparingDouble((AreaStack.Look look) -> -look.clearShare(all))
                    .thenComparingInt(AreaStack.Look::day))
            .limit(REFERENCE_LOOKS)
            .toList();
    if (clearest.size() < LEAST_REFERENCE_LOOKS) {
      return new Registered(looks, List.of());
    }
    float[] reference = median(clearest, rows * cols);
    String referenceDigest = known.digest(reference);
    // Made for the first look that is not known already.
    List<CoRegistration> registration = new ArrayList<>(1);
    List<AreaStack.Look> kept = new ArrayList<>();
    List<Measured> measured = new ArrayList<>();
    for (AreaStack.Look look : looks) {
      if (look.clearShare(all) < LEAST_CLEAR) {
        kept.add(look);
        continue;
      }
      CoRegistration.Shift shift =
          known.shift(
              referenceDigest,
              known.digest(look.layer()),
              () -> {
                if (registration.isEmpty()) {
                  registration.add(CoRegistration.against(reference, rows, cols));
                }
                return registration.getFirst().estimate(look.layer(), LEAST_MOVED - COARSE_ERROR);
              });
      double distance = Math.hypot(shift.rows(), shift.cols());
      if (!shift.reliable()) {
        kept.add(look);
        continue;
      }
      Treatment treatment =
          distance < LEAST_MOVED
              ? Treatment.LEFT
              : distance > MOST_MOVED ? Treatment.REJECTED : Treatment.MOVED;
      measured.add(new Measured(look, shift.rows(), shift.cols(), treatment));
      switch (treatment) {
        case LEFT -> kept.add(look);
        case MOVED ->
            kept.add(look.withLayer(CoRegistration.apply(look.layer(), rows, cols, shift)));
        case REJECTED -> {
          // Neither taught nor watched.
        }
      }
    }
    return new Registered(kept, measured);
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
