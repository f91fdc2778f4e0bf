package org.cairn.app.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Alert.BandChange;
import org.cairn.heritage.Alert.Direction;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.Coverage.Detectable;
import org.cairn.heritage.Coverage.Status;
import org.cairn.heritage.Place;
import org.cairn.heritage.PlaceName;
import org.cairn.watch.AlertEvidence;
import org.cairn.watch.AlertEvidence.Look;
import org.cairn.watch.AlertEvidence.Point;
import org.cairn.watch.Chip;
import org.cairn.watch.PlaceResult;
import org.cairn.watch.Problem;
import org.cairn.watch.SceneUse;
import org.cairn.watch.WatchResult;
import org.cairn.watch.WatchSettings;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** Invented places at 0° N 0° E with drawn pictures and seasonal series, the same every time. */
public final class ReportFixture {
  static final LocalDate FROM = LocalDate.of(2026, 1, 10);
  static final LocalDate UNTIL = LocalDate.of(2026, 6, 12);
  private static final LocalDate FIRST_ACQUISITION = LocalDate.of(2025, 4, 3);
  private static final int COLS = 72;
  private static final int ROWS = 64;
  private static final double METRES_PER_PIXEL = 10;

  private ReportFixture() {}

  static ReportContext context() {
    return ReportContext.of(
            "Spring watch, four valleys", Instant.parse("2026-06-15T07:42:10Z"), "0.1.0")
        .withSimulated(true);
  }

  /** Five alerts at four places, and every kind of place, scene and problem besides. */
  public static WatchResult full() {
    List<PlaceResult> places = new ArrayList<>();
    places.add(quiet("Mill Hill", 1));
    places.add(
        alerted(
            place(
                "well",
                new PlaceName("Upper Well Shrine", Optional.of("en"), Optional.empty()),
                new PlaceName("مزار البئر العليا", Optional.of("ar"), Optional.empty()),
                new PlaceName("Άνω Πηγάδι", Optional.of("el-Grek"), Optional.of("survey of 1931")),
                new PlaceName("Le Puits-d’en-Haut", Optional.of("fr"), Optional.empty())),
            alert("well", "2026-05-03", "2026-05-11", 1 / 140.0, 380, false)));
    places.add(
        alerted(
            place("hill", PlaceName.of("East Hill Cemetery", "en")),
            alert("hill", "2026-04-28", "2026-05-06", 1 / 64.0, 210, false),
            alert("hill", "2026-02-12", "2026-03-01", 1 / 11.0, 90, true)));
    places.add(
        alerted(
            place(
                "khan",
                PlaceName.of("خان الجسر", "ar"),
                PlaceName.of("Bridge Caravanserai", "en"),
                PlaceName.of("橋の宿", "ja")),
            alert("khan", "2026-05-06", "2026-05-09", 1 / 51.0, 1150, false)));
    places.add(
        alerted(
            place("quarter", PlaceName.of("Old Quarter, north edge", "en")),
            withoutBefore(alert("quarter", "2025-12-20", "2026-03-04", 1 / 22.0, 640, false))));
    for (int i = 2; i < 24; i++) {
      places.add(quiet("Field Chapel " + i, i));
    }
    places.add(quiet("Çınarlı Höyük", 24));
    places.add(quiet("Горный некрополь", 25));
    places.add(quiet("बोधि टीला", 26));
    for (Status status : Status.values()) {
      if (status != Status.WATCHED) {
        places.add(unwatched("Ridge Tomb, " + status.code(), status));
      }
    }
    return new WatchResult(settings(), places, scenes(), problems());
  }

  static WatchResult empty() {
    return new WatchResult(settings(), List.of(), List.of(), List.of());
  }

  static WatchResult withoutAlerts() {
    return new WatchResult(
        settings(), List.of(quiet("Mill Hill", 1), quiet("Sheep Fold", 2)), scenes(), List.of());
  }

  static WatchResult unwatchedOnly() {
    return new WatchResult(
        settings(),
        List.of(unwatched("Mill Hill", Status.NO_IMAGERY)),
        List.of(),
        List.of(new Problem("catalogue-empty", "items.json", "No item. Check the dates.")));
  }

