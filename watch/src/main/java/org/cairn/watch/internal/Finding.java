package org.cairn.watch.internal;

import java.util.List;
import org.cairn.heritage.Alert;
import org.cairn.watch.AlertEvidence;

/**
 * An alert that optical images raised, before its pictures are read.
 *
 * @param footprint changed pixels, as indices into the area's row-major pixels, rising
 * @param before the look that last shows the place unchanged
 * @param after the first look that shows it changed
 * @param raised the look whose score passed the threshold
 * @param score largest score of the watched period
 */
record Finding(
    List<Integer> footprint,
    AreaStack.Look before,
    AreaStack.Look after,
    AreaStack.Look raised,
    double score,
    double expectedPerSiteYear,
    Alert.Placebos placebos,
    List<AlertEvidence.Point> series)
    implements Raised {
  Finding {
    footprint = List.copyOf(footprint);
    series = List.copyOf(series);
  }

  int[] pixels() {
    return footprint.stream().mapToInt(Integer::intValue).toArray();
  }
}
