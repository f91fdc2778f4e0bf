package org.cairn.change.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * The largest of values that follow one another: the larger of two look-ups in images of the
 * largest of 1, 2, 4, 8 … values, which are made when first asked for. Thread-safe.
 */
final class RunMaxima {
  /** By the binary logarithm of how many values each is the largest of. Guarded by this. */
  private final List<float[]> images = new ArrayList<>();

  /**
   * @param values not NaN; taken over
   */
  RunMaxima(float[] values) {
    images.add(values);
  }

  /** The largest power of two that fits into a run: two look-ups at that level cover it. */
  static int level(int length) {
    return 31 - Integer.numberOfLeadingZeros(length);
  }

  /** {@code [i]}: the largest of 2^level values from i on; fewer at the end. Read only. */
  synchronized float[] of(int level) {
    while (images.size() <= level) {
      images.add(doubled(images.getLast(), 1 << images.size() - 1));
    }
    return images.get(level);
  }

  private static float[] doubled(float[] half, int step) {
    float[] larger = half.clone();
    for (int i = 0; i + step < larger.length; i++) {
      larger[i] = Math.max(half[i], half[i + step]);
    }
    return larger;
  }
}