  /** Names and messages as an enemy would write them. */
  static WatchResult hostile() {
    String script = "<script>document.title='taken'</script><img src=x onerror=alert(1)>";
    String override = "\u202Egnitirw fo noitcerid\u202C\u2067 \u0000\u0007";
    String longWord = "Long".repeat(125);
    Place place =
        place(
            "\"><b>id</b>",
            PlaceName.of(longWord, "en\" onclick=\"x"),
            PlaceName.of(script, "fr"),
            PlaceName.of(override, "he"));
    AlertEvidence evidence = alert(script, "2026-05-03", "2026-05-11", 1 / 140.0, 380, false);
    Alert plain = evidence.alert();
    Alert nasty =
        new Alert(
            script + longWord,
            place.id(),
            plain.changedArea(),
            plain.lastUnchanged(),
            plain.firstSeen(),
            plain.raised(),
            Double.NaN,
            0,
            new Alert.Placebos(0, 0, 0),
            Double.POSITIVE_INFINITY,
            List.of(new BandChange(script + longWord, Double.NaN, 0.2, script)),
            List.of(),
            script,
            new Alert.Method(longWord, script),
            List.of(longWord + longWord, script));
    AlertEvidence with =
        new AlertEvidence(
            nasty,
            evidence.before(),
            evidence.after(),
            List.of(new Chip.Ring(List.of(new Chip.Vertex(Double.NaN, 3)))),
            METRES_PER_PIXEL,
            script,
            evidence.series());
    return new WatchResult(
        new WatchSettings(
            Optional.of(script), Optional.empty(), Optional.empty(), Optional.empty(), 0.1),
        List.of(
            new PlaceResult(place, watched(place.id(), 3), List.of(with), List.of(), List.of()),
            new PlaceResult(
                place("two", PlaceName.of(script + longWord), PlaceName.of(override)),
                new Coverage(
                    "two",
                    Status.UNREADABLE,
                    script + longWord,
                    0,
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    List.of()),
                List.of(),
                List.of(),
                List.of())),
        List.of(
            new SceneUse(
                longWord,
                Instant.EPOCH,
                script,
                script + longWord,
                Optional.of(new SceneUse.HeldBack(longWord, script + longWord)))),
        List.of(new Problem(script, longWord, script + longWord)));
  }

  /** Many places without alert, for size. */
  static WatchResult large(int places) {
    List<PlaceResult> results = new ArrayList<>();
    for (int i = 0; i < places; i++) {
      results.add(quiet("Place " + i, i));
    }
    return new WatchResult(settings(), results, scenes(), List.of());
  }

  static WatchSettings settings() {
    return new WatchSettings(
        Optional.empty(), Optional.empty(), Optional.of(FROM), Optional.of(UNTIL), 0.1);
  }

  // ---- places

  static Place place(String id, PlaceName... names) {
    return new Place(id, List.of(names), square(0.001));
  }

  private static Geometry square(double degrees) {
    return new GeometryFactory()
        .createPolygon(
            new Coordinate[] {
              new Coordinate(0, 0),
              new Coordinate(degrees, 0),
              new Coordinate(degrees, degrees),
              new Coordinate(0, degrees),
              new Coordinate(0, 0)
            });
  }

  private static PlaceResult quiet(String name, int number) {
    String id = "q" + number;
    return new PlaceResult(
        place(id, PlaceName.of(name)), watched(id, number), List.of(), List.of(), List.of());
  }

  private static PlaceResult alerted(Place place, AlertEvidence... alerts) {
    double score = alerts[0].alert().score();
    return new PlaceResult(
        place,
        watched(place.id(), 5, score),
        List.of(alerts),
        List.of(),
        List.of(
            new PlaceResult.Registration(LocalDate.of(2025, 11, 9), 0.8, -0.42, false),
            new PlaceResult.Registration(LocalDate.of(2026, 2, 2), 3.1, 2.7, true)));
  }

  private static Coverage watched(String id, int number) {
    return watched(id, number, 4.2 + number % 7 * 0.6);
  }

  private static Coverage watched(String id, int number, double score) {
    boolean earlier = number == 24;
    return new Coverage(
        id,
        Status.WATCHED,
        "",
        21 + number % 9,
        34,
        Optional.of(FROM),
        Optional.of(UNTIL),
        OptionalDouble.of(score),
        OptionalDouble.of(9.8),
        List.of(
            new Detectable(400, 0.08 + number % 5 * 0.02, 0.85),
            new Detectable(900, 0.05 + number % 5 * 0.01, 0.9),
            new Detectable(2500, 0.03, 1)),
        number == 5
            ? Optional.of(
                new Coverage.Regional(LocalDate.of(2025, 8, 16), LocalDate.of(2025, 9, 20), 0.143))
            : Optional.empty(),
        earlier ? Optional.empty() : Optional.of(FiguresFixture.placebos(score, number != 7)),
        earlier ? List.of() : FiguresFixture.detection(number));
  }

  private static PlaceResult unwatched(String name, Status status) {
    boolean imagery = status != Status.NO_IMAGERY;
    return new PlaceResult(
        place(name, PlaceName.of(name, "en")),
        new Coverage(
            name,
            status,
            "Found 5 clear looks before 10 January 2026, 8 are needed.",
            imagery ? 5 : 0,
            imagery ? 34 : 0,
            imagery ? Optional.of(FROM) : Optional.empty(),
            imagery ? Optional.of(UNTIL) : Optional.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            List.of()),
        List.of(),
        List.of(),
        List.of());
  }

