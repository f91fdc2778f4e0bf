package org.cairn.watch.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cairn.heritage.Place;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.scene.Footprints;
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
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** Searches a catalogue for the items over places. Single-thread. */
public final class ItemFinder {
  /**
   * Images known by name are searched for this far around their area: catalogues draw footprints
   * coarsely.
   */
  private static final double KNOWN_MARGIN_DEGREES = 0.1;

  private static final GeometryFactory GEOMETRIES = new GeometryFactory();

  private final StacCatalog catalog;
  private final Optional<LocalDate> until;

  /**
   * @param until last day of items wanted
   */
  public ItemFinder(StacCatalog catalog, Optional<LocalDate> until) {
    this.catalog = catalog;
    this.until = until;
  }

  /**
   * What there is over places, in time order.
   *
   * @param problems gets what is wrong with items
   */
  List<Item> over(List<Place> places, List<Problem> problems) throws StacException {
    return items(places.stream().map(place -> unrolled(place.geometry())).toList(), problems);
  }

  /** What there is around watch areas of an earlier run, in time order. */
  List<Item> around(List<AreaUse> areas, List<Problem> problems) throws StacException {
    return items(areas.stream().map(ItemFinder::around).toList(), problems);
  }

  /** What there is over and a little beyond places, by name. */
  public Map<ItemRef, Item> near(List<Place> places, List<Problem> problems) throws StacException {
    List<Envelope> boxes =
        places.stream()
            .map(place -> {
              Envelope box = unrolled(place.geometry());
              box.expandBy(KNOWN_MARGIN_DEGREES);
              return box;
            })
            .toList();
    Map<ItemRef, Item> named = new LinkedHashMap<>();
    items(boxes, problems).forEach(item -> named.put(Scene.refOf(item), item));
    return named;
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
  private List<Item> items(List<Envelope> boxes, List<Problem> problems) throws StacException {
    TreeSet<String> cells = new TreeSet<>();
    Map<String, Envelope> envelopes = new LinkedHashMap<>();
    for (Envelope box : boxes) {
      String cell = (int) Math.floor(box.getMinX()) + " " + (int) Math.floor(box.getMinY());
      cells.add(cell);
      envelopes.computeIfAbsent(cell, unused -> new Envelope()).expandToInclude(box);
    }
    Optional<Instant> last = until.map(day -> startOf(day.plusDays(1)).minusMillis(1));
    Map<ItemRef, Item> found = new LinkedHashMap<>();
    Set<Problem> told = new LinkedHashSet<>();
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
              last,
              List.of());
      SearchResult result = catalog.search(search);
      for (Item item : result.items()) {
        found.putIfAbsent(Scene.refOf(item), item);
      }
      for (ItemProblem problem : result.problems()) {
        told.add(new Problem(problem.code(), problem.subject(), problem.message()));
      }
    }
    problems.addAll(told);
    return found.values().stream()
        .sorted(
            Comparator.comparing(Item::acquired)
                .thenComparing(Item::id)
                .thenComparing(item -> item.collection().orElse("")))
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
      return new Envelope(box);
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
}
