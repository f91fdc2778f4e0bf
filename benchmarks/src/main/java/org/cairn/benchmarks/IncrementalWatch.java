package org.cairn.benchmarks;

import static org.cairn.benchmarks.Machine.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.cairn.app.state.FileWatchState;
import org.cairn.heritage.Place;
import org.cairn.watch.WatchResult;
import org.cairn.watch.WatchSettings;

/**
 * What one new acquisition costs over places that are watched already: a run from scratch over 70
 * acquisitions that keeps nothing, one over 69 that keeps what it reads, and one that goes on from
 * there with the 70th. The last has the result of the first, or the program stops.
 *
 * <p>Arguments: a folder for the scenes, made once; optionally how many places (300).
 */
public final class IncrementalWatch {
  private static final int PIXELS = 2_048;
  private static final long LIMIT_BYTES = 64L << 30;

  private IncrementalWatch() {}

  public static void main(String[] args) throws Exception {
    Machine.print();
    Path cache = Path.of(args[0]);
    int count = args.length > 1 ? Integer.parseInt(args[1]) : 300;
    Landscapes landscape = Landscapes.of(cache, PIXELS);
    List<Place> places = landscape.places(count);
    WatchSettings all = landscape.watching(Landscapes.ACQUISITIONS);
    // The first watched day stays where it is: what taught the model teaches it still.
    WatchSettings but =
        landscape
            .watching(Landscapes.ACQUISITIONS - 1)
            .withDays(
                all.from().orElseThrow(),
                landscape.watching(Landscapes.ACQUISITIONS - 1).until().orElseThrow());
    Path state = Files.createTempDirectory(cache, "state");
    try {
      // Both ways are warmed up alike.
      List<Place> few = places.subList(0, Math.min(16, count));
      landscape.watch(few, all);
      Path warm = Files.createTempDirectory(cache, "warm");
      kept(landscape, warm, few, but);
      kept(landscape, warm, few, all);
      delete(warm);
      WatchResult[] results = new WatchResult[4];
      Machine.Cost scratch = Machine.ofAllThreads(() -> results[0] = landscape.watch(places, all));
      Machine.Cost first =
          Machine.ofAllThreads(() -> results[1] = kept(landscape, state, places, but));
      Machine.Cost then =
          Machine.ofAllThreads(() -> results[2] = kept(landscape, state, places, all));
      Machine.Cost nothing =
          Machine.ofAllThreads(() -> results[3] = kept(landscape, state, places, all));
      requireSame(results[0], results[2]);
      requireSame(results[0], results[3]);
      say("%n%,d places x %d acquisitions", count, Landscapes.ACQUISITIONS);
      say("%-34s %10s %10s %14s", "one run", "wall s", "cpu s", "cpu ms/place");
      line("from scratch, keeping nothing", scratch, count);
      line("the first 69, keeping", first, count);
      line("the 70th, going on", then, count);
      line("again, with nothing new", nothing, count);
      say(
          "the 70th / from scratch: 1/%.1f by wall, 1/%.1f by cpu; new %d, reused %d, extended %d",
          scratch.wallSeconds() / then.wallSeconds(),
          scratch.cpuSeconds() / then.cpuSeconds(),
          results[2].reuse().fresh().size(),
          results[2].reuse().reused(),
          results[2].reuse().extended());
      say("kept: %.1f MB, %.2f MB a place", bytes(state) / 1e6, bytes(state) / 1e6 / count);
    } finally {
      delete(state);
    }
  }

  private static WatchResult kept(
      Landscapes landscape, Path folder, List<Place> places, WatchSettings watching)
      throws Exception {
    try (FileWatchState state =
        FileWatchState.open(
            folder, "images", FileWatchState.Start.KEPT, LIMIT_BYTES, Clock.systemUTC())) {
      return landscape.watch(places, watching, state);
    }
  }

  private static void requireSame(WatchResult expected, WatchResult found) {
    for (int i = 0; i < expected.places().size(); i++) {
      boolean same =
          expected.places().get(i).coverage().equals(found.places().get(i).coverage())
              && expected.places().get(i).scores().equals(found.places().get(i).scores())
              && expected.places().get(i).alerts().size() == found.places().get(i).alerts().size();
      if (!same) {
        throw new IllegalStateException(
            "Going on gives another result than starting over: "
                + expected.places().get(i)
                + " / "
                + found.places().get(i));
      }
    }
  }

  private static void line(String name, Machine.Cost cost, int count) {
    say(
        "%-34s %10.2f %10.2f %14.2f",
        name, cost.wallSeconds(), cost.cpuSeconds(), 1_000 * cost.cpuSeconds() / count);
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.toList();
    }
    for (Path path : all.reversed()) {
      Files.delete(path);
    }
  }
}
