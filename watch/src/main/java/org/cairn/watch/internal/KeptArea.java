package org.cairn.watch.internal;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cairn.imagery.raster.Grid;
import org.cairn.watch.SceneUse;
import org.cairn.watch.WatchState;

/**
 * What is kept of one watch area: each scene's pixels as the analysis takes them, masked and
 * resampled, the bands of alerts' pictures, and what was judged. Found by the area's own grid.
 * Pixels are fetched when they are looked at; which scenes there are is known from what was judged,
 * or else from the pixels themselves. Thread-safe, but for {@link #judgement}, which the area's
 * judge uses alone.
 */
final class KeptArea {
  private static final String LOOK_KEY = "look";
  private static final String FURTHER_KEY = "further";

  private final KeptState state;
  private final Tokens scenes;
  private final String looksName;
  private final String picturesName;
  private final int pixels;
  private final KeptJudgement judgement;

  /** Makes what is kept of judging the further layer. */
  private final Supplier<KeptJudgement> furtherJudgement;

  // All guarded by this.
  private Optional<Map<String, byte[]>> looks = Optional.empty();
  private Optional<Map<String, byte[]>> pictures = Optional.empty();
  private final Map<String, byte[]> pendingLooks = new LinkedHashMap<>();
  private final Map<String, byte[]> pendingPictures = new LinkedHashMap<>();
  private final KeptEvidence evidence;

  private KeptArea(
      KeptState state,
      Tokens scenes,
      WatchArea area,
      KeptJudgement judgement,
      Supplier<KeptJudgement> furtherJudgement) {
    String grid = area.grid().toString();
    this.state = state;
    this.scenes = scenes;
    this.looksName = state.name("looks", grid);
    this.picturesName = state.name("pictures", grid);
    this.evidence = new KeptEvidence(state, state.name("evidence", grid));
    this.pixels = area.pixels();
    this.judgement = judgement;
    this.furtherJudgement = furtherJudgement;
  }

  /** Under which names the pixels of scenes are kept. */
  interface Tokens {
    /** Empty where nothing is kept of the scene. */
    Optional<String> token(Scene scene);

    /** Whether pixels of the scene may be kept: what was read of it is on record. */
    boolean isOnRecord(String token);
  }

  /** Pixels that were kept are not there any more: the area has to be read anew. */
  static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1;

