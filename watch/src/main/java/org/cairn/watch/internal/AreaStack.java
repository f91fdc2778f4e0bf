package org.cairn.watch.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * All images of one watch area. Filled from several threads through {@link #add}, then merged to
 * one image a day and read by one.
 */
final class AreaStack {
  private final WatchArea area;
  private final List<Capture> captures = new ArrayList<>();

  AreaStack(WatchArea area) {
    this.area = area;
  }

  /**
   * One scene over the area.
   *
   * @param aligned false where the pixels had to be resampled from another grid
   */
  static final class Capture {
    private final Scene scene;
    private final boolean aligned;
    private final float[] layer;
    private final boolean[] hasData;

    /**
     * @param layer {@code float[pixels]}, NaN = masked; taken over
     * @param hasData {@code boolean[pixels]}: true where the scene has a value, clear or not; taken
     *     over
     */
    Capture(Scene scene, boolean aligned, float[] layer, boolean[] hasData) {
      this.scene = scene;
      this.aligned = aligned;
      this.layer = layer;
      this.hasData = hasData;
    }
  }

  /**
   * One day's image of the area. Arrays are owned by the look and written only by co-registration
   * before analysis.
   */
  static final class Look {
    private final int day;
    private final List<Scene> scenes;
    private final float[] layer;
    private final boolean[] hasData;

    Look(int day, List<Scene> scenes, float[] layer, boolean[] hasData) {
      this.day = day;
      this.scenes = List.copyOf(scenes);
      this.layer = layer;
      this.hasData = hasData;
    }

    /** Days since 1970-01-01. */
    int day() {
      return day;
    }

    List<Scene> scenes() {
      return scenes;
    }

    /** {@code float[pixels]} of the area, NaN = masked. */
    float[] layer() {
      return layer;
    }

    /** The same look with another image, after it was moved. */
    Look withLayer(float[] moved) {
      return new Look(day, scenes, moved, hasData);
    }

    /** Share of the given pixels that were seen clear, 0 to 1. */
    double clearShare(int[] pixels) {
      int clear = 0;
      for (int pixel : pixels) {
        if (!Float.isNaN(layer[pixel])) {
          clear++;
        }
      }
      return pixels.length == 0 ? 0 : (double) clear / pixels.length;
    }

    /** Share of the given pixels that the sensor covered, clear or not, 0 to 1. */
    double dataShare(int[] pixels) {
      int covered = 0;
      for (int pixel : pixels) {
        if (hasData[pixel]) {
          covered++;
        }
      }
      return pixels.length == 0 ? 0 : (double) covered / pixels.length;
    }
  }

  WatchArea area() {
    return area;
  }

  /** Whether no scene could be read. */
  synchronized boolean isEmpty() {
    return captures.isEmpty();
  }

  synchronized void add(Capture capture) {
    captures.add(capture);
  }

  /**
   * One image a day, in time order: where several scenes show a day (granules or tiles of one pass,
   * two orbits), a clear pixel wins and several clear ones give their median. Resampled scenes only
   * fill what the aligned ones leave open.
   */
  synchronized List<Look> looks() {
    TreeMap<Integer, List<Capture>> days = new TreeMap<>();
    for (Capture capture : captures) {
      days.computeIfAbsent(capture.scene.day(), unused -> new ArrayList<>()).add(capture);
    }
    List<Look> looks = new ArrayList<>();
    days.forEach((day, sameDay) -> {
      sameDay.sort(
          Comparator.comparing((Capture capture) -> capture.scene.item().acquired())
              .thenComparing(capture -> capture.scene.item().id()));
      looks.add(merge(day, sameDay));
    });
    return looks;
  }

  private static Look merge(int day, List<Capture> captures) {
    List<Scene> scenes = captures.stream().map(capture -> capture.scene).toList();
    if (captures.size() == 1) {
      return new Look(day, scenes, captures.getFirst().layer, captures.getFirst().hasData);
    }
    int pixels = captures.getFirst().layer.length;
    float[] merged = new float[pixels];
    boolean[] hasData = new boolean[pixels];
    float[] clear = new float[captures.size()];
    for (int pixel = 0; pixel < pixels; pixel++) {
      int count = 0;
      for (Capture capture : captures) {
        hasData[pixel] |= capture.hasData[pixel];
        if (capture.aligned && !Float.isNaN(capture.layer[pixel])) {
          clear[count++] = capture.layer[pixel];
        }
      }
      for (int i = 0; i < captures.size() && count == 0; i++) {
        if (!Float.isNaN(captures.get(i).layer[pixel])) {
          clear[count++] = captures.get(i).layer[pixel];
        }
      }
      merged[pixel] = median(clear, count);
    }
    return new Look(day, scenes, merged, hasData);
  }

  private static float median(float[] values, int count) {
    if (count == 0) {
      return Float.NaN;
    }
    Arrays.sort(values, 0, count);
    return count % 2 == 1 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
  }
}
