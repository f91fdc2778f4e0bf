package org.cairn.change.radar;

import java.util.List;
import java.util.OptionalInt;
import org.cairn.change.SiteScores;

/**
 * Place and time of a change in radar. Passes are indices into the series.
 *
 * @param hit the box of pixels that stood out most
 * @param lastUnchanged the last pass before those that show it; empty where there is none
 * @param firstSeen the first pass that takes part in showing it: where it began between passes of
 *     the window, later than the change itself
 * @param raised the pass whose score raised it
 * @param channels what each channel shows, those without enough passes left out
 */
public record RadarFinding(
    SiteScores.Hit hit,
    OptionalInt lastUnchanged,
    int firstSeen,
    int raised,
    List<ChannelChange> channels) {
  public RadarFinding {
    channels = List.copyOf(channels);
  }
}
