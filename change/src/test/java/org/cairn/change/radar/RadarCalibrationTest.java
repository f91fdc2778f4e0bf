package org.cairn.change.radar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cairn.change.Calibration;
import org.cairn.change.Site;
import org.cairn.change.SiteScores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Asked against observed false alarms, with rain, and how often a demolition is found. */
@Tag("slow")
class RadarCalibrationTest {
  private static final int SIZE = 56;
  private static final int HISTORY = 20;
  private static final int MONITORED = 15;
  private static final double YEARS = MONITORED * MadeUpRadar.REPEAT / 365.0;

  @Test
  void about_as_many_false_alarms_as_asked_for_with_rain_and_without() {
    double[] asked = {0.1, 0.3, 1.0};
    List<boolean[]> raised =
        IntStream.range(0, 24).parallel().boxed().flatMap(area -> raised(area, asked)).toList();
    int sites = raised.size();
    for (int i = 0; i < asked.length; i++) {
      int rate = i;
      double share = (double) raised.stream().filter(site -> site[rate]).count() / sites;
      double expected = -Math.expm1(-asked[i] * YEARS);
      double error = Math.sqrt(expected * (1 - expected) / sites);
      // sites of one area share placebos: their errors are not quite independent
      assertThat(share)
          .as("asked %s, observed %.3f of %d sites", asked[i], -Math.log1p(-share) / YEARS, sites)
          .isBetween(expected - 4 * error, expected + 4 * error);
    }
  }

  /** Of each site of an area, whether it raised an alarm at each rate. */
  private static Stream<boolean[]> raised(int area, double[] asked) {
    MadeUpRadar made = new MadeUpRadar(SIZE, SIZE, HISTORY, MONITORED, 2_000 + area);
    if (area % 2 == 0) {
      made.withRain(HISTORY + 2, HISTORY + 4, 3);
    }
    RadarAnalysis analysis = MadeUpRadar.analysed(made.series(), RadarParameters.defaults());
    List<boolean[]> sites = new ArrayList<>();
    for (int r = 2; r + 10 <= SIZE; r += 21) {
      for (int c = 2; c + 10 <= SIZE; c += 21) {
        Site site = Site.rectangle(r, c, 10, 10);
        double score = analysis.score(site).max();
        double[] maxima = analysis.placebos(site, List.of()).maxima();
        boolean[] alarms = new boolean[asked.length];
        for (int i = 0; i < asked.length; i++) {
          alarms[i] = score > Calibration.threshold(maxima, asked[i], YEARS);
        }
        sites.add(alarms);
      }
    }
    return sites.stream();
  }

  @Test
  void finds_demolitions_at_one_false_alarm_in_ten_site_years() {
    assertThat(found(5, -6)).as("5 x 5 pixels, -6 dB").isGreaterThanOrEqualTo(11);
    assertThat(found(5, -4)).as("5 x 5 pixels, -4 dB").isGreaterThanOrEqualTo(9);
    assertThat(found(3, -6)).as("3 x 3 pixels, -6 dB").isGreaterThanOrEqualTo(9);
  }

  /** Of twelve blocks in as many areas, found by the end and not before. */
  private static long found(int size, double vv) {
    return IntStream.range(0, 12).parallel().filter(area -> isFound(area, size, vv)).count();
  }

  private static boolean isFound(int area, int size, double vv) {
    int event = HISTORY + 4;
    Site site = Site.rectangle(22, 23, 10, 10);
    RadarAnalysis analysis =
        MadeUpRadar.analysed(
            new MadeUpRadar(SIZE, SIZE, HISTORY, MONITORED, 3_000 + area)
                .withChange(24 + area % 4, 25 + area / 5, size, event, vv, 0.6 * vv)
                .series(),
            RadarParameters.defaults());
    SiteScores scores = analysis.score(site);
    OptionalInt raised =
        scores.findFirstAbove(
            Calibration.threshold(analysis.placebos(site, List.of()).maxima(), 0.1, YEARS));
    return raised.isPresent()
        && analysis.series().passes().get(scores.date(raised.getAsInt())).day()
            >= event * MadeUpRadar.REPEAT;
  }
}
