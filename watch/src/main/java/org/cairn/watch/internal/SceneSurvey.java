package org.cairn.watch.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairn.heritage.Place;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.RasterException;
import org.cairn.imagery.scene.ClearSky;
import org.cairn.imagery.stac.AssetBand;
import org.cairn.imagery.stac.Item;
import org.cairn.imagery.stac.StacCatalog;
import org.cairn.imagery.stac.StacException;
import org.cairn.watch.AreaUse;
import org.cairn.watch.ItemRef;
import org.cairn.watch.ItemUse;
import org.cairn.watch.Problem;
import org.cairn.watch.WatchSettings;

/**
 * Finds the catalogue's items over the places and says which of them can be watched. Single-thread.
 */
final class SceneSurvey {
  /** Mask assets in the order they are looked for, with what their values mean. */
  private static final Map<String, ClearSky.Scheme> USUAL_MASKS = usualMasks();

  private final ItemFinder finder;
  private final WatchSettings settings;
  private final SceneFiles files;
  private final KeptScenes kept;

  private final List<Scene> scenes = new ArrayList<>();
  private final List<GridFamily> families = new ArrayList<>();
  private final List<GridFamily> radarFamilies = new ArrayList<>();
  private final List<HeldBack> heldBack = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  SceneSurvey(StacCatalog catalog, WatchSettings settings, SceneFiles files, KeptScenes kept) {
    this.finder = new ItemFinder(catalog, settings.until());
    this.settings = settings;
    this.files = files;
    this.kept = kept;
  }

  /**
   * @param scenes in time order
   * @param families of the optical scenes' grids
   * @param radarFamilies of the radar scenes' grids
   * @param heldBack items that cannot be watched, each with its reason
   */
  record Survey(
      List<Scene> scenes,
      List<GridFamily> families,
      List<GridFamily> radarFamilies,
      List<HeldBack> heldBack,
      List<Problem> problems) {}

  /** An item that cannot be watched. */
  record HeldBack(Item item, String code, String why) {}

  /** Whatever the catalogue has over the places. */
  Survey over(List<Place> places) throws StacException {
    finder.over(places, problems).forEach(this::consider);
    return new Survey(scenes, families, radarFamilies, heldBack, problems);
  }

  /**
   * Only the items that were used in these areas before. Those the catalogue no longer gives are
   * told, since the numbers will not be the same without them.
   */
  Survey again(List<AreaUse> areas) throws StacException {
    Set<ItemRef> missing = new LinkedHashSet<>();
    areas.forEach(area -> missing.addAll(area.items()));
    Set<ItemRef> wanted = Set.copyOf(missing);
    for (Item item : finder.around(areas, problems)) {
      if (wanted.contains(Scene.refOf(item))) {
        missing.remove(Scene.refOf(item));
        consider(item);
      }
    }
    for (ItemRef item : missing) {
      problems.add(
          new Problem(
              "item-missing",
              item.item(),
              "The run to be repeated used this item"
                  + item.collection().map(name -> " of collection '" + name + "'").orElse("")
                  + ", but the catalogue does not give it: the numbers may differ; use the"
                  + " catalogue of that run."));
    }
    return new Survey(scenes, families, radarFamilies, heldBack, problems);
  }

  private void consider(Item item) {
    Optional<Layer> layer = Layer.of(item, settings.asset());
    if (layer.isEmpty()) {
      Optional<RadarItems.Outcome> radar = RadarItems.of(item);
      if (radar.isPresent()) {
        considerRadar(item, radar.get());
        return;
      }
      holdBack(
          item,
          "asset-missing",
          "Item has no "
              + settings.asset().map(name -> "asset or band '" + name + "'").orElse("red and nir")
              + ", only "
              + String.join(", ", item.assets().keySet())
              + ": choose one of these with --asset, or leave the item out.");
      return;
    }
    Optional<Scene.Mask> mask = maskOf(item, settings);
    if (mask.isEmpty() && settings.mask().isPresent()) {
      holdBack(
          item,
          "mask-missing",
          "Item has no mask '"
              + settings.mask().get()
              + "', only "
              + String.join(", ", item.assets().keySet())
              + ".");
      return;
    }
    take(item, withFurther(item, layer.get()), mask, families);
  }

