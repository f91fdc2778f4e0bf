package org.cairn.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * False alarms where two sensors take turns, or one takes over when monitoring starts: the second
 * one has another gain and offset, answers bright pixels otherwise, sees three by three pixels as
 * one, and nothing happens.
 */
@Tag("slow")
class SensorsOnNoiseTest {
  private static final int AREAS = 16;
  private static final int SIZE = 46;
  private static final int DATES = 44;
  private static final int HISTORY = 16;

  @Test
  void sensors_in_turn_alarm_about_as_often_as_was_asked_for() {
    assertAsAsked(date -> date % 2 == 1);
  }

  @Test
  void a_sensor_that_takes_over_alarms_about_as_often_as_was_asked_for() {
    assertAsAsked(date -> date >= HISTORY);
  }

  private static void assertAsAsked(IntPredicate second) {
    double[] asked = {0.1, 0.3, 1.0};
    int[] alarms = new int[asked.length];
    int sites = 0;
    for (int area = 0; area < AREAS; area++) {
      MadeUpArea made = new MadeUpArea(SIZE, SIZE, DATES, HISTORY, 7_000 + area);
      float[][] layers = made.layers();
      for (int date = 0; date < DATES; date++) {
        layers[date] = second.test(date) ? seenByAnother(layers[date]) : layers[date];
      }
      SceneAnalysis analysis =
          MadeUpArea.analysed(
              new SceneSeries(SIZE, SIZE, made.days(), HISTORY, layers),
              DetectorParameters.defaults());
      for (int r = 2; r + 8 <= SIZE; r += 17) {
        for (int c = 2; c + 8 <= SIZE; c += 17) {
          Site site = Site.rectangle(r, c, 8, 8);
          double[] maxima = analysis.placebos(site, List.of()).maxima();
          double score = analysis.score(site).max();
          sites++;
          for (int i = 0; i < asked.length; i++) {
            alarms[i] += score > Calibration.threshold(maxima, asked[i], 1) ? 1 : 0;
          }
        }
      }
    }
    for (int i = 0; i < asked.length; i++) {
      double share = (double) alarms[i] / sites;
      double expected = -Math.expm1(-asked[i]);
      double error = Math.sqrt(expected * (1 - expected) / sites);
      assertThat(share)
          .as("asked %s, observed %.3f of %d site-years", asked[i], -Math.log1p(-share), sites)
          .isBetween(expected - 5 * error, expected + 5 * error);
    }
  }

  private static float[] seenByAnother(float[] layer) {
    float[] seen = new float[layer.length];
    for (int r = 0; r < SIZE; r++) {
      for (int c = 0; c < SIZE; c++) {
        double sum = 0;
        int n = 0;
        for (int y = r / 3 * 3; y < Math.min(SIZE, r / 3 * 3 + 3); y++) {
          for (int x = c / 3 * 3; x < Math.min(SIZE, c / 3 * 3 + 3); x++) {
            float value = layer[y * SIZE + x];
            if (!Float.isNaN(value)) {
              sum += 0.9 * value + 0.06 + 0.3 * (value - 0.5) * (value - 0.5);
              n++;
            }
          }
        }
        seen[r * SIZE + c] = n > 4 ? (float) (sum / n) : Float.NaN;
      }
    }
    return seen;
  }
}
