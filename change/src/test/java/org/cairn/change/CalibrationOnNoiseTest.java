package org.cairn.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Asked against observed false alarms where nothing happens: noise that is correlated in space and
 * time, a season, clouds.
 */
@Tag("slow")
class CalibrationOnNoiseTest {
  private static final int AREAS = 40;
  private static final int SIZE = 46;

  @Test
  void about_as_many_false_alarms_as_asked_for() {
    double years = 1;
    double[] asked = {0.1, 0.3, 1.0};
    int[] alarms = new int[asked.length];
    int sites = 0;
    for (int area = 0; area < AREAS; area++) {
      SceneSeries series = new MadeUpArea(SIZE, SIZE, 44, 16, 1_000 + area).series();
      SceneAnalysis analysis = MadeUpArea.analysed(series, DetectorParameters.defaults());
      for (int r = 2; r + 8 <= SIZE; r += 17) {
        for (int c = 2; c + 8 <= SIZE; c += 17) {
          Site site = Site.rectangle(r, c, 8, 8);
          double score = analysis.score(site).max();
          double[] maxima = analysis.placebos(site, List.of()).maxima();
          sites++;
          for (int i = 0; i < asked.length; i++) {
            alarms[i] += score > Calibration.threshold(maxima, asked[i], years) ? 1 : 0;
          }
        }
      }
    }
    for (int i = 0; i < asked.length; i++) {
      double share = (double) alarms[i] / sites;
      double observed = -Math.log1p(-share) / years;
      double expectedShare = -Math.expm1(-asked[i] * years);
      double error = Math.sqrt(expectedShare * (1 - expectedShare) / sites);
      // sites of one area share placebos: their errors are not quite independent
      assertThat(share)
          .as("asked %s, observed %.3f of %d site-years", asked[i], observed, sites)
          .isBetween(expectedShare - 5 * error, expectedShare + 5 * error);
    }
  }
}
