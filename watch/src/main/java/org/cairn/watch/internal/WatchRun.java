package org.cairn.watch.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cairn.change.DetectorParameters;
import org.cairn.change.radar.RadarParameters;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.Place;
import org.cairn.imagery.raster.ByteSources;
import org.cairn.imagery.raster.RasterException;
import org.cairn.imagery.raster.TileCache;
import org.cairn.imagery.scene.ClearSky;
import org.cairn.imagery.stac.HrefSigner;
import org.cairn.imagery.stac.Item;
import org.cairn.imagery.stac.StacCatalog;
import org.cairn.imagery.stac.StacException;
import org.cairn.watch.ItemRef;
import org.cairn.watch.ItemUse;
import org.cairn.watch.PlaceResult;
import org.cairn.watch.Problem;
import org.cairn.watch.SceneUse;
import org.cairn.watch.WatchProgress;
import org.cairn.watch.WatchResult;
import org.cairn.watch.WatchSettings;
import org.cairn.watch.WatchState;

/**
 * One run of the watch: survey the catalogue, lay the places on grids, then batch by batch read the
 * windows and judge them. Used once, by one thread; its pools do the work.
 */
public final class WatchRun implements AutoCloseable {
  /**
   * Share of the heap for the images of one batch; as much again is in use while they are judged.
   */
  private static final double BATCH_SHARE = 0.15;

  /** Share of the heap for decoded tiles. */
  private static final double TILE_SHARE = 0.15;

  /** A float for the value and a byte for whether there was one. */
  private static final int BYTES_PER_PIXEL_DATE = 5;

  /** A float for each of two polarisations. */
  private static final int BYTES_PER_PIXEL_PASS = 8;

  /** Readers wait for disks and servers, so there are more of them than processors. */
  private static final int LEAST_READERS = 4;

  /** What is kept of so many areas is in memory before they are judged, per judge. */
  private static final int AREAS_AHEAD = 2;

  /**
   * Clouds, shadows and cirrus are taken one pixel wider than the mask has them: their edges are
   * what masks miss.
   */
  static final ClearSky.Options MASKS = ClearSky.Options.defaults().withDilationPixels(1);

  static final DetectorParameters DETECTOR = DetectorParameters.defaults();

  static final RadarParameters RADAR = RadarParameters.defaults();

  private final StacCatalog catalog;
  private final WatchSettings settings;
  private final Alert.Method method;
  private final WatchProgress progress;
  private final SceneFiles files;
  private final SceneRadiometry radiometry;
  private final SceneTally tally = new SceneTally();
  private final KeptScenes kept;
  private final int processors;
  private final ExecutorService readers;
  private final ExecutorService judges;

  public WatchRun(
      StacCatalog catalog,
      ByteSources sources,
      HrefSigner signer,
      WatchSettings settings,
      Alert.Method method,
      WatchProgress progress,
      WatchState state) {
    this.catalog = catalog;
    this.settings = settings;
    this.method = method;
    this.progress = progress;
    long heap = Runtime.getRuntime().maxMemory();
    this.files = new SceneFiles(sources, new TileCache((long) (heap * TILE_SHARE)), signer);
    this.radiometry = new SceneRadiometry(files);
    this.kept = new KeptScenes(new KeptState(state, reading(method, settings)), files, radiometry);
    this.processors = Runtime.getRuntime().availableProcessors();
    this.readers = Executors.newFixedThreadPool(Math.max(LEAST_READERS, processors));
    this.judges = Executors.newFixedThreadPool(processors);
  }

  /** All that decides what is made of an image, beside the image and where it is looked at. */
  private static String reading(Alert.Method method, WatchSettings settings) {
    return Parts.digest(
        method.toString(),
        settings.asset() + settings.also().map(also -> " beside " + also).orElse(""),
        settings.mask().toString(),
        MASKS.toString());
  }