  // ---- alerts

  private static AlertEvidence alert(
      String place, String unchanged, String seen, double perYear, double area, boolean grey) {
    LocalDate before = LocalDate.parse(unchanged);
    LocalDate after = LocalDate.parse(seen);
    Random random = new Random(place.hashCode() + (grey ? 1 : 0));
    int side = (int) Math.max(3, Math.round(Math.sqrt(area) / METRES_PER_PIXEL * 2.2));
    int left = 28 + random.nextInt(8);
    int top = 24 + random.nextInt(8);
    Alert alert =
        new Alert(
            place + "@" + seen,
            place,
            square(0.0002),
            before,
            after,
            after.plusDays(15),
            9.9 - Math.log10(perYear) * 3,
            perYear,
            new Alert.Placebos(412, 87, perYear > 0.05 ? 3 : 0),
            area,
            List.of(
                new BandChange("ndvi", 0.612, 0.274, "index"),
                new BandChange("red", 0.061, 0.182, "reflectance"),
                new BandChange("nir", 0.287, 0.319, "reflectance"),
                new BandChange("swir16", 0.201, 0.2011, "reflectance")),
            List.of(Direction.LESS_VEGETATION, Direction.TOWARD_BARE_GROUND, Direction.BRIGHTER),
            "Sentinel-2",
            new Alert.Method("scan", "1.0"),
            List.of(
                "S2B_00XAA_" + unchanged.replace("-", "") + "_0_L2A",
                "S2A_00XAA_" + seen.replace("-", "") + "_0_L2A"));
    long seed = place.hashCode();
    return new AlertEvidence(
        alert,
        Optional.of(chip(seed, left, top, side, false, grey, before, "Sentinel-2B")),
        Optional.of(chip(seed, left, top, side, true, grey, after, "Sentinel-2A")),
        List.of(ring(left, top, side)),
        METRES_PER_PIXEL,
        "ndvi",
        series(before, after, random),
        List.of(
            new AlertEvidence.StripPicture(
                chip(seed, left, top, side, false, grey, before.minusDays(10), "Sentinel-2A"), 1),
            new AlertEvidence.StripPicture(
                chip(seed, left, top, side, false, grey, before.minusDays(5), "Sentinel-2B"), 0.08),
            new AlertEvidence.StripPicture(
                chip(seed, left, top, side, true, grey, after.plusDays(5), "Sentinel-2B"), 0.97),
            new AlertEvidence.StripPicture(
                chip(seed, left, top, side, true, grey, after.plusDays(10), "Sentinel-2A"), 1)),
        List.of());
  }

  private static AlertEvidence withoutBefore(AlertEvidence evidence) {
    return new AlertEvidence(
        evidence.alert(),
        Optional.empty(),
        evidence.after(),
        evidence.outline(),
        evidence.groundSampleDistanceMetres(),
        evidence.layer(),
        evidence.series());
  }

  /** A square with a notch, so that it is seen to follow pixels. */
  private static Chip.Ring ring(int left, int top, int side) {
    int notch = side / 3;
    int right = left + side;
    int bottom = top + side;
    return new Chip.Ring(
        List.of(
            new Chip.Vertex(left, top),
            new Chip.Vertex(right, top),
            new Chip.Vertex(right, bottom - notch),
            new Chip.Vertex(right - notch, bottom - notch),
            new Chip.Vertex(right - notch, bottom),
            new Chip.Vertex(left, bottom)));
  }

  private static List<Point> series(LocalDate unchanged, LocalDate seen, Random random) {
    List<Point> points = new ArrayList<>();
    for (LocalDate date = FIRST_ACQUISITION;
        !date.isAfter(UNTIL);
        date = date.plusDays(5 + random.nextInt(11))) {
      double season = 0.52 + 0.16 * Math.cos((date.getDayOfYear() - 150) / 365.0 * 2 * Math.PI);
      boolean inside = date.isAfter(unchanged) && date.isBefore(seen);
      boolean cloudy = inside || random.nextInt(100) < 30;
      double expected = season + random.nextGaussian() * 0.008;
      double value =
          date.isBefore(seen)
              ? expected + random.nextGaussian() * 0.018
              : expected - 0.3 + random.nextGaussian() * 0.02;
      points.add(
          new Point(
              date,
              cloudy ? Look.CLOUDY : Look.CLEAR,
              cloudy ? OptionalDouble.empty() : OptionalDouble.of(value),
              cloudy ? OptionalDouble.empty() : OptionalDouble.of(expected),
              cloudy ? OptionalDouble.empty() : OptionalDouble.of(0.045),
              cloudy ? OptionalDouble.empty() : OptionalDouble.of(season - 0.09),
              !date.isBefore(FROM)));
    }
    return points;
  }

