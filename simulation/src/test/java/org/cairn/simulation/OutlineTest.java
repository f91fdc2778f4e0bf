package org.cairn.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OutlineTest {
  private static double area(Outline outline) {
    double[] sum = new double[1];
    outline.forEachPixel(0, 0, 40, 40, (pixel, share) -> sum[0] += share);
    return sum[0];
  }

  @Test
  void shares_of_pixels_add_up_to_the_area() {
    assertThat(area(Outline.rectangle(3, 4, 5, 6))).isCloseTo(30, within(1e-5));
    assertThat(area(new Outline(20, 20, 12, 8, 0.4, false))).isCloseTo(96, within(1.0));
    assertThat(area(new Outline(20, 20, 12, 8, 0.4, true))).isCloseTo(Math.PI * 24, within(1.0));
  }

  @Test
  void corners_and_reach_bound_what_it_covers() {
    for (boolean round : new boolean[] {false, true}) {
      Outline outline = new Outline(20, 18, 12, 8, 0.4, round);
      double east = 0;
      double south = 0;
      for (double[] corner : outline.corners()) {
        east = Math.max(east, corner[0]);
        south = Math.max(south, corner[1]);
        assertThat(outline.grown(1e-6).contains(corner[0], corner[1])).isTrue();
        assertThat(outline.grown(-0.01).contains(corner[0], corner[1])).isFalse();
      }
      assertThat(east).isCloseTo(20 + outline.reachCols(), within(0.1));
      assertThat(south).isCloseTo(18 + outline.reachRows(), within(0.1));
    }
  }

  @Test
  void visits_only_the_part_asked_for() {
    Outline.rectangle(-5, -5, 20, 20)
        .forEachPixel(2, 3, 4, 5, (pixel, share) -> assertThat(pixel).isBetween(0, 19));
  }

  @Test
  void refuses_sizes_that_are_none() {
    assertThatThrownBy(() -> Outline.rectangle(0, 0, 0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("above 0");
  }
}
