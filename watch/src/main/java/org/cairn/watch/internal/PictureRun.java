package org.cairn.watch.internal;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.Place;
import org.cairn.imagery.picture.PictureException;
import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.stac.Item;
import org.cairn.imagery.stac.ItemProperties;
import org.cairn.watch.AlertEvidence;
import org.cairn.watch.PictureLayer;
import org.cairn.watch.PicturePlaceException;
import org.cairn.watch.PictureSeries;
import org.cairn.watch.PictureWatch;
import org.cairn.watch.PlaceResult;
import org.cairn.watch.Problem;
import org.cairn.watch.Reuse;
import org.cairn.watch.SceneUse;
import org.cairn.watch.WatchProgress;
import org.cairn.watch.WatchResult;
import org.cairn.watch.WatchSettings;

/** One run over dated pictures of one place. Used once, by one thread. */
public final class PictureRun {
  /** What the looks and their analysis take: see {@link org.cairn.change.SceneAnalysis}. */
  private static final int BYTES_PER_PIXEL_DATE = 32;

  /** Share of the heap that they may take. */
  private static final double MEMORY_SHARE = 0.5;

  private final PictureSeries series;
  private final WatchSettings settings;
  private final Alert.Method method;
  private final WatchProgress progress;
  private final Place place;

  public PictureRun(
      PictureSeries series, WatchSettings settings, Alert.Method method, WatchProgress progress) {
    if (settings.mask().isPresent() || !settings.areas().isEmpty()) {
      throw new IllegalArgumentException("Pictures have neither a mask asset nor recorded areas");
    }
    this.series = series;
    this.settings = settings;
    this.method = method;
    this.progress = progress;
    this.place = Place.withoutLocation(series.place(), List.of());
  }

  /**
   * Pictures that can be compared, and how.
   *
   * @param bands of each picture, in the order they are stored
   * @param layerBands those the layer is made of
   */
  private record Subject(
      PictureSurvey survey, List<String> bands, PictureLayer layer, List<String> layerBands) {}

  /** Watches the place; see {@link PictureWatch#run}. */
  public PictureWatch.Outcome run() throws PicturePlaceException {
    Optional<PictureLayer> asked = PictureSurvey.asked(settings.asset());
    PictureSurvey survey = PictureSurvey.of(series);
    Optional<WatchPeriod> period =
        WatchPeriod.of(
            settings,
            series.pictures().stream()
                .map(dated -> Math.toIntExact(dated.date().toEpochDay()))
                .toList());
    if (survey.usable().isEmpty() || period.isEmpty()) {
      return refused(survey, period, Optional.empty(), unreadable());
    }
    List<String> bands = survey.bands(series);
    PictureLayer layer = asked.orElseGet(() -> PictureLayer.suiting(bands));
    Optional<List<String>> layerBands = layer.bandsOf(bands);
    if (layerBands.isEmpty()) {
      throw new PicturePlaceException(
          "The pictures have the bands "
              + bands
              + ", of which no "
              + layer.code()
              + " can be made: name another with --asset, or leave it out.");
    }
    return watch(new Subject(survey, bands, layer, layerBands.get()), period.get());
  }

  private PictureWatch.Outcome watch(Subject subject, WatchPeriod period)
      throws PicturePlaceException {
    PictureSurvey survey = subject.survey();
    int cols = survey.usable().getFirst().file().cols();
    int rows = survey.usable().getFirst().file().rows();
    PicturePlace where = PicturePlace.of(series, cols, rows);
    Grid grid =
        series.pixelMetres().isPresent()
            ? grid(Crs.ofPictureMetres(), series.pixelMetres().getAsDouble(), cols, rows)
            : grid(Crs.ofPicturePixels(), 1, cols, rows);
    WatchArea area = AreaPlanner.areaOf(grid, where.window(), where.inside());
    Optional<Refusal> tooMuch = tooMuch(area, survey.usable().size());
    if (tooMuch.isPresent()) {
      PictureWatch.Outcome said =
          refused(survey, Optional.of(period), Optional.of(subject.layer()), tooMuch.get());
      return new PictureWatch.Outcome(
          said.result(), said.layer(), Optional.of(where.window()), cols, rows);
    }

    AreaStack stack = new AreaStack(area, KeptArea.nothing(area));
    Map<String, PictureSurvey.Found> files = new HashMap<>();
    Map<PictureSeries.Dated, SceneUse.Pixels> seen = new HashMap<>();
    Map<PictureSeries.Dated, SceneUse.HeldBack> heldBack = new HashMap<>(survey.heldBack());
    int done = 0;
    for (PictureSurvey.Found found : survey.usable()) {
      read(subject, found, stack, seen, heldBack);
      files.put(found.dated().name(), found);
      progress.watching(++done / (survey.usable().size() + 1.0));
    }
    List<Problem> problems = new ArrayList<>();
    PlaceResult result =
        seen.isEmpty()
            ? refusal(Optional.of(period), unreadable())
            : judged(stack, period, new PictureEvidence(files, subject.bands(), method), problems);
    progress.watching(1);
    return new PictureWatch.Outcome(
        result(subject.layer(), Optional.of(period), result, seen, heldBack, problems),
        Optional.of(subject.layer()),
        Optional.of(where.window()),
        cols,
        rows);
  }