  /** Watches the places; see {@link org.cairn.watch.Watch#run}. */
  public WatchResult over(List<Place> places)
      throws StacException, IOException, InterruptedException {
    progress.surveying();
    SceneSurvey surveyor = new SceneSurvey(catalog, settings, files, kept);
    boolean repeats = !settings.areas().isEmpty();
    AreaPlanner.Plan given = AreaPlanner.given(repeats ? places : List.of(), settings.areas());
    SceneSurvey.Survey survey = repeats ? surveyor.again(settings.areas()) : surveyor.over(places);
    progress.found(survey.scenes().size());
    AreaPlanner.Plan plan =
        repeats ? given : new AreaPlanner(survey.families(), survey.radarFamilies()).plan(places);
    Optional<WatchPeriod> period =
        WatchPeriod.of(settings, survey.scenes().stream().map(Scene::day).toList());

    PlaceResult[] results = new PlaceResult[places.size()];
    plan.refusals()
        .forEach((index, refusal) -> results[index] = refused(places.get(index), refusal, period));
    List<Problem> problems = new ArrayList<>(survey.problems());
    StackReader reader = new StackReader(files, radiometry, MASKS, kept, readers);
    if (period.isPresent()) {
      List<Problem> met =
          watch(places, survey.scenes(), plan.areas(), period.get(), reader, results);
      problems.addAll(met);
    }
    problems.addAll(reader.problems());
    addChanges(survey, reader, problems);
    problems.addAll(kept.problems());
    return new WatchResult(
        settings,
        List.of(results),
        sceneUses(survey, reader),
        distinct(problems),
        period.map(days -> new WatchResult.Days(days.from(), days.until())),
        MethodParameters.of(DETECTOR, RADAR, settings, period),
        kept.reuse(survey.scenes()));
  }

  /** What the numbers depend on in every run; see {@link org.cairn.watch.Watch#parameters}. */
  public static SortedMap<String, String> parameters() {
    return MethodParameters.of(DETECTOR, RADAR);
  }

  /** See {@link org.cairn.watch.Watch#useOf}. */
  public static Optional<ItemUse> useOf(Item item, WatchSettings settings) {
    return SceneSurvey.useOf(item, settings);
  }

  /**
   * Reads and decodes the windows that {@link #over} would, in the same batches, and judges
   * nothing: tells a benchmark what a run's reading costs.
   *
   * @return values read, one per pixel of an area and acquisition
   */
  public long readOnly(List<Place> places) throws StacException, InterruptedException {
    SceneSurvey.Survey survey = new SceneSurvey(catalog, settings, files, kept).over(places);
    AreaPlanner.Plan plan = new AreaPlanner(survey.families(), survey.radarFamilies()).plan(places);
    StackReader reader = new StackReader(files, radiometry, MASKS, kept, readers);
    long values = 0;
    for (List<WatchArea> batch : batches(plan.areas(), survey.scenes())) {
      for (AreaStack stack : reader.read(batch, survey.scenes(), () -> {})) {
        values +=
            (long) (stack.looks().size() + stack.radar().captures().size()) * stack.area().pixels();
      }
    }
    return values;
  }

  private List<Problem> watch(
      List<Place> places,
      List<Scene> scenes,
      List<WatchArea> areas,
      WatchPeriod period,
      StackReader reader,
      PlaceResult[] results)
      throws InterruptedException {
    List<List<WatchArea>> batches = batches(areas, scenes);
    Judging judging = new Judging(settings, method, places, period, reader, tally, results);
    List<Problem> problems = new ArrayList<>();
    Steps steps = new Steps(progress, (long) scenes.size() * batches.size(), areas);
    for (List<WatchArea> batch : batches) {
      List<AreaStack> stacks = reader.read(batch, scenes, steps::read);
      kept.save(scenes, reader);
      List<Future<Optional<List<Problem>>>> pending = new ArrayList<>();
      try (ReadAhead ahead = ReadAhead.start(stacks, AREAS_AHEAD * processors)) {
        for (AreaStack stack : stacks) {
          pending.add(
              judges.submit(() -> {
                Optional<List<Problem>> met = judging.judge(stack);
                ahead.judged();
                steps.judged(stack.area());
                return met;
              }));
        }
        for (int i = 0; i < stacks.size(); i++) {
          Optional<List<Problem>> met = resultOf(pending.get(i));
          if (met.isEmpty()) {
            stacks.set(i, reader.readAnew(stacks.get(i).area(), scenes));
            kept.save(scenes, reader);
            met = judging.judge(stacks.get(i));
          }
          problems.addAll(met.orElseThrow());
        }
      }
      // The pictures of alerts, now that what was read for them is on record.
      kept.save(scenes, reader);
      stacks.forEach(stack -> stack.kept().save());
    }
    return problems;
  }

