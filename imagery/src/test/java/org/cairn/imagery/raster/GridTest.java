package org.cairn.imagery.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GridTest {
  private static final Grid GRID = new Grid(Crs.ofEpsg(32631), 500_000, 10_000, 10, -10, 100, 100);

  @Test
  void projects_the_central_meridian_of_a_utm_zone_to_its_false_easting() {
    double[] xy = Crs.ofEpsg(32631).fromLonLat(3, 0);
    assertThat(xy[0]).isCloseTo(500_000, within(1e-3));
    assertThat(xy[1]).isCloseTo(0, within(1e-3));
    double[] lonLat = Crs.ofEpsg(32631).toLonLat(xy[0], xy[1]);
    assertThat(lonLat[0]).isCloseTo(3, within(1e-9));
  }

  @Test
  void refuses_an_unknown_system_by_name() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Crs.parse("EPSG:999999"))
        .withMessageContaining("EPSG:999999");
  }

  @Test
  void counts_rows_downward_from_the_north_edge() {
    assertThat(GRID.rowOf(9_990)).isEqualTo(1);
    assertThat(GRID.window(new PixelWindow(3, 4, 5, 6)))
        .isEqualTo(new Grid(Crs.ofEpsg(32631), 500_030, 9_960, 10, -10, 5, 6));
  }

  @Test
  void aligned_grids_share_system_pixel_size_and_phase() {
    assertThat(GRID.alignedWith(GRID.window(new PixelWindow(-7, 40, 9, 9)))).isTrue();
    assertThat(GRID.alignedWith(new Grid(Crs.ofEpsg(32631), 500_005, 10_000, 10, -10, 9, 9)))
        .isFalse();
    assertThat(GRID.alignedWith(new Grid(Crs.ofEpsg(32632), 500_000, 10_000, 10, -10, 9, 9)))
        .isFalse();
    assertThat(GRID.alignedWith(new Grid(Crs.ofEpsg(32631), 500_000, 10_000, 20, -20, 9, 9)))
        .isFalse();
  }
}
