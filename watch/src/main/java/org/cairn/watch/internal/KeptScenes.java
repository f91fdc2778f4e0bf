package org.cairn.watch.internal;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.imagery.raster.ByteSource.ByteRange;
import org.cairn.imagery.raster.RangeDigests;
import org.cairn.imagery.raster.ReadSummary;
import org.cairn.imagery.stac.Asset;
import org.cairn.imagery.stac.Item;
import org.cairn.watch.ItemRef;
import org.cairn.watch.Problem;
import org.cairn.watch.Reuse;

/**
 * What earlier runs know of the scenes of this one. Scenes are met while the catalogue is surveyed,
 * by one thread, and saved between the phases of the run, by one thread; all else is thread-safe.
 */
final class KeptScenes implements KeptArea.Tokens {
  private final KeptState state;
  private final SceneFiles files;
  private final SceneRadiometry radiometry;
  private final Map<ItemRef, Entry> entries = new HashMap<>();
  private final Set<ItemRef> readNow = ConcurrentHashMap.newKeySet();

  /** Tokens of the scenes whose record is in the state. */
  private final Set<String> onRecord = ConcurrentHashMap.newKeySet();

  KeptScenes(KeptState state, SceneFiles files, SceneRadiometry radiometry) {
    this.state = state;
    this.files = files;
    this.radiometry = radiometry;
  }

  /** Of one scene. */
  private static final class Entry {
    private final String name;
    private final String identity;
    private final String token;
    private final boolean known;
    private final boolean reprocessed;
    private final Optional<KeptScene> kept;

    // Used between the phases only, by one thread.
    private boolean started;
    private boolean lost;
    private final Map<String, Set<ByteRange>> saved;

    Entry(String name, String identity, Optional<KeptScene> found, String newToken) {
      this.name = name;
      this.identity = identity;
      this.kept = found.filter(scene -> scene.identity().equals(identity));
      this.known = kept.isPresent();
      this.reprocessed = found.isPresent() && kept.isEmpty();
      this.token = kept.map(KeptScene::token).orElse(newToken);
      this.started = known;
      this.saved = kept.map(KeptScene::ranges).orElseGet(HashMap::new);
    }
  }

  /** Looks up what is known of an item; its files count as read where they were. */
  Optional<KeptScene> meet(Item item, SceneBands content, Optional<Scene.Mask> mask) {
    if (!state.isOn()) {
      return Optional.empty();
    }
    ItemRef ref = Scene.refOf(item);
    String name = state.name("scene", ref.collection().toString(), ref.item());
    String identity = SceneIdentity.of(item, content, mask, files);
    Entry entry =
        new Entry(
            name,
            identity,
            find(name),
            Parts.digest(state.session(), name, identity).substring(0, 32));
    entries.put(ref, entry);
    if (entry.known) {
      onRecord.add(entry.token);
    }
    entry.kept.ifPresent(kept ->
        kept.reads()
            .forEach((key, read) ->
                Optional.ofNullable(item.assets().get(key))
                    .ifPresent(asset -> files.resume(item, asset, read))));
    return entry.kept;
  }

  /** Content that cannot be understood is as if it were not there. */
  private Optional<KeptScene> find(String name) {
    try {
      return KeptScene.decode(state.find(name));
    } catch (IOException | IllegalArgumentException notInForm) {
      return Optional.empty();
    }
  }

  Optional<KeptScene> find(Scene scene) {
    return Optional.ofNullable(entries.get(scene.ref())).flatMap(entry -> entry.kept);
  }

  @Override
  public Optional<String> token(Scene scene) {
    return Optional.ofNullable(entries.get(scene.ref())).map(entry -> entry.token);
  }

  /** Notes that the scene's files are read in this run. */
  void reading(Scene scene) {
    readNow.add(scene.ref());
  }

