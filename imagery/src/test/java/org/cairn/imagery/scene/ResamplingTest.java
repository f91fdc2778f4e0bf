package org.cairn.imagery.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.PixelWindow;
import org.junit.jupiter.api.Test;

class ResamplingTest {
  private static final Crs ZONE_31 = Crs.ofEpsg(32631);
  private static final Crs ZONE_32 = Crs.ofEpsg(32632);
  private static final Grid IMAGE = new Grid(ZONE_31, 600_000, 5_000_000, 10, -10, 1_000, 1_000);

  private static Grid target(Crs crs, double x, double y, double step, int cols, int rows) {
    return new Grid(crs, x, y, step, -step, cols, rows);
  }

  /** Values that are linear in the CRS's coordinates. */
  private static float[] ramp(Grid grid) {
    float[] values = new float[grid.rows() * grid.cols()];
    for (int row = 0; row < grid.rows(); row++) {
      for (int col = 0; col < grid.cols(); col++) {
        values[row * grid.cols() + col] = (float) plane(grid.xOf(col + 0.5), grid.yOf(row + 0.5));
      }
    }
    return values;
  }

  private static double plane(double x, double y) {
    return (x - 605_000) / 1_000 + (y - 4_995_000) / 500;
  }

  private static Grid read(Grid target, Grid source) {
    return source.window(Resampling.sourceWindow(target, source));
  }

  @Test
  void an_aligned_target_reads_exactly_its_pixels_and_gets_them_unchanged() {
    Grid target = IMAGE.window(new PixelWindow(-3, 990, 17, 21));
    PixelWindow window = Resampling.sourceWindow(target, IMAGE);
    assertThat(window).isEqualTo(new PixelWindow(-3, 990, 17, 21));
    float[] values = new float[17 * 21];
    assertThat(Resampling.bilinear(target, IMAGE.window(window), values)).isSameAs(values);
    assertThat(Resampling.nearest(target, IMAGE.window(window), values)).isSameAs(values);
  }

  @Test
  void classes_of_20_metres_become_four_pixels_of_10() {
    Grid coarse = new Grid(ZONE_31, 600_000, 5_000_000, 20, -20, 500, 500);
    Grid target = IMAGE.window(new PixelWindow(2, 2, 4, 4));
    PixelWindow window = Resampling.sourceWindow(target, coarse);
    assertThat(window).isEqualTo(new PixelWindow(0, 0, 4, 4));
    float[] classes = {
      0, 0, 0, 0, //
      0, 4, 8, 0, //
      0, 3, 5, 0, //
      0, 0, 0, 0
    };
    assertThat(Resampling.nearest(target, coarse.window(window), classes))
        .containsExactly(
            4, 4, 8, 8, //
            4, 4, 8, 8, //
            3, 3, 5, 5, //
            3, 3, 5, 5);
  }

  @Test
  void reproduces_a_linear_ramp_at_another_phase_finer_and_coarser() {
    for (double step : new double[] {3.7, 10, 17, 20, 30, 55.5}) {
      Grid target = target(ZONE_31, 604_003.3, 4_996_001.7, step, 13, 9);
      Grid source = read(target, IMAGE);
      float[] values = Resampling.bilinear(target, source, ramp(source));
      float[] expected = ramp(target);
      // Source pixels cut by the border of an averaged box count with their centre: 0.02 pixels.
      float tolerance = step > 50 ? 7e-4f : 1e-4f;
      for (int i = 0; i < values.length; i++) {
        assertThat(values[i]).as("step %s", step).isCloseTo(expected[i], within(tolerance));
      }
    }
  }

  @Test
  void averages_all_source_pixels_under_a_much_larger_target_pixel() {
    Grid target = IMAGE.window(new PixelWindow(0, 0, 4, 2));
    Grid coarse = new Grid(ZONE_31, 600_000, 5_000_000, 20, -20, 2, 1);
    float[] fine = {1, 2, 10, 20, 3, 6, 30, 40};
    assertThat(Resampling.bilinear(coarse, target, fine)).containsExactly(3, 25);
  }

  @Test
  void reads_between_zones_within_a_hundredth_of_a_pixel() {
    double[] centre = ZONE_31.toLonLat(605_000, 4_995_000);
    double[] other = ZONE_32.fromLonLat(centre[0], centre[1]);
    Grid target = target(ZONE_32, other[0] - 333, other[1] + 333, 10, 65, 63);
    Grid source = read(target, IMAGE);
    float[] values = Resampling.bilinear(target, source, ramp(source));
    for (int row = 0; row < 63; row++) {
      for (int col = 0; col < 65; col++) {
        double[] lonLat = ZONE_32.toLonLat(target.xOf(col + 0.5), target.yOf(row + 0.5));
        double[] xy = ZONE_31.fromLonLat(lonLat[0], lonLat[1]);
        // A hundredth of a pixel is 0.1 m, and the plane rises by 0.002 per metre.
        assertThat((double) values[row * 65 + col]).isCloseTo(plane(xy[0], xy[1]), within(3e-4));
      }
    }
  }

