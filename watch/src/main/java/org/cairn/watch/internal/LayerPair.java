package org.cairn.watch.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cairn.imagery.stac.AssetBand;

/**
 * Two layers of one scene, read together: a band that both are made of is read once.
 *
 * @param first the watched layer
 * @param further held beside it
 */
record LayerPair(Layer first, Layer further) implements SceneBands {
  /** Those of the first layer, then what the further one has beside them. */
  @Override
  public List<AssetBand> bands() {
    Set<AssetBand> bands = new LinkedHashSet<>(first.bands());
    bands.addAll(further.bands());
    return List.copyOf(bands);
  }

  @Override
  public String name() {
    return first.name() + ", " + further.name();
  }

  /**
   * Of values of {@link #bands}, copies of those that one of the two layers is made of, in its
   * order: layers are masked in place.
   */
  List<float[]> of(Layer layer, List<float[]> values) {
    List<AssetBand> all = bands();
    List<float[]> own = new ArrayList<>();
    for (AssetBand band : layer.bands()) {
      own.add(values.get(all.indexOf(band)).clone());
    }
    return own;
  }
}
