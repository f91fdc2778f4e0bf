package org.cairn.change.internal;

/**
 * Loops over many values that the compiler makes poor machine code of. There are two of them:
 * {@link PlainKernels}, which runs everywhere, and {@link VectorKernels}, for a machine started
 * with the incubating module {@code jdk.incubator.vector}. Both have the same results to the last
 * bit, as nothing here depends on an order of additions: they count, compare and choose. So a
 * result can be had again on a machine that has the other one. Stateless and thread-safe.
 */
interface Kernels {
  /** The better of those that can run here; asked once for a class that uses them. */
  static Kernels chosen() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? new VectorKernels()
        : new PlainKernels();
  }

  /**
   * Median of {@code values[0..count)}, of an even number the mean of the middle two; a median of 0
   * is positive. May reorder them.
   *
   * @param values none of them NaN; infinities are values like others
   * @param count 1 or more
   */
  double median(double[] values, int count);

  /** Likewise; the mean of the middle two is a float's. */
  float median(float[] values, int count);

  /**
   * How many of each pixel's ranks are below its limit, two pixels a word as in {@link RankBlock}.
   *
   * @param ranks {@code int[controls][words]}, the highest bit of each half set
   * @param limits {@code int[words]}, those bits not set, nor in the result
   * @param counts {@code int[words]}: the result
   */
  void countBelow(int[][] ranks, int[] limits, int[] counts);

  /**
   * The smallest of each pixel's ranks above its limit, {@link Short#MAX_VALUE} where there is
   * none.
   *
   * @param ranks as of {@link #countBelow}
   * @param limits likewise
   * @param next {@code int[words]}: the result
   */
  void nextAbove(int[][] ranks, int[] limits, int[] next);
}
