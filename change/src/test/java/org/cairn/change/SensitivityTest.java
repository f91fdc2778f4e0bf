package org.cairn.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
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
      assertThat(even.share()).isEqualTo(0.5);
      assertThat(sure.share()).isEqualTo(0.9);
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

  /** Why a contrast between two that were tried may be taken from the straight line. */
  @Test
  void contrasts_between_those_tried_are_those_that_trying_them_finds() {
    DetectorParameters coarse = DetectorParameters.defaults();
    SceneSeries series = new MadeUpArea(ROWS, COLS, 40, 18, 41).series();
    SceneAnalysis few = MadeUpArea.analysed(series, coarse);
    SceneAnalysis many = MadeUpArea.analysed(series, withContrasts(coarse, 150));
    double furthest = 0;
    int compared = 0;
    for (Site site : List.of(Site.rectangle(15, 15, 10, 10), Site.rectangle(4, 22, 9, 12))) {
      for (double threshold : new double[] {7, 10, 14, 20}) {
        List<Sensitivity> lines = few.sensitivity(site, threshold);
        List<Sensitivity> tried = many.sensitivity(site, threshold);
        for (int i = 0; i < lines.size(); i++) {
          double is = lines.get(i).contrast().orElse(0);
          // The least one tried stands for all below it.
          if (is > coarse.detectability().contrasts().getFirst()) {
            compared++;
            furthest = Math.max(furthest, Math.abs(is / tried.get(i).contrast().orElseThrow() - 1));
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(40);
    assertThat(furthest).isPositive().isLessThan(0.1);
  }

  /** Evenly from 0.003 on up to a little over 0.5. */
  private static DetectorParameters withContrasts(DetectorParameters parameters, int contrasts) {
    DetectorParameters.Detectability d = parameters.detectability();
    return new DetectorParameters(
        parameters.prediction(),
        parameters.scale(),
        parameters.scan(),
        parameters.placebos(),
        new DetectorParameters.Detectability(
            d.blocks(),
            IntStream.rangeClosed(1, contrasts).mapToObj(i -> 0.0035 * i).toList(),
            d.blurPixels(),
            d.trials(),
            d.powers(),
            d.startShare(),
            d.seed()),
        parameters.regional(),
        parameters.limits());
  }
}
