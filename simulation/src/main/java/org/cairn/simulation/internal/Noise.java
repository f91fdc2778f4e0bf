package org.cairn.simulation.internal;

/**
 * Chance that depends on nothing but seed and position, so that results are the same in any order
 * of evaluation.
 */
final class Noise {
  private Noise() {}

  /** Mixes a seed with coordinates (the finaliser of SplitMix64, Steele et al. 2014). */
  static long hash(long seed, long x, long y) {
    long z = seed + 0x9E3779B97F4A7C15L * (x + 0x632BE59BD9B4E019L * y);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Uniform from 0 to below 1. */
  static double uniform(long seed, long x, long y) {
    return (hash(seed, x, y) >>> 11) * 0x1.0p-53;
  }

  /**
   * Close to normal with mean 0 and deviation 1: the sum of four uniforms from one hash, tails end
   * at 3.5.
   */
  static double normal(long seed, long x, long y) {
    long h = hash(seed, x, y);
    double sum =
        (h & 0xFFFF) + ((h >>> 16) & 0xFFFF) + ((h >>> 32) & 0xFFFF) + ((h >>> 48) & 0xFFFF);
    return (sum / 65_536 - 2) * 1.7320508;
  }

  /** Smooth noise of unit wavelength, from -1 to 1. */
  static double smooth(long seed, double x, double y) {
    long col = (long) Math.floor(x);
    long row = (long) Math.floor(y);
    double u = fade(x - col);
    double v = fade(y - row);
    double top = mix(uniform(seed, col, row), uniform(seed, col + 1, row), u);
    double bottom = mix(uniform(seed, col, row + 1), uniform(seed, col + 1, row + 1), u);
    return 2 * mix(top, bottom, v) - 1;
  }

  /** Sum of octaves, each half as long and half as strong; about -1 to 1. */
  static double fractal(long seed, double x, double y, int octaves) {
    double sum = 0;
    double weight = 0.5;
    double scale = 1;
    for (int octave = 0; octave < octaves; octave++) {
      sum += weight * smooth(seed + octave, x * scale, y * scale);
      weight *= 0.5;
      scale *= 2.03;
    }
    return sum / (1 - weight * 2 + 1e-9) * 0.5 * 2;
  }

  static double mix(double a, double b, double share) {
    return a + (b - a) * share;
  }

  private static double fade(double t) {
    return t * t * (3 - 2 * t);
  }
}
