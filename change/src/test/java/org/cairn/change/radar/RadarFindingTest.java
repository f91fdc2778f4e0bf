package org.cairn.change.radar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.cairn.change.Site;
import org.cairn.change.SiteScores;
import org.junit.jupiter.api.Test;

class RadarFindingTest {
  private static final int SIZE = 48;
  private static final int HISTORY = 16;
  private static final int EVENT = HISTORY + 3;
  private static final Site SITE = Site.rectangle(18, 18, 12, 12);

  private static RadarAnalysis analysis(double rain) {
    return MadeUpRadar.analysed(
        new MadeUpRadar(SIZE, SIZE, HISTORY, 10, 7)
            .withRain(EVENT, HISTORY + 10, rain)
            .withChange(21, 21, 6, EVENT, -6, -4)
            .series(),
        RadarParameters.defaults());
  }

  private static RadarFinding atTheEnd(RadarAnalysis analysis) {
    SiteScores scores = analysis.score(SITE);
    return analysis.finding(scores, scores.size() - 1);
  }

  @Test
  void says_what_each_channel_shows() {
    RadarAnalysis analysis = analysis(0);
    RadarFinding finding = atTheEnd(analysis);
    assertThat(finding.channels()).extracting(ChannelChange::channel).hasSize(4);
    for (ChannelChange one : finding.channels()) {
      double expected = one.channel().polarisation() == Polarisation.VV ? -6 : -4;
      assertThat(one.beyond()).isCloseTo(expected, within(1.5));
      assertThat(one.after() - one.before()).isCloseTo(expected, within(2.0));
      assertThat(one.t()).isLessThan(-3);
      assertThat(one.passes()).hasSize(finding.hit().lag());
      for (int pass : one.passes()) {
        RadarPass used = analysis.series().passes().get(pass);
        assertThat(used.orbit()).isEqualTo(one.channel().orbit());
        assertThat(used.day()).isGreaterThanOrEqualTo(analysis.series().firstMonitoredDay());
      }
    }
  }

  @Test
  void rain_is_not_counted_as_change() {
    for (ChannelChange one : atTheEnd(analysis(4)).channels()) {
      double expected = one.channel().polarisation() == Polarisation.VV ? -6 : -4;
      assertThat(one.beyond()).isCloseTo(expected, within(1.8));
    }
  }

  @Test
  void dates_lie_around_the_change() {
    RadarAnalysis analysis = analysis(0);
    RadarFinding finding = atTheEnd(analysis);
    List<RadarPass> passes = analysis.series().passes();
    assertThat(finding.lastUnchanged().orElseThrow()).isEqualTo(finding.firstSeen() - 1);
    assertThat(passes.get(finding.firstSeen()).day())
        .isBetween((EVENT - 3) * MadeUpRadar.REPEAT, (EVENT + 5) * MadeUpRadar.REPEAT);
    assertThat(finding.raised()).isEqualTo(passes.size() - 1);
  }

  @Test
  void refuses_a_pass_without_a_score() {
    RadarAnalysis analysis = analysis(0);
    SiteScores none = analysis.score(SITE);
    assertThat(none.score(0)).isZero();
    assertThatThrownBy(() -> analysis.finding(none, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
