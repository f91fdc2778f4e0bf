package org.cairn.change.radar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cairn.change.SiteScores;

/** What each channel shows in the box of a hit. */
final class BoxEvidence {
  private final RadarSeries series;
  private final RadarParameters parameters;
  private final List<Track> tracks;
  private final RadarScan scan;

  BoxEvidence(RadarSeries series, RadarParameters parameters, List<Track> tracks, RadarScan scan) {
    this.series = series;
    this.parameters = parameters;
    this.tracks = tracks;
    this.scan = scan;
  }

  /**
   * @param monitoredIndex number of the monitored pass the hit is of
   */
  List<ChannelChange> of(SiteScores.Hit hit, int monitoredIndex) {
    int b = parameters.scan().boxes().indexOf(hit.box());
    int lag = parameters.scan().lags().indexOf(hit.lag());
    List<ChannelChange> changes = new ArrayList<>();
    scan.walk(
        b,
        hit.row(),
        hit.col(),
        monitoredIndex + 1,
        (m, t, latest) -> {
          for (int k = 0; k < tracks.size() && m == monitoredIndex; k++) {
            if (!Double.isNaN(t[k][lag])) {
              List<Integer> own = latest.get(k);
              int[] numbers =
                  own.subList(own.size() - hit.lag(), own.size()).stream()
                      .mapToInt(Integer::intValue)
                      .toArray();
              changes.add(change(tracks.get(k), hit, t[k][lag], numbers));
            }
          }
        });
    return changes;
  }

  private ChannelChange change(Track track, SiteScores.Hit hit, double t, int[] numbers) {
    int[] past = new int[track.history];
    Arrays.setAll(past, d -> d);
    return new ChannelChange(
        track.channel,
        backscatter(track, hit, past),
        backscatter(track, hit, numbers),
        residual(track, hit, numbers) - residual(track, hit, past),
        t,
        Arrays.stream(numbers).mapToObj(d -> track.passes[d]).toList());
  }

  private double backscatter(Track track, SiteScores.Hit hit, int[] numbers) {
    return mean(
        hit,
        numbers,
        (d, i) ->
            Backscatter.decibels(
                series.passes().get(track.passes[d]).power(track.channel.polarisation())[i]));
  }

  private double residual(Track track, SiteScores.Hit hit, int[] numbers) {
    return mean(hit, numbers, (d, i) -> track.values[d][i] * track.spread[i] * track.quality[d]);
  }

  private interface Value {
    double of(int number, int pixel);
  }

  /** Over the known pixels of the box and passes. */
  private double mean(SiteScores.Hit hit, int[] numbers, Value value) {
    double sum = 0;
    int n = 0;
    for (int d : numbers) {
      for (int r = hit.row(); r < hit.row() + hit.box(); r++) {
        for (int c = hit.col(); c < hit.col() + hit.box(); c++) {
          double one = value.of(d, r * series.cols() + c);
          if (!Double.isNaN(one)) {
            sum += one;
            n++;
          }
        }
      }
    }
    return sum / n;
  }
}
