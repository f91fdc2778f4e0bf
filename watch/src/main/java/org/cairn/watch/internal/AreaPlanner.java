package org.cairn.watch.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.Place;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.imagery.scene.Footprints;
import org.cairn.watch.AreaUse;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.algorithm.locate.PointOnGeometryLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;

/**
 * Lays places on the pixel grids of the images: each becomes a site, and neighbouring sites share a
 * watch area, so that their common surroundings are read and modelled once. Pure: the same places
 * and grids always give the same areas.
 */
final class AreaPlanner {
  /**
   * A point stands for a square of this width, or of {@link #POINT_PIXELS} pixels where that is
   * more.
   */
  static final double POINT_METRES = 100;

  static final int POINT_PIXELS = 4;

  /**
   * A site narrower than this is grown by {@link #SMALL_SITE_GROWTH}: a change may fill it, and a
   * change has an edge.
   */
  static final int SMALL_SITE = 8;

  static final int SMALL_SITE_GROWTH = 2;

  /**
   * Surroundings on every side of a site, in pixels: 64 x 64 around a site of 10 x 10, at least 36
   * windows like it.
   */
  static final int MARGIN = 27;

  /**
   * Wide sites need wider surroundings: some two dozen windows of their own size fit around them
   * then.
   */
  static final double MARGIN_PER_WIDTH = 2;

  /** Sites wider than this are not watched as one. */
  static final int WIDEST_SITE = 110;

  /** Sites are not gathered into areas wider than this. */
  static final int WIDEST_SHARED_AREA = 128;

  private static final double METRES_PER_DEGREE = 111_320;

  /**
   * How many of the last areas a site may join: neighbours follow one another closely in Z-order.
   */
  static final int RECENT_AREAS = 16;

  /**
   * Areas in reading order, and the places that cannot be laid on any image.
   *
   * @param refusals place index to status and reason
   */
  record Plan(List<WatchArea> areas, Map<Integer, Refusal> refusals) {}

  record Refusal(Coverage.Status status, String why) {}

  private final List<GridFamily> families;

  /** Where the second choices begin. */
  private final int preferred;

  AreaPlanner(List<GridFamily> families) {
    this(families, List.of());
  }

  /**
   * @param otherwise used where none of the {@code families} shows a place
   */
  AreaPlanner(List<GridFamily> families, List<GridFamily> otherwise) {
    List<GridFamily> all = new ArrayList<>(families);
    all.addAll(otherwise);
    this.families = List.copyOf(all);
    this.preferred = families.size();
  }

  Plan plan(List<Place> places) {
    Map<Integer, Refusal> refusals = new TreeMap<>();
    Map<Integer, List<SitePlan>> sitesByFamily = new TreeMap<>();
    for (int index = 0; index < places.size(); index++) {
      place(places.get(index), index, refusals, sitesByFamily);
    }
    List<WatchArea> areas = new ArrayList<>();
    sitesByFamily.forEach((family, sites) -> areas.addAll(gather(families.get(family), sites)));
    return new Plan(areas, refusals);
  }

