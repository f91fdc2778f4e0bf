package org.cairn.imagery.raster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.cairn.imagery.raster.ByteSource.ByteRange;

/** Ranges joined with their neighbours, so that fewer requests fetch them. Immutable. */
record RangePlan(List<Joined> joined) {
  /**
   * One request.
   *
   * @param range what to fetch
   * @param parts positions, in the list asked for, of the ranges that lie in it
   */
  record Joined(ByteRange range, List<Integer> parts) {}

  /**
   * @param gapBytes ranges this far apart or less are joined
   * @param largestBytes joining stops here; a single range may be larger
   */
  static RangePlan of(List<ByteRange> ranges, int gapBytes, int largestBytes) {
    List<Integer> order =
        IntStream.range(0, ranges.size())
            .boxed()
            .sorted(Comparator.comparingLong(i -> ranges.get(i).offset()))
            .toList();
    List<Joined> joined = new ArrayList<>();
    List<Integer> parts = new ArrayList<>();
    long start = 0;
    long end = 0;
    for (int i : order) {
      ByteRange range = ranges.get(i);
      long joinedEnd = Math.max(end, range.end());
      boolean joins = range.offset() - end <= gapBytes && joinedEnd - start <= largestBytes;
      if (!parts.isEmpty() && !joins) {
        joined.add(new Joined(new ByteRange(start, (int) (end - start)), List.copyOf(parts)));
        parts.clear();
      }
      if (parts.isEmpty()) {
        start = range.offset();
        end = range.end();
      } else {
        end = joinedEnd;
      }
      parts.add(i);
    }
    if (!parts.isEmpty()) {
      joined.add(new Joined(new ByteRange(start, (int) (end - start)), List.copyOf(parts)));
    }
    return new RangePlan(List.copyOf(joined));
  }
}