  // ---- pictures

  /** Fields of a few greens and browns, a path, houses, and in the middle a building or not. */
  private static Chip chip(
      long seed,
      int left,
      int top,
      int side,
      boolean gone,
      boolean grey,
      LocalDate date,
      String sensor) {
    Random layout = new Random(seed);
    int fields = 34;
    double[] x = layout.doubles(fields, 0, COLS).toArray();
    double[] y = layout.doubles(fields, 0, ROWS).toArray();
    int[][] greens = {
      {98, 130, 62}, {128, 122, 82}, {142, 150, 86}, {66, 104, 60}, {172, 140, 104}, {110, 112, 70}
    };
    int[] kind = layout.ints(fields, 0, greens.length).toArray();
    int[] houseX = layout.ints(9, 4, COLS - 6).toArray();
    int[] houseY = layout.ints(9, 4, ROWS - 6).toArray();
    Random noise = new Random(seed * 31 + date.toEpochDay());
    int[] rgb = new int[COLS * ROWS];
    for (int row = 0; row < ROWS; row++) {
      double path = 44 + 9 * Math.sin(row / 17.0 + seed % 7);
      for (int col = 0; col < COLS; col++) {
        int[] colour = greens[kind[nearest(x, y, col, row)]];
        double light = 1 + noise.nextGaussian() * 0.035;
        int r = colour[0];
        int g = colour[1];
        int b = colour[2];
        if (Math.abs(col - path) < 0.8) {
          r = 200;
          g = 188;
          b = 148;
        }
        for (int i = 0; i < houseX.length; i++) {
          if (Math.abs(col - houseX[i]) <= 1 && Math.abs(row - houseY[i]) <= 1) {
            boolean shadow = row > houseY[i];
            r = shadow ? 58 : 222;
            g = shadow ? 60 : 190;
            b = shadow ? 54 : 164;
          }
        }
        if (col >= left && col < left + side && row >= top && row < top + side) {
          boolean shadow = row == top + side - 1 && !gone;
          double speckle = gone ? noise.nextGaussian() * 12 : 0;
          r = (int) ((gone ? 205 : shadow ? 44 : 246) + speckle);
          g = (int) ((gone ? 178 : shadow ? 46 : 238) + speckle);
          b = (int) ((gone ? 132 : shadow ? 44 : 214) + speckle);
        }
        if (grey) {
          r = (2 * g + r) / 3;
          g = r;
          b = r;
        }
        rgb[row * COLS + col] =
            0xFF000000 | byteOf(r * light) << 16 | byteOf(g * light) << 8 | byteOf(b * light);
      }
    }
    return new Chip(COLS, ROWS, rgb, !grey, date, sensor, sensor + "-" + date);
  }

  private static int nearest(double[] x, double[] y, int col, int row) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < x.length; i++) {
      double distance = Math.hypot(x[i] - col, (y[i] - row) * 1.3);
      if (distance < least) {
        least = distance;
        best = i;
      }
    }
    return best;
  }

  private static int byteOf(double value) {
    return (int) Math.clamp(value, 0, 255);
  }

  // ---- scenes and problems

  private static List<SceneUse> scenes() {
    List<SceneUse> scenes = new ArrayList<>();
    for (int i = 0; i < 34; i++) {
      LocalDate date = FIRST_ACQUISITION.plusDays(13L * i);
      String item =
          String.format(Locale.ROOT, "S2A_00XAA_%s_0_L2A", date.toString().replace("-", ""));
      scenes.add(
          new SceneUse(
              item,
              date.atTime(LocalTime.of(8, 31)).toInstant(ZoneOffset.UTC),
              "sentinel-2a",
              "DN * 0.0001 - 0.1: baseline 05.11, flag absent, pixels agree",
              i % 15 == 7
                  ? Optional.of(
                      new SceneUse.HeldBack(
                          "radiometry-contradicted",
                          "The listed offset says -0.1, the pixels say 0: values would be wrong by"
                              + " 0.1."))
                  : Optional.empty()));
    }
    return scenes;
  }

  private static List<Problem> problems() {
    return List.of(
        new Problem(
            "tiff-truncated",
            "S2A_00XAA_20251109_0_L2A/B08.tif",
            "Tile 17 ends at byte 40,112, expected 52,300: fetch the file again."),
        new Problem(
            "place-self-crossing",
            "places.geojson, feature 12",
            "The polygon crosses itself near 0.012, 0.004; it was mended by a zero-width buffer:"
                + " check it."));
  }
}
