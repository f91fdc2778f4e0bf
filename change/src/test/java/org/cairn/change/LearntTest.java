package org.cairn.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cairn.change.internal.InjectionTrials;
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
    assertSame(actual, expected, SiteScores.none(), expected.injections(SITE));
  }

  private static void assertSame(
      SceneAnalysis actual, SceneAnalysis expected, SiteScores known, Injections injections) {
    for (int date = 0; date < expected.series().dates(); date++) {
      assertThat(actual.residuals(date)).containsExactly(expected.residuals(date));
      assertThat(actual.expectation(date)).containsExactly(expected.expectation(date));
      assertThat(actual.usable(date)).isEqualTo(expected.usable(date));
    }
    assertThat(actual.spread()).containsExactly(expected.spread());
    SiteScores scores = expected.score(SITE);
    SiteScores found = actual.score(SITE, known);
    assertThat(found.max()).isEqualTo(scores.max());
    for (int m = 0; m < scores.size(); m++) {
      assertThat(found.findHit(m)).isEqualTo(scores.findHit(m));
      assertThat(found.date(m)).isEqualTo(scores.date(m));
      if (scores.findHit(m).isPresent()) {
        Change change = actual.change(SITE, found, m);
        assertThat(change.footprint()).isEqualTo(expected.change(SITE, scores, m).footprint());
        assertThat(change.firstSeen()).isEqualTo(expected.change(SITE, scores, m).firstSeen());
      }
    }
    assertThat(actual.placebos(SITE, List.of()).maxima())
        .containsExactly(expected.placebos(SITE, List.of()).maxima());
    for (double threshold : new double[] {3, 5, 9}) {
      assertThat(actual.sensitivity(actual.injections(SITE, injections), threshold))
          .isEqualTo(expected.sensitivity(SITE, threshold));
    }
  }

  /** What is written of an analysis and what it showed, as the next one finds them. */
  private record Kept(WrittenNumbers model, WrittenNumbers progress, Map<Integer, float[]> dates) {
    static Kept of(SceneAnalysis analysis) {
      Map<Integer, float[]> dates = new TreeMap<>();
      for (int date = 0; date < analysis.series().dates(); date++) {
        int number = date;
        analysis.learnt().findResidual(date).ifPresent(kept -> dates.put(number, kept.clone()));
      }
      return new Kept(
          WrittenNumbers.of(analysis.learnt().model().orElseThrow()::write),
          WrittenNumbers.of(analysis.learnt().progress().orElseThrow()::write),
          dates);
    }

    Learnt read(boolean withProgress) {
      Learnt.Model read = Learnt.Model.read(model, 31 * 28, FAST);
      Learnt.Progress stood = Learnt.Progress.read(progress, read, FAST);
      assertThat(model.isEmpty()).isTrue();
      assertThat(progress.isEmpty()).isTrue();
      return withProgress ? Learnt.of(read, this::find, stood) : Learnt.of(read, this::find);
    }

    private Optional<float[]> find(int date) {
      return Optional.ofNullable(dates.get(date));
    }
  }

  @Test
  void more_dates_come_out_as_if_all_had_been_there_at_once() {
    for (int round = 0; round < 6; round++) {
      Random random = new Random(SEED + round);
      int history = 10 + random.nextInt(8);
      int dates = history + 2 + random.nextInt(44);
      MadeUpArea area =
          new MadeUpArea(31, 28, dates, history, SEED + round).withCloudShare(random.nextDouble());
      float[][] layers = area.layers();
      List<Site> sites = random.nextBoolean() ? List.of() : List.of(Site.rectangle(3, 2, 20, 21));
      Optional<SceneAnalysis> before = Optional.empty();
      int there = history + 1;
      while (true) {
        SceneSeries series = first(area, layers, history, there);
        AnalysisOutcome scratch = SceneAnalysis.of(series, FAST, sites);
        if (scratch instanceof AnalysisOutcome.Analysed analysed) {
          boolean goesOn = random.nextInt(4) > 0;
          Learnt known =
              before.map(Kept::of).map(kept -> kept.read(goesOn)).orElseGet(Learnt::nothing);
          SceneAnalysis then = analysed(series, sites, known);
          if (before.isPresent() && goesOn) {
            SiteScores scores = read(before.get().score(SITE)::write, SiteScores::read);
            Injections injections = read(before.get().injections(SITE)::write, Injections::read);
            assertSame(then, analysed.analysis(), scores, injections);
          } else {
            assertSame(then, analysed.analysis());
            // Scores of a site that was not asked for before are had by starting over only.
            then = analysed.analysis();
          }
          before = Optional.of(analysed.analysis());
          assertThat(then.learnt().progress()).isPresent();
        }
        if (there == dates) {
          break;
        }
        there = Math.min(dates, there + 1 + random.nextInt(4));
      }
    }
  }

  private static <T> T read(Consumer<Numbers.Sink> writing, Function<Numbers.Source, T> reading) {
    return reading.apply(WrittenNumbers.of(writing));
  }

  @Test
  void going_on_again_and_again_is_like_starting_over() {
    MadeUpArea area = new MadeUpArea(31, 28, 50, 12, SEED);
    float[][] layers = area.layers();
    SceneAnalysis then = analysed(first(area, layers, 12, 16), List.of(), Learnt.nothing());
    SiteScores scores = then.score(SITE);
    Injections injections = then.injections(SITE);
    for (int there = 17; there <= 50; there++) {
      then = analysed(first(area, layers, 12, there), List.of(), Kept.of(then).read(true));
      scores = then.score(SITE, scores);
      injections = then.injections(SITE, injections);
    }
    SceneAnalysis scratch = analysed(first(area, layers, 12, 50), List.of(), Learnt.nothing());
    assertSame(then, scratch, scores, injections);
  }

  @Test
  void what_lies_behind_is_not_looked_at() {
    MadeUpArea area = new MadeUpArea(31, 28, 40, 12, 5);
    float[][] layers = area.layers();
    Kept kept = Kept.of(analysed(first(area, layers, 12, 39), List.of(), Learnt.nothing()));
    SceneSeries lazy =
        new SceneSeries(
            31,
            28,
            area.days(),
            12,
            date -> {
              assertThat(date).isEqualTo(39);
              return layers[date];
            });
    kept.dates().clear();

    SceneAnalysis then = analysed(lazy, List.of(), kept.read(true));

    assertThat(then.placebos(SITE, List.of()).maxima())
        .containsExactly(
            analysed(first(area, layers, 12, 40), List.of(), Learnt.nothing())
                .placebos(SITE, List.of())
                .maxima());
  }

  @Test
  void injections_stay_while_the_period_grows_by_a_third() {
    int steps = 0;
    int last = 0;
    for (int monitored = 0; monitored < 400; monitored++) {
      int start = InjectionTrials.start(monitored, FAST.detectability());
      assertThat(start).isLessThanOrEqualTo(monitored / 4).isGreaterThan(monitored / 4 * 2 / 3 - 1);
      steps += start != last ? 1 : 0;
      last = start;
    }
    assertThat(steps).isLessThan(15);
  }

  @Test
  void numbers_of_another_area_or_in_another_order_are_refused() {
    MadeUpArea area = new MadeUpArea(31, 28, 24, 12, 5);
    SceneSeries series = first(area, area.layers(), 12, 24);
    Learnt learnt = analysed(series, List.of(), Learnt.nothing()).learnt();
    Learnt.Model model = learnt.model().orElseThrow();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Learnt.Model.read(WrittenNumbers.of(model::write), 31 * 29, FAST))
        .withMessageContaining("expected 899");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Learnt.Progress.read(WrittenNumbers.of(model::write), model, FAST));
  }

  @Test
  void the_reference_path_learns_nothing() {
    MadeUpArea area = new MadeUpArea(31, 28, 24, 12, 5);
    SceneSeries series = first(area, area.layers(), 12, 24);
    SceneAnalysis reference = MadeUpArea.analysed(series, DetectorParameters.reference());

    assertThat(reference.learnt().model()).isEmpty();
    assertThat(reference.learnt().progress()).isEmpty();
  }
}
