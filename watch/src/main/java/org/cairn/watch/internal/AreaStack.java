package org.cairn.watch.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cairn.watch.ItemRef;
import org.cairn.watch.SceneUse;

/**
 * All images of one watch area. Filled from several threads through {@link #add}, then merged to
 * one image a day and read by one.
 */
final class AreaStack {
  static final Comparator<Scene> BY_TIME =
      Comparator.comparing((Scene scene) -> scene.item().acquired())
          .thenComparing(scene -> scene.item().id())
          .thenComparing(scene -> scene.item().collection().orElse(""));

  private final WatchArea area;
  private final KeptArea kept;
  private final RadarStack radar = new RadarStack();

  // All guarded by this.
  private final List<Capture> captures = new ArrayList<>();

  /** Of the further layer, of those of the captures that have it. */
  private final List<Capture> further = new ArrayList<>();

  private final List<Capture> read = new ArrayList<>();
  private final List<RadarStack.Capture> radarRead = new ArrayList<>();
  private boolean failed;
  private boolean radarFailed;

  AreaStack(WatchArea area, KeptArea kept) {
    this.area = area;
    this.kept = kept;
  }

  /**
   * One layer of one scene over the area. Its pixels may be fetched when they are first looked at.
   */
  static final class Capture {
    private final Scene scene;
    private final Layer layer;
    private final boolean aligned;
    private final SceneUse.Pixels pixels;
    private final Supplier<Parts.Pixels> image;

    /**
     * @param aligned false where the pixels had to be resampled from another grid
     * @param pixels what was seen of the area
     * @param image of the area's pixels; NaN = masked
     */
    Capture(
        Scene scene,
        Layer layer,
        boolean aligned,
        SceneUse.Pixels pixels,
        Supplier<Parts.Pixels> image) {
      this.scene = scene;
      this.layer = layer;
      this.aligned = aligned;
      this.pixels = pixels;
      this.image = new Once<>(image);
    }

    /** Of the watched layer; see {@link #of(Scene, Layer, boolean, Parts.Pixels)}. */
    static Capture of(Scene scene, boolean aligned, float[] values, boolean[] hasData) {
      return of(scene, scene.layer(), aligned, new Parts.Pixels(values, hasData));
    }

    /**
     * @param image with its pixels at hand, which are taken over: a value, NaN = masked, and
     *     whether the scene has one, clear or not
     */
    static Capture of(Scene scene, Layer layer, boolean aligned, Parts.Pixels image) {
      int covered = 0;
      int clear = 0;
      for (int i = 0; i < image.layer().length; i++) {
        covered += image.hasData()[i] ? 1 : 0;
        clear += Float.isNaN(image.layer()[i]) ? 0 : 1;
      }
      return new Capture(
          scene,
          layer,
          aligned,
          new SceneUse.Pixels(image.layer().length, covered, clear),
          () -> image);
    }

    Scene scene() {
      return scene;
    }

    boolean aligned() {
      return aligned;
    }

    SceneUse.Pixels pixels() {
      return pixels;
    }

    Parts.Pixels image() {
      return image.get();
    }
  }

  /**
   * One day's image of the area. Arrays are owned by the look and nobody writes to them; they are
   * made when they are first looked at.
   */
  static final class Look {
    private final int day;
    private final List<Scene> scenes;
    private final Layer shows;
    private final Supplier<float[]> layer;
    private final Supplier<boolean[]> hasData;

    private Look(
        int day,
        List<Scene> scenes,
        Layer shows,
        Supplier<float[]> layer,
        Supplier<boolean[]> hasData) {
      this.day = day;
      this.scenes = List.copyOf(scenes);
      this.shows = shows;
      this.layer = layer;
      this.hasData = hasData;
    }

    static Look of(int day, List<Scene> scenes, Layer shows, Supplier<Parts.Pixels> image) {
      Once<Parts.Pixels> once = new Once<>(image);
      return new Look(day, scenes, shows, () -> once.get().layer(), () -> once.get().hasData());
    }

    /** Days since 1970-01-01. */
    int day() {
      return day;
    }

    List<Scene> scenes() {
      return scenes;
    }

    /** What its values are. */
    Layer shows() {
      return shows;
    }

    /** {@code float[pixels]} of the area, NaN = masked. The same array every time. */
    float[] layer() {
      return layer.get();
    }

    /** The same look with another image, after it was moved. */
    Look withLayer(Supplier<float[]> moved) {
      return new Look(day, scenes, shows, new Once<>(moved), hasData);
    }

    /** Share of the given pixels that were seen clear, 0 to 1. */
    double clearShare(int[] pixels) {
      float[] values = layer();
      int clear = 0;
      for (int pixel : pixels) {
        if (!Float.isNaN(values[pixel])) {
          clear++;
        }
      }
      return pixels.length == 0 ? 0 : (double) clear / pixels.length;
    }

