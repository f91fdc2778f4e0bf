package org.cairn.watch.internal;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cairn.heritage.Place;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.RasterException;
import org.cairn.imagery.scene.ClearSky;
import org.cairn.imagery.scene.Footprints;
import org.cairn.imagery.stac.AssetBand;
import org.cairn.imagery.stac.BoundingBox;
import org.cairn.imagery.stac.Item;
import org.cairn.imagery.stac.ItemProblem;
import org.cairn.imagery.stac.ItemSearch;
import org.cairn.imagery.stac.SearchResult;
import org.cairn.imagery.stac.StacCatalog;
import org.cairn.imagery.stac.StacException;
import org.cairn.watch.AreaUse;
import org.cairn.watch.ItemRef;
import org.cairn.watch.Problem;
import org.cairn.watch.WatchSettings;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Finds the catalogue's items over the places and says which of them can be watched. Single-thread.
 */
final class SceneSurvey {
  /** Mask assets in the order they are looked for, with what their values mean. */
  private static final Map<String, ClearSky.Scheme> USUAL_MASKS = usualMasks();

  /**
   * Images known by name are searched for this far around their area: catalogues draw footprints
   * coarsely.
   */
  private static final double KNOWN_MARGIN_DEGREES = 0.1;

  private static final GeometryFactory GEOMETRIES = new GeometryFactory();

  private final StacCatalog catalog;
  private final WatchSettings settings;
  private final SceneFiles files;

  private final List<Scene> scenes = new ArrayList<>();
  private final List<GridFamily> families = new ArrayList<>();
  private final List<HeldBack> heldBack = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  SceneSurvey(StacCatalog catalog, WatchSettings settings, SceneFiles files) {
    this.catalog = catalog;
    this.settings = settings;
    this.files = files;
  }

  /**
   * @param scenes in time order
   * @param families of the scenes' grids
   * @param heldBack items that cannot be watched, each with its reason
   */
  record Survey(
      List<Scene> scenes,
      List<GridFamily> families,
      List<HeldBack> heldBack,
      List<Problem> problems) {}

  /** An item that cannot be watched. */
  record HeldBack(Item item, String why) {}

  /** Whatever the catalogue has over the places. */
  Survey over(List<Place> places) throws StacException {
    for (Item item : items(places.stream().map(place -> unrolled(place.geometry())).toList())) {
      consider(item);
    }
    return new Survey(scenes, families, heldBack, problems);
  }

  /**
   * Only the items that were used in these areas before. Those the catalogue no longer gives are
   * told, since the numbers will not be the same without them.
   */
  Survey again(List<AreaUse> areas) throws StacException {
    Set<ItemRef> missing = new LinkedHashSet<>();
    areas.forEach(area -> missing.addAll(area.items()));
    Set<ItemRef> wanted = Set.copyOf(missing);
    for (Item item : items(areas.stream().map(SceneSurvey::around).toList())) {
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
    return new Survey(scenes, families, heldBack, problems);
  }

  private static Envelope around(AreaUse area) {
    Grid grid = area.grid();
    Geometry box =
        GEOMETRIES.toGeometry(
            new Envelope(grid.xOf(0), grid.xOf(grid.cols()), grid.yOf(0), grid.yOf(grid.rows())));
    Envelope envelope = unrolled(Footprints.toLonLat(box, grid.crs()));
    envelope.expandBy(KNOWN_MARGIN_DEGREES);
    return envelope;
  }

  /**
   * One search per degree cell that holds a box: a catalogue of the whole world is not asked for
   * all of it.
   */
  private List<Item> items(List<Envelope> boxes) throws StacException {
    TreeSet<String> cells = new TreeSet<>();
    Map<String, Envelope> envelopes = new LinkedHashMap<>();
    for (Envelope box : boxes) {
      String cell = (int) Math.floor(box.getMinX()) + " " + (int) Math.floor(box.getMinY());
      cells.add(cell);
      envelopes.computeIfAbsent(cell, unused -> new Envelope()).expandToInclude(box);
    }
    Optional<Instant> until = settings.until().map(day -> startOf(day.plusDays(1)).minusMillis(1));
    Map<String, Item> found = new LinkedHashMap<>();
    Map<String, Problem> told = new LinkedHashMap<>();
    for (String cell : cells) {
      Envelope box = envelopes.getOrDefault(cell, new Envelope());
      ItemSearch search =
          new ItemSearch(
              Optional.of(
                  new BoundingBox(
                      box.getMinX() < -180 ? box.getMinX() + 360 : box.getMinX(),
                      Math.max(box.getMinY(), -90),
                      box.getMaxX() > 180 ? box.getMaxX() - 360 : box.getMaxX(),
                      Math.min(box.getMaxY(), 90))),
              Optional.empty(),
              until,
              List.of());
      SearchResult result = catalog.search(search);
      for (Item item : result.items()) {
        found.putIfAbsent(item.collection().orElse("") + "/" + item.id(), item);
      }
      for (ItemProblem problem : result.problems()) {
        told.putIfAbsent(
            problem.code() + problem.subject(),
            new Problem(problem.code(), problem.subject(), problem.message()));
      }
    }
    problems.addAll(told.values());
    return found.values().stream()
        .sorted(Comparator.comparing(Item::acquired).thenComparing(Item::id))
        .toList();
  }

  /**
   * The box of a place, longitudes counting on past 180 where it lies on both sides of the
   * antimeridian (RFC 7946 section 3.1.9 cuts it there): as its numbers stand, it would go round
   * the world.
   */
  private static Envelope unrolled(Geometry geometry) {
    Envelope box = geometry.getEnvelopeInternal();
    if (box.getWidth() <= 180) {
      return box;
    }
    Envelope unrolled = new Envelope();
    for (Coordinate corner : geometry.getCoordinates()) {
      unrolled.expandToInclude(corner.x < 0 ? corner.x + 360 : corner.x, corner.y);
    }
    return unrolled;
  }

  private static Instant startOf(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private void consider(Item item) {
    Optional<Layer> layer = Layer.of(item, settings.asset());
    if (layer.isEmpty()) {
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
    Optional<Scene.Mask> mask = findMask(item);
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
    try {
      Grid grid = gridOf(item, layer.get().bands().getFirst());
      scenes.add(new Scene(item, layer.get(), mask, grid));
      GridFamily.join(families, grid);
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

  private Optional<Scene.Mask> findMask(Item item) {
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
    return masks;
  }

  private void holdBack(Item item, String code, String why) {
    problems.add(new Problem(code, item.id(), why));
    heldBack.add(new HeldBack(item, why));
  }
}
