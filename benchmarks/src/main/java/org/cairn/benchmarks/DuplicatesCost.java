package org.cairn.benchmarks;

import static org.cairn.benchmarks.Machine.say;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceType;
import org.cairn.heritage.place.Term;
import org.cairn.ledger.Fault;
import org.cairn.register.LedgerCheck;
import org.cairn.register.LedgerWriter;
import org.cairn.register.LikelyDuplicate;
import org.cairn.register.PlacePair;
import org.cairn.register.PlaceRegister;
import org.cairn.register.Workspace;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * What it costs to find likely duplicates among many places, and how many of those that were
 * planted are found; and what the whole verification costs that compares the register. The places
 * do not exist: one in twenty is another once more, spelled otherwise and up to 300 metres away;
 * half have a word that many have.
 *
 * <p>Arguments: a folder that does not exist yet; optionally the number of places (100000).
 */
public final class DuplicatesCost {
  private static final String[] COMMON = {"Church of ", "Tell ", "Khirbet ", "Old Mill of ", ""};
  private static final String[] TYPES = {"church", "settlement", "mill", "cemetery"};
  private static final String[][] SYLLABLES = {
    {"Ġa", "Gha"}, {"ḥi", "hi"}, {"qa", "ka"}, {"ši", "shi"}, {"dū", "dou"}, {"ra", "ra"},
    {"mo", "mo"}, {"te", "te"}, {"lū", "lu"}, {"ne", "ne"}, {"vi", "wi"}, {"bar", "bar"},
    {"sün", "sun"}, {"kel", "kel"}, {"zo", "zo"}, {"fay", "fei"}
  };

  private static final int TWIN = 20;
  private static final double METRES_A_DEGREE = 111_195;

  private final Random random = new Random(1);
  private final List<PlaceDescription> places = new ArrayList<>();
  private final Set<PlacePair> planted = new HashSet<>();

  private DuplicatesCost(int count) {
    while (places.size() < count) {
      plant();
    }
  }

  public static void main(String[] args) throws Exception {
    Machine.print();
    int count = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
    DuplicatesCost cost = new DuplicatesCost(count);
    Workspace workspace =
        Workspace.create(
            Path.of(args[0]), "bench.example/log", InstantSource.system(), new SecureRandom());
    try (LedgerWriter writer = LedgerWriter.open(workspace, InstantSource.system());
        PlaceRegister register = PlaceRegister.open(workspace)) {
      long start = System.nanoTime();
      register.add(writer, cost.places);
      say("%,d places added: %.1f s", count, since(start));
      for (int each = 0; each < 2; each++) {
        start = System.nanoTime();
        List<LikelyDuplicate> found = register.likelyDuplicates(0.5);
        double seconds = since(start);
        Set<PlacePair> pairs = new HashSet<>();
        found.forEach(pair -> pairs.add(pair.pair()));
        long met = cost.planted.stream().filter(pairs::contains).count();
        long first =
            found.stream()
                .limit(cost.planted.size())
                .filter(pair -> cost.planted.contains(pair.pair()))
                .count();
        say(
            "likely duplicates: %.1f s, %,d pairs; of %,d planted %,d are among them, %,d among the first %,d",
            seconds, pairs.size(), cost.planted.size(), met, first, cost.planted.size());
      }
    }
    List<Fault> faults = new ArrayList<>();
    long start = System.nanoTime();
    LedgerCheck.Outcome outcome = LedgerCheck.check(workspace, faults::add);
    say(
        "ledger verify, with the sums of the register's tables: %.1f s, register %s, %d faults",
        since(start), outcome.register().standing().code(), faults.size());
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private void plant() {
    int[] syllables = random.ints(3 + random.nextInt(3), 0, SYLLABLES.length).toArray();
    String common = COMMON[random.nextInt(COMMON.length)];
    String type = TYPES[random.nextInt(TYPES.length)];
    // A few thousand towns, so that many places are near each other.
    Random town = new Random(random.nextInt(3_000));
    double lon = town.nextDouble() * 40 + random.nextGaussian() * 0.03;
    double lat = town.nextDouble() * 30 + 10 + random.nextGaussian() * 0.03;
    PlaceDescription place = place(common + name(syllables, 0), type, lon, lat);
    places.add(place);
    if (random.nextInt(TWIN) == 0) {
      double away = 300 / METRES_A_DEGREE;
      PlaceDescription twin =
          place(
              common + name(syllables, 1),
              type,
              lon + (random.nextDouble() * 2 - 1) * away * 0.7,
              lat + (random.nextDouble() * 2 - 1) * away * 0.7);
      places.add(twin);
      planted.add(new PlacePair(place.id(), twin.id()));
    }
  }

  private PlaceDescription place(String name, String type, double lon, double lat) {
    return PlaceDescription.of(
        "p" + Long.toHexString(random.nextLong()),
        Name.of(name),
        PlaceType.of(Term.unknown(type)),
        PlaceGeometry.of(
            new GeometryFactory().createPoint(new Coordinate(lon, lat)),
            PlaceGeometry.Extent.POINT));
  }

  private static String name(int[] syllables, int spelling) {
    StringBuilder name = new StringBuilder();
    for (int each : syllables) {
      name.append(SYLLABLES[each][spelling]);
    }
    return name.toString();
  }
}
