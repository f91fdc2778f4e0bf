package org.cairn.heritage.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

class GridCellTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  @Test
  void is_the_same_for_every_position_in_it() {
    long seed = 20261129;
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      double lon = -180 + 360 * random.nextDouble();
      double lat = -90 + 180 * random.nextDouble();
      int side = 1 << random.nextInt(20);
      GridCell cell = GridCell.of(lon, lat, side);
      assertThat(lon).as("seed " + seed).isBetween(cell.west(), cell.east());
      assertThat(lat).as("seed " + seed).isBetween(cell.south(), cell.north());
      double inside = 0.01 + 0.98 * random.nextDouble();
      double otherLon = cell.west() + inside * (cell.east() - cell.west());
      double otherLat = cell.south() + inside * (cell.north() - cell.south());
      assertThat(GridCell.of(otherLon, otherLat, side)).as("seed " + seed).isEqualTo(cell);
    }
  }

  @Test
  void is_about_as_wide_and_high_as_its_side_wherever_it_lies() {
    for (double lat : new double[] {0, 33.3, 60, 80}) {
      GridCell cell = GridCell.of(44, lat, 10_000);
      double perDegree = 111_195;
      assertThat((cell.north() - cell.south()) * perDegree).isCloseTo(10_000, within(60.0));
      assertThat((cell.east() - cell.west()) * perDegree * Math.cos(Math.toRadians(cell.lat())))
          .isCloseTo(10_000, within(60.0));
    }
  }

  @Test
  void reaches_the_poles_and_the_antimeridian() {
    assertThat(GridCell.of(180, 90, 1_000_000).north()).isEqualTo(90);
    assertThat(GridCell.of(180, 0, 1_000).east()).isEqualTo(180);
    assertThat(GridCell.of(-180, -90, 1_000).west()).isEqualTo(-180);
  }

  @Test
  void keeps_a_position_out_of_its_message() {
    assertThatThrownBy(() -> GridCell.of(12.345, 99.876, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("12.345")
        .hasMessageNotContaining("99.876");
  }

  @Test
  void finds_a_position_inside_the_largest_part_of_what_is_cut_at_the_antimeridian() {
    Polygon west = (Polygon) FACTORY.toGeometry(new Envelope(179, 180, 0, 1));
    Polygon east = (Polygon) FACTORY.toGeometry(new Envelope(-180, -177, 0, 1));
    Coordinate middle = Middle.of(FACTORY.createMultiPolygon(new Polygon[] {west, east}));
    assertThat(east.contains(FACTORY.createPoint(middle))).isTrue();
    Coordinate point = new Coordinate(7, 8);
    assertThat(Middle.of(FACTORY.createPoint(point))).isEqualTo(point);
  }

  @Test
  void says_of_a_location_only_what_may_be_known() {
    PlaceGeometry at =
        PlaceGeometry.of(
            FACTORY.createPoint(new Coordinate(0.765, 0.123)), PlaceGeometry.Extent.POINT);
    PlaceDescription open = PlaceDescription.of("p", at);
    assertThat(KnownLocation.of(open, false)).isEqualTo(new KnownLocation.Exact(0.765, 0.123));
    PlaceDescription hidden = open.withSensitivity(Sensitivity.generalised(5_000));
    assertThat(KnownLocation.of(hidden, false))
        .isEqualTo(new KnownLocation.Within(GridCell.of(0.765, 0.123, 5_000)));
    assertThat(KnownLocation.of(hidden, true)).isEqualTo(new KnownLocation.Exact(0.765, 0.123));
    assertThat(KnownLocation.of(open.withSensitivity(Sensitivity.WITHHELD), false).shown())
        .isEmpty();
    assertThat(KnownLocation.of(PlaceDescription.of("q"), true))
        .isEqualTo(new KnownLocation.Unsaid());
  }
}
