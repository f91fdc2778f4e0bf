package org.cairn.change.radar;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * One pass over an area: an image of linear power for each polarisation. Owns its arrays; {@link
 * #power} hands out the array itself, which nobody may write.
 */
public final class RadarPass {
  private final int day;
  private final Orbit orbit;
  private final EnumMap<Polarisation, float[]> power;

  /**
   * @param day days since 1970-01-01
   * @param power {@code float[rows*cols]} by polarisation, row-major: calibrated backscatter as
   *     linear power (from decibels: {@link Backscatter#power}). NaN = masked; what is not above 0
   *     and finite counts as masked. Taken over, not copied
   * @throws IllegalArgumentException where there is no image, or they differ in size
   */
  public RadarPass(int day, Orbit orbit, Map<Polarisation, float[]> power) {
    if (power.isEmpty()) {
      throw new IllegalArgumentException("Pass of day " + day + " has no polarisation");
    }
    this.day = day;
    this.orbit = orbit;
    this.power = new EnumMap<>(power);
    int pixels = pixels();
    for (Map.Entry<Polarisation, float[]> image : power.entrySet()) {
      if (image.getValue().length != pixels) {
        throw new IllegalArgumentException(
            "Image "
                + image.getKey()
                + " of day "
                + day
                + " has "
                + image.getValue().length
                + " pixels, another one "
                + pixels);
      }
    }
  }

  public int day() {
    return day;
  }

  public Orbit orbit() {
    return orbit;
  }

  public Set<Polarisation> polarisations() {
    return Collections.unmodifiableSet(power.keySet());
  }

  /**
   * {@code float[rows*cols]}, linear power. Read only.
   *
   * @throws IllegalArgumentException where the pass lacks the polarisation
   */
  public float[] power(Polarisation polarisation) {
    float[] image = power.get(polarisation);
    if (image == null) {
      throw new IllegalArgumentException(
          "Pass of day " + day + " has " + power.keySet() + ", not " + polarisation);
    }
    return image;
  }

  int pixels() {
    return power.values().iterator().next().length;
  }
}
