package org.cairn.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * An analysis that takes over what an earlier one learnt has the same results, bit for bit. {@code
 * -Dcairn.seed=S} repeats what is drawn by chance.
 */
class LearntTest {
  private static final long SEED = Long.getLong("cairn.seed", System.nanoTime());
  private static final DetectorParameters FAST = DetectorParameters.defaults();
  private static final Site SITE = Site.rectangle(9, 9, 10, 10);

  private static SceneAnalysis analysed(SceneSeries series, List<Site> sites, Learnt known) {
    return ((AnalysisOutcome.Analysed) SceneAnalysis.of(series, FAST, sites, known)).analysis();
  }

  private static SceneSeries first(MadeUpArea area, float[][] layers, int history, int dates) {
    return new SceneSeries(
        31, 28, Arrays.copyOf(area.days(), dates), history, Arrays.copyOf(layers, dates));
  }

  private static void assertSame(SceneAnalysis actual, SceneAnalysis expected) {
    for (int date = 0; date < expected.series().dates(); date++) {
      assertThat(actual.residuals(date)).containsExactly(expected.residuals(date));
      assertThat(actual.usable(date)).isEqualTo(expected.usable(date));
    }
    assertThat(actual.spread()).containsExactly(expected.spread());
    SiteScores scores = expected.score(SITE);
    assertThat(actual.score(SITE).max()).isEqualTo(scores.max());
    for (int m = 0; m < scores.size(); m++) {
      assertThat(actual.score(SITE).findHit(m)).isEqualTo(scores.findHit(m));
    }
    assertThat(actual.placebos(SITE, List.of()).maxima())
        .containsExactly(expected.placebos(SITE, List.of()).maxima());
    assertThat(actual.sensitivity(SITE, 5)).isEqualTo(expected.sensitivity(SITE, 5));
  }

  @Test
  void more_dates_come_out_as_if_all_had_been_there_at_once() {
    for (int round = 0; round < 6; round++) {
      Random random = new Random(SEED + round);
      int history = 10 + random.nextInt(8);
      int dates = history + 2 + random.nextInt(20);
      MadeUpArea area =
          new MadeUpArea(31, 28, dates, history, SEED + round).withCloudShare(random.nextDouble());
      float[][] layers = area.layers();
      List<Site> sites = random.nextBoolean() ? List.of() : List.of(Site.rectangle(3, 2, 20, 21));
      Learnt known = Learnt.nothing();
      int there = history + 1;
      while (true) {
        SceneSeries series = first(area, layers, history, there);
        AnalysisOutcome scratch = SceneAnalysis.of(series, FAST, sites);
        if (scratch instanceof AnalysisOutcome.Analysed analysed) {
          SceneAnalysis then = analysed(series, sites, known);
          assertSame(then, analysed.analysis());
          known = then.learnt();
          assertThat(known.hasModel()).isTrue();
        }
        if (there == dates) {
          break;
        }
        there = Math.min(dates, there + 1 + random.nextInt(4));
      }
    }
  }

  @Test
  void what_is_known_is_not_worked_out_again() {
    MadeUpArea area = new MadeUpArea(31, 28, 24, 12, 5);
    SceneSeries series = first(area, area.layers(), 12, 24);
    Learnt learnt = analysed(series, List.of(), Learnt.nothing()).learnt();
    Map<Integer, float[]> other = new TreeMap<>();
    for (int date : learnt.dates()) {
      other.put(date, learnt.findResidual(date).orElseThrow());
    }
    other.put(20, new float[31 * 28]);
    Learnt.Scanned scanned = learnt.scanned();
    float[][] squares = scanned.squares().clone();
    Arrays.setAll(squares, i -> new float[31 * 28]);
    Learnt taken =
        learnt
            .withDates(other)
            .withScanned(new Learnt.Scanned(scanned.dates(), scanned.sigmas(), squares));

    SceneAnalysis then = analysed(series, List.of(), taken);

    assertThat(then.placebos(SITE, List.of()).maxima()).containsOnly(0);

    assertThat(then.learnt().findResidual(20)).hasValue(other.get(20));
    assertThat(then.residuals(21))
        .containsExactly(analysed(series, List.of(), Learnt.nothing()).residuals(21));
  }

  @Test
  void a_model_of_another_history_is_refused_where_its_gaps_are_others() {
    MadeUpArea area = new MadeUpArea(31, 28, 24, 12, 5);
    SceneSeries series = first(area, area.layers(), 12, 24);
    Learnt learnt = analysed(series, List.of(), Learnt.nothing()).learnt();
    Learnt other =
        Learnt.model(Arrays.copyOf(learnt.fills(), learnt.fills().length + 1), learnt.controls());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> analysed(series, List.of(), other))
        .withMessageContaining("gaps");
  }

  @Test
  void the_reference_path_learns_nothing() {
    MadeUpArea area = new MadeUpArea(31, 28, 24, 12, 5);
    SceneSeries series = first(area, area.layers(), 12, 24);
    SceneAnalysis reference = MadeUpArea.analysed(series, DetectorParameters.reference());

    assertThat(reference.learnt().hasModel()).isFalse();
    assertThat(reference.learnt().dates()).isEmpty();
  }
}
