package org.cairn.watch.internal;

import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.cairn.change.radar.Orbit;
import org.cairn.change.radar.Polarisation;
import org.cairn.imagery.stac.AssetBand;
import org.cairn.imagery.stac.Item;
import org.cairn.imagery.stac.RadarAcquisition;
import org.cairn.watch.internal.RadarBands.Product;
import org.cairn.watch.internal.RadarBands.Quantity;
import org.cairn.watch.internal.RadarBands.Unit;

/**
 * Tells from items alone which radar can be watched. Catalogues say in many places that backscatter
 * is calibrated: in the measurement's or the band's name ({@code gamma0_vv}), in the unit, or in
 * the product's name alone ({@code sentinel-1-rtc}, an id that ends in {@code _rtc}), beside a
 * product type that still says GRD. What says it nowhere is not believed to be. Stateless.
 */
final class RadarItems {
  static final String UNCALIBRATED = "radar-uncalibrated";

  private static final Pattern GAMMA = Pattern.compile("gamma[-_ ]?(0|nought|naught)");
  private static final Pattern SIGMA = Pattern.compile("sigma[-_ ]?(0|nought|naught)");
  private static final Pattern TERRAIN_CORRECTED =
      Pattern.compile("(^|[^a-z0-9])(rtc|nrb)([^a-z0-9]|$)");
  private static final Pattern COMPLEX = Pattern.compile("slc|ocn|raw");

  private RadarItems() {}

  /** What came of it. */
  sealed interface Outcome {}

  record Usable(RadarBands bands) implements Outcome {}

  record Refused(String code, String why) implements Outcome {}

  /** Empty where the item is no radar. */
  static Optional<Outcome> of(Item item) {
    return item.radar().map(radar -> of(item, radar));
  }

  private static Outcome of(Item item, RadarAcquisition radar) {
    SortedMap<Polarisation, AssetBand> channels = channels(item);
    if (channels.isEmpty()) {
      return new Refused(
          "asset-missing",
          "Radar item has no vv, vh, hh or hv, only "
              + String.join(", ", item.assets().keySet())
              + ".");
    }
    if (COMPLEX.matcher(radar.productType().orElse("").toLowerCase(Locale.ROOT)).matches()) {
      return new Refused(
          UNCALIBRATED,
          "Radar item is of product type '"
              + radar.productType().orElseThrow()
              + "', not calibrated backscatter: use a terrain-corrected product (RTC).");
    }
    Optional<Unit> unit = unit(radar, channels);
    Optional<Quantity> quantity = quantity(item, radar, channels);
    if (quantity.isEmpty() && unit.isEmpty()) {
      return new Refused(
          UNCALIBRATED,
          "Radar item says nowhere that its numbers are calibrated backscatter (sigma or gamma"
              + " nought"
              + radar.productType().map(type -> "; its product type is " + type).orElse("")
              + "): use a terrain-corrected product (RTC), or calibrate it and give its bands a"
              + " unit.");
    }
    Optional<Orbit.Direction> direction = direction(radar);
    if (direction.isEmpty() || radar.relativeOrbit().isEmpty()) {
      return new Refused(
          "radar-orbit-unknown",
          "Radar item does not say its orbit (expected sat:orbit_state ascending or descending and"
              + " sat:relative_orbit, found '"
              + radar.orbitState().orElse("none")
              + "' and "
              + (radar.relativeOrbit().isEmpty()
                  ? "none"
                  : String.valueOf(radar.relativeOrbit().getAsInt()))
              + "): only passes of one orbit can be compared.");
    }
    return new Usable(
        new RadarBands(
            new Orbit(radar.relativeOrbit().getAsInt(), direction.get()),
            new Product(
                radar.instrumentMode().orElse("").toUpperCase(Locale.ROOT),
                quantity.orElse(Quantity.UNNAMED)),
            unit,
            channels));
  }

  private static SortedMap<Polarisation, AssetBand> channels(Item item) {
    SortedMap<Polarisation, AssetBand> channels = new TreeMap<>();
    for (Polarisation polarisation : Polarisation.values()) {
      String name = polarisation.name().toLowerCase(Locale.ROOT);
      item.findBand(name)
          .or(() -> item.findBand("gamma0_" + name))
          .or(() -> item.findBand("sigma0_" + name))
          .or(() -> item.findBand(name + "_gamma0"))
          .or(() -> item.findBand(name + "_sigma0"))
          .ifPresent(band -> channels.put(polarisation, band));
    }
    return channels;
  }

  private static Optional<Orbit.Direction> direction(RadarAcquisition radar) {
    return switch (radar.orbitState().orElse("").toLowerCase(Locale.ROOT)) {
      case "ascending" -> Optional.of(Orbit.Direction.ASCENDING);
      case "descending" -> Optional.of(Orbit.Direction.DESCENDING);
      default -> Optional.empty();
    };
  }

  private static Optional<Unit> unit(
      RadarAcquisition radar, SortedMap<Polarisation, AssetBand> channels) {
    return channels.values().stream()
        .flatMap(band -> band.band().unit().stream())
        .findFirst()
        .or(radar::convention)
        .flatMap(RadarItems::unit);
  }

  private static Optional<Unit> unit(String written) {
    String text = written.toLowerCase(Locale.ROOT).replace("linear", "").strip();
    return switch (text) {
      case "db", "decibel", "decibels", "10log10" -> Optional.of(Unit.DECIBELS);
      case "amplitude" -> Optional.of(Unit.AMPLITUDE);
      case "power", "intensity" -> Optional.of(Unit.POWER);
      case "" -> written.isBlank() ? Optional.empty() : Optional.of(Unit.POWER);
      default -> Optional.empty();
    };
  }

  private static Optional<Quantity> quantity(
      Item item, RadarAcquisition radar, SortedMap<Polarisation, AssetBand> channels) {
    StringBuilder names = new StringBuilder(radar.measurement().orElse(""));
    channels
        .values()
        .forEach(band ->
            names
                .append('\n')
                .append(band.asset().key())
                .append('\n')
                .append(band.band().name().orElse("")));
    String product =
        String.join("\n", item.collection().orElse(""), radar.productType().orElse(""), item.id());
    String own = names.toString().toLowerCase(Locale.ROOT);
    String all = own + "\n" + product.toLowerCase(Locale.ROOT);
    if (GAMMA.matcher(all).find()) {
      return Optional.of(Quantity.GAMMA);
    }
    if (SIGMA.matcher(all).find()) {
      return Optional.of(Quantity.SIGMA);
    }
    return TERRAIN_CORRECTED.matcher(all).find() ? Optional.of(Quantity.GAMMA) : Optional.empty();
  }
}
