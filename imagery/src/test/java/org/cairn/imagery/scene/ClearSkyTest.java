package org.cairn.imagery.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.cairn.imagery.scene.ClearSky.Options;
import org.cairn.imagery.scene.ClearSky.Scheme;
import org.cairn.imagery.scene.ClearSky.SkyClass;
import org.junit.jupiter.api.Test;

class ClearSkyTest {
  private static final float NONE = Float.NaN;

  @Test
  void reads_every_class_of_the_sentinel_2_scene_classification() {
    float[] classes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, NONE, 4.5f};
    boolean[] clear = ClearSky.clear(Scheme.SCL, classes, 1, 15, Options.defaults());
    assertThat(clear)
        .containsExactly(
            false, false, false, false, true, true, true, true, false, false, false, false, false,
            false, false);
    assertThat(ClearSky.counts(Scheme.SCL, classes))
        .containsEntry(SkyClass.NODATA, 5)
        .containsEntry(SkyClass.DARK, 1)
        .containsEntry(SkyClass.SHADOW, 1)
        .containsEntry(SkyClass.CLEAR, 4)
        .containsEntry(SkyClass.CLOUD, 2)
        .containsEntry(SkyClass.CIRRUS, 1)
        .containsEntry(SkyClass.SNOW, 1);
  }

  @Test
  void dark_ground_is_clear_only_where_asked_for() {
    float[] dark = {2};
    assertThat(ClearSky.clear(Scheme.SCL, dark, 1, 1, Options.defaults())).containsExactly(false);
    assertThat(ClearSky.clear(Scheme.SCL, dark, 1, 1, Options.defaults().withDarkIsClear(true)))
        .containsExactly(true);
  }

  @Test
  void reads_fmask_classes() {
    assertThat(
            ClearSky.clear(
                Scheme.FMASK, new float[] {0, 1, 2, 3, 4, 255, NONE}, 1, 7, Options.defaults()))
        .containsExactly(true, true, false, false, false, false, false);
  }

  @Test
  void reads_the_bit_field_of_harmonized_scenes() {
    assertThat(ClearSky.classOf(Scheme.HLS_FMASK, 0b11100000)).isEqualTo(SkyClass.CLEAR);
    assertThat(ClearSky.classOf(Scheme.HLS_FMASK, 0b01000010)).isEqualTo(SkyClass.CLOUD);
    assertThat(ClearSky.classOf(Scheme.HLS_FMASK, 0b00000100)).isEqualTo(SkyClass.CLOUD);
    assertThat(ClearSky.classOf(Scheme.HLS_FMASK, 0b00001000)).isEqualTo(SkyClass.SHADOW);
    assertThat(ClearSky.classOf(Scheme.HLS_FMASK, 0b00000001)).isEqualTo(SkyClass.CIRRUS);
    assertThat(ClearSky.classOf(Scheme.HLS_FMASK, 0b00010000)).isEqualTo(SkyClass.SNOW);
    assertThat(ClearSky.classOf(Scheme.HLS_FMASK, 255)).isEqualTo(SkyClass.NODATA);
  }

  @Test
  void reads_the_bit_field_of_landsat_scenes() {
    // values as they stand in scenes: clear land, clear water, cloud, shadow, snow, cirrus, fill
    assertThat(ClearSky.classOf(Scheme.LANDSAT_QA, 21_824)).isEqualTo(SkyClass.CLEAR);
    assertThat(ClearSky.classOf(Scheme.LANDSAT_QA, 21_952)).isEqualTo(SkyClass.CLEAR);
    assertThat(ClearSky.classOf(Scheme.LANDSAT_QA, 22_280)).isEqualTo(SkyClass.CLOUD);
    assertThat(ClearSky.classOf(Scheme.LANDSAT_QA, 21_762)).isEqualTo(SkyClass.CLOUD);
    assertThat(ClearSky.classOf(Scheme.LANDSAT_QA, 23_888)).isEqualTo(SkyClass.SHADOW);
    assertThat(ClearSky.classOf(Scheme.LANDSAT_QA, 30_048)).isEqualTo(SkyClass.SNOW);
    assertThat(ClearSky.classOf(Scheme.LANDSAT_QA, 54_596)).isEqualTo(SkyClass.CIRRUS);
    assertThat(ClearSky.classOf(Scheme.LANDSAT_QA, 1)).isEqualTo(SkyClass.NODATA);
    assertThat(ClearSky.classOf(Scheme.LANDSAT_QA, 0)).isEqualTo(SkyClass.NODATA);
  }

  @Test
  void binary_masks_read_both_ways_and_missing_values_are_never_clear() {
    float[] mask = {0, 1, 7, NONE};
    assertThat(ClearSky.clear(Scheme.ZERO_IS_CLEAR, mask, 2, 2, Options.defaults()))
        .containsExactly(true, false, false, false);
    assertThat(ClearSky.clear(Scheme.NONZERO_IS_CLEAR, mask, 2, 2, Options.defaults()))
        .containsExactly(false, true, true, false);
  }

  @Test
  void grows_clouds_but_neither_snow_nor_missing_data() {
    float[] mask = {
      4, 4, 4, 4, 4, //
      4, 8, 4, 4, 4, //
      4, 4, 4, 4, 11, //
      4, 4, 4, 4, 0
    };
    boolean[] clear =
        ClearSky.clear(Scheme.SCL, mask, 4, 5, Options.defaults().withDilationPixels(1));
    assertThat(clear)
        .containsExactly(
            false, false, false, true, true, //
            false, false, false, true, true, //
            false, false, false, true, false, //
            true, true, true, true, false);
  }

  @Test
  void fast_growth_equals_looking_at_every_neighbour() {
    for (int seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      int rows = 1 + random.nextInt(13);
      int cols = 1 + random.nextInt(13);
      int by = random.nextInt(5);
      float[] mask = new float[rows * cols];
      for (int i = 0; i < mask.length; i++) {
        mask[i] = random.nextInt(12) == 0 ? 1 : 0;
      }
      boolean[] clear =
          ClearSky.clear(
              Scheme.ZERO_IS_CLEAR, mask, rows, cols, Options.defaults().withDilationPixels(by));
      for (int row = 0; row < rows; row++) {
        for (int col = 0; col < cols; col++) {
          boolean expected = true;
          for (int i = 0; i < mask.length; i++) {
            expected &=
                mask[i] == 0 || Math.abs(i / cols - row) > by || Math.abs(i % cols - col) > by;
          }
          assertThat(clear[row * cols + col]).as("seed %d", seed).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void refuses_a_shape_that_does_not_fit_and_a_negative_dilation() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClearSky.clear(Scheme.SCL, new float[5], 2, 3, Options.defaults()))
        .withMessageContaining("2 x 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.defaults().withDilationPixels(-1))
        .withMessageContaining("-1");
  }
}
