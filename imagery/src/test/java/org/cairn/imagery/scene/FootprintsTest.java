package org.cairn.imagery.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.raster.Grid;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class FootprintsTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private static final Crs ZONE_31 = Crs.ofEpsg(32631);

  private static Geometry wkt(String text) {
    try {
      return new WKTReader().read(text);
    } catch (ParseException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static Geometry box(double west, double south, double east, double north) {
    return FACTORY.toGeometry(new Envelope(west, east, south, north));
  }

  private static Geometry outline(String... lines) {
    int cols = lines[0].length();
    boolean[] mask = new boolean[lines.length * cols];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = lines[i / cols].charAt(i % cols) == '#';
    }
    return Footprints.outline(new Grid(ZONE_31, 0, lines.length, 1, -1, cols, lines.length), mask);
  }

  @Test
  void a_footprint_comes_back_from_a_zone_where_it_was() {
    Geometry shape =
        wkt(
            "POLYGON ((3 45, 3.01 45, 3.01 45.01, 3 45), (3.007 45.001, 3.008 45.002, 3.008 45.001, 3.007 45.001))");
    Geometry projected = Footprints.toCrs(shape, ZONE_31);
    assertThat(projected.getNumPoints()).isEqualTo(shape.getNumPoints());
    assertThat(Footprints.toLonLat(projected, ZONE_31).norm().equalsExact(shape.norm(), 1e-8))
        .isTrue();
  }

  @Test
  void long_edges_bend_as_they_do_on_the_ground() {
    Geometry projected = Footprints.toCrs(box(0.5, 50, 5.5, 51), ZONE_31);
    double[] middle = ZONE_31.fromLonLat(4.3, 51);
    Point onTheEdge = FACTORY.createPoint(new Coordinate(middle[0], middle[1]));
    assertThat(projected.getBoundary().distance(onTheEdge)).isLessThan(0.06);
    assertThat(projected.getNumPoints()).isLessThan(2_000);
    Geometry back = Footprints.toLonLat(projected, ZONE_31);
    assertThat(back.symDifference(box(0.5, 50, 5.5, 51)).getArea()).isLessThan(1e-5);
  }

  @Test
  void points_and_lines_stay_what_they_are() {
    Geometry point = Footprints.toCrs(wkt("POINT (3 45)"), ZONE_31);
    assertThat(point.getDimension()).isEqualTo(0);
    assertThat(point.getCoordinate().x).isCloseTo(500_000, within(1e-3));
    Geometry line = Footprints.toCrs(wkt("LINESTRING (3 45, 3.001 45.001)"), ZONE_31);
    assertThat(line.getGeometryType()).isEqualTo("LineString");
    assertThat(Footprints.toLonLat(point, ZONE_31).getCoordinate().y).isCloseTo(45, within(1e-9));
    assertThat(Footprints.toCrs(wkt("MULTIPOINT ((3 45), (3.1 45))"), ZONE_31).getNumGeometries())
        .isEqualTo(2);
  }

  @Test
  void a_shape_cut_at_the_antimeridian_is_one_again_in_its_zone() {
    Geometry cut =
        wkt(
            "MULTIPOLYGON (((179.99 -17, 180 -17, 180 -16.99, 179.99 -16.99, 179.99 -17)),"
                + " ((-180 -17, -179.99 -17, -179.99 -16.99, -180 -16.99, -180 -17)))");
    for (int zone : new int[] {32760, 32701}) {
      Crs crs = Crs.ofEpsg(zone);
      Geometry projected = Footprints.toCrs(cut, crs);
      assertThat(projected.getGeometryType()).isEqualTo("Polygon");
      assertThat(projected.getEnvelopeInternal().getWidth()).isBetween(2_100.0, 2_200.0);
      Geometry back = Footprints.toLonLat(projected, crs);
      assertThat(back.getGeometryType()).isEqualTo("MultiPolygon");
      assertThat(back.isValid()).isTrue();
      assertThat(back.symDifference(cut).getArea()).isLessThan(1e-8);
    }
  }

  @Test
  void degrees_and_web_mercator_continue_over_the_antimeridian() {
    Geometry cut =
        wkt(
            "MULTIPOLYGON (((179 10, 180 10, 180 11, 179 11, 179 10)),"
                + " ((-180 10, -179 10, -179 11, -180 11, -180 10)))");
    Crs degrees = Crs.ofEpsg(4326);
    assertThat(Footprints.toCrs(cut, degrees).getEnvelopeInternal())
        .isEqualTo(new Envelope(179, 181, 10, 11));
    Geometry back = Footprints.toLonLat(box(179, 10, 181, 11), degrees);
    assertThat(back.symDifference(cut).getArea()).isLessThan(1e-9);
    Geometry mercator = Footprints.toCrs(cut, Crs.ofEpsg(3857));
    assertThat(mercator.getEnvelopeInternal().getWidth()).isCloseTo(222_639, within(1.0));
  }

  @Test
  void an_edge_on_the_antimeridian_is_not_a_crossing() {
    Crs zone = Crs.ofEpsg(32601);
    Geometry east = box(-180, 5, -179.99, 5.01);
    Geometry back = Footprints.toLonLat(Footprints.toCrs(east, zone), zone);
    assertThat(back.isValid()).isTrue();
    assertThat(back.symDifference(east).getArea()).isLessThan(1e-8);
  }

  @Test
  void works_at_84_degrees_north() {
    Crs zone = Crs.ofEpsg(32633);
    Geometry shape = box(12, 83.9, 18, 84);
    Geometry back = Footprints.toLonLat(Footprints.toCrs(shape, zone), zone);
    assertThat(back.isValid()).isTrue();
    assertThat(back.symDifference(shape).getArea()).isLessThan(1e-4);
  }

  @Test
  void a_shape_around_the_pole_reaches_up_to_it() {
    Crs polar = Crs.ofEpsg(3413);
    Geometry back = Footprints.toLonLat(box(-200_000, -200_000, 200_000, 200_000), polar);
    assertThat(back.isValid()).isTrue();
    assertThat(back.contains(FACTORY.createPoint(new Coordinate(77, 89.5)))).isTrue();
    assertThat(back.contains(FACTORY.createPoint(new Coordinate(-140, 89.9)))).isTrue();
    assertThat(back.contains(FACTORY.createPoint(new Coordinate(10, 87)))).isFalse();
    Envelope around = back.getEnvelopeInternal();
    assertThat(around.getMinX()).isEqualTo(-180);
    assertThat(around.getMaxX()).isEqualTo(180);
    assertThat(around.getMaxY()).isEqualTo(90);
  }

  @Test
  void rings_turn_as_geojson_wants_them() {
    Polygon back =
        (Polygon)
            Footprints.toLonLat(
                outline(
                    "###", //
                    "#.#", //
                    "###"),
                ZONE_31);
    assertThat(Orientation.isCCW(back.getExteriorRing().getCoordinates())).isTrue();
    assertThat(Orientation.isCCW(back.getInteriorRingN(0).getCoordinates())).isFalse();
  }

  @Test
  void empty_shapes_stay_empty() {
    assertThat(Footprints.toCrs(FACTORY.createPolygon(), ZONE_31).isEmpty()).isTrue();
    assertThat(Footprints.toLonLat(FACTORY.createPolygon(), ZONE_31).isEmpty()).isTrue();
    assertThat(outline("..", "..").isEmpty()).isTrue();
  }

  @Test
  void outlines_follow_pixel_edges_without_points_on_straight_runs() {
    Geometry shape = outline("....", ".##.", ".##.", ".#..");
    assertThat(shape.norm()).isEqualTo(wkt("POLYGON ((1 0, 1 3, 3 3, 3 1, 2 1, 2 0, 1 0))").norm());
  }

  @Test
  void pixels_touching_at_a_corner_are_polygons_of_their_own() {
    Geometry shape = outline("#.", ".#");
    assertThat(shape.getNumGeometries()).isEqualTo(2);
    assertThat(shape.isValid()).isTrue();
    assertThat(shape.getArea()).isEqualTo(2);
  }

  @Test
  void a_hole_that_touches_the_outside_at_a_corner_stays_a_hole() {
    Polygon shape = (Polygon) outline("##.", "#.#", "###");
    assertThat(shape.isValid()).isTrue();
    assertThat(shape.getNumInteriorRing()).isEqualTo(1);
    assertThat(shape.getArea()).isEqualTo(7);
  }

  @Test
  void an_island_in_a_hole_is_a_polygon_of_its_own() {
    Geometry shape = outline("#####", "#...#", "#.#.#", "#...#", "#####");
    assertThat(shape.getNumGeometries()).isEqualTo(2);
    assertThat(shape.isValid()).isTrue();
    assertThat(shape.getArea()).isEqualTo(17);
  }

  @Test
  void every_outline_is_valid_and_covers_exactly_its_pixels() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int rows = 1 + random.nextInt(9);
      int cols = 1 + random.nextInt(9);
      boolean[] mask = new boolean[rows * cols];
      int pixels = 0;
      double share = random.nextDouble();
      for (int i = 0; i < mask.length; i++) {
        mask[i] = random.nextDouble() < share;
        pixels += mask[i] ? 1 : 0;
      }
      Grid grid = new Grid(ZONE_31, 500_000, 10, 10, seed % 2 == 0 ? -10 : 10, cols, rows);
      Geometry shape = Footprints.outline(grid, mask);
      assertThat(shape.isValid()).as("seed %d", seed).isTrue();
      assertThat(shape.getArea()).as("seed %d", seed).isCloseTo(100.0 * pixels, within(1e-6));
      for (int i = 0; i < mask.length; i++) {
        Coordinate centre = new Coordinate(grid.xOf(i % cols + 0.5), grid.yOf(i / cols + 0.5));
        assertThat(shape.contains(FACTORY.createPoint(centre)))
            .as("seed %d", seed)
            .isEqualTo(mask[i]);
      }
    }
  }
}
