package org.cairn.imagery.stac;

import java.util.OptionalDouble;

/**
 * One band of one file.
 *
 * @param bandIndex from 0, as in the file
 * @param name as it was asked for
 */
public record AssetBand(Asset asset, int bandIndex, String name) {
  public AssetBand {
    if (bandIndex < 0) {
      throw new IllegalArgumentException("A band's index is at least 0, found " + bandIndex);
    }
  }

  /** What the item says of the band. */
  public Band band() {
    return asset.band(bandIndex);
  }

  /** As listed in the item; {@link RadiometricOffset} says whether to believe it. */
  public OptionalDouble scale() {
    return band().scale();
  }

  /** As listed in the item; {@link RadiometricOffset} says whether to believe it. */
  public OptionalDouble offset() {
    return band().offset();
  }

  /** As listed in the item. */
  public OptionalDouble nodata() {
    return band().nodata();
  }
}