  private static <T> T resultOf(Future<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error fatal) {
        throw fatal;
      }
      throw new IllegalStateException("Judging an area failed unexpectedly", e.getCause());
    }
  }

  /** Areas in reading order, cut so that the images of one batch fit its share of the heap. */
  private static List<List<WatchArea>> batches(List<WatchArea> areas, List<Scene> scenes) {
    double perPixel = scenes.stream().mapToDouble(WatchRun::bytesPerPixel).sum();
    double budget = Runtime.getRuntime().maxMemory() * BATCH_SHARE;
    List<List<WatchArea>> batches = new ArrayList<>();
    double used = 0;
    for (WatchArea area : areas) {
      double needed = area.pixels() * perPixel;
      if (batches.isEmpty() || used + needed > budget) {
        batches.add(new ArrayList<>());
        used = 0;
      }
      batches.getLast().add(area);
      used += needed;
    }
    return batches;
  }

  private static double bytesPerPixel(Scene scene) {
    return scene.isRadar()
        ? BYTES_PER_PIXEL_PASS
        : BYTES_PER_PIXEL_DATE * (scene.further().isPresent() ? 2 : 1);
  }

  private static PlaceResult refused(
      Place place, AreaPlanner.Refusal refusal, Optional<WatchPeriod> period) {
    return new PlaceResult(
        place,
        Coverage.notWatched(
            place.id(),
            refusal.status(),
            refusal.why(),
            0,
            0,
            period.map(WatchPeriod::from),
            period.map(WatchPeriod::until)),
        List.of(),
        List.of(),
        List.of());
  }

  private List<SceneUse> sceneUses(SceneSurvey.Survey survey, StackReader reader) {
    List<SceneUse> uses = new ArrayList<>();
    for (SceneSurvey.HeldBack held : survey.heldBack()) {
      uses.add(
          sceneUse(
              held.item(),
              "not decided",
              Optional.of(new SceneUse.HeldBack(held.code(), held.why()))));
    }
    for (Scene scene : survey.scenes()) {
      Optional<SceneRadiometry.Verdict> verdict = radiometry.known(scene);
      if (verdict.isEmpty()) {
        continue; // the catalogue's box met a place's box, but no place lies on its pixels
      }
      boolean used = tally.pixels(scene.ref()).areas() > 0;
      uses.add(
          sceneUse(
              scene.item(),
              verdict.get().summary(),
              reader
                  .findFailure(scene.ref())
                  .filter(met -> !used)
                  .map(met -> new SceneUse.HeldBack(met.code(), met.message()))));
    }
    uses.sort(
        Comparator.comparing(SceneUse::acquired)
            .thenComparing(SceneUse::item)
            .thenComparing(use -> use.collection().orElse("")));
    return uses;
  }

  private SceneUse sceneUse(Item item, String decision, Optional<SceneUse.HeldBack> heldBack) {
    ItemRef ref = Scene.refOf(item);
    return new SceneUse(
        item.id(),
        item.acquired(),
        Scene.sensorOf(item),
        decision,
        heldBack,
        item.collection(),
        files.readsOf(ref),
        tally.pixels(ref),
        tally.shifts(ref));
  }

  /**
   * Files found replaced, unless a failed reading told so already: areas judged before keep what
   * they saw.
   */
  private void addChanges(SceneSurvey.Survey survey, StackReader reader, List<Problem> problems) {
    String code = RasterException.Code.IMAGE_CHANGED_WHILE_READ.id();
    for (Scene scene : survey.scenes()) {
      if (reader.findFailure(scene.ref()).filter(met -> met.code().equals(code)).isEmpty()) {
        files.changesOf(scene.ref()).stream()
            .findFirst()
            .ifPresent(change -> problems.add(new Problem(code, scene.item().id(), change)));
      }
    }
  }

  private static List<Problem> distinct(List<Problem> problems) {
    return problems.stream().distinct().toList();
  }

  @Override
  public void close() throws IOException {
    readers.shutdownNow();
    judges.shutdownNow();
    files.close();
  }
}
