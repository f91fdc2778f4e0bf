package org.cairn.change.radar;

/**
 * The two ways in which calibrated backscatter (sigma or gamma nought) is written: linear power, a
 * ratio above 0, and decibels, 10 log10 of it.
 *
 * <p>Speckle multiplies power, so in decibels it is a noise of the same size everywhere. Means over
 * time and pixels are taken in decibels here (of power: the geometric mean): bright corners do not
 * outweigh their neighbours, and the mean of the logarithm of speckle, which is below 0, is the
 * same before and after and drops out of their difference.
 */
public final class Backscatter {
  /** Decibels of a natural logarithm of 1. */
  static final double DECIBELS_OF_E = 10 / Math.log(10);

  private Backscatter() {}

  /** Decibels of linear power; NaN where the power is not above 0 and finite. */
  public static float decibels(float power) {
    return power > 0 && power < Float.POSITIVE_INFINITY
        ? (float) (10 * Math.log10(power))
        : Float.NaN;
  }

  /** Linear power of decibels; NaN of NaN. */
  public static float power(float decibels) {
    return (float) Math.pow(10, decibels / 10.0);
  }

  /** A new image in decibels, NaN where masked or not above 0. */
  static float[] decibels(float[] power) {
    float[] decibels = new float[power.length];
    for (int i = 0; i < power.length; i++) {
      decibels[i] = decibels(power[i]);
    }
    return decibels;
  }
}
