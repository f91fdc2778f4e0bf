package org.cairn.watch.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.cairn.imagery.raster.GeoTiff;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.imagery.raster.RasterException;
import org.cairn.imagery.scene.ClearSky;
import org.cairn.imagery.scene.Resampling;
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
  private final SceneRadiometry radiometry;
  private final ClearSky.Options maskOptions;
  private final SceneTally tally;
  private final KeptScenes kept;
  private final ExecutorService readers;

  /** Scenes that failed while being read, each with the first failure. */
  private final Map<ItemRef, Problem> failures = new ConcurrentHashMap<>();

  /** Of files that were used all the same. */
  private final Map<Oddity, Problem> oddities = new ConcurrentHashMap<>();

  private final Set<ItemRef> gridsDiffer = ConcurrentHashMap.newKeySet();

  StackReader(
      SceneFiles files,
      SceneRadiometry radiometry,
      ClearSky.Options maskOptions,
      SceneTally tally,
      KeptScenes kept,
      ExecutorService readers) {
    this.files = files;
    this.radiometry = radiometry;
    this.maskOptions = maskOptions;
    this.tally = tally;
    this.kept = kept;
    this.readers = readers;
  }

  private record Oddity(ItemRef item, String asset) {}

  /** Why a scene could not be read, at least not everywhere. */
  Optional<Problem> findFailure(ItemRef item) {
    return Optional.ofNullable(failures.get(item));
  }

  /** What was odd about the files of a scene that was used all the same, by asset key. */
  Map<String, Problem> oddities(Scene scene) {
    Map<String, Problem> own = new TreeMap<>();
    oddities.forEach((oddity, problem) -> {
      if (oddity.item().equals(scene.ref())) {
        own.put(oddity.asset(), problem);
      }
    });
    return own;
  }

  /** What went wrong so far, in an order that does not depend on threads. */
  List<Problem> problems() {
    return Stream.concat(failures.values().stream(), oddities.values().stream())
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
    Map<ItemRef, List<AreaStack>> missing = new ConcurrentHashMap<>();
    List<Future<AreaStack>> filling = new ArrayList<>();
    for (WatchArea area : areas) {
      filling.add(readers.submit(() -> recall(area, scenes, missing)));
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
      throw new IllegalStateException("Reading images failed unexpectedly", e.getCause());
    }
  }

  /** The area with all that is kept of it; scenes that have to be read are put down as missing. */
  private AreaStack recall(
      WatchArea area, List<Scene> scenes, Map<ItemRef, List<AreaStack>> missing) {
    AreaStack stack = new AreaStack(area, kept.area(area));
    for (Scene scene : scenes) {
      if (!area.wants(scene)) {
        continue;
      }
      Optional<KeptScene> known = kept.find(scene);
      known.ifPresent(one -> radiometry.remember(scene, one.verdict()));
      Optional<AreaStack.Capture> look = known.flatMap(one -> stack.kept().findLook(scene));
      if (look.isPresent()) {
        add(scene, stack, look.get());
        known
            .orElseThrow()
            .oddities()
            .forEach(
                (asset, problem) -> oddities.putIfAbsent(new Oddity(scene.ref(), asset), problem));
      } else {
        missing
            .computeIfAbsent(scene.ref(), unused -> Collections.synchronizedList(new ArrayList<>()))
            .add(stack);
      }
    }
    stack.kept().releaseLooks();
    return stack;
  }

  private void add(Scene scene, AreaStack stack, AreaStack.Capture capture) {
    if (stack.add(capture)) {
      tally.add(scene, capture.pixels());
    }
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
      read(scene, verdict.decisions(), stacks);
    } catch (RasterException e) {
      if (stacks.size() > 1 && isOfSomeTiles(e.code()) && opens(scene)) {
        stacks.forEach(stack -> readAlone(scene, verdict.decisions(), stack));
      } else {
        fail(scene, e.code().id(), String.valueOf(e.getMessage()), stacks);
      }
    } catch (IOException e) {
      fail(scene, "image-unreadable", String.valueOf(e.getMessage()), stacks);
    }
  }

  private void readAlone(Scene scene, List<OffsetDecision> decisions, AreaStack stack) {
    try {
      read(scene, decisions, List.of(stack));
    } catch (RasterException e) {
      fail(scene, e.code().id(), String.valueOf(e.getMessage()), List.of(stack));
    } catch (IOException e) {
      fail(scene, "image-unreadable", String.valueOf(e.getMessage()), List.of(stack));
    }
  }

  private void fail(Scene scene, String code, String message, List<AreaStack> stacks) {
    failures.putIfAbsent(scene.ref(), new Problem(code, scene.item().id(), message));
    stacks.forEach(AreaStack::fail);
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
      for (AssetBand band : scene.layer().bands()) {
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
  private void read(Scene scene, List<OffsetDecision> decisions, List<AreaStack> stacks)
      throws IOException {
    List<Grid> targets = stacks.stream().map(stack -> stack.area().grid()).toList();
    List<List<float[]>> bands = new ArrayList<>();
    for (int band = 0; band < scene.layer().bands().size(); band++) {
      bands.add(values(scene, scene.layer().bands().get(band), decisions.get(band), targets));
    }
    List<float[]> masks = scene.mask().isPresent() ? masks(scene, targets) : List.of();
    for (int i = 0; i < stacks.size(); i++) {
      List<float[]> own = new ArrayList<>();
      for (List<float[]> band : bands) {
        own.add(band.get(i));
      }
      float[] layer = scene.layer().values(own);
      boolean[] hasData = present(own.getFirst());
      if (scene.mask().isPresent()) {
        blank(
            layer,
            ClearSky.clear(
                scene.mask().get().scheme(),
                masks.get(i),
                targets.get(i).rows(),
                targets.get(i).cols(),
                maskOptions));
      }
      boolean aligned = targets.get(i).alignedWith(scene.grid());
      stacks.get(i).kept().keepLook(scene, aligned, layer, hasData);
      add(scene, stacks.get(i), new AreaStack.Capture(scene, aligned, layer, hasData));
    }
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
        values(scene, band, radiometry.decision(scene.item(), band), List.of(grid)).getFirst();
    area.keepBand(scene, name, grid, values);
    return values;
  }

  /**
   * Physical values of one band on each target grid: {@code float[target.rows*target.cols]}, NaN =
   * nodata.
   */
  List<float[]> values(Scene scene, AssetBand band, OffsetDecision decision, List<Grid> targets)
      throws IOException {
    return files.use(
        scene.item(),
        band.asset(),
        file -> {
          Grid grid = trusted(scene, band, file.grid().orElse(scene.grid()));
          List<PixelWindow> windows =
              targets.stream().map(target -> Resampling.sourceWindow(target, grid)).toList();
          List<float[]> raw = file.read(band.bandIndex(), windows);
          List<float[]> values = new ArrayList<>(raw.size());
          for (int i = 0; i < raw.size(); i++) {
            float[] scaled = scaled(raw.get(i), decision, band);
            values.add(Resampling.bilinear(targets.get(i), grid.window(windows.get(i)), scaled));
          }
          return values;
        });
  }

  private List<float[]> masks(Scene scene, List<Grid> targets) throws IOException {
    AssetBand band = scene.mask().orElseThrow().band();
    return files.use(
        scene.item(),
        band.asset(),
        file -> {
          Grid grid = file.grid().or(() -> band.asset().grid()).orElse(scene.grid());
          tellIfPartial(scene, band, grid);
          List<PixelWindow> windows =
              targets.stream().map(target -> Resampling.sourceWindow(target, grid)).toList();
          List<float[]> raw = file.read(band.bandIndex(), windows);
          // A cloud mask's file may call 0 "no data" and mean clear by it.
          boolean zeroIsBlank =
              scene.mask().orElseThrow().scheme() == ClearSky.Scheme.ZERO_IS_CLEAR
                  && file.nodata().orElse(1) == 0;
          List<float[]> masks = new ArrayList<>(raw.size());
          for (int i = 0; i < raw.size(); i++) {
            if (zeroIsBlank) {
              fillWithZero(raw.get(i));
            }
            masks.add(Resampling.nearest(targets.get(i), grid.window(windows.get(i)), raw.get(i)));
          }
          return masks;
        });
  }

  /** The file's grid is used even where the item says otherwise; that it did is told once. */
  private Grid trusted(Scene scene, AssetBand band, Grid file) {
    boolean same = file.equals(scene.grid()) || band.asset().grid().map(file::equals).orElse(true);
    if (!same
        && !(file.alignedWith(scene.grid())
            && file.cols() == scene.grid().cols()
            && file.rows() == scene.grid().rows())
        && gridsDiffer.add(scene.ref())) {
      oddities.putIfAbsent(
          new Oddity(scene.ref(), band.asset().key()),
          new Problem(
              "grid-mismatch",
              scene.item().id(),
              "The item places '"
                  + band.asset().key()
                  + "' at "
                  + scene.grid()
                  + ", its file at "
                  + file
                  + ": the file was believed; put the item's proj:transform right."));
    }
    return file;
  }

  /**
   * Where a mask ends, nothing counts as clear: right for a mask that is cut, but more often its
   * file is georeferenced wrongly, as one at 20 m that says 10 m.
   */
  private void tellIfPartial(Scene scene, AssetBand mask, Grid grid) {
    Grid image = scene.grid();
    if (!grid.crs().equals(image.crs())) {
      return;
    }
    double acrossMissing = image.stepX() * image.cols() - grid.stepX() * grid.cols();
    double downMissing =
        Math.abs(image.stepY()) * image.rows() - Math.abs(grid.stepY()) * grid.rows();
    if (acrossMissing > grid.stepX() + image.stepX()
        || downMissing > Math.abs(grid.stepY()) + Math.abs(image.stepY())) {
      oddities.putIfAbsent(
          new Oddity(scene.ref(), mask.asset().key()),
          new Problem(
              "mask-partial",
              scene.item().id(),
              "The mask '"
                  + mask.asset().key()
                  + "' covers only part of the image: "
                  + extent(grid)
                  + " beside "
                  + extent(image)
                  + ". Outside the mask nothing counts as clear; put its georeference right."));
    }
  }

  private static String extent(Grid grid) {
    return grid.cols() + " x " + grid.rows() + " pixels of " + (float) grid.stepX();
  }

  private static void fillWithZero(float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (Float.isNaN(values[i])) {
        values[i] = 0;
      }
    }
  }

  private static float[] scaled(float[] raw, OffsetDecision decision, AssetBand band) {
    double scale = decision.scale();
    double offset = decision.offset();
    float nodata = (float) band.nodata().orElse(Double.NaN);
    float[] values = new float[raw.length];
    for (int i = 0; i < raw.length; i++) {
      values[i] = raw[i] == nodata ? Float.NaN : (float) (raw[i] * scale + offset);
    }
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
