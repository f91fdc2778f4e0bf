package org.cairn.imagery.raster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cairn.imagery.raster.ByteSource.ByteRange;
import org.cairn.imagery.raster.RangePlan.Joined;
import org.junit.jupiter.api.Test;

class RangePlanTest {
  @Test
  void joins_ranges_that_touch_overlap_or_lie_within_the_gap() {
    List<ByteRange> ranges =
        List.of(
            new ByteRange(500, 10),
            new ByteRange(0, 10),
            new ByteRange(10, 10),
            new ByteRange(5, 3),
            new ByteRange(25, 10));
    assertThat(RangePlan.of(ranges, 5, 1000).joined())
        .containsExactly(
            new Joined(new ByteRange(0, 35), List.of(1, 3, 2, 4)),
            new Joined(new ByteRange(500, 10), List.of(0)));
    assertThat(RangePlan.of(ranges, 4, 1000).joined()).hasSize(3);
  }

  @Test
  void does_not_join_beyond_the_largest_request_but_lets_a_single_large_range_be() {
    List<ByteRange> ranges =
        List.of(new ByteRange(0, 60), new ByteRange(60, 60), new ByteRange(120, 300));
    assertThat(RangePlan.of(ranges, 0, 100).joined())
        .extracting(Joined::range)
        .containsExactlyElementsOf(ranges);
  }

  @Test
  void nothing_asked_is_nothing_to_fetch() {
    assertThat(RangePlan.of(List.of(), 10, 10).joined()).isEmpty();
  }
}
