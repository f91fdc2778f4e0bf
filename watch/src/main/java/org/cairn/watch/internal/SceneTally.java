package org.cairn.watch.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.watch.ItemRef;
import org.cairn.watch.SceneUse;

/**
 * What was seen of the watch areas in each scene, summed up over the run in whatever order threads
 * bring it: the sums do not depend on it. Thread-safe. Grows by some 20 bytes for each area and
 * scene.
 */
final class SceneTally {
  private final Map<ItemRef, Tally> tallies = new ConcurrentHashMap<>();

  /** Counts an area in which the scene was used. */
  void add(Scene scene, SceneUse.Pixels pixels) {
    of(scene.ref()).add(pixels);
  }

  /** Counts the shifts of an area's looks for the scenes they are made of. */
  void add(List<Registrar.Measured> shifts) {
    for (Registrar.Measured shift : shifts) {
      for (Scene scene : shift.look().scenes()) {
        of(scene.ref()).add(shift);
      }
    }
  }

  SceneUse.Pixels pixels(ItemRef item) {
    return of(item).pixels();
  }

  /** Empty where no shift was measured. */
  Optional<SceneUse.Shifts> shifts(ItemRef item) {
    return of(item).shifts();
  }

  private Tally of(ItemRef item) {
    return tallies.computeIfAbsent(item, unused -> new Tally());
  }

  /** Of one scene. */
  private static final class Tally {
    // All guarded by this.
    private long areas;
    private long withData;
    private long clear;
    private double[] rows = new double[4];
    private double[] cols = new double[4];
    private int measured;
    private double largest;
    private int moved;
    private int rejected;

    synchronized void add(SceneUse.Pixels pixels) {
      areas += pixels.areas();
      withData += pixels.withData();
      clear += pixels.clear();
    }

    synchronized void add(Registrar.Measured shift) {
      if (measured == rows.length) {
        rows = Arrays.copyOf(rows, measured + measured / 2);
        cols = Arrays.copyOf(cols, measured + measured / 2);
      }
      rows[measured] = shift.rows();
      cols[measured] = shift.cols();
      measured++;
      largest = Math.max(largest, shift.distance());
      switch (shift.treatment()) {
        case LEFT -> {
          // The usual case: counted by its shift alone.
        }
        case MOVED -> moved++;
        case REJECTED -> rejected++;
      }
    }

    synchronized SceneUse.Pixels pixels() {
      return new SceneUse.Pixels(areas, withData, clear);
    }

    synchronized Optional<SceneUse.Shifts> shifts() {
      return measured == 0
          ? Optional.empty()
          : Optional.of(
              new SceneUse.Shifts(measured, median(rows), median(cols), largest, moved, rejected));
    }

    private double median(double[] values) {
      double[] sorted = Arrays.copyOf(values, measured);
      Arrays.sort(sorted);
      int half = measured / 2;
      return measured % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
  }
}
