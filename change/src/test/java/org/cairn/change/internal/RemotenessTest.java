package org.cairn.change.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Whose spread is widened, and by how much. */
class RemotenessTest {
  @Test
  void a_pixel_farther_from_its_controls_than_the_median_one_is_held_to_scatter_more() {
    double[] spread = {0.1, 0.1, 0.1, 0.1, 0.2};
    Remoteness.widen(spread, new float[] {1, 2, 2, 8, 200}, 0.5);
    assertThat(spread)
        .containsExactly(new double[] {0.1, 0.1, 0.1, 0.2, 0.2 * Math.sqrt(6)}, within(1e-12));
  }

  @Test
  void to_the_power_0_and_without_controls_nothing_is_changed() {
    double[] spread = {0.1, 0.1, 0.1};
    Remoteness.widen(spread, new float[] {1, 2, 8}, 0);
    Remoteness.widen(spread, new float[] {0, 0, 0}, 0.5);
    assertThat(spread).containsOnly(0.1);
  }

  @Test
  void a_pixel_without_controls_does_not_say_what_is_usual() {
    double[] spread = {0.1, 0.1, 0.1, 0.1};
    Remoteness.widen(spread, new float[] {0, 0, 0, 4}, 1);
    assertThat(spread).containsOnly(0.1);
  }
}
