package org.cairn.change;

import java.util.OptionalInt;

/** Outline and time of a change. Immutable: owns its mask. */
public final class Change {
  private final boolean[] footprint;
  private final int pixels;
  private final int sign;
  private final double meanResidual;
  private final OptionalInt lastUnchanged;
  private final int firstSeen;
  private final int raised;

  Change(
      boolean[] footprint,
      int sign,
      double meanResidual,
      OptionalInt lastUnchanged,
      int firstSeen,
      int raised) {
    this.footprint = footprint;
    int count = 0;
    for (boolean pixel : footprint) {
      count += pixel ? 1 : 0;
    }
    this.pixels = count;
    this.sign = sign;
    this.meanResidual = meanResidual;
    this.lastUnchanged = lastUnchanged;
    this.firstSeen = firstSeen;
    this.raised = raised;
  }

  /** A copy, {@code boolean[rows*cols]} of the area, row-major. */
  public boolean[] footprint() {
    return footprint.clone();
  }

  /** How many pixels the footprint has, at least one. */
  public int pixels() {
    return pixels;
  }

  /** 1 where the layer's values rose against expectation, -1 where they fell. */
  public int sign() {
    return sign;
  }

  /**
   * Mean weighted residual of the footprint from {@link #firstSeen} to {@link #raised}, units of
   * the layer.
   */
  public double meanResidual() {
    return meanResidual;
  }

  /**
   * Last date on which the footprint was clear and is held unchanged; empty where there is none.
   */
  public OptionalInt lastUnchanged() {
    return lastUnchanged;
  }

  /** First date on which the footprint was clear and is held changed. */
  public int firstSeen() {
    return firstSeen;
  }

  /** The date whose score raised it; the last one used here. */
  public int raised() {
    return raised;
  }
}
