package org.cairn.benchmarks.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Place;
import org.cairn.watch.AlertEvidence;
import org.cairn.watch.Chip;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Alerts that nobody raised. Pictures and curves come from a stock of some, so that the ledger's
 * blobs stay few; each alert has its own days, size and score. Single-thread.
 */
final class InventedAlerts {
  private static final int STOCK = 64;
  private static final int SIDE = 48;
  private static final double METRES_PER_PIXEL = 10;
  private static final LocalDate FIRST_LOOK = LocalDate.of(2023, 6, 1);
  private static final LocalDate LAST_LOOK = LocalDate.of(2026, 5, 31);
  private static final LocalDate WATCHED_FROM = LocalDate.of(2025, 6, 1);
  private static final double CHANGED_DEGREES = 0.0003;

  private final Random random;
  private final GeometryFactory geometries = new GeometryFactory();
  private final List<Stock> stock = new ArrayList<>();

  /** Pictures, outline and curve of a change. */
  private record Stock(
      LocalDate lastUnchanged,
      LocalDate firstSeen,
      Chip before,
      Chip after,
      Chip.Ring outline,
      List<AlertEvidence.Point> series) {}

  InventedAlerts(long seed) {
    this.random = new Random(seed);
    for (int each = 0; each < STOCK; each++) {
      stock.add(invent());
    }
  }

  AlertEvidence of(Place place) {
    Stock one = stock.get(random.nextInt(STOCK));
    double perYear = Math.pow(10, -4 + 3 * random.nextDouble());
    Coordinate middle = place.geometry().getCentroid().getCoordinate();
    Alert alert =
        new Alert(
            place.id() + "@" + one.firstSeen(),
            place.id(),
            geometries.toGeometry(
                new Envelope(
                    middle.x, middle.x + CHANGED_DEGREES, middle.y, middle.y + CHANGED_DEGREES)),
            one.lastUnchanged(),
            one.firstSeen(),
            one.firstSeen().plusDays(10),
            9.9 - 3 * Math.log10(perYear),
            perYear,
            new Alert.Placebos(412, 87, random.nextInt(3)),
            200 + 100 * random.nextInt(60),
            List.of(
                new Alert.BandChange("ndvi", 0.612, 0.274, "index"),
                new Alert.BandChange("red", 0.061, 0.182, "reflectance"),
                new Alert.BandChange("nir", 0.287, 0.319, "reflectance")),
            List.of(
                Alert.Direction.LESS_VEGETATION,
                Alert.Direction.TOWARD_BARE_GROUND,
                Alert.Direction.BRIGHTER),
            "Sentinel-2",
            new Alert.Method("scan", "1.0"),
            List.of("sample-" + one.lastUnchanged(), "sample-" + one.firstSeen()));
    return new AlertEvidence(
        alert,
        Optional.of(one.before()),
        Optional.of(one.after()),
        List.of(one.outline()),
        METRES_PER_PIXEL,
        "ndvi",
        one.series());
  }

  private Stock invent() {
    LocalDate seen = WATCHED_FROM.plusDays(20 + random.nextInt(300));
    LocalDate unchanged = seen.minusDays(10);
    int left = 14 + random.nextInt(10);
    int top = 14 + random.nextInt(10);
    int side = 5 + random.nextInt(8);
    long ground = random.nextLong();
    return new Stock(
        unchanged,
        seen,
        chip(ground, left, top, 0, unchanged),
        chip(ground, left, top, side, seen),
        new Chip.Ring(
            List.of(
                new Chip.Vertex(left, top),
                new Chip.Vertex(left + side, top),
                new Chip.Vertex(left + side, top + side),
                new Chip.Vertex(left, top + side),
                new Chip.Vertex(left, top))),
        series(unchanged, seen));
  }

  /** Ground of patches, and a bare square on it. */
  private Chip chip(long ground, int left, int top, int side, LocalDate date) {
    Random patches = new Random(ground);
    int[] rgb = new int[SIDE * SIDE];
    int[] colours = patches.ints(SIDE / 4 * SIDE / 4, 80, 140).toArray();
    for (int row = 0; row < SIDE; row++) {
      for (int col = 0; col < SIDE; col++) {
        boolean bare = row >= top && row < top + side && col >= left && col < left + side;
        int light = colours[row / 4 * (SIDE / 4) + col / 4] + random.nextInt(9);
        int red = bare ? 205 : light;
        int green = bare ? 178 : light + 20;
        int blue = bare ? 132 : light / 2;
        rgb[row * SIDE + col] = 0xFF000000 | red << 16 | green << 8 | blue;
      }
    }
    return new Chip(SIDE, SIDE, rgb, true, date, "Sentinel-2", "sample-" + date);
  }

  private List<AlertEvidence.Point> series(LocalDate unchanged, LocalDate seen) {
    List<AlertEvidence.Point> points = new ArrayList<>();
    for (LocalDate date = FIRST_LOOK;
        !date.isAfter(LAST_LOOK);
        date = date.plusDays(5 + random.nextInt(11))) {
      double season = 0.5 + 0.15 * Math.cos(date.getDayOfYear() / 365.0 * 2 * Math.PI);
      boolean hidden = random.nextInt(10) < 3 || (date.isAfter(unchanged) && date.isBefore(seen));
      double value = season + 0.02 * random.nextGaussian() - (date.isBefore(seen) ? 0 : 0.3);
      points.add(
          new AlertEvidence.Point(
              date,
              hidden ? AlertEvidence.Look.CLOUDY : AlertEvidence.Look.CLEAR,
              hidden ? OptionalDouble.empty() : OptionalDouble.of(value),
              OptionalDouble.of(season),
              OptionalDouble.of(0.045),
              hidden ? OptionalDouble.empty() : OptionalDouble.of(season - 0.09),
              !date.isBefore(WATCHED_FROM)));
    }
    return points;
  }
}
