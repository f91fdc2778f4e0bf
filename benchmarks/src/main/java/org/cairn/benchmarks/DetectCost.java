package org.cairn.benchmarks;

import static org.cairn.benchmarks.Machine.median;
import static org.cairn.benchmarks.Machine.say;

import java.nio.file.Path;
import java.util.List;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.Place;
import org.cairn.watch.WatchResult;
import org.cairn.watch.WatchSettings;

/**
 * What a whole run of the watch costs against merely reading and decoding the same windows, with
 * the same threads, in the same run of this program: where places are dense, and where they are
 * sparse, as real ones are.
 *
 * <p>Arguments: a folder for the scenes, made once; optionally how often to repeat (3).
 */
public final class DetectCost {
  private static final int PIXELS = 2_048;
  private static final int DENSE_PLACES = 1_000;

  /** One in each block of the scene; real places lie even further apart. */
  private static final int SPARSE_PLACES = 4;

  private DetectCost() {}

  public static void main(String[] args) throws Exception {
    Machine.print();
    Path cache = Path.of(args[0]);
    int repeats = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    Landscapes landscape = Landscapes.of(cache, PIXELS);
    measure("sparse", landscape, SPARSE_PLACES, repeats);
    measure("dense", landscape, DENSE_PLACES, repeats);
  }

  private static void measure(String name, Landscapes landscape, int count, int repeats)
      throws Exception {
    List<Place> places = landscape.places(count);
    WatchSettings watching = landscape.watching(Landscapes.ACQUISITIONS);
    double[] reading = new double[repeats];
    double[] readingCpu = new double[repeats];
    double[] whole = new double[repeats];
    double[] wholeCpu = new double[repeats];
    String outcome = "";
    landscape.watch(places.subList(0, Math.min(16, count)), watching);
    for (int i = 0; i < repeats; i++) {
      Machine.Cost read = Machine.ofAllThreads(() -> landscape.read(places, watching));
      WatchResult[] result = new WatchResult[1];
      Machine.Cost run = Machine.ofAllThreads(() -> result[0] = landscape.watch(places, watching));
      reading[i] = read.wallSeconds();
      readingCpu[i] = read.cpuSeconds();
      whole[i] = run.wallSeconds();
      wholeCpu[i] = run.cpuSeconds();
      outcome = outcome(result[0]);
    }
    say("%n%s: %,d places x %d acquisitions (%s)", name, count, Landscapes.ACQUISITIONS, outcome);
    say("%-22s %10s %10s %16s", "median of " + repeats, "wall s", "cpu s", "wall ms/place");
    line("reading alone", reading, readingCpu, count);
    line("whole run", whole, wholeCpu, count);
    say(
        "judging a place: %.1f ms of a processor; whole / reading: %.2f by wall, %.2f by cpu",
        1_000 * (median(wholeCpu) - median(readingCpu)) / count,
        median(whole) / median(reading),
        median(wholeCpu) / median(readingCpu));
  }

  private static void line(String name, double[] wall, double[] cpu, int count) {
    say(
        "%-22s %10.2f %10.2f %16.2f",
        name, median(wall), median(cpu), 1_000 * median(wall) / count);
  }

  private static String outcome(WatchResult result) {
    long watched =
        result.places().stream()
            .filter(place -> place.coverage().status() == Coverage.Status.WATCHED)
            .count();
    long alerts = result.places().stream().mapToLong(place -> place.alerts().size()).sum();
    return watched + " watched, " + alerts + " alerts, " + result.problems().size() + " problems";
  }
}
