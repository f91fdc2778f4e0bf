package org.cairn.watch.internal;

import java.util.List;
import org.cairn.imagery.stac.AssetBand;

/** What of a scene is read: an optical layer or two, or radar backscatter. */
sealed interface SceneBands permits Layer, LayerPair, RadarBands {
  List<AssetBand> bands();

  /** As shown to people. */
  String name();
}
