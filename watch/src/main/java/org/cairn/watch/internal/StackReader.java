package org.cairn.watch.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.cairn.change.radar.Polarisation;
import org.cairn.imagery.raster.GeoTiff;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.RasterException;
import org.cairn.imagery.scene.ClearSky;
import org.cairn.imagery.stac.AssetBand;
import org.cairn.imagery.stac.OffsetDecision;
import org.cairn.watch.ItemRef;
import org.cairn.watch.Problem;

/**
 * Reads the windows of many watch areas, scene by scene: each file is opened once for all areas it
 * shows, and each of its tiles is decoded once. What an area gets of a scene does not depend on the
 * areas read with it: a damaged tile costs the areas that it shows, no others. Thread-safe.
 */
final class StackReader {
  private final SceneFiles files;
  private final BandReader bands;
  private final SceneRadiometry radiometry;
  private final ClearSky.Options maskOptions;
  private final KeptScenes kept;
  private final ExecutorService readers;

  /** Scenes that failed while being read, each with the first failure. */
  private final Map<ItemRef, Problem> failures = new ConcurrentHashMap<>();

  StackReader(
      SceneFiles files,
      SceneRadiometry radiometry,
      ClearSky.Options maskOptions,
      KeptScenes kept,
      ExecutorService readers) {
    this.files = files;
    this.bands = new BandReader(files);
    this.radiometry = radiometry;
    this.maskOptions = maskOptions;
    this.kept = kept;
    this.readers = readers;
  }

  /** Why a scene could not be read, at least not everywhere. */
  Optional<Problem> findFailure(ItemRef item) {
    return Optional.ofNullable(failures.get(item));
  }

  /** What was odd about the files of a scene that was used all the same, by asset key. */
  Map<String, Problem> oddities(Scene scene) {
    return bands.oddities(scene);
  }

  /** What went wrong so far, in an order that does not depend on threads. */
  List<Problem> problems() {
    return Stream.concat(failures.values().stream(), bands.problems().stream())
        .sorted(
            Comparator.comparing(Problem::subject)
                .thenComparing(Problem::code)
                .thenComparing(Problem::message))
        .toList();
  }

  /**
   * Reads all scenes over some areas, but for those that earlier runs have kept.
   *
   * @param sceneDone runs after each scene
   * @throws InterruptedException where the run is being stopped
   */
  List<AreaStack> read(List<WatchArea> areas, List<Scene> scenes, Runnable sceneDone)
      throws InterruptedException {
    return read(areas, scenes, sceneDone, false);
  }

  /**
   * Reads all scenes over an area as if nothing had been kept of it.
   *
   * @throws InterruptedException where the run is being stopped
   */
  AreaStack readAnew(WatchArea area, List<Scene> scenes) throws InterruptedException {
    return read(List.of(area), scenes, () -> {}, true).getFirst();
  }

  private List<AreaStack> read(
      List<WatchArea> areas, List<Scene> scenes, Runnable sceneDone, boolean anew)
      throws InterruptedException {
    Map<ItemRef, List<AreaStack>> missing = new ConcurrentHashMap<>();
    List<Future<AreaStack>> filling = new ArrayList<>();
    for (WatchArea area : areas) {
      filling.add(readers.submit(() -> recall(area, scenes, missing, anew)));
    }
    List<AreaStack> stacks = new ArrayList<>();
    for (Future<AreaStack> filled : filling) {
      stacks.add(resultOf(filled, filling));
    }
    List<Future<Boolean>> pending = new ArrayList<>();
    for (Scene scene : scenes) {
      Set<AreaStack> left = Set.copyOf(missing.getOrDefault(scene.ref(), List.of()));
      List<AreaStack> shown = stacks.stream().filter(left::contains).toList();
      if (shown.isEmpty()) {
        sceneDone.run();
        continue;
      }
      pending.add(
          readers.submit(() -> {
            readScene(scene, shown);
            sceneDone.run();
            return true;
          }));
    }
    for (Future<Boolean> reading : pending) {
      resultOf(reading, pending);
    }
    return stacks;
  }

  private static <T> T resultOf(Future<T> one, List<Future<T>> all) throws InterruptedException {
    try {
      return one.get();
    } catch (ExecutionException e) {
      all.forEach(future -> future.cancel(true));
      if (e.getCause() instanceof Error fatal) {
        throw fatal;
      }
      throw new IllegalStateException("Reading images failed unexpectedly", e.getCause());
    }
  }

