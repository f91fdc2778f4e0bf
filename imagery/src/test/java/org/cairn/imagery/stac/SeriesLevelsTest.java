package org.cairn.imagery.stac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cairn.imagery.stac.SeriesLevels.OffLevel;
import org.cairn.imagery.stac.SeriesLevels.SceneLevel;
import org.junit.jupiter.api.Test;

class SeriesLevelsTest {
  private static final long SEED = 7;

  private static SceneLevel scene(String id, double red, double nir) {
    return new SceneLevel(id, Map.of("red", red, "nir", nir));
  }

  /** Bright ground through the seasons: red 0.18, nir 0.28, each scattered by 0.015. */
  private static List<SceneLevel> desert(int scenes) {
    Random random = new Random(SEED);
    List<SceneLevel> series = new ArrayList<>();
    for (int i = 0; i < scenes; i++) {
      series.add(
          scene(
              "s" + i, 0.18 + 0.015 * random.nextGaussian(), 0.28 + 0.015 * random.nextGaussian()));
    }
    return series;
  }

  private static List<String> off(List<SceneLevel> series) {
    return SeriesLevels.offLevels(series).stream().map(OffLevel::scene).toList();
  }

  @Test
  void an_even_series_has_no_scene_off() {
    assertThat(off(desert(40))).isEmpty();
  }

  @Test
  void finds_an_offset_left_in_and_one_taken_off_twice() {
    List<SceneLevel> series = desert(40);
    series.add(scene("left-in", 0.28, 0.38));
    series.add(scene("taken-twice", 0.08, 0.18));
    assertThat(off(series)).containsExactly("left-in", "taken-twice");
  }

  @Test
  void holds_while_two_fifths_are_wrong_the_same_way() {
    List<SceneLevel> series = desert(30);
    List<String> wrong = new ArrayList<>();
    Random random = new Random(SEED + 1);
    for (int i = 0; i < 20; i++) {
      String id = "wrong" + i;
      wrong.add(id);
      series.add(
          scene(id, 0.28 + 0.015 * random.nextGaussian(), 0.38 + 0.015 * random.nextGaussian()));
    }
    List<String> found = off(series);
    assertThat(wrong).as("seed %d", SEED).containsAll(found);
    // Scatter may carry a scene out of the bounds of one band.
    assertThat(found).as("seed %d", SEED).hasSizeGreaterThanOrEqualTo(18);
  }

  @Test
  void snow_green_up_and_haze_move_bands_unlike_and_stay() {
    List<SceneLevel> series = desert(40);
    series.add(scene("snow", 0.75, 0.70));
    series.add(scene("green", 0.08, 0.36));
    series.add(scene("haze", 0.28, 0.30));
    assertThat(off(series)).isEmpty();
  }

  @Test
  void a_scattered_or_short_series_leaves_it_open() {
    List<SceneLevel> fields = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      fields.add(scene("f" + i, 0.05 + 0.004 * i, 0.2 + 0.006 * i));
    }
    fields.add(scene("left-in", 0.23, 0.42));
    assertThat(off(fields)).isEmpty();

    List<SceneLevel> few = new ArrayList<>(desert(4));
    few.add(scene("left-in", 0.28, 0.38));
    assertThat(off(few)).isEmpty();
  }

  @Test
  void one_band_alone_must_be_steadier() {
    List<SceneLevel> steady = new ArrayList<>();
    List<SceneLevel> seasonal = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      steady.add(new SceneLevel("s" + i, Map.of("red", 0.18 + 0.001 * i)));
      seasonal.add(new SceneLevel("s" + i, Map.of("red", 0.18 + 0.004 * i)));
    }
    SceneLevel leftIn = new SceneLevel("left-in", Map.of("red", 0.29));
    steady.add(leftIn);
    seasonal.add(leftIn);
    assertThat(off(steady)).containsExactly("left-in");
    assertThat(off(seasonal)).isEmpty();
  }

  @Test
  void says_by_how_much_each_band_is_off() {
    List<SceneLevel> series = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      series.add(scene("s" + i, 0.2, 0.3));
    }
    series.add(scene("off", 0.1, 0.2));
    assertThat(SeriesLevels.offLevels(series).getFirst().summary())
        .isEqualTo(
            "all bands lie off the place's other scenes by the radiometric offset:"
                + " nir -0.100, red -0.100");
  }

  @Test
  void refuses_a_level_that_is_no_number() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SceneLevel("x", Map.of("red", Double.NaN)))
        .withMessageContaining("red");
  }
}
