package org.cairn.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ChangeTest {
  private static final int ROWS = 42;
  private static final int COLS = 40;
  private static final int HISTORY = 18;
  private static final int DATES = 40;
  private static final Site SITE = Site.rectangle(14, 12, 10, 10);

  private static SceneAnalysis changed(int size, double contrast, int from, boolean cloudyOnset) {
    MadeUpArea area = new MadeUpArea(ROWS, COLS, DATES, HISTORY, 31).withCloudShare(0.15);
    float[][] layers = area.layers();
    MadeUpArea.change(layers, COLS, 17, 15, size, from, contrast);
    if (cloudyOnset) {
      for (int t = from - 1; t <= from; t++) {
        for (int r = 10; r < 28; r++) {
          for (int c = 8; c < 26; c++) {
            layers[t][r * COLS + c] = Float.NaN;
          }
        }
      }
    }
    return MadeUpArea.analysed(
        new SceneSeries(ROWS, COLS, area.days(), HISTORY, layers), DetectorParameters.defaults());
  }

  private static Change firstChange(SceneAnalysis analysis) {
    SiteScores scores = analysis.score(SITE);
    double threshold = Calibration.threshold(analysis.placebos(SITE, List.of()).maxima(), 0.1, 0.6);
    OptionalInt raised = scores.findFirstAbove(threshold);
    assertThat(raised).isPresent();
    return analysis.change(SITE, scores, raised.orElseThrow());
  }

  @Test
  void outlines_the_changed_pixels() {
    Change change = firstChange(changed(4, -0.2, 26, false));
    boolean[] footprint = change.footprint();
    int inside = 0;
    for (int r = 17; r < 21; r++) {
      for (int c = 15; c < 19; c++) {
        inside += footprint[r * COLS + c] ? 1 : 0;
      }
    }
    assertThat(inside).isGreaterThanOrEqualTo(15);
    assertThat(change.pixels()).isLessThanOrEqualTo(20);
    assertThat(change.sign()).isEqualTo(-1);
    assertThat(change.meanResidual()).isBetween(-0.25, -0.12);
  }

  @Test
  void a_change_round_a_box_is_outlined_where_the_raising_box_is_left_in_its_midst() {
    MadeUpArea area = new MadeUpArea(ROWS, COLS, DATES, HISTORY, 31);
    float[][] layers = area.layers();
    MadeUpArea.change(layers, COLS, 14, 12, 10, 26, -0.2);
    MadeUpArea.change(layers, COLS, 17, 15, 4, 26, 0.2);
    SceneAnalysis analysis =
        MadeUpArea.analysed(
            new SceneSeries(ROWS, COLS, area.days(), HISTORY, layers),
            DetectorParameters.defaults());
    int last = DATES - HISTORY - 1;
    SiteScores.Hit midst = new SiteScores.Hit(9, 4, 6, 17, 15, 1);
    List<Optional<SiteScores.Hit>> hits =
        new ArrayList<>(Collections.nCopies(last + 1, Optional.empty()));
    hits.set(last, Optional.of(midst));
    Change change = analysis.change(SITE, new SiteScores(analysis.monitoredDates(), hits), last);
    int ring = 0;
    int inMidst = 0;
    for (int i = 0; i < change.footprint().length; i++) {
      int r = i / COLS;
      int c = i % COLS;
      if (change.footprint()[i] && SITE.contains(r, c)) {
        boolean left = r >= 17 && r < 21 && c >= 15 && c < 19;
        ring += left ? 0 : 1;
        inMidst += left ? 1 : 0;
      }
    }
    assertThat(change.sign()).isEqualTo(-1);
    assertThat(change.meanResidual()).isNegative();
    assertThat(ring).isGreaterThan(70);
    assertThat(inMidst).isLessThan(4);
  }

  @Test
  void a_rise_has_a_positive_sign() {
    Change change = firstChange(changed(5, 0.2, 26, false));
    assertThat(change.sign()).isEqualTo(1);
    assertThat(change.meanResidual()).isPositive();
  }

  @Test
  void dates_a_clear_change_between_two_looks() {
    Change change = firstChange(changed(4, -0.25, 26, false));
    assertThat(change.firstSeen()).isEqualTo(26);
    assertThat(change.lastUnchanged()).hasValue(25);
    assertThat(change.raised()).isBetween(26, 29);
  }

  @Test
  void clouds_at_the_onset_widen_the_interval() {
    Change change = firstChange(changed(4, -0.25, 26, true));
    assertThat(change.lastUnchanged()).hasValue(24);
    assertThat(change.firstSeen()).isEqualTo(27);
  }

  @Test
  void the_outline_stays_within_two_pixels_of_the_site() {
    boolean[] inside = new boolean[16];
    Arrays.fill(inside, true);
    Site small = Site.of(18, 16, 4, 4, inside);
    SceneAnalysis analysis = changed(9, -0.2, 26, false);
    SiteScores scores = analysis.score(small);
    int last = scores.size() - 1;
    boolean[] footprint = analysis.change(small, scores, last).footprint();
    for (int i = 0; i < footprint.length; i++) {
      if (footprint[i]) {
        assertThat(i / COLS).isBetween(16, 23);
        assertThat(i % COLS).isBetween(14, 21);
      }
    }
  }

  @Test
  void a_date_without_a_score_has_no_change() {
    SceneAnalysis analysis = changed(4, -0.2, 26, false);
    Site tiny = Site.rectangle(3, 3, 1, 1);
    SiteScores scores = analysis.score(tiny);
    assertThat(scores.max()).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> analysis.change(tiny, scores, 0));
    assertThat(analysis.findObstacle(tiny))
        .map(AnalysisOutcome.NotAnalysable::reason)
        .contains(AnalysisOutcome.Reason.SITE_TOO_SMALL);
    assertThat(analysis.findObstacle(SITE)).isEmpty();
  }

  @Test
  void expectation_and_residual_add_up_to_the_layer() {
    SceneAnalysis analysis = changed(4, -0.2, 26, false);
    for (int t : analysis.monitoredDates()) {
      float[] expectation = analysis.expectation(t);
      float[] residual = analysis.residuals(t);
      float[] layer = analysis.series().layer(t);
      for (int i = 0; i < layer.length; i++) {
        if (!Float.isNaN(residual[i])) {
          assertThat(Math.abs(expectation[i] + residual[i] - layer[i])).isLessThan(1e-6f);
        }
      }
    }
  }
}
