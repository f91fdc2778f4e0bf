package org.cairn.change.radar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cairn.change.Calibration;
import org.cairn.change.DetectorParameters;
import org.cairn.change.Fusion;
import org.cairn.change.Fusion.Evidence;
import org.cairn.change.Fusion.Score;
import org.cairn.change.MadeUpArea;
import org.cairn.change.SceneAnalysis;
import org.cairn.change.SceneSeries;
import org.cairn.change.Site;
import org.cairn.change.SiteScores;
import org.junit.jupiter.api.Test;

/** Optical images and radar of one area, made into one calibrated score. */
class TwoKindsOfEvidenceTest {
  private static final int SIZE = 52;
  private static final int OPTICAL_HISTORY = 20;
  private static final int OPTICAL_DATES = 36;
  private static final int EVERY = 10;
  private static final int RADAR_HISTORY = 17;
  private static final int RADAR_MONITORED = 13;
  private static final int EVENT_DAY = 240;
  private static final Site SITE = Site.rectangle(20, 19, 11, 11);
  private static final double YEARS = (OPTICAL_DATES - OPTICAL_HISTORY) * EVERY / 365.0;

  private static Evidence optical(double contrast, int cloudyFrom) {
    MadeUpArea made = new MadeUpArea(SIZE, SIZE, OPTICAL_DATES, OPTICAL_HISTORY, 17);
    float[][] layers = made.layers();
    MadeUpArea.change(layers, SIZE, 23, 22, 5, EVENT_DAY / EVERY, contrast);
    for (int date = cloudyFrom / EVERY; date < OPTICAL_DATES; date++) {
      Arrays.fill(layers[date], Float.NaN);
    }
    SceneAnalysis analysis =
        MadeUpArea.analysed(
            new SceneSeries(SIZE, SIZE, made.days(), OPTICAL_HISTORY, layers),
            DetectorParameters.defaults());
    SiteScores scores = analysis.score(SITE);
    List<Integer> days =
        IntStream.range(0, scores.size()).mapToObj(i -> scores.date(i) * EVERY).toList();
    return new Evidence(scores, days, analysis.placebos(SITE, List.of()));
  }

  private static Evidence radar(double decibels) {
    RadarSeries series =
        new MadeUpRadar(SIZE, SIZE, RADAR_HISTORY, RADAR_MONITORED, 18)
            .withChange(23, 22, 5, EVENT_DAY / MadeUpRadar.REPEAT, decibels, 0.6 * decibels)
            .series();
    RadarAnalysis analysis = MadeUpRadar.analysed(series, RadarParameters.defaults());
    SiteScores scores = analysis.score(SITE);
    List<Integer> days =
        IntStream.range(0, scores.size())
            .mapToObj(i -> series.passes().get(scores.date(i)).day())
            .toList();
    return new Evidence(scores, days, analysis.placebos(SITE, List.of()));
  }

  /** Of one alarm in ten site-years. */
  private static Optional<Score> alarm(Evidence... kinds) {
    Fusion fusion = Fusion.of(List.of(kinds));
    double threshold = Calibration.threshold(fusion.maxima(), 0.1, YEARS);
    return fusion.scores().stream().filter(score -> score.score() > threshold).findFirst();
  }

  @Test
  void what_radar_sees_under_cloud_is_raised() {
    assertThat(alarm(optical(0.3, EVENT_DAY), radar(-6)))
        .hasValueSatisfying(score -> {
          assertThat(score.kind()).isEqualTo(1);
          assertThat(score.day()).isGreaterThanOrEqualTo(EVENT_DAY);
        });
  }

  @Test
  void what_only_optical_images_show_is_raised() {
    assertThat(alarm(optical(-0.3, Integer.MAX_VALUE), radar(0)))
        .hasValueSatisfying(score -> {
          assertThat(score.kind()).isZero();
          assertThat(score.day()).isGreaterThanOrEqualTo(EVENT_DAY);
        });
  }

  @Test
  void where_neither_shows_anything_none_is_raised() {
    assertThat(alarm(optical(0, Integer.MAX_VALUE), radar(0))).isEmpty();
  }
}