  /**
   * Keeps what was decided of the scenes and read of them since it was last called, before any
   * pixels are kept that come from these reads: pixels whose reads are not on record are never
   * used.
   */
  void save(List<Scene> scenes, StackReader reader) {
    for (Scene scene : scenes) {
      Entry entry = entries.get(scene.ref());
      Optional<SceneRadiometry.Verdict> verdict = radiometry.known(scene);
      if (entry == null || entry.lost || verdict.isEmpty() || !readNow.contains(scene.ref())) {
        continue;
      }
      if (!files.changesOf(scene.ref()).isEmpty()) {
        // What was kept is of another file than the one there now: the next run reads that.
        state.replace(entry.name, List.of());
        entry.lost = true;
        onRecord.remove(entry.token);
      } else if (verdict.get().lasts()) {
        save(scene, entry, verdict.get(), reader);
      }
    }
  }

  private void save(Scene scene, Entry entry, SceneRadiometry.Verdict verdict, StackReader reader) {
    Map<String, ReadSummary> fresh = new HashMap<>();
    for (Asset asset : files.askedOf(scene.ref())) {
      ReadSummary all = files.summary(asset);
      Set<ByteRange> before = entry.saved.getOrDefault(asset.key(), Set.of());
      List<ByteRange> ranges = new ArrayList<>();
      List<String> digests = new ArrayList<>();
      for (int i = 0; i < all.read().size(); i++) {
        if (!before.contains(all.read().range(i))) {
          ranges.add(all.read().range(i));
          digests.add(all.read().sha256(i));
        }
      }
      if (!ranges.isEmpty()) {
        fresh.put(
            asset.key(),
            new ReadSummary(
                all.bytes(), all.entityTag(), RangeDigests.of(ranges, digests), Optional.empty()));
      }
    }
    if (entry.started && fresh.isEmpty()) {
      return;
    }
    KeptScene scenePart =
        new KeptScene(
            entry.identity, entry.token, scene.grid(), verdict, reader.oddities(scene), fresh);
    if (entry.started) {
      state.add(entry.name, List.of(scenePart.encode()));
    } else {
      state.replace(entry.name, List.of(scenePart.encode()));
      entry.started = true;
      onRecord.add(entry.token);
    }
    scenePart
        .ranges()
        .forEach((asset, ranges) ->
            entry.saved.merge(
                asset,
                ranges,
                (a, b) -> {
                  a.addAll(b);
                  return a;
                }));
  }

  @Override
  public boolean isOnRecord(String token) {
    return onRecord.contains(token);
  }

  /** What of the scenes that show an area was known, and what was read. */
  Reuse reuse(List<Scene> scenes) {
    List<Scene> used =
        scenes.stream().filter(scene -> radiometry.known(scene).isPresent()).toList();
    Optional<Instant> newest =
        used.stream()
            .filter(scene -> find(scene).isPresent())
            .map(scene -> scene.item().acquired())
            .max(Comparator.naturalOrder());
    int reused = 0;
    int extended = 0;
    List<ItemRef> fresh = new ArrayList<>();
    List<ItemRef> late = new ArrayList<>();
    List<ItemRef> reprocessed = new ArrayList<>();
    for (Scene scene : used) {
      Entry entry = entries.get(scene.ref());
      if (entry != null && entry.known) {
        reused += readNow.contains(scene.ref()) ? 0 : 1;
        extended += readNow.contains(scene.ref()) ? 1 : 0;
      } else if (entry != null && entry.reprocessed) {
        reprocessed.add(scene.ref());
      } else {
        fresh.add(scene.ref());
        if (newest.isPresent() && scene.item().acquired().isBefore(newest.get())) {
          late.add(scene.ref());
        }
      }
    }
    return new Reuse(reused, extended, fresh, late, reprocessed);
  }

  List<Problem> problems() {
    return state.problems();
  }

  /**
   * What is kept of an area.
   *
   * @param anew nothing: what was kept is given up
   */
  KeptArea area(WatchArea area, boolean anew) {
    return anew ? KeptArea.anew(state, this, area) : KeptArea.load(state, this, area);
  }
}
