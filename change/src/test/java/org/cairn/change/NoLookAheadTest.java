package org.cairn.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of a date does not change when later dates arrive. */
class NoLookAheadTest {
  @ParameterizedTest
  @EnumSource(DetectorParameters.Path.class)
  void scores_and_changes_up_to_a_date_are_the_same_without_the_later_ones(
      DetectorParameters.Path path) {
    DetectorParameters p = DetectorParameters.defaults();
    p = p.withPrediction(p.prediction().withPath(path).withCaps(400, 400));
    MadeUpArea area = new MadeUpArea(31, 28, 40, 14, 11);
    float[][] layers = area.layers();
    MadeUpArea.change(layers, 28, 12, 11, 4, 20, -0.15);
    int[] days = area.days();
    Site site = Site.rectangle(9, 9, 10, 10);
    SceneAnalysis whole = MadeUpArea.analysed(new SceneSeries(31, 28, days, 14, layers), p);
    SiteScores all = whole.score(site);
    for (int dates : new int[] {16, 23, 31, 39}) {
      SceneSeries shorter =
          new SceneSeries(31, 28, Arrays.copyOf(days, dates), 14, Arrays.copyOf(layers, dates));
      SceneAnalysis early = MadeUpArea.analysed(shorter, p);
      SiteScores some = early.score(site);
      for (int t = 0; t < dates; t++) {
        assertThat(early.residuals(t)).containsExactly(whole.residuals(t));
        assertThat(early.usable(t)).isEqualTo(whole.usable(t));
      }
      for (int m = 0; m < some.size(); m++) {
        Optional<SiteScores.Hit> hit = some.findHit(m);
        assertThat(hit).isEqualTo(all.findHit(m));
        if (hit.isPresent()) {
          Change then = early.change(site, some, m);
          Change now = whole.change(site, all, m);
          assertThat(then.footprint()).containsExactly(now.footprint());
          assertThat(then.firstSeen()).isEqualTo(now.firstSeen());
          assertThat(then.lastUnchanged()).isEqualTo(now.lastUnchanged());
        }
      }
    }
  }
}
