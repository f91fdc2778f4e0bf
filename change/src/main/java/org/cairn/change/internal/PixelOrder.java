package org.cairn.change.internal;

import java.util.SplittableRandom;

/**
 * A fixed random order of the pixels: any prefix of it is a random sample. Pixels that stay out of
 * the fit come last.
 */
public final class PixelOrder {
  /** The pixel at each place of the order. */
  public final int[] pixels;

  /** The first so many may enter the fit and be controls. */
  public final int eligible;

  private PixelOrder(int[] pixels, int eligible) {
    this.pixels = pixels;
    this.eligible = eligible;
  }

  public static PixelOrder of(boolean[] leftOut, long seed) {
    int[] pixels = new int[leftOut.length];
    int front = 0;
    int back = pixels.length;
    for (int i = 0; i < leftOut.length; i++) {
      if (leftOut[i]) {
        pixels[--back] = i;
      } else {
        pixels[front++] = i;
      }
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = front - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = pixels[i];
      pixels[i] = pixels[j];
      pixels[j] = swap;
    }
    return new PixelOrder(pixels, front);
  }

  double[] apply(double[] values) {
    double[] ordered = new double[pixels.length];
    for (int i = 0; i < ordered.length; i++) {
      ordered[i] = values[pixels[i]];
    }
    return ordered;
  }
}
