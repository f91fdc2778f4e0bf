package org.cairn.change.internal;

/**
 * How far the controls of a pixel are from it. A wall among fields has nothing like it nearby: on
 * days unlike the history (a drought, a flood) it is predicted worse than its own history tells,
 * and worse than the placebos around it are. So its spread is held to be wider.
 */
final class Remoteness {
  /** Most that is believed, in the median pixel's. */
  private static final double MOST = 6;

  private Remoteness() {}

  /**
   * Widens spreads where controls are farther than the median pixel's.
   *
   * @param spread {@code double[pixels]}; changed
   * @param distances {@code float[pixels]}, by history, to the farthest of a pixel's controls; 0
   *     for one without controls
   * @param power of the distance, in the median pixel's; 0 = nothing is changed
   */
  static void widen(double[] spread, float[] distances, double power) {
    if (power == 0) {
      return;
    }
    double[] sorted = new double[distances.length];
    int known = 0;
    for (float distance : distances) {
      if (distance > 0) {
        sorted[known++] = distance;
      }
    }
    if (known == 0) {
      return;
    }
    double typical = Medians.median(sorted, known);
    for (int i = 0; i < spread.length; i++) {
      spread[i] *= Math.pow(Math.clamp(distances[i] / typical, 1, MOST), power);
    }
  }
}
