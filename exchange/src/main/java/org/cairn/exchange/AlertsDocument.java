package org.cairn.exchange;

import java.util.List;
import org.cairn.heritage.Coverage;

/**
 * What an alerts.geojson holds.
 *
 * @param alerts in the order to be written
 * @param places one per place asked for, alert or not
 */
public record AlertsDocument(List<NamedAlert> alerts, List<Coverage> places, RunRecord run) {
  public AlertsDocument {
    alerts = List.copyOf(alerts);
    places = List.copyOf(places);
  }
}
