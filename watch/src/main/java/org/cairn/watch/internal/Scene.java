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
 * @param grid of the layer's first band
 * @param mask band that says what is clear; empty: everything that has data counts as clear
 */
record Scene(Item item, Layer layer, Optional<Mask> mask, Grid grid) {
  record Mask(AssetBand band, ClearSky.Scheme scheme) {}

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
