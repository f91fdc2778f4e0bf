package org.cairn.change.radar;

import java.util.List;

/**
 * What one channel shows of a change: the latest passes of its orbit against those before
 * monitoring started, over the box that stood out most.
 *
 * @param before mean backscatter of the history, dB
 * @param after mean backscatter of the latest passes, dB
 * @param beyond dB by which it changed more than the surroundings let expect; negative: darker
 * @param t of the two-sample test; the channels' t do not decide by themselves, see {@link
 *     RadarAnalysis#score}
 * @param passes the latest passes, indices into the series, rising
 */
public record ChannelChange(
    Channel channel, double before, double after, double beyond, double t, List<Integer> passes) {
  public ChannelChange {
    passes = List.copyOf(passes);
  }
}