    Lost(String what) {
      super(what);
    }
  }

  /** Of a run that keeps nothing. */
  static KeptArea nothing(WatchArea area) {
    KeptState state = new KeptState(WatchState.none(), "");
    Tokens none =
        new Tokens() {
          @Override
          public Optional<String> token(Scene scene) {
            return Optional.empty();
          }

          @Override
          public boolean isOnRecord(String token) {
            return false;
          }
        };
    return load(state, none, area);
  }

  static KeptArea load(KeptState state, Tokens scenes, WatchArea area) {
    return new KeptArea(
        state,
        scenes,
        area,
        KeptJudgement.load(state, area),
        () -> KeptJudgement.ofFurther(state, area, false));
  }

  /** As if nothing had been kept; what is kept from now on takes the place of it. */
  static KeptArea anew(KeptState state, Tokens scenes, WatchArea area) {
    KeptArea kept =
        new KeptArea(
            state,
            scenes,
            area,
            KeptJudgement.anew(state, area),
            () -> KeptJudgement.ofFurther(state, area, true));
    kept.looks = Optional.of(new HashMap<>());
    state.replace(kept.looksName, List.of());
    return kept;
  }

  KeptJudgement judgement() {
    return judgement;
  }

  /** What was judged of the further layer; read from the state each time. */
  KeptJudgement furtherJudgement() {
    return furtherJudgement.get();
  }

  private Map<String, byte[]> looks() {
    if (looks.isEmpty()) {
      looks = Optional.of(load(looksName));
    }
    return looks.get();
  }

  private Map<String, byte[]> pictures() {
    if (pictures.isEmpty()) {
      pictures = Optional.of(load(picturesName));
    }
    return pictures.get();
  }

  /** Where most of what is kept has been replaced since, the rest is kept alone. */
  private Map<String, byte[]> load(String name) {
    Map<String, byte[]> found = new HashMap<>();
    if (!state.isOn()) {
      return found;
    }
    long all = 0;
    for (byte[] part : state.find(name)) {
      all += part.length;
      try (DataInputStream in = Parts.reading(part)) {
        String key = Parts.text(in);
        if (isOnRecord(key)) {
          found.put(key, part);
        }
      } catch (IOException notInForm) {
        // Not of this form of the state: counted as replaced.
      }
    }
    long useful = found.values().stream().mapToLong(part -> part.length).sum();
    if (useful < all / 2) {
      state.replace(name, List.copyOf(found.values()));
    }
    return found;
  }

  private boolean isOnRecord(String key) {
    return scenes.isOnRecord(key.substring(0, Math.max(0, key.indexOf(' '))));
  }

  private static String key(String token, String what) {
    return token + " " + what;
  }

  /** What the scene's pixels are kept under; empty where nothing is kept. */
  Optional<String> token(Scene scene) {
    return scenes.token(scene);
  }

  /** The scene over the area as it was read before; empty where it has to be read. */
  Optional<AreaStack.Capture> findLook(Scene scene) {
    return find(
        scene,
        token -> image(token, LOOK_KEY),
        (seen, kept) ->
            new AreaStack.Capture(
                scene, scene.layer(), seen.aligned(), seen.pixels(), () -> kept.get().image()),
        kept ->
            AreaStack.Capture.of(
                scene, kept.aligned(), kept.image().layer(), kept.image().hasData()));
  }

  /**
   * The further layer of a scene that was found; empty where it has to be read.
   *
   * @param look the scene's watched layer
   */
  Optional<AreaStack.Capture> findFurther(AreaStack.Capture look, Layer layer) {
    Scene scene = look.scene();
    return find(
        scene,
        token -> image(token, FURTHER_KEY),
        (seen, kept) ->
            new AreaStack.Capture(
                scene, layer, look.aligned(), look.pixels(), () -> kept.get().image()),
        kept -> AreaStack.Capture.of(scene, layer, kept.aligned(), kept.image()));
  }

  /** A radar scene, likewise. */
  Optional<RadarStack.Capture> findRadar(Scene scene) {
    return find(
        scene,
        this::radar,
        (seen, kept) -> new RadarStack.Capture(scene, seen.aligned(), seen.pixels(), kept),
        kept -> RadarStack.Capture.of(scene, kept));
  }

  /**
   * @param kept pixels by token
   * @param later makes the capture of a scene that was judged: its pixels are fetched when they are
   *     looked at, if ever
   * @param now makes that of one that was only read
   */
  private synchronized <K, C> Optional<C> find(
      Scene scene,
      Function<String, Optional<K>> kept,
      BiFunction<Standing.Seen, Supplier<K>, C> later,
      Function<K, C> now) {
    Optional<String> onRecord = scenes.token(scene).filter(scenes::isOnRecord);
    if (onRecord.isEmpty()) {
      return Optional.empty();
    }
    String token = onRecord.get();
    Supplier<K> pixels =
        () -> kept.apply(token).orElseThrow(() -> new Lost("pixels of " + scene.item().id()));
    Optional<Standing.Seen> seen = judgement.findSeen(token);
    return seen.isPresent()
        ? Optional.of(later.apply(seen.get(), pixels))
        : kept.apply(token).map(now);
  }

  private synchronized Optional<KeptPixels.Look> image(String token, String what) {
    return Optional.ofNullable(looks().get(key(token, what)))
        .flatMap(part -> KeptPixels.look(part, pixels));
  }

  void keepLook(AreaStack.Capture capture) {
    keep(capture, LOOK_KEY);
  }

  /** Keeps a scene's further layer; its look is kept with it. */
  void keepFurther(AreaStack.Capture further) {
    keep(further, FURTHER_KEY);
  }

  private void keep(AreaStack.Capture capture, String what) {
    Optional<String> token = scenes.token(capture.scene());
    if (token.isPresent()) {
      String key = key(token.get(), what);
      byte[] part = KeptPixels.of(key, capture);
      synchronized (this) {
        pendingLooks.put(key, part);
      }
    }
  }

  /** A band of a scene over a part of the area, as it was read before. */
  synchronized Optional<float[]> findBand(Scene scene, String band, Grid grid) {
    Optional<byte[]> part =
        scenes
            .token(scene)
            .map(token -> key(token, band + " " + grid))
            .flatMap(key ->
                Optional.ofNullable(pictures().get(key))
                    .or(() -> Optional.ofNullable(pendingPictures.get(key))));
    return part.flatMap(kept -> KeptPixels.band(kept, grid.rows() * grid.cols()));
  }

  void keepBand(Scene scene, String band, Grid grid, float[] values) {
    Optional<String> token = scenes.token(scene);
    if (token.isPresent()) {
      String key = key(token.get(), band + " " + grid);
      byte[] part = KeptPixels.of(key, values);
      synchronized (this) {
        pendingPictures.put(key, part);
      }
    }
  }

  /**
   * What the pictures of an alert are kept under; empty where nothing is kept.
   *
   * @param strip looks of which there are pictures beside those that date the alert
   * @param reference digest of what looks were laid on
   */
  Optional<KeptEvidence.Key> evidenceKey(
      Finding finding, List<AreaStack.Look> strip, String reference) {
    return state.isOn()
        ? Optional.of(
            KeptEvidence.Key.of(
                reference + " " + finding.after().shows().name(),
                tokens(finding.before()),
                tokens(finding.after()),
                strip.stream().map(this::tokens).toList(),
                finding.footprint()))
        : Optional.empty();
  }

  /** What a look's scenes are kept under, in time order. */
  List<String> tokens(AreaStack.Look look) {
    return look.scenes().stream().map(scene -> token(scene).orElse("")).toList();
  }

  /** What was made of the images for an alert. */
  synchronized Optional<Pictures> findPictures(KeptEvidence.Key key) {
    return evidence.find(key);
  }

  synchronized void keepPictures(KeptEvidence.Key key, Pictures made) {
    evidence.keep(key, made);
  }

  /**
   * Keeps the pixels that were added. The reads behind them must be on record ({@link
   * KeptScenes#save}); pixels of scenes that are not are dropped.
   */
  synchronized void save() {
    save(looksName, pendingLooks);
    save(picturesName, pendingPictures);
    evidence.save(scenes::isOnRecord);
  }

  private void save(String name, Map<String, byte[]> pending) {
    pending.keySet().removeIf(key -> !isOnRecord(key));
    state.add(name, List.copyOf(pending.values()));
    pending.clear();
  }

  /** The scene over the area as the next run will find it; empty where it will not. */
  Optional<Standing.Seen> seen(Scene scene, boolean aligned, SceneUse.Pixels pixels) {
    return scenes
        .token(scene)
        .filter(scenes::isOnRecord)
        .map(token -> new Standing.Seen(token, aligned, pixels));
  }

  private synchronized Optional<RadarBands.Image> radar(String token) {
    return Optional.ofNullable(looks().get(key(token, "radar")))
        .flatMap(part -> KeptPixels.radar(part, pixels));
  }

  void keepRadar(Scene scene, RadarBands.Image image) {
    Optional<String> token = scenes.token(scene);
    if (token.isPresent()) {
      String key = key(token.get(), "radar");
      byte[] part = KeptPixels.of(key, image);
      synchronized (this) {
        pendingLooks.put(key, part);
      }
    }
  }

  /** Frees what is held in memory of the pixels. */
  synchronized void release() {
    looks = Optional.empty();
    pictures = Optional.empty();
  }
}
