package org.cairn.watch.internal;

import org.cairn.heritage.Alert;

/** An alert before its pictures are made, by the kind of images that raised it. */
sealed interface Raised permits Finding, RadarRaised {
  double score();

  double expectedPerSiteYear();

  Alert.Placebos placebos();
}
