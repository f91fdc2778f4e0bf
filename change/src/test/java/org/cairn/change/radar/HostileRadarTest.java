package org.cairn.change.radar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import org.cairn.change.AnalysisOutcome.Reason;
import org.cairn.change.Calibration;
import org.cairn.change.Site;
import org.cairn.change.SiteScores;
import org.cairn.change.radar.RadarOutcome.NotAnalysable;
import org.junit.jupiter.api.Test;

/** Radar series nobody should send: an answer or a reason, never an exception, NaN or an alarm. */
class HostileRadarTest {
  private static final int SIZE = 40;
  private static final int HISTORY = 10;
  private static final int MONITORED = 8;
  private static final Site SITE = Site.rectangle(15, 16, 9, 9);
  private static final int START = HISTORY * MadeUpRadar.REPEAT;

  private static List<RadarPass> natural() {
    return new MadeUpRadar(SIZE, SIZE, HISTORY, MONITORED, 3).passes();
  }

  /** The natural passes, each image put through something. */
  private static List<RadarPass> spoilt(BiConsumer<Integer, float[]> spoil) {
    List<RadarPass> passes = new ArrayList<>();
    List<RadarPass> natural = natural();
    for (int i = 0; i < natural.size(); i++) {
      RadarPass pass = natural.get(i);
      Map<Polarisation, float[]> images = new EnumMap<>(Polarisation.class);
      for (Polarisation polarisation : pass.polarisations()) {
        float[] image = pass.power(polarisation).clone();
        spoil.accept(i, image);
        images.put(polarisation, image);
      }
      passes.add(new RadarPass(pass.day(), pass.orbit(), images));
    }
    return passes;
  }

  private static RadarSeries series(List<RadarPass> passes) {
    return new RadarSeries(SIZE, SIZE, START, passes);
  }

  /** Asks everything there is to ask, and checks that the answers are numbers. */
  private static RadarAnalysis interrogated(List<RadarPass> passes) {
    RadarAnalysis analysis = MadeUpRadar.analysed(series(passes), RadarParameters.defaults());
    SiteScores scores = analysis.score(SITE);
    for (int i = 0; i < scores.size(); i++) {
      assertThat(scores.score(i)).isFinite().isNotNegative();
    }
    for (double max : analysis.placebos(SITE, List.of()).maxima()) {
      assertThat(max).isFinite().isNotNegative();
    }
    for (Channel channel : analysis.channels()) {
      assertThat(analysis.equivalentLooks(channel)).isFinite().isPositive();
    }
    return analysis;
  }

  private static void assertSilent(List<RadarPass> passes) {
    RadarAnalysis analysis = interrogated(passes);
    double threshold = Calibration.threshold(analysis.placebos(SITE, List.of()).maxima(), 0.1, 0.5);
    assertThat(analysis.score(SITE).max()).isLessThanOrEqualTo(threshold);
  }

  private static void assertRefused(List<RadarPass> passes, Reason reason) {
    assertThat(RadarAnalysis.of(series(passes), RadarParameters.defaults(), List.of()))
        .isInstanceOfSatisfying(NotAnalysable.class, n -> assertThat(n.reason()).isEqualTo(reason));
  }

  @Test
  void three_passes_and_none_are_too_short_a_history() {
    assertRefused(natural().subList(0, 3), Reason.SHORT_HISTORY);
    assertRefused(List.of(), Reason.SHORT_HISTORY);
  }

