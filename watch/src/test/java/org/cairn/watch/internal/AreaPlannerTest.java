package org.cairn.watch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.Place;
import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.imagery.scene.Footprints;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

class AreaPlannerTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private static final Grid GRID =
      new Grid(Crs.ofEpsg(32631), 600_000, 1_000_000, 10, -10, 1_000, 1_000);

  /** The WGS 84 footprint of exactly these pixels. */
  private static Geometry pixels(Grid grid, int col, int row, int cols, int rows) {
    Geometry box =
        FACTORY.toGeometry(
            new Envelope(grid.xOf(col), grid.xOf(col + cols), grid.yOf(row), grid.yOf(row + rows)));
    return Footprints.toLonLat(box, grid.crs());
  }

  private static Place place(String id, Geometry geometry) {
    return new Place(id, List.of(), geometry);
  }

  private static AreaPlanner.Plan plan(List<Place> places, Grid... grids) {
    List<GridFamily> families = new ArrayList<>();
    for (Grid grid : grids) {
      GridFamily.join(families, grid);
    }
    return new AreaPlanner(families).plan(places);
  }

  @Test
  void a_footprint_of_whole_pixels_becomes_exactly_these() {
    SitePlan site = AreaPlanner.siteOf(pixels(GRID, 100, 200, 10, 12), GRID, 0).orElseThrow();
    assertThat(site.window()).isEqualTo(new PixelWindow(100, 200, 10, 12));
    assertThat(site.inside()).containsOnly(true);
  }

  @Test
  void a_narrow_site_gets_room_for_an_edge() {
    SitePlan site = AreaPlanner.siteOf(pixels(GRID, 100, 200, 3, 3), GRID, 0).orElseThrow();
    assertThat(site.window()).isEqualTo(new PixelWindow(98, 198, 7, 7));
  }

  @Test
  void a_point_stands_for_a_square_of_a_hundred_metres() {
    double[] lonLat = GRID.crs().toLonLat(GRID.xOf(500), GRID.yOf(500));
    SitePlan site =
        AreaPlanner.siteOf(FACTORY.createPoint(new Coordinate(lonLat[0], lonLat[1])), GRID, 0)
            .orElseThrow();
    assertThat(site.window().cols()).isEqualTo(10);
    assertThat(site.window().rows()).isEqualTo(10);
  }

  @Test
  void neighbours_share_an_area_and_distant_places_do_not() {
    AreaPlanner.Plan plan =
        plan(
            List.of(
                place("a", pixels(GRID, 300, 300, 10, 10)),
                place("b", pixels(GRID, 310, 300, 10, 10)),
                place("far", pixels(GRID, 800, 800, 10, 10))),
            GRID);
    assertThat(plan.areas()).hasSize(2);
    assertThat(plan.areas().getFirst().sites()).hasSize(2);
    assertThat(plan.areas().getFirst().window()).isEqualTo(new PixelWindow(273, 273, 74, 64));
  }

  @Test
  void an_area_ends_where_the_images_end() {
    AreaPlanner.Plan plan = plan(List.of(place("corner", pixels(GRID, 0, 0, 10, 10))), GRID);
    assertThat(plan.areas().getFirst().window()).isEqualTo(new PixelWindow(0, 0, 37, 37));
  }

  @Test
  void a_place_across_two_tiles_of_one_zone_has_one_area_over_both() {
    Grid east = new Grid(GRID.crs(), GRID.xOf(1_000), GRID.originY(), 10, -10, 1_000, 1_000);
    AreaPlanner.Plan plan =
        plan(List.of(place("seam", pixels(GRID, 995, 400, 10, 10))), GRID, east);
    assertThat(plan.areas().getFirst().window()).isEqualTo(new PixelWindow(968, 373, 64, 64));
  }

  @Test
  void a_place_in_two_zones_is_watched_on_the_grid_with_more_images() {
    // Zone 31 seen from 6 degrees east, where zone 32 begins.
    Grid other = new Grid(Crs.ofEpsg(32632), 160_000, 1_010_000, 10, -10, 2_000, 2_000);
    Grid wide = new Grid(Crs.ofEpsg(32631), 820_000, 1_010_000, 10, -10, 2_000, 2_000);
    double[] lonLat = wide.crs().toLonLat(wide.xOf(900), wide.yOf(900));
    Place seam = place("seam", FACTORY.createPoint(new Coordinate(lonLat[0], lonLat[1])));
    AreaPlanner.Plan plan = plan(List.of(seam), wide, other, other, other);
    assertThat(plan.areas().getFirst().grid().crs()).isEqualTo(other.crs());
  }

  @Test
  void places_outside_every_image_and_places_too_wide_are_refused_by_name_of_reason() {
    AreaPlanner.Plan plan =
        plan(
            List.of(
                place("elsewhere", FACTORY.createPoint(new Coordinate(-70, 40))),
                place("province", pixels(GRID, 100, 100, 500, 500))),
            GRID);
    assertThat(plan.areas()).isEmpty();
    assertThat(plan.refusals().values())
        .extracting(AreaPlanner.Refusal::status)
        .containsExactly(Coverage.Status.NO_IMAGERY, Coverage.Status.TOO_LARGE);
    assertThat(plan.refusals().values())
        .last()
        .extracting(AreaPlanner.Refusal::why)
        .asString()
        .contains("110", "split");
  }
}
