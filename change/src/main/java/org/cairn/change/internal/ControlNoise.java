package org.cairn.change.internal;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.cairn.change.DetectorParameters.Scale;

/**
 * How widely the controls of a pixel scatter on a date, against the whole scene. Ground that is
 * being ploughed or mown, or lies under a low sun, is noisier on that date than other ground; its
 * controls, ground of the same kind on the same date, show it without a model of the season. What a
 * pixel shows is divided by it, so that kinds of ground compare within a date as dates do by their
 * quality.
 *
 * <p>Thread-safe: a date is worked out when it is first asked for, under the lock, and remembered.
 */
public final class ControlNoise {
  /** Least and largest scatter that is believed, in the scene's. */
  private static final double LEAST = 0.5;

  private static final double MOST = 4;

  private final IntFunction<float[]> residuals;
  private final Standardised standardised;
  private final double power;
  private final Supplier<Controls> source;

  // Guarded by this.
  private Optional<Controls> controls = Optional.empty();
  private final float[][] factors;

  private ControlNoise(
      IntFunction<float[]> residuals,
      Standardised standardised,
      double power,
      Supplier<Controls> source) {
    this.residuals = residuals;
    this.standardised = standardised;
    this.power = power;
    this.source = source;
    this.factors = new float[standardised.dates().length][];
    if (power == 0) {
      float[] even = new float[standardised.spread().length];
      Arrays.fill(even, 1);
      Arrays.fill(factors, even);
    }
  }

  /**
   * @param residuals {@code float[rows*cols]} by date of the series, NaN = masked
   * @param controls asked for once, when the first date is
   */
  static ControlNoise of(
      IntFunction<float[]> residuals,
      Standardised standardised,
      Scale scale,
      Supplier<Controls> controls) {
    return new ControlNoise(residuals, standardised, scale.controlPower(), controls);
  }

  /** Alike everywhere. */
  static ControlNoise even(Standardised standardised) {
    return new ControlNoise(
        date -> new float[0],
        standardised,
        0,
        () -> {
          throw new IllegalStateException("Nothing is asked of controls");
        });
  }

  /** {@code float[rows*cols]} of the u-th usable date, above 0, 1 where usual. Read only. */
  synchronized float[] of(int u) {
    if (factors[u] == null) {
      if (controls.isEmpty()) {
        controls = Optional.of(source.get());
      }
      factors[u] =
          factors(
              controls.get(),
              residuals.apply(standardised.dates()[u]),
              standardised.spread(),
              standardised.quality(u),
              power);
    }
    return factors[u];
  }

  private static float[] factors(
      Controls controls, float[] residual, double[] spread, double quality, double power) {
    double[] sizes = new double[spread.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(residual[i] / spread[i]);
    }
    double[] medians = controls.medians(sizes);
    float[] factors = new float[sizes.length];
    for (int i = 0; i < factors.length; i++) {
      double scatter = Medians.TO_SIGMA * medians[i] / quality;
      double bounded = Math.max(LEAST, Math.min(MOST, scatter));
      double factor = power == 0.5 ? Math.sqrt(bounded) : Math.pow(bounded, power);
      factors[i] = Double.isNaN(factor) ? 1 : (float) factor;
    }
    return factors;
  }
}
