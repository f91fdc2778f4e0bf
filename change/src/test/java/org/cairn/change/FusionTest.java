package org.cairn.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.cairn.change.Fusion.Evidence;
import org.cairn.change.Fusion.Score;
import org.junit.jupiter.api.Test;

class FusionTest {
  private static final int SIZE = 50;
  private static final Site SITE = Site.rectangle(20, 20, 8, 8);

  /** Windows whose largest scores a map gives; a window of NaN is never seen. */
  private static Placebos placebos(double[][] largest) {
    return Placebos.of(
        SITE,
        List.of(),
        SIZE,
        SIZE,
        new DetectorParameters.PlaceboWindows(3, 2, 0.7, 20),
        new Placebos.Windows() {
          @Override
          public int clearLooks(int row, int col) {
            return Double.isNaN(largest[row][col]) ? 0 : 10;
          }

          @Override
          public double maximum(int row, int col) {
            return largest[row][col];
          }
        });
  }

  private static SiteScores scores(double... values) {
    List<Optional<SiteScores.Hit>> hits = new ArrayList<>();
    int[] dates = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      dates[i] = i;
      hits.add(
          values[i] > 0
              ? Optional.of(new SiteScores.Hit(values[i], 2, 3, 20, 20, 1))
              : Optional.empty());
    }
    return new SiteScores(dates, hits);
  }

  /** Largest of some exponential values, smooth over neighbouring windows as real ones are. */
  private static double[][] chance(Random random, double scale) {
    double[][] raw = new double[SIZE / 4 + 3][SIZE / 4 + 3];
    for (double[] row : raw) {
      for (int c = 0; c < row.length; c++) {
        row[c] = -Math.log(1 - random.nextDouble());
      }
    }
    double[][] map = new double[SIZE][SIZE];
    for (int r = 0; r < SIZE; r++) {
      for (int c = 0; c < SIZE; c++) {
        double max = 0;
        for (int y = r / 4; y <= r / 4 + 1; y++) {
          for (int x = c / 4; x <= c / 4 + 1; x++) {
            max = Math.max(max, raw[y][x]);
          }
        }
        map[r][c] = scale * max;
      }
    }
    return map;
  }

  @Test
  void the_rarer_of_two_kinds_decides_whatever_their_scales() {
    Random random = new Random(1);
    Placebos large = placebos(chance(random, 100));
    Placebos small = placebos(chance(random, 0.01));
    Fusion fusion =
        Fusion.of(
            List.of(
                new Evidence(scores(120, 150, 200), List.of(0, 10, 20), large),
                new Evidence(scores(0, 0.09), List.of(5, 15), small)));
    assertThat(fusion.scores()).extracting(Score::day).containsExactly(0, 5, 10, 15, 20);
    assertThat(fusion.scores()).extracting(Score::kind).containsExactly(0, 0, 0, 1, 1);
    Score last = fusion.scores().getLast();
    assertThat(last.score()).isCloseTo(-Math.log(last.probabilities().get(1)), within(1e-12));
    assertThat(last.probabilities().get(1)).isLessThan(last.probabilities().get(0));
    assertThat(fusion.scores().getFirst().probabilities().get(1)).isEqualTo(1);
  }

  @Test
  void the_score_never_falls() {
    Placebos placebos = placebos(chance(new Random(2), 1));
    Fusion fusion =
        Fusion.of(List.of(new Evidence(scores(3, 1, 5, 0, 4), List.of(1, 2, 3, 4, 5), placebos)));
    for (int i = 1; i < 5; i++) {
      assertThat(fusion.scores().get(i).score())
          .isGreaterThanOrEqualTo(fusion.scores().get(i - 1).score());
    }
  }

  @Test
  void only_windows_that_all_kinds_have_calibrate_it() {
    double[][] everywhere = chance(new Random(3), 1);
    double[][] half = chance(new Random(4), 1);
    for (double[] row : half) {
      Arrays.fill(row, 30, SIZE, Double.NaN);
    }
    Evidence one = new Evidence(scores(1), List.of(1), placebos(everywhere));
    Evidence other = new Evidence(scores(1), List.of(1), placebos(half));
    assertThat(Fusion.of(List.of(one, other)).maxima()).hasSize(other.placebos().n());
    assertThat(other.placebos().n()).isLessThan(one.placebos().n());
  }

  @Test
  void without_a_window_nothing_is_rare() {
    double[][] none = new double[SIZE][SIZE];
    for (double[] row : none) {
      Arrays.fill(row, Double.NaN);
    }
    none[SITE.row()][SITE.col()] = 9;
    Fusion fusion = Fusion.of(List.of(new Evidence(scores(9), List.of(1), placebos(none))));
    assertThat(fusion.scores().getFirst().score()).isZero();
    assertThat(Calibration.threshold(fusion.maxima(), 0.1, 1)).isInfinite();
  }

  @Test
  void two_kinds_together_alarm_as_often_as_was_asked_for() {
    Random random = new Random(5);
    double[] asked = {0.1, 0.3, 1};
    int[] alarms = new int[asked.length];
    int trials = 3_000;
    for (int trial = 0; trial < trials; trial++) {
      double[][] optical = chance(random, 1);
      double[][] radar = chance(random, 3);
      Fusion fusion =
          Fusion.of(
              List.of(
                  new Evidence(scores(optical[20][20]), List.of(1), placebos(optical)),
                  new Evidence(scores(radar[20][20]), List.of(2), placebos(radar))));
      for (int i = 0; i < asked.length; i++) {
        double threshold = Calibration.threshold(fusion.maxima(), asked[i], 1);
        alarms[i] += fusion.scores().getLast().score() > threshold ? 1 : 0;
      }
    }
    for (int i = 0; i < asked.length; i++) {
      double share = (double) alarms[i] / trials;
      assertThat(-Math.log1p(-share))
          .as("asked %s", asked[i])
          .isBetween(asked[i] / 1.3, asked[i] * 1.3);
    }
  }

  @Test
  void refuses_days_that_are_not_as_many_as_scores() {
    Placebos placebos = placebos(chance(new Random(6), 1));
    SiteScores scores = scores(1, 2);
    assertThatThrownBy(() -> new Evidence(scores, List.of(1), placebos))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 days for 2 scores");
  }
}