  private static Grid grid(Crs crs, double step, int cols, int rows) {
    return new Grid(crs, 0, 0, step, step, cols, rows);
  }

  private void read(
      Subject subject,
      PictureSurvey.Found found,
      AreaStack stack,
      Map<PictureSeries.Dated, SceneUse.Pixels> seen,
      Map<PictureSeries.Dated, SceneUse.HeldBack> heldBack) {
    PictureSeries.Dated dated = found.dated();
    try {
      List<float[]> bands = found.file().read(stack.area().window());
      if (isBlank(bands)) {
        heldBack.put(
            dated,
            new SceneUse.HeldBack(
                "picture-blank",
                "'"
                    + dated.name()
                    + "' is left out: around the place it shows one value all over, or nothing"));
        return;
      }
      float[] layer = subject.layer().values(ofNames(bands, subject));
      boolean[] hasData = new boolean[layer.length];
      for (int pixel = 0; pixel < layer.length; pixel++) {
        hasData[pixel] = !Float.isNaN(layer[pixel]);
      }
      AreaStack.Capture capture =
          AreaStack.Capture.of(scene(subject, dated, stack.area()), true, layer, hasData);
      stack.add(capture);
      seen.put(dated, capture.pixels());
    } catch (PictureException refused) {
      heldBack.put(dated, PictureSurvey.heldBack(dated, refused));
    }
  }

  private static List<float[]> ofNames(List<float[]> bands, Subject subject) {
    return subject.layerBands().stream()
        .map(name -> bands.get(subject.bands().indexOf(name)))
        .toList();
  }

