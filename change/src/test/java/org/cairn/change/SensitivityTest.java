package org.cairn.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SensitivityTest {
  private static final int ROWS = 40;
  private static final int COLS = 40;

  private static SceneAnalysis analysis() {
    return MadeUpArea.analysed(
        new MadeUpArea(ROWS, COLS, 40, 18, 41).series(), DetectorParameters.defaults());
  }

  @Test
  void states_a_contrast_for_each_size_that_fits() {
    Site site = Site.rectangle(15, 15, 6, 7);
    List<Sensitivity> statement = analysis().sensitivity(site, 16);
    assertThat(statement).extracting(Sensitivity::blockPixels).containsExactly(2, 2, 3, 3, 5, 5);
    for (int i = 0; i < statement.size(); i += 2) {
      Sensitivity even = statement.get(i);
      Sensitivity sure = statement.get(i + 1);
      assertThat(even.power()).isBetween(0.5, 0.9);
      assertThat(sure.power()).isBetween(0.9, 1.0);
      assertThat(even.contrast().orElseThrow())
          .isPositive()
          .isLessThan(sure.contrast().orElseThrow());
      assertThat(sure.trials()).isBetween(8, 20);
    }
  }

  @Test
  void a_higher_threshold_is_never_easier_to_pass() {
    SceneAnalysis analysis = analysis();
    Site site = Site.rectangle(15, 15, 10, 10);
    double[] last = new double[8];
    for (double threshold : new double[] {6, 8, 12, 18}) {
      List<Sensitivity> statement = analysis.sensitivity(site, threshold);
      for (int i = 0; i < last.length; i++) {
        double contrast = statement.get(i).contrast().orElse(Double.POSITIVE_INFINITY);
        assertThat(contrast).isGreaterThanOrEqualTo(last[i]);
        last[i] = contrast;
      }
    }
  }

  @Test
  void nothing_is_found_above_an_infinite_threshold() {
    for (Sensitivity one :
        analysis().sensitivity(Site.rectangle(5, 5, 9, 9), Double.POSITIVE_INFINITY)) {
      assertThat(one.contrast()).isEmpty();
      assertThat(one.power()).isZero();
    }
  }

  @Test
  void a_change_of_the_stated_contrast_alarms_when_it_really_happens() {
    MadeUpArea area = new MadeUpArea(ROWS, COLS, 40, 18, 41);
    float[][] layers = area.layers();
    SceneSeries quiet = new SceneSeries(ROWS, COLS, area.days(), 18, layers);
    SceneAnalysis before = MadeUpArea.analysed(quiet, DetectorParameters.defaults());
    Site site = Site.rectangle(15, 15, 10, 10);
    double threshold = Calibration.threshold(before.placebos(site, List.of()).maxima(), 0.1, 0.6);
    Sensitivity five = before.sensitivity(site, threshold).get(5);
    double contrast = five.contrast().orElseThrow();
    int found = 0;
    for (int place = 0; place < 5; place++) {
      float[][] changed = new MadeUpArea(ROWS, COLS, 40, 18, 41).layers();
      MadeUpArea.change(changed, COLS, 15 + place, 20 - place, 5, 24, -contrast);
      SceneAnalysis after =
          MadeUpArea.analysed(
              new SceneSeries(ROWS, COLS, area.days(), 18, changed), DetectorParameters.defaults());
      found += after.score(site).max() > threshold ? 1 : 0;
    }
    assertThat(found).isGreaterThanOrEqualTo(4);
  }

  @Test
  void the_site_at_the_areas_edge_is_no_special_case() {
    for (Sensitivity one : analysis().sensitivity(Site.rectangle(0, 31, 9, 9), 8)) {
      assertThat(one.contrast()).isPresent();
    }
  }
}
