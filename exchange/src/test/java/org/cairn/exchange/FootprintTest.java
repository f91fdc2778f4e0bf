package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cairn.exchange.Lists.csv;
import static org.cairn.exchange.Lists.geometry;
import static org.cairn.exchange.Lists.only;
import static org.cairn.exchange.Lists.wkt;

import java.io.IOException;
import java.nio.file.Path;
import org.cairn.exchange.RowProblem.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/** What the watch looks at of geometries as lists have them. */
class FootprintTest {
  private static String polygon(String ring) {
    return "{\"type\":\"Polygon\",\"coordinates\":[" + ring + "]}";
  }

  private static Geometry placeOf(DescriptionsRead read) {
    Geometry geometry = Lists.watched(read);
    assertThat(geometry.isValid()).isTrue();
    Envelope box = geometry.getEnvelopeInternal();
    assertThat(box.getMinX()).isBetween(-180.0, 180.0);
    assertThat(box.getMaxX()).isBetween(-180.0, 180.0);
    return geometry;
  }

  @Test
  void does_not_mind_the_winding(@TempDir Path dir) throws IOException {
    DescriptionsRead read =
        geometry(dir, polygon("[[0,0],[0,4],[4,4],[4,0],[0,0]],[[1,1],[1,2],[2,2],[2,1],[1,1]]"));

    assertThat(read.problems()).isEmpty();
    assertThat(placeOf(read).getArea()).isEqualTo(15);
  }

  @Test
  void cuts_a_polygon_that_jumps_over_the_antimeridian(@TempDir Path dir) throws IOException {
    DescriptionsRead read = geometry(dir, polygon("[[179,0],[-179,0],[-179,1],[179,1],[179,0]]"));

    assertThat(placeOf(read).getArea()).isCloseTo(2, within(1e-9));
    assertThat(placeOf(read).getNumGeometries()).isEqualTo(2);
    assertThat(placeOf(read).getEnvelopeInternal()).isEqualTo(new Envelope(-180, 180, 0, 1));
  }

  @Test
  void cuts_a_polygon_that_runs_on_beyond_180(@TempDir Path dir) throws IOException {
    DescriptionsRead read =
        geometry(
            dir,
            polygon(
                "[[179,0],[181,0],[181,1],[179,1],[179,0]],"
                    + "[[180.2,0.2],[180.4,0.2],[180.4,0.4],[180.2,0.4],[180.2,0.2]]"));

    assertThat(placeOf(read).getArea()).isCloseTo(1.96, within(1e-9));
    assertThat(only(read).code()).isEqualTo(Code.SPLIT_AT_ANTIMERIDIAN);
  }

  @Test
  void keeps_a_hole_on_the_far_side_of_the_antimeridian(@TempDir Path dir) throws IOException {
    DescriptionsRead read =
        geometry(
            dir,
            polygon(
                "[[179,0],[-179,0],[-179,1],[179,1],[179,0]],"
                    + "[[-179.6,0.2],[-179.4,0.2],[-179.4,0.4],[-179.6,0.4],[-179.6,0.2]]"));

    assertThat(placeOf(read).getArea()).isCloseTo(1.96, within(1e-9));
  }

  @Test
  void leaves_a_polygon_already_cut_at_the_antimeridian(@TempDir Path dir) throws IOException {
    DescriptionsRead read =
        geometry(
            dir,
            "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[179,0],[180,0],[180,1],[179,1],[179,0]]],"
                + "[[[-180,0],[-179,0],[-179,1],[-180,1],[-180,0]]]]}");

    assertThat(read.problems()).isEmpty();
    assertThat(placeOf(read).getArea()).isEqualTo(2);
  }

  @Test
  void reads_longitudes_of_0_to_360(@TempDir Path dir) throws IOException {
    DescriptionsRead read = csv(dir, "id,lon,lat", "a,190.5,-10");

    assertThat(wkt(read)).isEqualTo("POINT (-169.5 -10)");
    assertThat(only(read).code()).isEqualTo(Code.LONGITUDE_WRAPPED);
    DescriptionsRead area = geometry(dir, polygon("[[200,0],[201,0],[201,1],[200,1],[200,0]]"));
    assertThat(placeOf(area).getEnvelopeInternal()).isEqualTo(new Envelope(-160, -159, 0, 1));
  }

  @Test
  void cuts_a_line_over_the_antimeridian(@TempDir Path dir) throws IOException {
    DescriptionsRead read =
        geometry(dir, "{\"type\":\"LineString\",\"coordinates\":[[179.5,0],[-179.5,0]]}");

    assertThat(placeOf(read).getNumGeometries()).isEqualTo(2);
    assertThat(placeOf(read).getLength()).isCloseTo(1, within(1e-9));
  }

  @Test
  void takes_the_poles_and_polygons_around_them(@TempDir Path dir) throws IOException {
    assertThat(wkt(csv(dir, "id,lon,lat", "a,0,-90"))).isEqualTo("POINT (0 -90)");
    DescriptionsRead around = geometry(dir, polygon("[[0,-80],[-120,-80],[120,-80],[0,-80]]"));
    assertThat(placeOf(around).getArea()).isCloseTo(3600, within(1e-6));
  }

  @Test
  void takes_a_band_around_the_whole_globe_as_written(@TempDir Path dir) throws IOException {
    DescriptionsRead read =
        geometry(dir, polygon("[[-180,60],[180,60],[180,70],[-180,70],[-180,60]]"));

    assertThat(placeOf(read).getArea()).isEqualTo(3600);
    assertThat(read.problems()).isEmpty();
  }

  @Test
  void allows_very_large_outlines(@TempDir Path dir) throws IOException {
    assertThat(geometry(dir, polygon("[[0,0],[20,0],[20,20],[0,20],[0,0]]")).problems()).isEmpty();
  }

  @Test
  void mentions_coordinates_of_exactly_zero(@TempDir Path dir) throws IOException {
    DescriptionsRead read = csv(dir, "id,lon,lat", "a,0,0", "b,0,0.001");

    assertThat(read.places()).hasSize(2);
    assertThat(only(read).code()).isEqualTo(Code.COORDINATES_ZERO);
  }
}
