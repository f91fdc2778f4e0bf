package org.cairn.benchmarks;

import static org.cairn.benchmarks.Machine.say;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.List;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.Place;
import org.cairn.watch.WatchResult;

/**
 * Whether a run's time grows in proportion to places and to acquisitions, and whether 10,000 places
 * run to the end in the heap given. Start it with {@code -Xmx1g}.
 *
 * <p>All places lie on one scene, so neighbours share reading and analysis the more of them there
 * are: a table of places says at most that time does not grow faster than they do.
 *
 * <p>Arguments: a folder for the scenes, made once; optionally the most places (10000).
 */
public final class Scaling {
  private static final int PIXELS = 2_048;
  private static final int[] PLACES = {1_000, 2_000, 4_000};
  private static final int[] ACQUISITIONS = {18, 35, 70};
  private static final int PLACES_OVER_TIME = 1_000;

  private final Landscapes landscape;

  private Scaling(Landscapes landscape) {
    this.landscape = landscape;
  }

  public static void main(String[] args) throws Exception {
    Machine.print();
    int most = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
    Scaling scaling = new Scaling(Landscapes.of(Path.of(args[0]), PIXELS));
    scaling.landscape.watch(
        scaling.landscape.places(20), scaling.landscape.watching(Landscapes.ACQUISITIONS));
    heading("the most places");
    scaling.row(most, Landscapes.ACQUISITIONS);
    heading("numbers of acquisitions");
    for (int acquisitions : ACQUISITIONS) {
      scaling.row(PLACES_OVER_TIME, acquisitions);
    }
    heading("numbers of places");
    for (int places : PLACES) {
      scaling.row(places, Landscapes.ACQUISITIONS);
    }
  }

  private static void heading(String over) {
    say(
        "%nover %s:%n%8s %13s %8s %8s %14s %10s %8s",
        over, "places", "acquisitions", "wall s", "cpu s", "cpu ms / place", "peak MiB", "watched");
  }

  private void row(int count, int acquisitions) throws Exception {
    List<Place> places = landscape.places(count);
    var heaps =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    heaps.forEach(java.lang.management.MemoryPoolMXBean::resetPeakUsage);
    WatchResult[] result = new WatchResult[1];
    Machine.Cost cost =
        Machine.ofAllThreads(
            () -> result[0] = landscape.watch(places, landscape.watching(acquisitions)));
    // Pools peak at different moments, so this is no less than the heap ever held.
    long peak = heaps.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() >> 20;
    long watched =
        result[0].places().stream()
            .filter(place -> place.coverage().status() == Coverage.Status.WATCHED)
            .count();
    say(
        "%,8d %13d %8.1f %8.1f %14.2f %10d %,8d",
        count,
        acquisitions,
        cost.wallSeconds(),
        cost.cpuSeconds(),
        1_000 * cost.cpuSeconds() / count,
        peak,
        watched);
  }
}
