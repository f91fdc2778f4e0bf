package org.cairn.watch.internal;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cairn.change.radar.Backscatter;
import org.cairn.change.radar.Orbit;
import org.cairn.change.radar.Polarisation;
import org.cairn.imagery.stac.AssetBand;

/**
 * What a radar scene has: an image for each polarisation, of one orbit.
 *
 * @param product scenes of different products are not compared with one another
 * @param unit as the item says; empty where it does not, and the pixels are asked
 * @param channels at least one
 */
record RadarBands(
    Orbit orbit, Product product, Optional<Unit> unit, SortedMap<Polarisation, AssetBand> channels)
    implements SceneBands {
  RadarBands {
    channels = new TreeMap<>(channels);
  }

  /**
   * How it was acquired and what it holds.
   *
   * @param mode of the instrument, for example {@code IW}; empty where the item does not say
   * @param quantity what the ground's backscatter is divided by
   */
  record Product(String mode, Quantity quantity) implements Comparable<Product> {
    @Override
    public int compareTo(Product other) {
      int byMode = mode.compareTo(other.mode);
      return byMode != 0 ? byMode : quantity.compareTo(other.quantity);
    }

    /** For a reader, as in "IW, gamma nought". */
    String text() {
      return (mode.isEmpty() ? "unnamed mode" : mode) + ", " + quantity.text;
    }
  }

  /** What the area is taken of. */
  enum Quantity {
    GAMMA("gamma nought"),
    SIGMA("sigma nought"),
    UNNAMED("backscatter");

    private final String text;

    Quantity(String text) {
      this.text = text;
    }
  }

  /** In what numbers are written. */
  enum Unit {
    POWER("linear power"),
    AMPLITUDE("linear amplitude"),
    DECIBELS("dB");

    private final String text;

    Unit(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    /** Makes linear power of numbers, in place; NaN where one is no power. */
    void convert(float[] values) {
      for (int i = 0; i < values.length; i++) {
        values[i] = power(values[i]);
      }
    }

    private float power(float value) {
      if (!Float.isFinite(value)) {
        return Float.NaN;
      }
      return switch (this) {
        case POWER -> value > 0 ? value : Float.NaN;
        case AMPLITUDE -> value > 0 ? value * value : Float.NaN;
        case DECIBELS -> Backscatter.power(value);
      };
    }
  }

  @Override
  public List<AssetBand> bands() {
    return List.copyOf(channels.values());
  }

  @Override
  public String name() {
    return channels.keySet().stream().map(Enum::name).collect(Collectors.joining(", "));
  }

  /**
   * One scene over a watch area.
   *
   * @param aligned false where the pixels had to be resampled from another grid
   * @param power {@code float[pixels]} of linear power by polarisation, NaN = no data; nobody
   *     writes to them
   */
  record Image(boolean aligned, Map<Polarisation, float[]> power) {
    Image {
      power = new EnumMap<>(power);
    }
  }
}
