package org.cairn.benchmarks;

import static org.cairn.benchmarks.Machine.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * <p>Arguments: a folder for the scenes, made once; optionally how many places (300), the side of
 * the scene in pixels (2048; 10,000 places lie on one of 6480 as far apart as 1,000 on that), and a
 * folder for what is kept. With that one, the run from scratch is left out and the run over 69
 * stands for it; where it was stopped, the next start goes on with it and tells its own share only.
 */
public final class IncrementalWatch {
  private static final int PIXELS = 2_048;
  private static final long LIMIT_BYTES = 64L << 30;

  private IncrementalWatch() {}

  public static void main(String[] args) throws Exception {
    Machine.print();
    Path cache = Path.of(args[0]);
    int count = args.length > 1 ? Integer.parseInt(args[1]) : 300;
    int pixels = args.length > 2 ? Integer.parseInt(args[2]) : PIXELS;
    boolean whole = args.length < 4;
    Landscapes landscape = Landscapes.of(cache, pixels);
    List<Place> places = landscape.places(count);
    WatchSettings all = landscape.watching(Landscapes.ACQUISITIONS);
    // The first watched day stays where it is: what taught the model teaches it still.
    WatchSettings but =
        landscape
            .watching(Landscapes.ACQUISITIONS - 1)
            .withDays(
                all.from().orElseThrow(),
                landscape.watching(Landscapes.ACQUISITIONS - 1).until().orElseThrow());
    Path state = whole ? Files.createTempDirectory(cache, "state") : Path.of(args[3]);
    try {
      // Both ways are warmed up alike.
      List<Place> few = places.subList(0, Math.min(16, count));
      landscape.watch(few, all);
      Path warm = Files.createTempDirectory(cache, "warm");
      kept(landscape, warm, few, but);
      kept(landscape, warm, few, all);
      delete(warm);
      say("%n%,d places x %d acquisitions", count, Landscapes.ACQUISITIONS);
      say("%-34s %10s %10s %14s", "one run", "wall s", "cpu s", "cpu ms/place");
      List<WatchResult> scratch = new ArrayList<>();
      Optional<Machine.Cost> full =
          whole
              ? Optional.of(Machine.ofAllThreads(() -> scratch.add(landscape.watch(places, all))))
              : Optional.empty();
      full.ifPresent(cost -> line("from scratch, keeping nothing", cost, count));
      WatchResult[] results = new WatchResult[3];
      Machine.Cost first =
          Machine.ofAllThreads(() -> results[0] = kept(landscape, state, places, but));
      line("the first 69, keeping", first, count);
      Machine.Cost then =
          Machine.ofAllThreads(() -> results[1] = kept(landscape, state, places, all));
      line("the 70th, going on", then, count);
      Machine.Cost nothing =
          Machine.ofAllThreads(() -> results[2] = kept(landscape, state, places, all));
      line("again, with nothing new", nothing, count);
      requireSame(results[1], results[2]);
      scratch.forEach(expected -> requireSame(expected, results[1]));
      say(
          "new %d, reused %d, extended %d",
          results[1].reuse().fresh().size(),
          results[1].reuse().reused(),
          results[1].reuse().extended());
      full.ifPresent(cost -> ratio("from scratch", cost, then));
      ratio("the first 69", first, then);
      say("kept: %.1f MB, %.2f MB a place", bytes(state) / 1e6, bytes(state) / 1e6 / count);
    } finally {
      delete(state);
    }
  }

  private static void ratio(String name, Machine.Cost of, Machine.Cost then) {
    say(
        "the 70th / %s: 1/%.1f by wall, 1/%.1f by cpu",
        name, of.wallSeconds() / then.wallSeconds(), of.cpuSeconds() / then.cpuSeconds());
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
