package org.cairn.watch.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.cairn.change.SiteScores;
import org.cairn.change.radar.Backscatter;
import org.cairn.change.radar.Channel;
import org.cairn.change.radar.ChannelChange;
import org.cairn.change.radar.RadarFinding;
import org.cairn.change.radar.RadarPass;
import org.cairn.change.radar.RadarSeries;

/**
 * When a change in radar began. The test compares windows of a few passes, the first of which may
 * lie before the change. Here each pass of these windows is held against both sides by itself: it
 * shows the change where its box, less the rest of the area, has gone at least half of the way.
 * Uses no pass later than the one that raised the alarm.
 *
 * @param lastUnchanged index into the series; empty where there is no pass before
 * @param firstSeen index into the series
 */
record RadarDating(OptionalInt lastUnchanged, int firstSeen) {
  private static final double HALF = 0.5;

  static RadarDating of(RadarSeries series, RadarFinding finding) {
    List<Integer> window =
        finding.channels().stream()
            .flatMap(one -> one.passes().stream())
            .distinct()
            .sorted()
            .toList();
    Map<Channel, Double> usual = new HashMap<>();
    for (ChannelChange one : finding.channels()) {
      usual.put(one.channel(), usual(series, one.channel(), finding.hit()));
    }
    int first = finding.firstSeen();
    for (int i = 0; i < window.size(); i++) {
      if (share(series, finding, usual, window.get(i)) < HALF) {
        // Where not even the last shows it by itself, only all of them together do.
        first = i + 1 < window.size() ? window.get(i + 1) : finding.firstSeen();
      }
    }
    int before = first - 1;
    while (before >= 0 && !sees(series.passes().get(before), finding.hit(), series.cols())) {
      before--;
    }
    return new RadarDating(before < 0 ? OptionalInt.empty() : OptionalInt.of(before), first);
  }

  /** How far of its way a pass has gone, over the channels it has; NaN where it shows nothing. */
  private static double share(
      RadarSeries series, RadarFinding finding, Map<Channel, Double> usual, int pass) {
    double gone = 0;
    double whole = 0;
    for (ChannelChange one : finding.channels()) {
      if (one.passes().contains(pass)) {
        double now = apart(series, pass, one.channel(), finding.hit());
        double then = usual.getOrDefault(one.channel(), Double.NaN);
        if (!Double.isNaN(now - then)) {
          gone += (now - then) * one.beyond();
          whole += one.beyond() * one.beyond();
        }
      }
    }
    return gone / whole;
  }

  /** Mean over the passes of the history of what the box has beyond the rest of the area, dB. */
  private static double usual(RadarSeries series, Channel channel, SiteScores.Hit hit) {
    double sum = 0;
    int count = 0;
    List<RadarPass> passes = series.passes();
    for (int i = 0; i < passes.size() && passes.get(i).day() < series.firstMonitoredDay(); i++) {
      double one = apart(series, i, channel, hit);
      if (!Double.isNaN(one)) {
        sum += one;
        count++;
      }
    }
    return sum / count;
  }

  /** What the box has beyond the rest of the area on a pass, dB; NaN where it has not both. */
  private static double apart(RadarSeries series, int number, Channel channel, SiteScores.Hit hit) {
    RadarPass pass = series.passes().get(number);
    if (!pass.orbit().equals(channel.orbit())
        || !pass.polarisations().contains(channel.polarisation())) {
      return Double.NaN;
    }
    float[] power = pass.power(channel.polarisation());
    double inside = 0;
    double outside = 0;
    int within = 0;
    int beyond = 0;
    for (int i = 0; i < power.length; i++) {
      float decibels = Backscatter.decibels(power[i]);
      if (Float.isNaN(decibels)) {
        continue;
      }
      if (contains(hit, i / series.cols(), i % series.cols())) {
        inside += decibels;
        within++;
      } else {
        outside += decibels;
        beyond++;
      }
    }
    return inside / within - outside / beyond;
  }

  private static boolean contains(SiteScores.Hit hit, int row, int col) {
    return row >= hit.row()
        && row < hit.row() + hit.box()
        && col >= hit.col()
        && col < hit.col() + hit.box();
  }

  /** Whether a pass has at least half of the box. */
  private static boolean sees(RadarPass pass, SiteScores.Hit hit, int cols) {
    for (var polarisation : pass.polarisations()) {
      float[] power = pass.power(polarisation);
      int known = 0;
      for (int row = hit.row(); row < hit.row() + hit.box(); row++) {
        for (int col = hit.col(); col < hit.col() + hit.box(); col++) {
          known += Float.isNaN(power[row * cols + col]) ? 0 : 1;
        }
      }
      if (known >= HALF * hit.box() * hit.box()) {
        return true;
      }
    }
    return false;
  }
}
