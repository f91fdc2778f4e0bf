package org.cairn.watch.internal;

import java.util.List;
import org.cairn.change.radar.RadarFinding;
import org.cairn.heritage.Alert;

/**
 * An alert that radar raised, before its pictures are made.
 *
 * @param change what radar found; has a last unchanged pass
 * @param passes of the area, which the change counts in
 * @param firstMonitoredDay days since 1970-01-01
 */
record RadarRaised(
    RadarFinding change,
    List<RadarStack.Pass> passes,
    int firstMonitoredDay,
    double score,
    double expectedPerSiteYear,
    Alert.Placebos placebos)
    implements Raised {
  RadarRaised {
    passes = List.copyOf(passes);
  }
}
