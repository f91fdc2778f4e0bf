package org.cairn.watch.internal;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.scene.ClearSky;
import org.cairn.imagery.stac.AssetBand;
import org.cairn.imagery.stac.Item;
import org.cairn.watch.ItemRef;

/**
 * A catalogue item that can be watched: its bands, its mask and where its pixels lie.
 *
 * @param content what is read of it
 * @param grid of the content's first band
 * @param mask band that says what is clear; empty: everything that has data counts as clear
 */
record Scene(Item item, SceneBands content, Optional<Mask> mask, Grid grid) {
  record Mask(AssetBand band, ClearSky.Scheme scheme) {}

  /**
   * The watched layer of an optical scene.
   *
   * @throws IllegalStateException where it is radar
   */
  Layer layer() {
    return switch (content) {
      case Layer layer -> layer;
      case LayerPair pair -> pair.first();
      case RadarBands radar ->
          throw new IllegalStateException(item.id() + " is radar: " + radar.name());
    };
  }

  /** The layer held beside the watched one; empty where there is none. */
  Optional<Layer> further() {
    return switch (content) {
      case LayerPair pair -> Optional.of(pair.further());
      case Layer layer -> Optional.empty();
      case RadarBands radar -> Optional.empty();
    };
  }

  boolean isRadar() {
    return switch (content) {
      case Layer layer -> false;
      case LayerPair pair -> false;
      case RadarBands radar -> true;
    };
  }

  /** The UTC day: all images of one day are one look. */
  LocalDate date() {
    return item.acquired().atZone(ZoneOffset.UTC).toLocalDate();
  }

  int day() {
    return Math.toIntExact(date().toEpochDay());
  }

  ItemRef ref() {
    return refOf(item);
  }

  static ItemRef refOf(Item item) {
    return new ItemRef(item.collection(), item.id());
  }

  static String sensorOf(Item item) {
    return item.platform().or(item::constellation).or(item::collection).orElse("unknown sensor");
  }

  String sensor() {
    return sensorOf(item);
  }
}
