package org.cairn.change.internal;

/** The pixels whose history is most like each pixel's own. May hold scratch: used by one thread. */
interface Controls {
  /**
   * The median over each pixel's controls.
   *
   * @param image {@code double[rows*cols]}, NaN = masked
   * @return {@code double[rows*cols]}; NaN for a pixel without controls, with masked ones only, or
   *     where the image itself is masked
   */
  double[] medians(double[] image);
}
