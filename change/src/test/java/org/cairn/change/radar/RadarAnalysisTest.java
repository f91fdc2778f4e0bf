package org.cairn.change.radar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cairn.change.AnalysisOutcome.Reason;
import org.cairn.change.Calibration;
import org.cairn.change.Placebos;
import org.cairn.change.Site;
import org.cairn.change.SiteScores;
import org.cairn.change.radar.RadarOutcome.NotAnalysable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RadarAnalysisTest {
  private static final int SIZE = 52;
  private static final int HISTORY = 16;
  private static final int MONITORED = 12;
  private static final int EVENT = HISTORY + 4;
  private static final Site SITE = Site.rectangle(20, 19, 11, 11);
  private static final RadarParameters DEFAULTS = RadarParameters.defaults();

  private static MadeUpRadar area(long seed) {
    return new MadeUpRadar(SIZE, SIZE, HISTORY, MONITORED, seed);
  }

  /** Of one alarm in ten site-years. */
  private static double threshold(RadarAnalysis analysis) {
    double years = MONITORED * MadeUpRadar.REPEAT / 365.0;
    return Calibration.threshold(analysis.placebos(SITE, List.of()).maxima(), 0.1, years);
  }

  @ParameterizedTest
  @CsvSource({"3, -6, -4, 1", "5, -6, -4, 2", "5, -5, -4, 3", "5, 5, 4, 4"})
  void finds_a_building_that_is_gone_or_new(int size, double vv, double vh, long seed) {
    RadarAnalysis analysis =
        MadeUpRadar.analysed(area(seed).withChange(23, 22, size, EVENT, vv, vh).series(), DEFAULTS);
    SiteScores scores = analysis.score(SITE);
    int raised = scores.findFirstAbove(threshold(analysis)).orElseThrow();
    int day = analysis.series().passes().get(scores.date(raised)).day();
    assertThat(day).isBetween(EVENT * MadeUpRadar.REPEAT, (EVENT + 8) * MadeUpRadar.REPEAT);
    SiteScores.Hit hit = scores.findHit(raised).orElseThrow();
    assertThat(hit.sign()).isEqualTo(vv < 0 ? -1 : 1);
    assertThat(hit.row()).isBetween(24 - hit.box(), 22 + size);
    assertThat(hit.col()).isBetween(23 - hit.box(), 21 + size);
  }

  @Test
  void rain_over_the_scene_raises_no_alarm() {
    RadarAnalysis dry = MadeUpRadar.analysed(area(11).series(), DEFAULTS);
    RadarAnalysis wet =
        MadeUpRadar.analysed(area(11).withRain(HISTORY + 3, HISTORY + 6, 3.5).series(), DEFAULTS);
    assertThat(dry.score(SITE).max()).isLessThan(threshold(dry));
    assertThat(wet.score(SITE).max()).isLessThan(threshold(wet));
    // and the yardstick is not merely a longer one
    assertThat(threshold(wet)).isLessThan(1.25 * threshold(dry));
  }

  @Test
  void a_change_is_found_although_it_rains() {
    RadarAnalysis analysis =
        MadeUpRadar.analysed(
            area(12)
                .withRain(EVENT, HISTORY + MONITORED, 3)
                .withChange(23, 22, 5, EVENT, -6, -4)
                .series(),
            DEFAULTS);
    assertThat(analysis.score(SITE).max()).isGreaterThan(threshold(analysis));
  }

  @Test
  void looks_are_told_from_the_quietest_pixels() {
    for (int looks : new int[] {2, 4, 10}) {
      RadarAnalysis analysis =
          MadeUpRadar.analysed(area(21).withLooks(looks).withMoisture(0).series(), DEFAULTS);
      for (Channel channel : analysis.channels()) {
        assertThat(analysis.equivalentLooks(channel)).isCloseTo(looks, within(0.25 * looks));
      }
    }
  }

  @Test
  void what_is_said_of_a_pass_does_not_depend_on_later_ones() {
    List<RadarPass> passes = area(31).withChange(23, 22, 4, EVENT, -5, -3).passes();
    int start = HISTORY * MadeUpRadar.REPEAT;
    int cut = passes.size() - 7;
    SiteScores all =
        MadeUpRadar.analysed(new RadarSeries(SIZE, SIZE, start, passes), DEFAULTS).score(SITE);
    SiteScores first =
        MadeUpRadar.analysed(new RadarSeries(SIZE, SIZE, start, passes.subList(0, cut)), DEFAULTS)
            .score(SITE);
    assertThat(first.size()).isEqualTo(all.size() - 7);
    for (int i = 0; i < first.size(); i++) {
      assertThat(first.score(i)).isEqualTo(all.score(i));
      assertThat(first.findHit(i)).isEqualTo(all.findHit(i));
    }
  }

  @Test
  void equal_input_gives_equal_bits() {
    RadarSeries series = area(41).series();
    RadarAnalysis one = MadeUpRadar.analysed(series, DEFAULTS);
    RadarAnalysis other = MadeUpRadar.analysed(series, DEFAULTS);
    assertThat(one.placebos(SITE, List.of()).maxima())
        .containsExactly(other.placebos(SITE, List.of()).maxima());
    assertThat(one.score(SITE).max()).isEqualTo(other.score(SITE).max());
  }

  @Test
  void a_site_and_the_windows_around_it_are_scored_alike() {
    RadarAnalysis analysis = MadeUpRadar.analysed(area(51).series(), DEFAULTS);
    Placebos placebos = analysis.placebos(SITE, List.of());
    assertThat(placebos.n()).isGreaterThan(50);
    assertThat(placebos.independent()).isBetween(8, placebos.n());
    assertThat(placebos.maxima()[0])
        .isCloseTo(analysis.score(Site.rectangle(0, 0, 11, 11)).max(), within(1e-5));
  }

  @Test
  void an_orbit_with_too_short_a_history_is_left_out_and_said() {
    List<RadarPass> passes = new ArrayList<>();
    for (RadarPass pass : area(61).passes()) {
      if (pass.orbit().equals(MadeUpRadar.UP) || pass.day() > 11 * MadeUpRadar.REPEAT) {
        passes.add(pass);
      }
    }
    RadarAnalysis analysis =
        MadeUpRadar.analysed(
            new RadarSeries(SIZE, SIZE, HISTORY * MadeUpRadar.REPEAT, passes), DEFAULTS);
    assertThat(analysis.channels()).extracting(Channel::orbit).containsOnly(MadeUpRadar.UP);
    assertThat(analysis.leftOut()).containsOnlyKeys(MadeUpRadar.DOWN);
    for (NotAnalysable why : analysis.leftOut().values()) {
      assertThat(why.reason()).isEqualTo(Reason.SHORT_HISTORY);
      assertThat(why.message()).contains("orbit 66").contains("8 are needed");
    }
  }

  @Test
  void a_polarisation_that_some_passes_lack_takes_part_where_it_is() {
    List<RadarPass> passes = new ArrayList<>();
    for (RadarPass pass : area(71).withOrbits(MadeUpRadar.UP).passes()) {
      passes.add(
          pass.day() % 5 == 0
              ? new RadarPass(
                  pass.day(), pass.orbit(), Map.of(Polarisation.VV, pass.power(Polarisation.VV)))
              : pass);
    }
    RadarAnalysis analysis =
        MadeUpRadar.analysed(
            new RadarSeries(SIZE, SIZE, HISTORY * MadeUpRadar.REPEAT, passes), DEFAULTS);
    assertThat(analysis.channels())
        .extracting(Channel::polarisation)
        .containsExactly(Polarisation.VV, Polarisation.VH);
    assertThat(analysis.score(SITE).size()).isEqualTo(MONITORED);
  }

  @Test
  void refuses_a_site_beyond_the_area() {
    RadarAnalysis analysis = MadeUpRadar.analysed(area(81).series(), DEFAULTS);
    Site beyond = Site.rectangle(SIZE - 5, 0, 8, 8);
    assertThatThrownBy(() -> analysis.score(beyond)).isInstanceOf(IllegalArgumentException.class);
    assertThat(analysis.findObstacle(Site.rectangle(3, 3, 1, 9)))
        .map(NotAnalysable::reason)
        .contains(Reason.SITE_TOO_SMALL);
    assertThat(analysis.findObstacle(SITE)).isEmpty();
  }
}
