package org.cairn.watch.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.cairn.watch.ItemRef;
import org.cairn.watch.SceneUse;

/**
 * All images of one watch area. Filled from several threads through {@link #add}, then merged to
 * one image a day and read by one.
 */
final class AreaStack {
  private static final Comparator<Scene> BY_TIME =
      Comparator.comparing((Scene scene) -> scene.item().acquired())
          .thenComparing(scene -> scene.item().id())
          .thenComparing(scene -> scene.item().collection().orElse(""));

  private final WatchArea area;
  private final KeptArea kept;

  // All guarded by this.
  private final List<Capture> captures = new ArrayList<>();
  private boolean read;
  private boolean failed;

  AreaStack(WatchArea area, KeptArea kept) {
    this.area = area;
    this.kept = kept;
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
    private final SceneUse.Pixels pixels;

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
      int covered = 0;
      int clear = 0;
      for (int i = 0; i < layer.length; i++) {
        covered += hasData[i] ? 1 : 0;
        clear += Float.isNaN(layer[i]) ? 0 : 1;
      }
      this.pixels = new SceneUse.Pixels(layer.length, covered, clear);
    }

    /** What was seen of the area. */
    SceneUse.Pixels pixels() {
      return pixels;
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

  /** What earlier runs kept of the area, and this one will. */
  KeptArea kept() {
    return kept;
  }

  WatchArea area() {
    return area;
  }

  /** Whether there are scenes over the area and none of them could be used. */
  synchronized boolean isUnreadable() {
    return failed && !read;
  }

  /** Tells of a scene over the area that could not be used. */
  synchronized void fail() {
    failed = true;
  }

  /**
   * Takes a scene, unless it has no data here at all. Such a scene is no look: whether one was
   * found depends on what else was searched for, and nothing said of the area may.
   *
   * @return whether it was taken
   */
  synchronized boolean add(Capture capture) {
    read = true;
    return capture.pixels.withData() > 0 && captures.add(capture);
  }

  /** The scenes that were taken, in time order. */
  synchronized List<ItemRef> items() {
    return captures.stream().map(capture -> capture.scene).sorted(BY_TIME).map(Scene::ref).toList();
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
      sameDay.sort(Comparator.comparing(capture -> capture.scene, BY_TIME));
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
