package org.cairn.imagery.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.cairn.imagery.scene.CoRegistration.Shift;
import org.junit.jupiter.api.Test;

class CoRegistrationTest {
  private static final int SIDE = 64;

  private static float[] plus(float[] image, float[] noise) {
    float[] sum = new float[image.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = image[i] + noise[i];
    }
    return sum;
  }

  /** Takes squares away until this share is missing. */
  private static void punch(float[] image, int rows, int cols, double share, Random random) {
    int side = Math.max(Math.min(rows, cols) / 5, 1);
    int missing = 0;
    while (missing < share * image.length) {
      int top = random.nextInt(rows - side);
      int left = random.nextInt(cols - side);
      for (int row = top; row < top + side; row++) {
        for (int col = left; col < left + side; col++) {
          missing += Float.isNaN(image[row * cols + col]) ? 0 : 1;
          image[row * cols + col] = Float.NaN;
        }
      }
    }
  }

  /** Mean over the pixels up to {@code radius} away. */
  private static float[] smooth(float[] image, int rows, int cols, int radius) {
    float[] smooth = new float[image.length];
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        float sum = 0;
        int count = 0;
        for (int r = Math.max(row - radius, 0); r <= Math.min(row + radius, rows - 1); r++) {
          for (int c = Math.max(col - radius, 0); c <= Math.min(col + radius, cols - 1); c++) {
            sum += image[r * cols + c];
            count++;
          }
        }
        smooth[row * cols + col] = sum / count;
      }
    }
    return smooth;
  }

  private static void measured(Shift shift, double rows, double cols, double tolerance, long seed) {
    assertThat(shift.reliable()).as("seed %d: %s", seed, shift).isTrue();
    assertThat(shift.rows()).as("seed %d rows", seed).isCloseTo(rows, within(tolerance));
    assertThat(shift.cols()).as("seed %d cols", seed).isCloseTo(cols, within(tolerance));
  }

  @Test
  void measures_sub_pixel_shifts_of_noisy_images_to_a_tenth_of_a_pixel() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      double rows = random.nextDouble(-4, 4);
      double cols = random.nextDouble(-4, 4);
      Texture ground = new Texture(seed);
      float[] reference = ground.image(SIDE, SIDE, 0, 0);
      double sigma = 0.2 * Texture.spread(reference);
      CoRegistration registration =
          CoRegistration.against(
              plus(reference, Texture.noise(SIDE * SIDE, sigma, seed + 100)), SIDE, SIDE);
      float[] image =
          plus(ground.image(SIDE, SIDE, rows, cols), Texture.noise(SIDE * SIDE, sigma, seed + 200));
      measured(registration.estimate(image), rows, cols, 0.1, seed);
    }
  }

  @Test
  void measures_through_clouds_over_two_fifths_of_the_image() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      double rows = random.nextDouble(-3, 3);
      double cols = random.nextDouble(-3, 3);
      Texture ground = new Texture(seed + 50);
      CoRegistration registration =
          CoRegistration.against(ground.image(SIDE, SIDE, 0, 0), SIDE, SIDE);
      float[] image = ground.image(SIDE, SIDE, rows, cols);
      punch(image, SIDE, SIDE, 0.4, random);
      measured(registration.estimate(image), rows, cols, 0.1, seed);
    }
  }

  @Test
  void a_brighter_hazier_image_measures_the_same() {
    Texture ground = new Texture(3);
    CoRegistration registration =
        CoRegistration.against(ground.image(SIDE, SIDE, 0, 0), SIDE, SIDE);
    float[] image = ground.image(SIDE, SIDE, 1.3, -0.7);
    for (int i = 0; i < image.length; i++) {
      image[i] = 0.4f * image[i] + 0.2f + 0.002f * (i % SIDE);
    }
    measured(registration.estimate(image), 1.3, -0.7, 0.1, 3);
  }

  @Test
  void handles_odd_sizes_and_images_wider_than_its_window() {
    for (int[] size : new int[][] {{37, 53}, {65, 48}, {150, 64}, {131, 201}}) {
      Texture ground = new Texture(size[0]);
      CoRegistration registration =
          CoRegistration.against(ground.image(size[0], size[1], 0, 0), size[0], size[1]);
      measured(
          registration.estimate(ground.image(size[0], size[1], -1.25, 2.6)),
          -1.25,
          2.6,
          0.15,
          size[0]);
    }
  }

  @Test
  void unrelated_images_never_give_a_shift() {
    int believed = 0;
    for (int side : new int[] {32, 48, 64, 74}) {
      for (int seed = 0; seed < 60; seed++) {
        float[] reference = smooth(Texture.noise(side * side, 1, 2L * seed), side, side, seed % 4);
        float[] image = smooth(Texture.noise(side * side, 1, 2L * seed + 1), side, side, seed % 4);
        if (seed % 2 == 0) {
          punch(image, side, side, 0.4, new Random(seed));
        }
        if (CoRegistration.against(reference, side, side).estimate(image).reliable()) {
          believed++;
        }
      }
    }
    assertThat(believed).isZero();
  }

  @Test
  void plain_empty_and_tiny_images_give_no_shift() {
    float[] texture = new Texture(1).image(SIDE, SIDE, 0, 0);
    float[] constant = new float[SIDE * SIDE];
    Arrays.fill(constant, 0.31f);
    float[] slope = new float[SIDE * SIDE];
    for (int i = 0; i < slope.length; i++) {
      slope[i] = 0.1f + 0.01f * (i % SIDE) + 0.003f * (i / SIDE);
    }
    float[] empty = new float[SIDE * SIDE];
    Arrays.fill(empty, Float.NaN);
    float[] nearlyEmpty = texture.clone();
    Arrays.fill(nearlyEmpty, SIDE * SIDE / 5, SIDE * SIDE, Float.NaN);
    for (float[] plain : new float[][] {constant, slope, empty, nearlyEmpty}) {
      for (float[] other : new float[][] {plain, texture}) {
        assertThat(CoRegistration.against(plain, SIDE, SIDE).estimate(other))
            .isEqualTo(new Shift(0, 0, 0));
        assertThat(CoRegistration.against(other, SIDE, SIDE).estimate(plain))
            .isEqualTo(new Shift(0, 0, 0));
      }
    }
    float[] tiny = new Texture(1).image(7, 5, 0, 0);
    assertThat(CoRegistration.against(tiny, 7, 5).estimate(tiny).reliable()).isFalse();
  }

  @Test
  void a_shift_beyond_the_search_is_not_taken_for_a_smaller_one() {
    for (int seed = 0; seed < 10; seed++) {
      Texture ground = new Texture(seed);
      CoRegistration registration =
          CoRegistration.against(ground.image(SIDE, SIDE, 0, 0), SIDE, SIDE);
      assertThat(registration.estimate(ground.image(SIDE, SIDE, 13, -14)).reliable())
          .as("seed %d", seed)
          .isFalse();
    }
  }

  @Test
  void moves_an_image_back_onto_the_reference() {
    Texture ground = new Texture(8);
    float[] reference = ground.image(SIDE, SIDE, 0, 0);
    float[] moved =
        CoRegistration.apply(
            ground.image(SIDE, SIDE, 1.4, -0.6), SIDE, SIDE, new Shift(1.4, -0.6, 50));
    double spread = Texture.spread(reference);
    double squares = 0;
    int count = 0;
    for (int i = 0; i < moved.length; i++) {
      if (!Float.isNaN(moved[i])) {
        squares += Math.pow(moved[i] - reference[i], 2);
        count++;
      }
    }
    assertThat(count).isGreaterThan(60 * 60);
    assertThat(Math.sqrt(squares / count)).isLessThan(0.1 * spread);
    measured(CoRegistration.against(reference, SIDE, SIDE).estimate(moved), 0, 0, 0.1, 8);
  }

  @Test
  void whole_shifts_move_pixels_exactly_and_open_a_gap_at_the_border() {
    float[] image = {1, 2, 3, 4, 5, 6};
    assertThat(CoRegistration.apply(image, 2, 3, new Shift(0, 1, 9)))
        .containsExactly(2, 3, Float.NaN, 5, 6, Float.NaN);
    assertThat(CoRegistration.apply(image, 2, 3, new Shift(-1, 0, 9)))
        .containsExactly(Float.NaN, Float.NaN, Float.NaN, 1, 2, 3);
    assertThat(CoRegistration.apply(image, 2, 3, new Shift(0, 0, 9))).containsExactly(image);
    assertThat(CoRegistration.apply(image, 2, 3, new Shift(70, 0, 9))).containsOnly(Float.NaN);
  }

  @Test
  void a_gap_reaches_only_pixels_that_lean_on_it() {
    float[] image = new float[81];
    for (int i = 0; i < 81; i++) {
      image[i] = 3 * (i / 9) + (i % 9);
    }
    image[4 * 9 + 4] = Float.NaN;
    float[] moved = CoRegistration.apply(image, 9, 9, new Shift(0.5, 0, 9));
    for (int row = 0; row < 8; row++) {
      for (int col = 0; col < 9; col++) {
        if (col == 4 && (row == 3 || row == 4)) {
          assertThat(moved[row * 9 + col]).isNaN();
        } else {
          assertThat(moved[row * 9 + col]).isCloseTo(3 * (row + 0.5f) + col, within(1e-4f));
        }
      }
    }
  }

  @Test
  void refuses_an_image_of_another_shape() {
    CoRegistration registration =
        CoRegistration.against(new Texture(1).image(SIDE, SIDE, 0, 0), SIDE, SIDE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registration.estimate(new float[100]))
        .withMessageContaining("64 x 64");
  }
}
