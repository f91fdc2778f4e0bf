package org.cairn.watch.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.Alert.BandChange;
import org.cairn.heritage.Alert.Direction;

/**
 * What the spectra did, in words. Bounds are rules of thumb for surface reflectance; none of the
 * words is a cause.
 */
final class Directions {
  /** Least change of NDVI that is called one. */
  private static final double VEGETATION_STEP = 0.05;

  /** NDVI below which ground counts as bare. */
  private static final double BARE_BELOW = 0.3;

  /** Least relative change of visible brightness that is called one. */
  private static final double BRIGHTNESS_STEP = 0.1;

  private Directions() {}

  static List<Direction> of(List<BandChange> changes) {
    List<Direction> directions = new ArrayList<>();
    Optional<BandChange> ndvi = find(changes, "ndvi").or(() -> ndviOf(changes));
    Optional<BandChange> wetness = wetnessOf(changes);
    Optional<BandChange> brightness = brightnessOf(changes);
    boolean brighter = brightness.filter(b -> relative(b) > BRIGHTNESS_STEP).isPresent();
    boolean darker = brightness.filter(b -> relative(b) < -BRIGHTNESS_STEP).isPresent();
    boolean wetter = wetness.filter(w -> w.before() < 0 && w.after() > 0).isPresent();
    if (wetter) {
      directions.add(Direction.TOWARD_WATER);
    }
    ndvi.ifPresent(n -> {
      double step = n.after() - n.before();
      if (step < -VEGETATION_STEP) {
        boolean bare = !wetter && n.after() < BARE_BELOW && !darker;
        directions.add(bare ? Direction.TOWARD_BARE_GROUND : Direction.LESS_VEGETATION);
      } else if (step > VEGETATION_STEP) {
        directions.add(Direction.MORE_VEGETATION);
      }
    });
    if (brighter) {
      directions.add(Direction.BRIGHTER);
    } else if (darker) {
      directions.add(Direction.DARKER);
    }
    if (directions.isEmpty() && !changes.isEmpty()) {
      BandChange layer = changes.getLast();
      directions.add(layer.after() < layer.before() ? Direction.LOWER : Direction.HIGHER);
    }
    return directions;
  }

  private static double relative(BandChange change) {
    return (change.after() - change.before()) / Math.max(Math.abs(change.before()), 1e-3);
  }

  private static Optional<BandChange> find(List<BandChange> changes, String band) {
    return changes.stream().filter(change -> change.band().equals(band)).findFirst();
  }

  private static Optional<BandChange> ndviOf(List<BandChange> changes) {
    return normalised(changes, "nir", "red");
  }

  /** NDWI of McFeeters (1996): (green - nir) / (green + nir), above 0 over open water. */
  private static Optional<BandChange> wetnessOf(List<BandChange> changes) {
    return normalised(changes, "green", "nir");
  }

  private static Optional<BandChange> normalised(
      List<BandChange> changes, String plus, String minus) {
    Optional<BandChange> a = find(changes, plus);
    Optional<BandChange> b = find(changes, minus);
    if (a.isEmpty() || b.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new BandChange(
            plus + "/" + minus,
            ratio(a.get().before(), b.get().before()),
            ratio(a.get().after(), b.get().after()),
            "index"));
  }

  private static double ratio(double a, double b) {
    return a + b > 0 ? (a - b) / (a + b) : 0;
  }

  private static Optional<BandChange> brightnessOf(List<BandChange> changes) {
    List<BandChange> visible =
        changes.stream()
            .filter(change -> List.of("blue", "green", "red").contains(change.band()))
            .toList();
    return visible.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new BandChange(
                "visible",
                visible.stream().mapToDouble(BandChange::before).average().orElseThrow(),
                visible.stream().mapToDouble(BandChange::after).average().orElseThrow(),
                "reflectance"));
  }
}
