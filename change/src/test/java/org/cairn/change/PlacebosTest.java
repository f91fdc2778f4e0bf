package org.cairn.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacebosTest {
  private static final int ROWS = 40;
  private static final int COLS = 37;
  private static final DetectorParameters PARAMETERS = DetectorParameters.defaults();

  private static float[][] layers() {
    return new MadeUpArea(ROWS, COLS, 26, 14, 21).withCloudShare(0.2).layers();
  }

  private static SceneAnalysis analysis(float[][] layers) {
    int[] days = new MadeUpArea(ROWS, COLS, 26, 14, 21).days();
    return MadeUpArea.analysed(new SceneSeries(ROWS, COLS, days, 14, layers), PARAMETERS);
  }

  @Test
  void are_the_scores_of_windows_of_the_same_shape_clear_of_the_site() {
    SceneAnalysis analysis = analysis(layers());
    boolean[] inside = new boolean[81];
    for (int i = 0; i < 81; i++) {
      inside[i] = i / 9 + i % 9 > 3;
    }
    Site site = Site.of(15, 14, 9, 9, inside);
    Placebos placebos = analysis.placebos(site, List.of());
    List<Double> expected = new ArrayList<>();
    for (int r = 0; r <= ROWS - 9; r += 3) {
      for (int c = 0; c <= COLS - 9; c += 3) {
        boolean near = Math.abs(r - 15) < 11 && Math.abs(c - 14) < 11;
        if (!near) {
          expected.add(analysis.score(site.movedTo(r, c)).max());
        }
      }
    }
    double[] maxima = placebos.maxima();
    assertThat(maxima).hasSize(expected.size());
    for (int i = 0; i < maxima.length; i++) {
      assertThat(Math.abs(maxima[i] - expected.get(i))).isLessThan(1e-5 * expected.get(i));
    }
    assertThat(placebos.independent()).isBetween(5, 12);
    assertThat(placebos.clearOfOtherSites()).isTrue();
  }

  @Test
  void a_window_that_was_hidden_most_of_the_time_is_no_placebo() {
    float[][] layers = layers();
    for (int t = 14; t < 26; t++) {
      for (int i = 0; i < ROWS * COLS; i++) {
        if (i % COLS >= 27 && t % 4 != 0) {
          layers[t][i] = Float.NaN;
        }
      }
    }
    Site site = Site.rectangle(2, 2, 8, 8);
    int all = analysis(layers()).placebos(site, List.of()).n();
    int seen = analysis(layers).placebos(site, List.of()).n();
    assertThat(seen).isLessThan(all - 10).isPositive();
  }

  @Test
  void keep_clear_of_other_sites_while_enough_remain() {
    SceneAnalysis few = analysis(layers());
    Site site = Site.rectangle(2, 2, 4, 4);
    Site other = Site.rectangle(20, 20, 10, 10);
    Placebos alone = few.placebos(site, List.of());
    Placebos apart = few.placebos(site, List.of(site, other));
    assertThat(apart.clearOfOtherSites()).isTrue();
    assertThat(apart.n()).isLessThan(alone.n());
    assertThat(apart.independent()).isGreaterThanOrEqualTo(20);
    Placebos crowded = few.placebos(site, List.of(Site.rectangle(0, 0, ROWS, COLS)));
    assertThat(crowded.clearOfOtherSites()).isFalse();
    assertThat(crowded.maxima()).containsExactly(alone.maxima());
  }

  @Test
  void a_site_as_large_as_its_area_has_none() {
    Placebos placebos = analysis(layers()).placebos(Site.rectangle(0, 0, ROWS, COLS), List.of());
    assertThat(placebos.n()).isZero();
    assertThat(placebos.independent()).isZero();
    assertThat(placebos.share(5)).isEqualTo(1);
  }

  @Test
  void share_counts_the_site_itself() {
    Placebos placebos = laidInARow(1, 2, 3, 4);
    assertThat(placebos.share(3)).isEqualTo(3.0 / 5);
    assertThat(placebos.share(10)).isEqualTo(1.0 / 5);
    assertThat(placebos.atLeastAsLarge(3)).isEqualTo(2);
  }

  @Test
  void a_window_is_told_from_those_that_do_not_overlap_it() {
    Placebos placebos = laidInARow(1, 2, 3, 4);
    assertThat(placebos.corners()).containsExactly(8, 11, 14, 17);
    assertThat(placebos.maximaApartFrom(0)).containsExactly(3, 4);
    assertThat(placebos.maximaApartFrom(1)).containsExactly(4);
    assertThat(placebos.independent()).isEqualTo(2);
  }

  /** Windows of 4 x 4 pixels in an area that is four pixels high, three pixels from one another. */
  private static Placebos laidInARow(double... maxima) {
    return Placebos.of(
        Site.rectangle(0, 0, 4, 4),
        List.of(),
        4,
        8 + 3 * maxima.length + 1,
        new DetectorParameters.PlaceboWindows(1, 4, 0.7, 1),
        new Placebos.Windows() {
          @Override
          public int clearLooks(int row, int col) {
            return col == 0 || (col >= 8 && (col - 8) % 3 == 0) ? 10 : 1;
          }

          @Override
          public double maximum(int row, int col) {
            return maxima[(col - 8) / 3];
          }
        });
  }

  @Test
  void tells_all_windows_in_bins_from_the_lowest_to_the_highest() {
    Placebos placebos = analysis(layers()).placebos(Site.rectangle(15, 14, 6, 6), List.of());
    double[] sorted = placebos.maxima();
    Arrays.sort(sorted);
    Placebos.Distribution told = Placebos.Distribution.of(placebos.maxima(), 7);
    assertThat(told.lowest()).isEqualTo(sorted[0]);
    assertThat(told.highest()).isEqualTo(sorted[sorted.length - 1]);
    double width = (told.highest() - told.lowest()) / 7;
    int before = 0;
    for (int bin = 0; bin < 7; bin++) {
      double end = told.lowest() + (bin + 1) * width;
      before += told.counts().get(bin);
      long below = Arrays.stream(sorted).filter(score -> score < end).count();
      assertThat((long) before).isEqualTo(bin == 6 ? sorted.length : below);
    }
    assertThat(told.counts().getLast()).isPositive();
    // Windows that overlap may have one and the same box as their best.
    double among = sorted[sorted.length * 3 / 4];
    assertThat((long) placebos.atLeastAsLarge(among))
        .isEqualTo(Arrays.stream(sorted).filter(score -> score >= among).count());
  }

  @Test
  void tells_windows_that_are_all_alike_and_none_at_all() {
    Placebos alike = windows(20, 20, 4.5);
    assertThat(Placebos.Distribution.of(alike.maxima(), 5).counts())
        .containsExactly(alike.n(), 0, 0, 0, 0);
    assertThat(Placebos.Distribution.of(alike.maxima(), 5).highest()).isEqualTo(4.5);
    Placebos none = windows(7, 7, 4.5);
    assertThat(none.n()).isZero();
    assertThat(Placebos.Distribution.of(none.maxima(), 5))
        .isEqualTo(new Placebos.Distribution(0, 0, List.of()));
  }

  private static Placebos windows(int rows, int cols, double score) {
    return Placebos.of(
        Site.rectangle(1, 1, 5, 5),
        List.of(),
        rows,
        cols,
        PARAMETERS.placebos(),
        new Placebos.Windows() {
          @Override
          public int clearLooks(int row, int col) {
            return 10;
          }

          @Override
          public double maximum(int row, int col) {
            return score;
          }
        });
  }
}
