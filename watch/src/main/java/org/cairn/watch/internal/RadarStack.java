package org.cairn.watch.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.cairn.change.radar.Orbit;
import org.cairn.change.radar.Polarisation;
import org.cairn.change.radar.RadarPass;
import org.cairn.watch.SceneUse;

/**
 * All radar scenes of one watch area. Filled from several threads through {@link #add}, then read
 * by one.
 */
final class RadarStack {
  // Guarded by this.
  private final List<Capture> captures = new ArrayList<>();

  /** One scene over the area. Its pixels may be fetched when they are first looked at. */
  record Capture(
      Scene scene, boolean aligned, SceneUse.Pixels pixels, Supplier<RadarBands.Image> image) {
    /** With its pixels at hand. */
    static Capture of(Scene scene, RadarBands.Image image) {
      return new Capture(scene, image.aligned(), count(image), () -> image);
    }

    private static SceneUse.Pixels count(RadarBands.Image image) {
      List<float[]> images = List.copyOf(image.power().values());
      int pixels = images.getFirst().length;
      int known = 0;
      for (int i = 0; i < pixels; i++) {
        boolean any = false;
        for (float[] one : images) {
          any |= !Float.isNaN(one[i]);
        }
        known += any ? 1 : 0;
      }
      return new SceneUse.Pixels(pixels, known, known);
    }

    RadarBands bands() {
      return switch (scene.content()) {
        case RadarBands radar -> radar;
        case Layer layer -> throw new IllegalStateException(layer.name() + " is no radar");
        case LayerPair pair -> throw new IllegalStateException(pair.name() + " is no radar");
      };
    }
  }

  /**
   * One pass over the area.
   *
   * @param scenes it is made of, in time order
   */
  record Pass(RadarPass images, List<Scene> scenes) {
    Pass {
      scenes = List.copyOf(scenes);
    }
  }

  /**
   * What can be compared.
   *
   * @param passes by day, those of a day by orbit
   * @param product that most scenes over the area have
   * @param others scenes of another one, in time order
   */
  record Passes(List<Pass> passes, RadarBands.Product product, List<Scene> others) {
    Passes {
      passes = List.copyOf(passes);
      others = List.copyOf(others);
    }
  }

  /** Takes a scene that has data here. */
  synchronized void add(Capture capture) {
    captures.add(capture);
  }

  synchronized boolean isEmpty() {
    return captures.isEmpty();
  }

  /** In time order. */
  synchronized List<Capture> captures() {
    return captures.stream()
        .sorted(Comparator.comparing(Capture::scene, AreaStack.BY_TIME))
        .toList();
  }

  synchronized void release() {
    captures.clear();
  }

  /**
   * One pass a day and orbit: slices of one acquisition are put together, and of scenes that show
   * the same pixel an aligned one wins, then the earlier. Not to be called without scenes.
   *
   * @param untilDay last day wanted
   */
  Passes passes(int untilDay) {
    List<Capture> wanted =
        captures().stream().filter(one -> one.scene().day() <= untilDay).toList();
    SortedMap<RadarBands.Product, Integer> counts = new TreeMap<>();
    wanted.forEach(one -> counts.merge(one.bands().product(), 1, Integer::sum));
    RadarBands.Product most =
        counts.keySet().stream()
            .max(
                Comparator.comparing((RadarBands.Product one) -> counts.getOrDefault(one, 0))
                    .thenComparing(Comparator.reverseOrder()))
            .orElseGet(() -> captures().getFirst().bands().product());
    record Key(int day, Orbit orbit) implements Comparable<Key> {
      @Override
      public int compareTo(Key other) {
        return day != other.day ? Integer.compare(day, other.day) : orbit.compareTo(other.orbit);
      }
    }
    SortedMap<Key, List<Capture>> groups = new TreeMap<>();
    List<Scene> others = new ArrayList<>();
    for (Capture one : wanted) {
      if (one.bands().product().equals(most)) {
        groups
            .computeIfAbsent(
                new Key(one.scene().day(), one.bands().orbit()), unused -> new ArrayList<>())
            .add(one);
      } else {
        others.add(one.scene());
      }
    }
    List<Pass> passes = new ArrayList<>();
    groups.forEach((key, group) ->
        passes.add(
            new Pass(
                new RadarPass(key.day(), key.orbit(), mosaic(group)),
                group.stream().map(Capture::scene).toList())));
    return new Passes(passes, most, others);
  }

  private static Map<Polarisation, float[]> mosaic(List<Capture> group) {
    List<Capture> alignedFirst = new ArrayList<>(group);
    alignedFirst.sort(Comparator.comparing((Capture one) -> !one.aligned()));
    Map<Polarisation, float[]> mosaic = new EnumMap<>(Polarisation.class);
    for (Capture one : alignedFirst) {
      one.image()
          .get()
          .power()
          .forEach((polarisation, values) -> {
            float[] whole = mosaic.computeIfAbsent(polarisation, unused -> blank(values.length));
            for (int i = 0; i < whole.length; i++) {
              whole[i] = Float.isNaN(whole[i]) ? values[i] : whole[i];
            }
          });
    }
    return mosaic;
  }

  private static float[] blank(int pixels) {
    float[] blank = new float[pixels];
    Arrays.fill(blank, Float.NaN);
    return blank;
  }
}
