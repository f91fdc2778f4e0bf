package org.cairn.watch.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cairn.imagery.stac.Asset;
import org.cairn.imagery.stac.AssetBand;
import org.cairn.imagery.stac.Item;

/**
 * What tells a scene from the same scene reprocessed, without reading its files: all that its item
 * says of them and of itself, when it was last updated, the checksums it lists, and for files of
 * this machine their size and time. Where a server's file is replaced and its item is not, only
 * reading it again can tell.
 */
final class SceneIdentity {
  private SceneIdentity() {}

  /** 64 hexadecimal digits. */
  static String of(Item item, SceneBands content, Optional<Scene.Mask> mask, SceneFiles files) {
    Map<String, AssetBand> bands = new TreeMap<>();
    for (int i = 0; i < content.bands().size(); i++) {
      bands.put("layer " + i, content.bands().get(i));
    }
    mask.ifPresent(one -> bands.put("mask " + one.scheme(), one.band()));
    for (String shown : EvidenceReader.BANDS) {
      item.findBand(shown).ifPresent(band -> bands.put("shown " + shown, band));
    }
    List<String> parts = new ArrayList<>();
    parts.add(item.id());
    parts.add(item.collection().toString());
    parts.add(item.acquired().toString());
    parts.add(item.properties().toString());
    parts.add(content.name());
    item.radar().ifPresent(radar -> parts.add(radar.toString()));
    bands.forEach((use, band) -> {
      Asset asset = band.asset();
      parts.add(use);
      parts.add(asset.key());
      parts.add(asset.address());
      parts.add(asset.checksum().toString());
      parts.add(asset.grid().toString());
      parts.add(band.bandIndex() + " " + band.band());
      parts.add(files.stamp(asset).toString());
    });
    return Parts.digest(parts.toArray(String[]::new));
  }
}