    /** Share of the given pixels that the sensor covered, clear or not, 0 to 1. */
    double dataShare(int[] pixels) {
      boolean[] present = hasData.get();
      int covered = 0;
      for (int pixel : pixels) {
        if (present[pixel]) {
          covered++;
        }
      }
      return pixels.length == 0 ? 0 : (double) covered / pixels.length;
    }
  }

  /** Asked for when it is first wanted, then remembered. */
  private static final class Once<T> implements Supplier<T> {
    private final Supplier<T> source;

    // Guarded by this.
    private final List<T> value = new ArrayList<>(1);

    Once(Supplier<T> source) {
      this.source = source;
    }

    @Override
    public synchronized T get() {
      if (value.isEmpty()) {
        value.add(source.get());
      }
      return value.getFirst();
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
    return (failed || radarFailed && radarRead.isEmpty()) && read.isEmpty();
  }

  /** Tells of a scene over the area that could not be used. */
  synchronized void fail(Scene scene) {
    failed |= !scene.isRadar();
    radarFailed |= scene.isRadar();
  }

  /**
   * Takes a scene, unless it has no data here at all. Such a scene is no look: whether one was
   * found depends on what else was searched for, and nothing said of the area may.
   *
   * @return whether it was taken
   */
  synchronized boolean add(Capture capture) {
    read.add(capture);
    return capture.pixels.withData() > 0 && captures.add(capture);
  }

  /**
   * Takes a scene as {@link #add(Capture)} does, with its further layer.
   *
   * @param beside of the same scene
   */
  synchronized void add(Capture capture, Capture beside) {
    if (add(capture)) {
      further.add(beside);
    }
  }

  /** Takes a radar scene, unless it has no data here at all. */
  synchronized void add(RadarStack.Capture capture) {
    radarRead.add(capture);
    if (capture.pixels().withData() > 0) {
      radar.add(capture);
    }
  }

  /** The radar scenes that were taken. */
  RadarStack radar() {
    return radar;
  }

  /** The scenes that were read, as they can be kept. */
  synchronized List<Standing.Seen> seen() {
    List<Standing.Seen> seen = new ArrayList<>();
    read.forEach(one -> kept.seen(one.scene, one.aligned, one.pixels).ifPresent(seen::add));
    radarRead.forEach(
        one -> kept.seen(one.scene(), one.aligned(), one.pixels()).ifPresent(seen::add));
    return seen;
  }

  /** Counts what was seen of the area in the scenes that were taken. */
  synchronized void addTo(SceneTally tally) {
    captures.forEach(capture -> tally.add(capture.scene, capture.pixels));
    radar.captures().forEach(capture -> tally.add(capture.scene(), capture.pixels()));
  }

  /** Lets go of all images; call once the area is judged. */
  synchronized void release() {
    captures.clear();
    further.clear();
    read.clear();
    radarRead.clear();
    radar.release();
    kept.release();
  }

  /** The scenes that were taken, in time order. */
  synchronized List<ItemRef> items() {
    return Stream.concat(
            captures.stream().map(capture -> capture.scene),
            radar.captures().stream().map(RadarStack.Capture::scene))
        .sorted(BY_TIME)
        .map(Scene::ref)
        .toList();
  }

  /**
   * One image a day, in time order: where several scenes show a day (granules or tiles of one pass,
   * two orbits), a clear pixel wins and several clear ones give their median. Resampled scenes only
   * fill what the aligned ones leave open.
   */
  synchronized List<Look> looks() {
    return looks(captures);
  }

  /** The further layer likewise, of the days on which a scene has it. */
  synchronized List<Look> furtherLooks() {
    return looks(further);
  }

  private static List<Look> looks(List<Capture> captures) {
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
    return Look.of(
        day,
        scenes,
        captures.getFirst().layer,
        captures.size() == 1 ? captures.getFirst()::image : () -> merged(captures));
  }

  private static Parts.Pixels merged(List<Capture> captures) {
    List<float[]> layers = captures.stream().map(capture -> capture.image().layer()).toList();
    int pixels = layers.getFirst().length;
    float[] merged = new float[pixels];
    boolean[] hasData = new boolean[pixels];
    float[] clear = new float[captures.size()];
    for (int pixel = 0; pixel < pixels; pixel++) {
      int count = 0;
      for (int i = 0; i < captures.size(); i++) {
        hasData[pixel] |= captures.get(i).image().hasData()[pixel];
        if (captures.get(i).aligned && !Float.isNaN(layers.get(i)[pixel])) {
          clear[count++] = layers.get(i)[pixel];
        }
      }
      for (int i = 0; i < captures.size() && count == 0; i++) {
        if (!Float.isNaN(layers.get(i)[pixel])) {
          clear[count++] = layers.get(i)[pixel];
        }
      }
      merged[pixel] = median(clear, count);
    }
    return new Parts.Pixels(merged, hasData);
  }

  private static float median(float[] values, int count) {
    if (count == 0) {
      return Float.NaN;
    }
    Arrays.sort(values, 0, count);
    return count % 2 == 1 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
  }
}
