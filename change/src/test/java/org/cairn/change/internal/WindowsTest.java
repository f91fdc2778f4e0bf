package org.cairn.change.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsTest {
  private static final int ROWS = 23;
  private static final int COLS = 37;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void a_window_shows_the_largest_of_its_boxes_and_the_looks_of_its_pixels(long seed) {
    Random random = new Random(seed);
    float[][] values = new float[3][ROWS * COLS];
    RunMaxima[] maxima = new RunMaxima[values.length];
    for (int i = 0; i < values.length; i++) {
      for (int pixel = 0; pixel < values[i].length; pixel++) {
        values[i][pixel] = random.nextInt(4) == 0 ? 0 : random.nextFloat();
      }
      maxima[i] = new RunMaxima(values[i].clone());
    }
    int[] looks = random.ints(ROWS * COLS, 0, 40).toArray();
    int[] looksBefore = new int[looks.length + 1];
    for (int pixel = 0; pixel < looks.length; pixel++) {
      looksBefore[pixel + 1] = looksBefore[pixel] + looks[pixel];
    }
    int rows = 1 + random.nextInt(12);
    int cols = 1 + random.nextInt(30);
    int[][] corners = new int[values.length][];
    for (int i = 0; i < corners.length; i++) {
      corners[i] = mask(random, rows, cols);
    }
    int[] pixels = mask(random, rows, cols);
    Windows windows = new Windows(COLS, maxima, looksBefore, corners, pixels);

    for (int row = 0; row + rows <= ROWS; row++) {
      for (int col = 0; col + cols <= COLS; col++) {
        float largest = 0;
        for (int i = 0; i < corners.length; i++) {
          for (int corner : corners[i]) {
            largest = Math.max(largest, values[i][row * COLS + col + corner]);
          }
        }
        int seen = 0;
        for (int pixel : pixels) {
          seen += looks[row * COLS + col + pixel];
        }
        assertThat(windows.maximum(row, col)).isEqualTo(largest);
        assertThat(windows.clearLooks(row, col)).isEqualTo(seen);
      }
    }
  }

  /** Some of a rectangle's pixels, as offsets in the area. */
  private static int[] mask(Random random, int rows, int cols) {
    double share = random.nextInt(3) == 0 ? 1 : random.nextDouble();
    return IntStream.range(0, rows * cols)
        .filter(pixel -> random.nextDouble() < share)
        .map(pixel -> pixel / cols * COLS + pixel % cols)
        .toArray();
  }
}