  /**
   * Lays places on areas of an earlier run. Their sites come out as they did then, because pixels
   * are counted from the same anchor and an area holds all of its sites that the images held.
   *
   * @throws IllegalArgumentException where the areas are not those of exactly these places
   */
  static Plan given(List<Place> places, List<AreaUse> areas) {
    Map<String, Integer> left = new TreeMap<>();
    for (int index = 0; index < places.size(); index++) {
      left.put(places.get(index).id(), index);
    }
    Map<Integer, Refusal> refusals = new TreeMap<>();
    List<WatchArea> laid = new ArrayList<>();
    for (AreaUse area : areas) {
      List<SitePlan> sites = new ArrayList<>();
      for (String id : area.areaPlaces()) {
        Integer index = left.remove(id);
        if (index == null) {
          throw new IllegalArgumentException(
              "The watch areas given name place '"
                  + id
                  + "', which is not asked for or stands in another area: ask for exactly the"
                  + " places of the areas");
        }
        siteIn(places.get(index), area, index, refusals).ifPresent(sites::add);
      }
      if (!sites.isEmpty()) {
        laid.add(
            new WatchArea(
                area.anchor(), area.window(), sites, Optional.of(Set.copyOf(area.items()))));
      }
    }
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          "Places "
              + left.keySet()
              + " are in none of the watch areas given: ask for exactly the places of the areas");
    }
    return new Plan(laid, refusals);
  }

  private static Optional<SitePlan> siteIn(
      Place place, AreaUse area, int index, Map<Integer, Refusal> refusals) {
    Optional<SitePlan> site = siteOf(place.geometry(), area.anchor(), index);
    if (site.isEmpty()) {
      refusals.put(index, tooLarge());
      return site;
    }
    Optional<SitePlan> seen = site.get().within(area.window());
    if (seen.isEmpty()) {
      refusals.put(
          index,
          new Refusal(Coverage.Status.NO_IMAGERY, "It lies outside the watch area given for it."));
    }
    return seen;
  }

  private void place(
      Place place,
      int index,
      Map<Integer, Refusal> refusals,
      Map<Integer, List<SitePlan>> sitesByFamily) {
    int best = -1;
    int mostImages = 0;
    for (int family = 0; family < families.size(); family++) {
      if (family == preferred && best >= 0) {
        break;
      }
      Grid anchor = families.get(family).anchor();
      // The middle is taken in the image's system: on the globe, that of a place on both sides of
      // the antimeridian would lie on the other side of the world.
      Geometry projected = Footprints.toCrs(place.geometry(), anchor.crs());
      if (projected.isEmpty()) {
        continue;
      }
      Coordinate centre = projected.getCentroid().getCoordinate();
      int images = families.get(family).imagesAt(anchor.colOf(centre.x), anchor.rowOf(centre.y));
      if (images > mostImages) {
        mostImages = images;
        best = family;
      }
    }
    if (best < 0) {
      refusals.put(index, outside());
      return;
    }
    Optional<SitePlan> site = siteOf(place.geometry(), families.get(best).anchor(), index);
    if (site.isEmpty()) {
      refusals.put(index, tooLarge());
      return;
    }
    GridFamily family = families.get(best);
    Optional<SitePlan> seen = family.clip(site.get().window()).flatMap(site.get()::within);
    if (seen.isEmpty()) {
      refusals.put(index, outside());
      return;
    }
    sitesByFamily.computeIfAbsent(best, unused -> new ArrayList<>()).add(seen.get());
  }

  private static Refusal tooLarge() {
    return new Refusal(
        Coverage.Status.TOO_LARGE,
        "Its outline spans more than "
            + WIDEST_SITE
            + " pixels of the imagery: split it into parts and watch each.");
  }

  private static Refusal outside() {
    return new Refusal(Coverage.Status.NO_IMAGERY, "No image of the catalogue covers it.");
  }

  /**
   * The pixels of a footprint: those whose centre lies inside, grown where that is narrow; empty
   * where it is too wide.
   */
  static Optional<SitePlan> siteOf(Geometry lonLat, Grid anchor, int placeIndex) {
    Geometry projected = Footprints.toCrs(lonLat, anchor.crs());
    double stepX = anchor.stepX();
    double stepY = Math.abs(anchor.stepY());
    if (projected.getDimension() == 0) {
      double perUnit = anchor.crs().isGeographic() ? METRES_PER_DEGREE : 1;
      Envelope square = projected.getEnvelopeInternal();
      square.expandBy(
          Math.max(POINT_METRES / perUnit, POINT_PIXELS * stepX) / 2,
          Math.max(POINT_METRES / perUnit, POINT_PIXELS * stepY) / 2);
      projected = projected.getFactory().toGeometry(square);
    } else if (projected.getDimension() == 1) {
      projected = projected.buffer(Math.max(stepX, stepY));
    }
    Envelope box = projected.getEnvelopeInternal();
    double top = anchor.rowOf(box.getMaxY());
    double bottom = anchor.rowOf(box.getMinY());
    int col = (int) Math.floor(anchor.colOf(box.getMinX()) + 1e-6);
    int row = (int) Math.floor(Math.min(top, bottom) + 1e-6);
    long cols = (long) Math.ceil(anchor.colOf(box.getMaxX()) - 1e-6) - col;
    long rows = (long) Math.ceil(Math.max(top, bottom) - 1e-6) - row;
    if (cols > WIDEST_SITE || rows > WIDEST_SITE) {
      return Optional.empty();
    }
    PixelWindow window =
        new PixelWindow(col, row, (int) Math.max(cols, 1), (int) Math.max(rows, 1));
    boolean[] inside = centresInside(projected, anchor, window);
    if (Math.min(window.cols(), window.rows()) < SMALL_SITE) {
      return Optional.of(grown(placeIndex, window, inside));
    }
    return Optional.of(new SitePlan(placeIndex, window, inside));
  }

  private static SitePlan grown(int placeIndex, PixelWindow window, boolean[] inside) {
    return new SitePlan(
        placeIndex, window.grown(SMALL_SITE_GROWTH), dilated(inside, window, SMALL_SITE_GROWTH));
  }

  /**
   * The area of a site of which only its own pixels are known, with the same surroundings as any
   * other and grown like it where it is narrow, as far as the grid reaches.
   *
   * @param inside {@code boolean[site.size()]}, row-major, at least one pixel
   */
  static WatchArea areaOf(Grid anchor, PixelWindow site, boolean[] inside) {
    PixelWindow whole = new PixelWindow(0, 0, anchor.cols(), anchor.rows());
    SitePlan plan =
        Math.min(site.cols(), site.rows()) < SMALL_SITE
            ? grown(0, site, inside)
            : new SitePlan(0, site, inside);
    SitePlan seen = plan.within(whole).orElseThrow();
    PixelWindow around = surroundings(site);
    int left = Math.max(0, around.col());
    int top = Math.max(0, around.row());
    int right = Math.min(whole.cols(), around.col() + around.cols());
    int bottom = Math.min(whole.rows(), around.row() + around.rows());
    return new WatchArea(
        anchor, new PixelWindow(left, top, right - left, bottom - top), List.of(seen));
  }

  private static boolean[] centresInside(Geometry projected, Grid anchor, PixelWindow window) {
    PointOnGeometryLocator locator = new IndexedPointInAreaLocator(projected);
    boolean[] inside = new boolean[window.size()];
    boolean any = false;
    for (int row = 0; row < window.rows(); row++) {
      for (int col = 0; col < window.cols(); col++) {
        Coordinate centre =
            new Coordinate(
                anchor.xOf(window.col() + col + 0.5), anchor.yOf(window.row() + row + 0.5));
        if (locator.locate(centre) != Location.EXTERIOR) {
          inside[row * window.cols() + col] = true;
          any = true;
        }
      }
    }
    if (!any) {
      // Thinner than a pixel everywhere: what it touches stands for it.
      Arrays.fill(inside, true);
    }
    return inside;
  }

  private static boolean[] dilated(boolean[] inside, PixelWindow window, int by) {
    int cols = window.cols() + 2 * by;
    boolean[] grown = new boolean[(window.rows() + 2 * by) * cols];
    for (int row = 0; row < window.rows(); row++) {
      for (int col = 0; col < window.cols(); col++) {
        if (inside[row * window.cols() + col]) {
          for (int r = row; r <= row + 2 * by; r++) {
            Arrays.fill(grown, r * cols + col, r * cols + col + 2 * by + 1, true);
          }
        }
      }
    }
    return grown;
  }

  /**
   * Gathers sites whose areas overlap so much that one rectangle around both has fewer pixels than
   * the two apart. Sites come in Z-order, so that neighbours meet and areas read from the same
   * tiles follow one another.
   */
  private static List<WatchArea> gather(GridFamily family, List<SitePlan> sites) {
    List<SitePlan> ordered = new ArrayList<>(sites);
    ordered.sort(
        Comparator.comparingLong((SitePlan site) -> zOrder(family, site))
            .thenComparingInt(SitePlan::placeIndex));
    List<PixelWindow> windows = new ArrayList<>();
    List<List<SitePlan>> members = new ArrayList<>();
    for (SitePlan site : ordered) {
      PixelWindow own = family.clip(surroundings(site.window())).orElse(site.window());
      int found = -1;
      // Only recent areas can be near in Z-order; looking further would cost the square of the
      // places.
      for (int i = windows.size() - 1; i >= Math.max(0, windows.size() - RECENT_AREAS); i--) {
        PixelWindow union = union(windows.get(i), own);
        boolean shareable =
            Math.max(union.cols(), union.rows()) <= WIDEST_SHARED_AREA
                && union.size() <= windows.get(i).size() + own.size();
        if (shareable) {
          found = i;
          break;
        }
      }
      if (found >= 0) {
        windows.set(found, union(windows.get(found), own));
        members.get(found).add(site);
      } else {
        windows.add(own);
        members.add(new ArrayList<>(List.of(site)));
      }
    }
    List<WatchArea> areas = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      areas.add(new WatchArea(family.anchor(), windows.get(i), members.get(i)));
    }
    return areas;
  }

  private static PixelWindow surroundings(PixelWindow site) {
    int widest = Math.max(site.cols(), site.rows());
    return site.grown(Math.max(MARGIN, (int) Math.ceil(MARGIN_PER_WIDTH * widest)));
  }

  private static PixelWindow union(PixelWindow a, PixelWindow b) {
    int left = Math.min(a.col(), b.col());
    int top = Math.min(a.row(), b.row());
    int right = Math.max(a.col() + a.cols(), b.col() + b.cols());
    int bottom = Math.max(a.row() + a.rows(), b.row() + b.rows());
    return new PixelWindow(left, top, right - left, bottom - top);
  }

  /**
   * Position along a Z-shaped curve through the family's pixel space (Morton 1966), in cells of 64
   * pixels.
   */
  private static long zOrder(GridFamily family, SitePlan site) {
    long col = Math.floorDiv(site.window().col(), 64) + (1L << 24);
    long row = Math.floorDiv(site.window().row(), 64) + (1L << 24);
    return spread(col) | spread(row) << 1;
  }

  private static long spread(long value) {
    long x = value & 0x7fffffffL;
    x = (x | x << 16) & 0x0000ffff0000ffffL;
    x = (x | x << 8) & 0x00ff00ff00ff00ffL;
    x = (x | x << 4) & 0x0f0f0f0f0f0f0f0fL;
    x = (x | x << 2) & 0x3333333333333333L;
    return (x | x << 1) & 0x5555555555555555L;
  }
}
