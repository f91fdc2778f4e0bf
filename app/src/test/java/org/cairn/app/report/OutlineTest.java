package org.cairn.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cairn.watch.Chip;
import org.junit.jupiter.api.Test;

class OutlineTest {
  private static final Chip.Ring SQUARE = ring(10, 10, 14, 10, 14, 14, 10, 14);

  @Test
  void runs_outside_the_changed_pixels() {
    assertThat(Outline.around(List.of(SQUARE), 1))
        .contains("9.00 9.00", "15.00 9.00", "15.00 15.00", "9.00 15.00")
        .endsWith("Z");
  }

  @Test
  void closes_holes_narrower_than_the_gap_and_keeps_wide_ones() {
    Chip.Ring outer = ring(0, 0, 20, 0, 20, 20, 0, 20);
    assertThat(subpaths(Outline.around(List.of(outer, ring(9, 9, 10, 9, 10, 10, 9, 10)), 1)))
        .isEqualTo(1);
    assertThat(subpaths(Outline.around(List.of(outer, ring(5, 5, 15, 5, 15, 15, 5, 15)), 1)))
        .isEqualTo(2);
  }

  @Test
  void is_empty_where_nothing_is_enclosed() {
    assertThat(Outline.around(List.of(), 1)).isEmpty();
    assertThat(Outline.around(List.of(new Chip.Ring(List.of())), 1)).isEmpty();
    assertThat(Outline.around(List.of(ring(1, 1, 5, 5)), 1)).isEmpty();
    assertThat(Outline.around(List.of(ring(Double.NaN, 1, 5, Double.NaN)), 1)).isEmpty();
  }

  private static long subpaths(String path) {
    return path.chars().filter(c -> c == 'M').count();
  }

  private static Chip.Ring ring(double... xy) {
    java.util.ArrayList<Chip.Vertex> vertices = new java.util.ArrayList<>();
    for (int i = 0; i < xy.length; i += 2) {
      vertices.add(new Chip.Vertex(xy[i], xy[i + 1]));
    }
    return new Chip.Ring(vertices);
  }
}
