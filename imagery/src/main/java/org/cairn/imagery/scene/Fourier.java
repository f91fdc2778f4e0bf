package org.cairn.imagery.scene;

/**
 * Discrete Fourier transform of lengths that are powers of two (Cooley and Tukey 1965,
 * doi:10.1090/S0025-5718-1965-0178586-1), in place. Immutable.
 */
final class Fourier {
  private final int size;
  private final double[] cosines;
  private final double[] sines;
  private final int[] reversed;

  /**
   * @param size a power of two
   */
  Fourier(int size) {
    if (Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException("Size must be a power of two, found " + size);
    }
    this.size = size;
    this.cosines = new double[Math.max(size / 2, 1)];
    this.sines = new double[Math.max(size / 2, 1)];
    for (int i = 0; i < cosines.length; i++) {
      cosines[i] = Math.cos(2 * Math.PI * i / size);
      sines[i] = Math.sin(2 * Math.PI * i / size);
    }
    this.reversed = new int[size];
    for (int i = 1; i < size; i++) {
      reversed[i] = reversed[i >> 1] >> 1 | ((i & 1) == 0 ? 0 : size >> 1);
    }
  }

  /**
   * Transforms {@code size} numbers, one every {@code stride} from {@code start} on.
   *
   * @param inverse the inverse transform, not divided by the size
   */
  void transform(double[] real, double[] imaginary, int start, int stride, boolean inverse) {
    for (int i = 0; i < size; i++) {
      int j = reversed[i];
      if (i < j) {
        int a = start + i * stride;
        int b = start + j * stride;
        double swap = real[a];
        real[a] = real[b];
        real[b] = swap;
        swap = imaginary[a];
        imaginary[a] = imaginary[b];
        imaginary[b] = swap;
      }
    }
    for (int half = 1; half < size; half *= 2) {
      int turn = size / (2 * half);
      for (int k = 0; k < half; k++) {
        double c = cosines[k * turn];
        double s = inverse ? sines[k * turn] : -sines[k * turn];
        for (int i = k; i < size; i += 2 * half) {
          int a = start + i * stride;
          int b = a + half * stride;
          double re = real[b] * c - imaginary[b] * s;
          double im = real[b] * s + imaginary[b] * c;
          real[b] = real[a] - re;
          imaginary[b] = imaginary[a] - im;
          real[a] += re;
          imaginary[a] += im;
        }
      }
    }
  }

  /** Transforms an image of {@code down.size x across.size}, row-major. */
  static void transform2d(
      Fourier down, Fourier across, double[] real, double[] imaginary, boolean inverse) {
    for (int row = 0; row < down.size; row++) {
      across.transform(real, imaginary, row * across.size, 1, inverse);
    }
    for (int col = 0; col < across.size; col++) {
      down.transform(real, imaginary, col, across.size, inverse);
    }
  }
}