  /** The area with all that is kept of it; scenes that have to be read are put down as missing. */
  private AreaStack recall(
      WatchArea area, List<Scene> scenes, Map<ItemRef, List<AreaStack>> missing, boolean anew) {
    AreaStack stack = new AreaStack(area, kept.area(area, anew));
    for (Scene scene : scenes) {
      if (!area.wants(scene)) {
        continue;
      }
      Optional<KeptScene> known = kept.find(scene);
      known.ifPresent(one -> radiometry.remember(scene, one.verdict()));
      if (known.isPresent() && recall(stack, scene)) {
        bands.remember(scene, known.orElseThrow().oddities());
      } else {
        missing
            .computeIfAbsent(scene.ref(), unused -> Collections.synchronizedList(new ArrayList<>()))
            .add(stack);
      }
    }
    return stack;
  }

  /** Takes the scene as it was kept; false where it was not. */
  private static boolean recall(AreaStack stack, Scene scene) {
    if (scene.isRadar()) {
      Optional<RadarStack.Capture> pass = stack.kept().findRadar(scene);
      pass.ifPresent(stack::add);
      return pass.isPresent();
    }
    Optional<AreaStack.Capture> look = stack.kept().findLook(scene);
    if (scene.further().isEmpty()) {
      look.ifPresent(stack::add);
      return look.isPresent();
    }
    Optional<AreaStack.Capture> beside =
        look.flatMap(first -> stack.kept().findFurther(first, scene.further().get()));
    beside.ifPresent(further -> stack.add(look.get(), further));
    return beside.isPresent();
  }

  private void readScene(Scene scene, List<AreaStack> stacks) {
    boolean knownHeld =
        kept.find(scene).filter(known -> known.verdict().heldBack().isPresent()).isPresent();
    if (!knownHeld) {
      kept.reading(scene);
    }
    SceneRadiometry.Verdict verdict = radiometry.of(scene);
    if (verdict.heldBack().isPresent()) {
      fail(scene, verdict.code(), verdict.heldBack().get(), stacks);
      return;
    }
    try {
      read(scene, verdict, stacks);
    } catch (RasterException e) {
      if (stacks.size() > 1 && isOfSomeTiles(e.code()) && opens(scene)) {
        stacks.forEach(stack -> readAlone(scene, verdict, stack));
      } else {
        fail(scene, e.code().id(), String.valueOf(e.getMessage()), stacks);
      }
    } catch (IOException e) {
      fail(scene, "image-unreadable", String.valueOf(e.getMessage()), stacks);
    }
  }

  private void readAlone(Scene scene, SceneRadiometry.Verdict verdict, AreaStack stack) {
    try {
      read(scene, verdict, List.of(stack));
    } catch (RasterException e) {
      fail(scene, e.code().id(), String.valueOf(e.getMessage()), List.of(stack));
    } catch (IOException e) {
      fail(scene, "image-unreadable", String.valueOf(e.getMessage()), List.of(stack));
    }
  }

  private void fail(Scene scene, String code, String message, List<AreaStack> stacks) {
    failures.putIfAbsent(scene.ref(), new Problem(code, scene.item().id(), message));
    stacks.forEach(stack -> stack.fail(scene));
  }

  /** Whether the failure may concern a part of the file, so that other parts can still be read. */
  private static boolean isOfSomeTiles(RasterException.Code code) {
    return switch (code) {
      case TIFF_TRUNCATED, TIFF_ABSURD_TAG, TIFF_CORRUPT_TILE, FILE_UNREADABLE -> true;
      case TIFF_NOT_A_TIFF,
          TIFF_UNSUPPORTED,
          TIFF_BAD_METADATA,
          FILE_NOT_FOUND,
          HREF_UNSUPPORTED,
          HTTP_FORBIDDEN,
          HTTP_NOT_FOUND,
          HTTP_REFUSED,
          HTTP_SERVER_ERROR,
          HTTP_TIMEOUT,
          HTTP_UNREACHABLE,
          HTTP_NO_RANGES,
          HTTP_WRONG_RANGE,
          HTTP_CHANGED,
          IMAGE_CHANGED_WHILE_READ,
          INTERRUPTED ->
          false;
    };
  }

  /** Whether the headers of all its files can be read: else no part of it can. */
  private boolean opens(Scene scene) {
    try {
      for (AssetBand band : scene.content().bands()) {
        files.use(scene.item(), band.asset(), GeoTiff::name);
      }
      if (scene.mask().isPresent()) {
        files.use(scene.item(), scene.mask().get().band().asset(), GeoTiff::name);
      }
      return true;
    } catch (IOException cannot) {
      return false;
    }
  }

  /** Adds the scene to all the stacks, or where it fails to none. */
  private void read(Scene scene, SceneRadiometry.Verdict verdict, List<AreaStack> stacks)
      throws IOException {
    switch (scene.content()) {
      case Layer layer -> readLayers(scene, verdict.decisions(), stacks);
      case LayerPair pair -> readLayers(scene, verdict.decisions(), stacks);
      case RadarBands radar -> read(scene, radar, verdict, stacks);
    }
  }

