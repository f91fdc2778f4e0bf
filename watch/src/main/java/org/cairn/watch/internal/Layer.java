package org.cairn.watch.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairn.imagery.stac.AssetBand;
import org.cairn.imagery.stac.Item;
import org.cairn.watch.PictureLayer;

/** What is watched: one number per pixel and date. */
sealed interface Layer extends SceneBands {
  /**
   * The bands it is made of, in the order {@link #values} takes them; none where they are those of
   * a picture, which is no asset of an item.
   */
  @Override
  List<AssetBand> bands();

  /** The unit of the values. */
  String unit();

  /**
   * @param bands per band {@code float[pixels]} of reflectance or whatever the asset holds, NaN =
   *     nodata
   * @return {@code float[pixels]}, NaN where it cannot be computed
   */
  float[] values(List<float[]> bands);

  /**
   * The layer asked for: an asset or band by name, or NDVI of the item's red and nir.
   *
   * @return empty where the item lacks a band
   */
  static Optional<Layer> of(Item item, Optional<String> asset) {
    if (asset.isPresent()) {
      return item.findBand(asset.get()).map(band -> new Single(asset.get(), band));
    }
    Optional<AssetBand> red = item.findBand("red");
    Optional<AssetBand> nir = item.findBand("nir");
    return red.isPresent() && nir.isPresent()
        ? Optional.of(new Ndvi(red.get(), nir.get()))
        : Optional.empty();
  }

  /** What is watched of dated pictures. */
  record OfPicture(PictureLayer layer) implements Layer {
    @Override
    public List<AssetBand> bands() {
      return List.of();
    }

    @Override
    public String name() {
      return layer.code();
    }

    @Override
    public String unit() {
      return layer.unit();
    }

    @Override
    public float[] values(List<float[]> bands) {
      return layer.values(bands);
    }
  }

  /** One asset as it is. */
  record Single(String name, AssetBand band) implements Layer {
    @Override
    public List<AssetBand> bands() {
      return List.of(band);
    }

    @Override
    public String unit() {
      return name.toLowerCase(Locale.ROOT).contains("nd") ? "index" : "value";
    }

    @Override
    public float[] values(List<float[]> bands) {
      return bands.getFirst();
    }
  }

  /**
   * Normalised difference vegetation index, (nir - red) / (nir + red), from -1 to 1 (Rouse et al.
   * 1974).
   */
  record Ndvi(AssetBand red, AssetBand nir) implements Layer {
    @Override
    public List<AssetBand> bands() {
      return List.of(red, nir);
    }

    @Override
    public String name() {
      return "NDVI";
    }

    @Override
    public String unit() {
      return "index";
    }

    @Override
    public float[] values(List<float[]> bands) {
      float[] reds = bands.get(0);
      float[] nirs = bands.get(1);
      float[] index = new float[reds.length];
      for (int i = 0; i < index.length; i++) {
        float sum = nirs[i] + reds[i];
        // Dark water can fall below zero after atmospheric correction; there the ratio means
        // nothing.
        index[i] = sum > 0 ? Math.clamp((nirs[i] - reds[i]) / sum, -1f, 1f) : Float.NaN;
      }
      return index;
    }
  }
}