  @Test
  void one_pass_a_year_is_too_short_a_history() {
    List<RadarPass> yearly = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      RadarPass pass = natural().get(2 * i);
      yearly.add(
          new RadarPass(
              365 * i - 3 * 365,
              pass.orbit(),
              Map.of(Polarisation.VV, pass.power(Polarisation.VV))));
    }
    assertRefused(yearly, Reason.SHORT_HISTORY);
  }

  @Test
  void a_history_without_a_pass_after_it_is_refused() {
    assertRefused(natural().subList(0, 2 * HISTORY), Reason.NO_MONITORED_DATE);
  }

  @Test
  void a_series_of_masked_or_negative_pixels_is_refused() {
    assertRefused(spoilt((i, image) -> Arrays.fill(image, Float.NaN)), Reason.SHORT_HISTORY);
    assertRefused(spoilt((i, image) -> Arrays.fill(image, -0.2f)), Reason.SHORT_HISTORY);
    assertRefused(spoilt((i, image) -> Arrays.fill(image, 0)), Reason.SHORT_HISTORY);
  }

  @Test
  void a_small_image_has_too_few_controls() {
    RadarSeries small = new MadeUpRadar(19, 20, HISTORY, MONITORED, 4).series();
    assertThat(RadarAnalysis.of(small, RadarParameters.defaults(), List.of()))
        .isInstanceOfSatisfying(
            NotAnalysable.class,
            n -> {
              assertThat(n.reason()).isEqualTo(Reason.TOO_FEW_CONTROLS);
              assertThat(n.message()).contains("19 x 20").contains("400");
            });
  }

  @Test
  void constants_raise_no_alarm() {
    for (float value : new float[] {1e-30f, 0.05f, 1, 1e30f}) {
      assertSilent(spoilt((i, image) -> Arrays.fill(image, value)));
    }
    Random random = new Random(8);
    assertSilent(spoilt((i, image) -> Arrays.fill(image, random.nextFloat() + 0.01f)));
  }

  @Test
  void a_sensor_that_is_stuck_from_a_pass_on_raises_no_alarm() {
    float[] stuck = natural().get(20).power(Polarisation.VV);
    assertSilent(
        spoilt((i, image) -> {
          if (i > 24) {
            System.arraycopy(stuck, 0, image, 0, image.length);
          }
        }));
  }

  @Test
  void infinities_negatives_and_zeros_count_as_masked() {
    float[] holes = {
      Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -3, 0, -Float.MIN_VALUE, Float.NaN
    };
    List<RadarAnalysis> analyses = new ArrayList<>();
    for (float hole : holes) {
      analyses.add(
          interrogated(
              spoilt((i, image) -> {
                for (int p = i % 5; p < image.length; p += 6) {
                  image[p] = hole;
                }
              })));
    }
    double[] expected = analyses.getFirst().placebos(SITE, List.of()).maxima();
    for (RadarAnalysis analysis : analyses) {
      assertThat(analysis.placebos(SITE, List.of()).maxima()).containsExactly(expected);
    }
  }

  @Test
  void passes_ten_thousand_times_too_large_raise_no_alarm() {
    assertSilent(
        spoilt((i, image) -> {
          for (int p = 0; p < image.length && (i == 7 || i >= 26); p++) {
            image[p] *= 10_000;
          }
        }));
  }

  @Test
  void single_absurd_pixels_are_survived() {
    interrogated(spoilt((i, image) -> image[i * 37 % image.length] = i % 2 == 0 ? 1e37f : 1e-37f));
  }

  @Test
  void pixels_never_seen_before_are_said_to_be_so() {
    RadarAnalysis analysis =
        interrogated(
            spoilt((i, image) -> {
              if (i < 2 * HISTORY) {
                Arrays.fill(image, 0, 4 * SIZE, Float.NaN);
              }
            }));
    assertThat(analysis.findObstacle(Site.rectangle(0, 10, 4, 9)))
        .map(NotAnalysable::reason)
        .contains(Reason.SITE_RARELY_SEEN);
    assertThat(analysis.score(Site.rectangle(0, 10, 4, 9)).max()).isZero();
  }

  @Test
  void passes_twice_or_out_of_order_are_the_callers_mistake() {
    List<RadarPass> passes = natural();
    List<RadarPass> twice = List.of(passes.get(0), passes.get(0));
    List<RadarPass> backwards = List.of(passes.get(1), passes.get(0));
    assertThatThrownBy(() -> series(twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sort and merge");
    assertThatThrownBy(() -> series(backwards)).isInstanceOf(IllegalArgumentException.class);
  }
}
