package org.cairn.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When the ground around a place is said to have changed as a whole. */
class RegionalChangeTest {
  private static final int SIDE = 48;
  private static final int DATES = 44;
  private static final int HISTORY = 22;
  private static final int EVENT = 28;

  private static Optional<RegionalChange> found(int cols, float by, int dates) {
    MadeUpArea area = new MadeUpArea(SIDE, SIDE, DATES, HISTORY, 17);
    float[][] layers = area.layers();
    if (cols > 0) {
      MadeUpArea.change(layers, SIDE, 0, 0, cols, EVENT, by);
    }
    float[][] first = Arrays.copyOf(layers, dates);
    int[] days = Arrays.copyOf(area.days(), dates);
    AnalysisOutcome outcome =
        SceneAnalysis.of(
            new SceneSeries(SIDE, SIDE, days, HISTORY, first),
            DetectorParameters.defaults(),
            List.of(Site.rectangle(0, 0, 9, 9)));
    return ((AnalysisOutcome.Analysed) outcome).analysis().findRegionalChange();
  }

  @Test
  void half_of_the_area_is_told_within_a_few_looks() {
    RegionalChange change = found(34, -0.2f, DATES).orElseThrow();
    assertThat(change.seen()).isBetween(EVENT, EVENT + 6);
    assertThat(change.lastBefore()).isBetween(EVENT - 6, EVENT);
    assertThat(change.share()).isBetween(0.1, 0.9);
  }

  @Test
  void what_came_later_does_not_matter() {
    RegionalChange all = found(34, -0.2f, DATES).orElseThrow();
    RegionalChange first = found(34, -0.2f, all.seen() + 1).orElseThrow();
    assertThat(first.seen()).isEqualTo(all.seen());
    assertThat(first.lastBefore()).isEqualTo(all.lastBefore());
    assertThat(found(34, -0.2f, all.seen())).isEmpty();
  }

  @Test
  void a_place_that_changes_is_no_region() {
    assertThat(found(8, -0.2f, DATES)).isEmpty();
    assertThat(found(0, 0, DATES)).isEmpty();
  }
}