  private void read(
      Scene scene, RadarBands radar, SceneRadiometry.Verdict verdict, List<AreaStack> stacks)
      throws IOException {
    RadarBands.Unit unit =
        verdict.unit().orElseThrow(() -> new IOException("The radar's unit is not decided"));
    List<Grid> targets = stacks.stream().map(stack -> stack.area().grid()).toList();
    List<Map<Polarisation, float[]>> power = new ArrayList<>();
    targets.forEach(target -> power.add(new EnumMap<>(Polarisation.class)));
    int number = 0;
    for (Map.Entry<Polarisation, AssetBand> channel : radar.channels().entrySet()) {
      List<float[]> values =
          bands.values(
              scene, channel.getValue(), verdict.decisions().get(number++), targets, unit::convert);
      for (int i = 0; i < targets.size(); i++) {
        power.get(i).put(channel.getKey(), values.get(i));
      }
    }
    for (int i = 0; i < targets.size(); i++) {
      RadarBands.Image image =
          new RadarBands.Image(targets.get(i).alignedWith(scene.grid()), power.get(i));
      stacks.get(i).kept().keepRadar(scene, image);
      stacks.get(i).add(RadarStack.Capture.of(scene, image));
    }
  }

  private void readLayers(Scene scene, List<OffsetDecision> decisions, List<AreaStack> stacks)
      throws IOException {
    List<Grid> targets = stacks.stream().map(stack -> stack.area().grid()).toList();
    List<AssetBand> all = scene.content().bands();
    List<List<float[]>> values = new ArrayList<>();
    for (int band = 0; band < all.size(); band++) {
      values.add(bands.values(scene, all.get(band), decisions.get(band), targets));
    }
    List<float[]> masks = scene.mask().isPresent() ? bands.masks(scene, targets) : List.of();
    for (int i = 0; i < stacks.size(); i++) {
      List<float[]> own = new ArrayList<>();
      for (List<float[]> band : values) {
        own.add(band.get(i));
      }
      Grid target = targets.get(i);
      Optional<boolean[]> clear =
          scene.mask().isPresent()
              ? Optional.of(
                  ClearSky.clear(
                      scene.mask().get().scheme(),
                      masks.get(i),
                      target.rows(),
                      target.cols(),
                      maskOptions))
              : Optional.empty();
      boolean aligned = target.alignedWith(scene.grid());
      add(scene, aligned, own, clear, stacks.get(i));
    }
  }

  /**
   * Adds what was read of a scene to one area.
   *
   * @param values of the bands of its content
   * @param clear empty where everything that has data is
   */
  private static void add(
      Scene scene,
      boolean aligned,
      List<float[]> values,
      Optional<boolean[]> clear,
      AreaStack stack) {
    switch (scene.content()) {
      case Layer layer -> {
        AreaStack.Capture capture = capture(scene, layer, aligned, values, clear);
        stack.kept().keepLook(capture);
        stack.add(capture);
      }
      case LayerPair pair -> {
        AreaStack.Capture capture =
            capture(scene, pair.first(), aligned, pair.of(pair.first(), values), clear);
        AreaStack.Capture further =
            capture(scene, pair.further(), aligned, pair.of(pair.further(), values), clear);
        stack.kept().keepLook(capture);
        stack.kept().keepFurther(further);
        stack.add(capture, further);
      }
      case RadarBands radar -> throw new IllegalStateException(radar.name() + " is no layer");
    }
  }

  private static AreaStack.Capture capture(
      Scene scene, Layer layer, boolean aligned, List<float[]> bands, Optional<boolean[]> clear) {
    boolean[] hasData = present(bands.getFirst());
    float[] values = layer.values(bands);
    clear.ifPresent(seen -> blank(values, seen));
    return AreaStack.Capture.of(scene, layer, aligned, new Parts.Pixels(values, hasData));
  }

  /** One band of a scene over a part of an area, as earlier runs kept it, or read now and kept. */
  float[] picture(KeptArea area, Scene scene, AssetBand band, String name, Grid grid)
      throws IOException {
    Optional<float[]> known = area.findBand(scene, name, grid);
    if (known.isPresent()) {
      return known.get();
    }
    kept.reading(scene);
    float[] values =
        bands
            .values(scene, band, radiometry.decision(scene.item(), band), List.of(grid))
            .getFirst();
    area.keepBand(scene, name, grid, values);
    return values;
  }

  private static boolean[] present(float[] values) {
    boolean[] present = new boolean[values.length];
    for (int i = 0; i < values.length; i++) {
      present[i] = !Float.isNaN(values[i]);
    }
    return present;
  }

  private static void blank(float[] layer, boolean[] clear) {
    for (int i = 0; i < layer.length; i++) {
      if (!clear[i]) {
        layer[i] = Float.NaN;
      }
    }
  }
}