  /** With the further layer that was asked for, where the item has it: else told, and without. */
  private SceneBands withFurther(Item item, Layer first) {
    if (settings.also().isEmpty()) {
      return first;
    }
    Optional<Layer> further = Layer.of(item, settings.also());
    if (further.isEmpty()) {
      problems.add(
          new Problem(
              "further-layer-missing",
              item.id(),
              "Item has no further asset or band '"
                  + settings.also().get()
                  + "', only "
                  + String.join(", ", item.assets().keySet())
                  + ": it is watched by its "
                  + first.name()
                  + " alone."));
      return first;
    }
    return new LayerPair(first, further.get());
  }

  private void considerRadar(Item item, RadarItems.Outcome outcome) {
    switch (outcome) {
      case RadarItems.Refused refused -> holdBack(item, refused.code(), refused.why());
      case RadarItems.Usable usable -> take(item, usable.bands(), Optional.empty(), radarFamilies);
    }
  }

  private void take(
      Item item, SceneBands content, Optional<Scene.Mask> mask, List<GridFamily> joined) {
    try {
      Optional<Grid> known = kept.meet(item, content, mask).map(KeptScene::grid);
      Grid grid = known.isPresent() ? known.get() : gridOf(item, content.bands().getFirst());
      scenes.add(new Scene(item, content, mask, grid));
      GridFamily.join(joined, grid);
    } catch (RasterException e) {
      holdBack(item, e.code().id(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      holdBack(item, "image-unreadable", String.valueOf(e.getMessage()));
    }
  }

  /** The file's own word where the item gives no usable projection. */
  private Grid gridOf(Item item, AssetBand band) throws IOException {
    Optional<Grid> listed = band.asset().grid();
    if (listed.isPresent()) {
      return listed.get();
    }
    Optional<Grid> own = files.use(item, band.asset(), file -> file.grid());
    if (own.isEmpty()) {
      throw new IOException(
          "Neither the item nor its file '"
              + band.asset().key()
              + "' says where the pixels lie (expected proj:code with proj:transform, or a"
              + " georeferenced, north-up GeoTIFF): georeference the file.");
    }
    return own.get();
  }

  private static Optional<Scene.Mask> maskOf(Item item, WatchSettings settings) {
    if (settings.mask().isPresent()) {
      String name = settings.mask().get();
      return item.findBand(name).map(band -> new Scene.Mask(band, schemeOf(item, name)));
    }
    for (String usual : USUAL_MASKS.keySet()) {
      Optional<AssetBand> band = item.findBand(usual);
      if (band.isPresent()) {
        return Optional.of(new Scene.Mask(band.get(), schemeOf(item, usual)));
      }
    }
    return Optional.empty();
  }

  /** What would be watched of an item; empty where nothing could be. */
  static Optional<ItemUse> useOf(Item item, WatchSettings settings) {
    Optional<Layer> layer = Layer.of(item, settings.asset());
    if (layer.isPresent()) {
      return Optional.of(
          new ItemUse(
              layer.get().name(),
              layer.get().bands().stream().map(AssetBand::name).toList(),
              maskOf(item, settings).map(mask -> mask.band().name())));
    }
    return RadarItems.of(item)
        .filter(RadarItems.Usable.class::isInstance)
        .map(RadarItems.Usable.class::cast)
        .map(usable ->
            new ItemUse(
                usable.bands().name(),
                usable.bands().bands().stream().map(AssetBand::name).toList(),
                Optional.empty()));
  }

  private static ClearSky.Scheme schemeOf(Item item, String name) {
    ClearSky.Scheme usual =
        USUAL_MASKS.getOrDefault(name.toLowerCase(Locale.ROOT), ClearSky.Scheme.ZERO_IS_CLEAR);
    // The harmonised Landsat and Sentinel-2 collections pack bits under the same name.
    boolean packed =
        item.collection().orElse("").toLowerCase(Locale.ROOT).startsWith("hls")
            || item.id().startsWith("HLS.");
    return usual == ClearSky.Scheme.FMASK && packed ? ClearSky.Scheme.HLS_FMASK : usual;
  }

  private static Map<String, ClearSky.Scheme> usualMasks() {
    Map<String, ClearSky.Scheme> masks = new LinkedHashMap<>();
    masks.put("scl", ClearSky.Scheme.SCL);
    masks.put("fmask", ClearSky.Scheme.FMASK);
    masks.put("qa_pixel", ClearSky.Scheme.LANDSAT_QA);
    masks.put("udm2", ClearSky.Scheme.NONZERO_IS_CLEAR);
    masks.put("ortho_udm2", ClearSky.Scheme.NONZERO_IS_CLEAR);
    return masks;
  }

  private void holdBack(Item item, String code, String why) {
    problems.add(new Problem(code, item.id(), why));
    heldBack.add(new HeldBack(item, code, why));
  }
}
