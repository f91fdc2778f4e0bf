package org.cairn.app.web.news;

import static org.cairn.benchmarks.Machine.say;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import org.cairn.app.text.Language;
import org.cairn.app.web.ReadOnlyMode;
import org.cairn.app.web.Registers;
import org.cairn.app.web.Role;
import org.cairn.app.web.Viewer;
import org.cairn.app.web.map.Atlas;
import org.cairn.benchmarks.InventedGazetteer;
import org.cairn.benchmarks.Machine;
import org.cairn.benchmarks.web.InventedRuns;
import org.cairn.heritage.place.Sensitivity;
import org.cairn.heritage.review.Finding;
import org.cairn.register.Workspace;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long one round of digests takes where all subscriptions are due at once: a tenth to the whole
 * node, six tenths to boxes, two tenths to outlines, a tenth to lists of places. In the package of
 * what it times, which nobody else calls. Who owners are is not looked up: some tens of
 * microseconds for each.
 */
@Command(name = "DigestSpeed", description = "Times a round of digests.")
public final class DigestSpeed implements Callable<Integer> {
  private static final double DEGREES = 8;

  /** Every so many places one is protected. */
  private static final int PROTECTED = 20;

  @Option(names = "--workspace", required = true, description = "Made where it is not there.")
  private Path folder = Path.of("digests");

  @Option(names = "--places", defaultValue = "100000")
  private int places = 100_000;

  @Option(names = "--alerts", defaultValue = "20000")
  private int alerts = 20_000;

  @Option(names = "--subscriptions", defaultValue = "10000")
  private int subscriptions = 10_000;

  private final Random random = new Random(1);

  public static void main(String... arguments) {
    System.exit(new CommandLine(new DigestSpeed()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Machine.print();
    Workspace workspace = Files.exists(folder) ? Workspace.at(folder) : prepare();
    Files.deleteIfExists(folder.resolve("news.db"));
    ReadOnlyMode mode =
        new ReadOnlyMode(workspace, false, Clock.systemUTC(), new PrintWriter(System.err, true));
    try (Registers registers = new Registers(workspace, mode);
        NewsStore store = new NewsStore(folder.resolve("news.db"), new SecureRandom())) {
      Atlas atlas = new Atlas(registers);
      int size = atlas.positions().spots().size();
      Journal journal = new Journal(store, registers);
      store.file();
      Instant started = Instant.now();
      journal.catchUp();
      say("journal of all alerts: %,d ms", since(started));
      store.work(questions -> {
        for (int each = 0; each < subscriptions; each++) {
          NewsStore.add(questions, subscription(each, size));
        }
        return true;
      });
      Viewer owner =
          new Viewer(
              Optional.of(new Viewer.Person("person", "")),
              Optional.of(new Viewer.Organisation("organisation", "")),
              EnumSet.of(Role.PLANNER),
              Set.of(),
              Language.ENGLISH,
              List.of(Locale.ENGLISH));
      DigestMaker maker =
          new DigestMaker(
              store,
              journal,
              registers,
              atlas,
              of -> Optional.of(owner),
              (person, told) -> {},
              Clock.systemUTC());
      started = Instant.now();
      int made = maker.round();
      long millis = since(started);
      say(
          "%,d digests over %,d places and %,d events: %.1f s",
          made, size, journal.newest(), millis / 1e3);
      say("news.db: %,d MiB", Files.size(folder.resolve("news.db")) >> 20);
    }
    return 0;
  }

  private static long since(Instant started) {
    return Duration.between(started, Instant.now()).toMillis();
  }

  private Workspace prepare() throws Exception {
    Workspace workspace =
        Workspace.create(folder, "bench.example/log", Clock.systemUTC(), new SecureRandom());
    say(
        "%s",
        new InventedGazetteer(1, DEGREES, DEGREES)
            .add(
                workspace,
                places,
                (place, row) ->
                    row % PROTECTED == 0 ? place.withSensitivity(Sensitivity.WITHHELD) : place));
    new InventedRuns(workspace, 1).add(places, alerts);
    return workspace;
  }

  private Subscription subscription(int number, int size) {
    Subscription.Wish wish =
        new Subscription.Wish(
            "Subscription " + number,
            area(number, size),
            List.of(),
            Set.of(),
            EnumSet.allOf(Finding.Status.class),
            number % 3 == 0 ? OptionalDouble.of(0.01) : OptionalDouble.empty(),
            OptionalDouble.empty(),
            new Schedule(Schedule.Frequency.DAILY, DayOfWeek.MONDAY, 7, ZoneOffset.UTC),
            Language.values()[number % Language.values().length],
            Subscription.Channel.FEED,
            "",
            false);
    return new Subscription(
        "subscription" + number,
        "person",
        "organisation",
        wish,
        new Subscription.Standing(
            Subscription.State.ACTIVE,
            "",
            "",
            0,
            0,
            0,
            Instant.EPOCH,
            Instant.EPOCH,
            Optional.empty(),
            1,
            Instant.EPOCH,
            1,
            Instant.EPOCH));
  }

  private Area area(int number, int size) {
    double side = 0.05 + random.nextDouble();
    double west = -DEGREES / 2 + random.nextDouble() * (DEGREES - side);
    double south = -DEGREES / 2 + random.nextDouble() * (DEGREES - side);
    try {
      return switch (number % 10) {
        case 0 -> new Area.Whole();
        case 1 -> {
          List<Long> numbers = new ArrayList<>();
          random.longs(200, 0, size).forEach(numbers::add);
          yield new Area.Places(numbers);
        }
        case 2, 3 ->
            new Area.Within(
                OutlineReading.text(
                    String.format(
                        Locale.ROOT,
                        "POLYGON ((%1$f %2$f, %3$f %2$f, %3$f %4$f, %5$f %6$f, %1$f %2$f))",
                        west,
                        south,
                        west + side,
                        south + side,
                        west + side / 3,
                        south + side / 2)));
        default -> new Area.Within(OutlineReading.box(west, south, west + side, south + side));
      };
    } catch (OutlineReading.NoOutlineException e) {
      throw new IllegalStateException(e);
    }
  }
}