  private static boolean isBlank(List<float[]> bands) {
    for (float[] band : bands) {
      float first = Float.NaN;
      for (float value : band) {
        if (Float.isNaN(first)) {
          first = value;
        } else if (!Float.isNaN(value) && Float.compare(value, first) != 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** A picture as the looks take it: an item without assets. */
  private Scene scene(Subject subject, PictureSeries.Dated dated, WatchArea area) {
    Item item =
        new Item(
            dated.name(),
            Optional.empty(),
            dated.date().atStartOfDay(ZoneOffset.UTC).toInstant(),
            Optional.empty(),
            Optional.empty(),
            new ItemProperties(
                Optional.of(series.sensor()),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty()),
            Map.of(),
            Optional.empty());
    return new Scene(item, new Layer.OfPicture(subject.layer()), Optional.empty(), area.anchor());
  }

  private PlaceResult judged(
      AreaStack stack, WatchPeriod period, PictureEvidence evidence, List<Problem> problems) {
    Optional<Refusal> tooFew = tooFew(stack, period);
    if (tooFew.isPresent()) {
      return refusal(Optional.of(period), tooFew.get());
    }
    AreaJudge judge = new AreaJudge(settings, WatchRun.DETECTOR, period);
    Verdict verdict = judge.judge(judge.matter(stack, List.of(place.id())), false);
    Verdict.Judged judged = verdict.places().getFirst();
    List<AlertEvidence> alerts =
        judged.finding().stream()
            .map(finding -> evidence.read(stack.area(), place, finding, verdict, problems))
            .toList();
    return new PlaceResult(
        place, judged.coverage(), alerts, judged.scores(), verdict.registered().moved());
  }

  /** Why the place is not watched. */
  private record Refusal(Coverage.Status status, String why, int looks, int acquisitions) {}

  private Refusal unreadable() {
    return new Refusal(
        Coverage.Status.UNREADABLE,
        "None of its "
            + series.pictures().size()
            + " pictures could be used: the problems name each.",
        0,
        0);
  }

  /** Said before the detector says it, with both numbers at once. */
  private Optional<Refusal> tooFew(AreaStack stack, WatchPeriod period) {
    List<Integer> days = stack.looks().stream().map(AreaStack.Look::day).toList();
    int before = (int) days.stream().filter(day -> day < period.fromDay()).count();
    int within = (int) days.stream().filter(period::watches).count();
    int needed = WatchRun.DETECTOR.limits().historyDates();
    int watched = WatchRun.DETECTOR.scan().lags().getFirst();
    if (before >= needed && within >= watched) {
      return Optional.empty();
    }
    String why =
        "Of its %d pictures, %d lie before %s and %d from then to %s: at least %d before and %d after are needed. "
            .formatted(days.size(), before, period.from(), within, period.until(), needed, watched);
    String advice =
        days.size() < needed + watched
            ? "Add %d pictures or more.".formatted(needed + watched - days.size())
            : "Name another first watched day with --from, or add pictures.";
    return Optional.of(new Refusal(Coverage.Status.SHORT_HISTORY, why + advice, within, within));
  }

  private static Optional<Refusal> tooMuch(WatchArea area, int pictures) {
    double needed = (double) area.pixels() * pictures * BYTES_PER_PIXEL_DATE;
    double most = MEMORY_SHARE * Runtime.getRuntime().maxMemory();
    return needed <= most
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Coverage.Status.TOO_LARGE,
                ("It and its surroundings take %d x %d pixels on %d dates, which needs some %d MB of memory where"
                        + " %d MB may be used: name a smaller part, or give Java more memory.")
                    .formatted(
                        area.window().cols(),
                        area.window().rows(),
                        pictures,
                        Math.round(needed / (1 << 20)),
                        Math.round(most / (1 << 20))),
                0,
                0));
  }

  private PlaceResult refusal(Optional<WatchPeriod> period, Refusal refusal) {
    return new PlaceResult(
        place,
        Coverage.notWatched(
            place.id(),
            refusal.status(),
            refusal.why(),
            refusal.looks(),
            refusal.acquisitions(),
            period.map(WatchPeriod::from),
            period.map(WatchPeriod::until)),
        List.of(),
        List.of(),
        List.of());
  }

  private PictureWatch.Outcome refused(
      PictureSurvey survey,
      Optional<WatchPeriod> period,
      Optional<PictureLayer> layer,
      Refusal refusal) {
    return new PictureWatch.Outcome(
        result(
            layer.orElse(PictureLayer.BRIGHTNESS),
            period,
            refusal(period, refusal),
            Map.of(),
            survey.heldBack(),
            List.of()),
        layer,
        Optional.empty(),
        0,
        0);
  }

  private WatchResult result(
      PictureLayer layer,
      Optional<WatchPeriod> period,
      PlaceResult watched,
      Map<PictureSeries.Dated, SceneUse.Pixels> seen,
      Map<PictureSeries.Dated, SceneUse.HeldBack> heldBack,
      List<Problem> problems) {
    List<SceneUse> uses = new ArrayList<>();
    List<Problem> all = new ArrayList<>();
    for (PictureSeries.Dated dated : PictureSurvey.inTimeOrder(series)) {
      Optional<SceneUse.HeldBack> held = Optional.ofNullable(heldBack.get(dated));
      held.ifPresent(why -> all.add(new Problem(why.code(), dated.name(), why.why())));
      uses.add(use(dated, held, Optional.ofNullable(seen.get(dated))));
    }
    all.addAll(problems);
    WatchSettings watchedLayer =
        new WatchSettings(
            Optional.of(layer.code()),
            Optional.empty(),
            settings.from(),
            settings.until(),
            settings.alarmRatePerSiteYear());
    return new WatchResult(
        watchedLayer,
        List.of(watched),
        uses,
        all,
        period.map(days -> new WatchResult.Days(days.from(), days.until())),
        MethodParameters.of(WatchRun.DETECTOR, WatchRun.RADAR, watchedLayer, period),
        Reuse.none());
  }

  private SceneUse use(
      PictureSeries.Dated dated,
      Optional<SceneUse.HeldBack> held,
      Optional<SceneUse.Pixels> pixels) {
    return new SceneUse(
        dated.name(),
        dated.date().atStartOfDay(ZoneOffset.UTC).toInstant(),
        series.sensor(),
        pixels.isPresent()
            ? "values as stored, compared with the same picture's surroundings only"
            : "not decided",
        held,
        Optional.empty(),
        List.of(),
        pixels.orElse(new SceneUse.Pixels(0, 0, 0)),
        Optional.empty());
  }
}