  @Test
  void reads_between_degrees_and_metres_at_84_degrees_north() {
    Crs degrees = Crs.ofEpsg(4326);
    double[] north = Crs.ofEpsg(32633).fromLonLat(13, 83.9);
    Grid image = new Grid(Crs.ofEpsg(32633), north[0] - 5_000, north[1] + 5_000, 10, -10, 999, 999);
    Grid target = new Grid(degrees, 13, 83.9, 1e-4, -1e-4, 31, 33);
    PixelWindow window = Resampling.sourceWindow(target, image);
    assertThat(window.col()).isBetween(490, 505);
    assertThat(window.row()).isBetween(490, 505);
    float[] values = new float[window.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / window.cols();
    }
    float[] rows = Resampling.bilinear(target, image.window(window), values);
    double[] last = Crs.ofEpsg(32633).fromLonLat(13.00305, 83.9 - 0.00325);
    assertThat((double) rows[rows.length - 1])
        .isCloseTo(image.rowOf(last[1]) - window.row() - 0.5, within(0.02));
  }

  @Test
  void a_grid_of_degrees_may_count_on_past_the_antimeridian() {
    Crs zone = Crs.ofEpsg(32701);
    double[] corner = zone.fromLonLat(-180, -17);
    Grid target = target(zone, corner[0] - 320, corner[1] + 320, 10, 64, 64);
    Grid degrees = new Grid(Crs.ofEpsg(4326), 179, -16, 1e-4, -1e-4, 20_000, 20_000);
    PixelWindow window = Resampling.sourceWindow(target, degrees);
    assertThat(window.col()).isBetween(9_960, 9_972);
    assertThat(window.cols()).isBetween(60, 70);
    float[] values = new float[window.size()];
    Arrays.fill(values, 1);
    assertThat(Resampling.bilinear(target, degrees.window(window), values)).containsOnly(1);
    PixelWindow back = Resampling.sourceWindow(degrees.window(window), target);
    assertThat(back.col()).isBetween(-12, 0);
    assertThat(back.cols()).isBetween(64, 85);
  }

  @Test
  void a_target_on_the_other_side_of_the_globe_lies_outside() {
    Grid target = target(Crs.ofEpsg(32601), 500_000, 5_000_000, 10, 64, 64);
    PixelWindow window = Resampling.sourceWindow(target, IMAGE);
    boolean outside =
        window.col() + window.cols() <= 0
            || window.row() + window.rows() <= 0
            || window.col() >= IMAGE.cols()
            || window.row() >= IMAGE.rows();
    assertThat(outside).isTrue();
  }

  @Test
  void gaps_stay_gaps_and_do_not_spread() {
    Grid target = target(ZONE_31, 600_052.5, 4_999_950, 10, 5, 1);
    Grid source = read(target, IMAGE);
    float[] values = new float[source.rows() * source.cols()];
    Arrays.fill(values, 2);
    for (int row = 0; row < source.rows(); row++) {
      values[row * source.cols() + 3] = Float.NaN;
    }
    float[] moved = Resampling.bilinear(target, source, values);
    // Each value leans on its own pixel by three quarters.
    assertThat(moved).containsExactly(2, 2, Float.NaN, 2, 2);
    Arrays.fill(values, Float.NaN);
    assertThat(Resampling.bilinear(target, source, values)).containsOnly(Float.NaN);
    assertThat(Resampling.nearest(target, source, values)).containsOnly(Float.NaN);
  }

  @Test
  void what_was_not_read_is_a_gap() {
    Grid target = IMAGE.window(new PixelWindow(0, 0, 3, 1));
    Grid source = IMAGE.window(new PixelWindow(1, 0, 1, 1));
    assertThat(Resampling.bilinear(target, source, new float[] {5}))
        .containsExactly(Float.NaN, 5, Float.NaN);
    assertThat(Resampling.nearest(target, source, new float[] {5}))
        .containsExactly(Float.NaN, 5, Float.NaN);
  }

  @Test
  void refuses_values_that_do_not_fit_their_grid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Resampling.nearest(IMAGE, IMAGE, new float[3]))
        .withMessageContaining("1000 x 1000");
  }
}
