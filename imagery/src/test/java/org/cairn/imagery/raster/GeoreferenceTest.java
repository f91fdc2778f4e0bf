package org.cairn.imagery.raster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.cairn.imagery.raster.TiffBuilder.Directory;
import org.junit.jupiter.api.Test;

class GeoreferenceTest {
  private static final double[] CORNER = {0, 0, 0, 500_000, 4_600_000, 0};

  private static Directory image() {
    return TiffBuilder.image(2, 2, new byte[4]);
  }

  private static Directory utm(int rasterType) {
    return image()
        .doubles(Tags.MODEL_PIXEL_SCALE, 10, 20, 0)
        .doubles(Tags.MODEL_TIEPOINT, CORNER)
        .shorts(
            Tags.GEO_KEY_DIRECTORY,
            1,
            1,
            0,
            3,
            1024,
            0,
            1,
            1,
            1025,
            0,
            1,
            rasterType,
            3072,
            0,
            1,
            32633);
  }

  private static GeoTiff open(Directory directory) throws IOException {
    return GeoTiff.open(
        new MemorySource(new TiffBuilder().with(directory).bytes()), new TileCache(0));
  }

  private static Optional<Grid> grid(Directory directory) throws IOException {
    try (GeoTiff tiff = open(directory)) {
      return tiff.grid();
    }
  }

  private static String absence(Directory directory) throws IOException {
    try (GeoTiff tiff = open(directory)) {
      assertThat(tiff.grid()).isEmpty();
      return tiff.gridAbsence().orElseThrow();
    }
  }

  @Test
  void places_the_image_by_scale_and_tiepoint() throws IOException {
    assertThat(grid(utm(1)))
        .hasValue(new Grid(Crs.ofEpsg(32633), 500_000, 4_600_000, 10, -20, 2, 2));
  }

  @Test
  void a_tiepoint_elsewhere_than_the_first_pixel_moves_the_corner() throws IOException {
    assertThat(grid(utm(1).doubles(Tags.MODEL_TIEPOINT, 1, 1, 0, 500_000, 4_600_000, 0)))
        .hasValue(new Grid(Crs.ofEpsg(32633), 499_990, 4_600_020, 10, -20, 2, 2));
  }

  @Test
  void tags_that_place_pixel_centres_move_the_corner_by_half_a_pixel() throws IOException {
    assertThat(grid(utm(2)))
        .hasValue(new Grid(Crs.ofEpsg(32633), 499_995, 4_600_010, 10, -20, 2, 2));
  }

  @Test
  void places_the_image_by_an_axis_parallel_matrix_only() throws IOException {
    Directory upright =
        utm(1)
            .without(Tags.MODEL_PIXEL_SCALE)
            .without(Tags.MODEL_TIEPOINT)
            .doubles(
                Tags.MODEL_TRANSFORMATION,
                10,
                0,
                0,
                500_000,
                0,
                -20,
                0,
                4_600_000,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                1);
    assertThat(grid(upright))
        .hasValue(new Grid(Crs.ofEpsg(32633), 500_000, 4_600_000, 10, -20, 2, 2));
    Directory rotated =
        upright.doubles(
            Tags.MODEL_TRANSFORMATION,
            10,
            1,
            0,
            500_000,
            1,
            -20,
            0,
            4_600_000,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            1);
    assertThat(absence(rotated)).contains("rotated");
  }

  @Test
  void a_geographic_system_is_read_by_its_own_key() throws IOException {
    Directory degrees =
        utm(1).shorts(Tags.GEO_KEY_DIRECTORY, 1, 1, 0, 2, 1024, 0, 1, 2, 2048, 0, 1, 4326);
    assertThat(grid(degrees).orElseThrow().crs()).isEqualTo(Crs.ofEpsg(4326));
  }

  @Test
  void says_why_there_is_no_grid() throws IOException {
    assertThat(absence(image())).contains("no georeferencing");
    assertThat(absence(utm(1).without(Tags.MODEL_PIXEL_SCALE))).contains("control points");
    assertThat(
            absence(
                utm(1)
                    .shorts(Tags.GEO_KEY_DIRECTORY, 1, 1, 0, 2, 1024, 0, 1, 1, 3072, 0, 1, 32767)))
        .contains("no EPSG code");
    assertThat(
            absence(
                utm(1)
                    .shorts(Tags.GEO_KEY_DIRECTORY, 1, 1, 0, 2, 1024, 0, 1, 1, 3072, 0, 1, 60000)))
        .contains("EPSG:60000");
    assertThat(absence(utm(1).doubles(Tags.MODEL_PIXEL_SCALE, Double.NaN, 1, 0)))
        .contains("finite");
    assertThat(absence(utm(1).doubles(Tags.MODEL_PIXEL_SCALE, 0, 1, 0))).contains("size");
  }
}
