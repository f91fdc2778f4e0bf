package org.cairn.imagery.scene;

import java.util.Random;

/**
 * A random landscape known at every position, so that it can be sampled with exact sub-pixel
 * shifts.
 */
final class Texture {
  private static final int WAVES = 400;

  private final double[] u = new double[WAVES];
  private final double[] v = new double[WAVES];
  private final double[] phase = new double[WAVES];
  private final double[] height = new double[WAVES];

  /** Waves of 3 pixels and longer, longer ones stronger, as in real land cover. */
  Texture(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < WAVES; i++) {
      double frequency = 0.01 + 0.32 * random.nextDouble();
      double direction = Math.PI * random.nextDouble();
      u[i] = 2 * Math.PI * frequency * Math.cos(direction);
      v[i] = 2 * Math.PI * frequency * Math.sin(direction);
      phase[i] = 2 * Math.PI * random.nextDouble();
      height[i] = 0.02 / (1 + 10 * frequency);
    }
  }

  private double at(double row, double col) {
    double sum = 0.3;
    for (int i = 0; i < WAVES; i++) {
      sum += height[i] * Math.cos(u[i] * col + v[i] * row + phase[i]);
    }
    return sum;
  }

  /** An image whose content lies this much further down and right. */
  float[] image(int rows, int cols, double shiftRows, double shiftCols) {
    float[] image = new float[rows * cols];
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        image[row * cols + col] = (float) at(row - shiftRows, col - shiftCols);
      }
    }
    return image;
  }

  static float[] noise(int size, double sigma, long seed) {
    Random random = new Random(seed);
    float[] noise = new float[size];
    for (int i = 0; i < size; i++) {
      noise[i] = (float) (sigma * random.nextGaussian());
    }
    return noise;
  }

  static double spread(float[] values) {
    double sum = 0;
    double squares = 0;
    int count = 0;
    for (float value : values) {
      if (!Float.isNaN(value)) {
        sum += value;
        squares += (double) value * value;
        count++;
      }
    }
    return Math.sqrt(squares / count - sum / count * sum / count);
  }
}
