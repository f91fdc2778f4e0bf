package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Coverage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.distance.DiscreteHausdorffDistance;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** Whatever is written is read back equal, the outlines to within half a unit of the last place. */
class AlertsRoundTripTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private static final String[] TEXTS = {
    "Mill", "طاحونة", "磨坊", "𐤀𐤁", "a\"b\\c", "line\nend\ttab", "; , '", "\u0000\u001F\u202E", "é"
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void reads_back_what_was_written(long seed, @TempDir Path dir) throws IOException {
    Random random = new Random(seed);
    AlertsDocument document = document(random);
    Path file = dir.resolve("alerts.geojson");

    AlertsWriter.write(file, document);
    AlertsDocument read = AlertsReader.read(file);

    assertThat(read.places()).isEqualTo(document.places());
    assertThat(read.run()).isEqualTo(document.run());
    assertThat(read.alerts()).hasSameSizeAs(document.alerts());
    for (int i = 0; i < read.alerts().size(); i++) {
      NamedAlert expected = document.alerts().get(i);
      NamedAlert found = read.alerts().get(i);
      Geometry area = found.alert().changedArea();
      assertThat(area.isValid()).isTrue();
      Geometry same = expected.alert().changedArea();
      assertThat(area.getNumPoints()).isEqualTo(same.getNumPoints());
      assertThat(DiscreteHausdorffDistance.distance(area, same)).isLessThan(0.8e-7);
      assertThat(with(found.alert(), same)).isEqualTo(with(expected.alert(), same));
      assertThat(found.placeName()).isEqualTo(expected.placeName());
    }
  }

  private static Alert with(Alert a, Geometry area) {
    return new Alert(
        a.id(),
        a.placeId(),
        area,
        a.lastUnchanged(),
        a.firstSeen(),
        a.raised(),
        a.score(),
        a.expectedPerSiteYear(),
        a.placebos(),
        a.areaSquareMetres(),
        a.changes(),
        a.directions(),
        a.sensor(),
        a.method(),
        a.items(),
        a.evidence(),
        a.pixelOutline());
  }

  private static AlertsDocument document(Random random) {
    List<NamedAlert> alerts = new ArrayList<>();
    List<Coverage> places = new ArrayList<>();
    int n = random.nextInt(30);
    for (int i = 0; i < n; i++) {
      alerts.add(new NamedAlert(alert(random, "p" + i), text(random)));
    }
    for (int i = 0; i < random.nextInt(30); i++) {
      places.add(coverage(random, "p" + i));
    }
    List<RunRecord.Scene> scenes = new ArrayList<>();
    for (int i = 0; i < random.nextInt(5); i++) {
      scenes.add(
          new RunRecord.Scene(
              text(random),
              Instant.ofEpochSecond(random.nextInt(2_000_000_000), random.nextInt(1_000_000_000)),
              text(random),
              text(random),
              random.nextBoolean() ? Optional.of(text(random)) : Optional.empty()));
    }
    RunRecord run =
        new RunRecord(
            Map.of(text(random), text(random)),
            scenes,
            List.of(new RunRecord.Problem("code", text(random), text(random))));
    return new AlertsDocument(alerts, places, run);
  }

  private static Alert alert(Random random, String place) {
    List<Alert.BandChange> changes = new ArrayList<>();
    for (int i = 0; i < random.nextInt(4); i++) {
      changes.add(new Alert.BandChange("band" + i, number(random), number(random), "reflectance"));
    }
    List<Alert.Direction> directions = new ArrayList<>();
    for (Alert.Direction direction : Alert.Direction.values()) {
      if (random.nextInt(4) == 0) {
        directions.add(direction);
      }
    }
    List<String> items = new ArrayList<>();
    for (int i = 0; i < random.nextInt(5); i++) {
      items.add(text(random) + i);
    }
    return new Alert(
        place + "@" + text(random),
        place,
        area(random),
        day(random),
        day(random),
        day(random),
        number(random),
        number(random),
        new Alert.Placebos(random.nextInt(1_000), random.nextInt(50), random.nextInt(10)),
        number(random),
        changes,
        directions,
        text(random),
        new Alert.Method(text(random), "1." + random.nextInt(9)),
        items,
        evidence(random),
        Optional.empty());
  }

  private static List<Alert.Evidence> evidence(Random random) {
    List<Alert.Evidence> evidence = new ArrayList<>();
    for (int i = 0; i < random.nextInt(3); i++) {
      List<Alert.RadarChange> channels = new ArrayList<>();
      for (int j = 0; j < random.nextInt(3); j++) {
        channels.add(
            new Alert.RadarChange(
                text(random),
                random.nextInt(175),
                text(random),
                -number(random),
                number(random),
                -number(random),
                random.nextInt(12),
                day(random),
                day(random)));
      }
      evidence.add(
          new Alert.Evidence(
              Alert.Kind.values()[random.nextInt(Alert.Kind.values().length)],
              number(random),
              random.nextDouble(),
              maybe(random),
              maybe(random),
              maybe(random),
              channels,
              random.nextBoolean() ? Optional.of(text(random)) : Optional.empty()));
    }
    return evidence;
  }

  private static Optional<LocalDate> maybe(Random random) {
    return random.nextBoolean() ? Optional.of(day(random)) : Optional.empty();
  }

  private static Optional<Coverage.Radar> radar(Random random) {
    List<Coverage.Track> tracks = new ArrayList<>();
    for (int i = 0; i < random.nextInt(3); i++) {
      tracks.add(
          new Coverage.Track(
              text(random),
              random.nextInt(175),
              List.of("VV"),
              random.nextInt(90),
              random.nextInt(90),
              text(random)));
    }
    return random.nextBoolean()
        ? Optional.of(new Coverage.Radar(random.nextInt(90), tracks, text(random), text(random)))
        : Optional.empty();
  }

  /**
   * A box of pixels, sometimes with a hole or as one of two; anywhere but over the antimeridian.
   */
  private static Geometry area(Random random) {
    double lon = random.nextDouble() * 358 - 179;
    double lat = random.nextDouble() * 176 - 88;
    Geometry area = box(lon, lat, 0.004);
    if (random.nextBoolean()) {
      area = area.difference(box(lon + 0.001, lat + 0.001, 0.001));
    }
    if (random.nextBoolean()) {
      area = area.union(box(lon + 0.01, lat, 0.002));
    }
    return area;
  }

  private static Geometry box(double lon, double lat, double size) {
    return FACTORY.createPolygon(
        new Coordinate[] {
          new Coordinate(lon, lat),
          new Coordinate(lon, lat + size),
          new Coordinate(lon + size, lat + size),
          new Coordinate(lon + size, lat),
          new Coordinate(lon, lat)
        });
  }

  private static Coverage coverage(Random random, String place) {
    boolean watched = random.nextBoolean();
    List<Coverage.Detectable> detectable = new ArrayList<>();
    for (int i = 0; i < random.nextInt(4); i++) {
      detectable.add(new Coverage.Detectable(number(random), number(random), random.nextDouble()));
    }
    return new Coverage(
        place,
        Coverage.Status.values()[random.nextInt(Coverage.Status.values().length)],
        watched ? "" : text(random),
        random.nextInt(100),
        random.nextInt(1_000),
        watched ? Optional.of(day(random)) : Optional.empty(),
        watched ? Optional.of(day(random)) : Optional.empty(),
        watched ? OptionalDouble.of(number(random)) : OptionalDouble.empty(),
        watched ? OptionalDouble.of(number(random)) : OptionalDouble.empty(),
        detectable,
        watched && random.nextBoolean()
            ? Optional.of(new Coverage.Regional(day(random), day(random), random.nextDouble()))
            : Optional.empty(),
        watched ? Optional.of(placebos(random)) : Optional.empty(),
        watched ? Stream.generate(() -> detection(random)).limit(3).toList() : List.of(),
        radar(random),
        random.nextBoolean()
            ? Optional.of(new Coverage.Further(text(random), random.nextInt(90), text(random)))
            : Optional.empty());
  }

  private static Coverage.Placebos placebos(Random random) {
    return new Coverage.Placebos(
        random.nextInt(2_000),
        random.nextInt(100),
        random.nextInt(100),
        random.nextInt(100),
        random.nextBoolean(),
        number(random),
        number(random),
        number(random),
        random.ints(random.nextInt(30), 0, 500).boxed().toList());
  }

  private static Coverage.Detection detection(Random random) {
    return new Coverage.Detection(
        random.nextInt(9),
        number(random),
        random.nextInt(21),
        number(random),
        List.of(
            new Coverage.Smallest(0.5, OptionalDouble.of(number(random)), random.nextDouble()),
            new Coverage.Smallest(0.9, OptionalDouble.empty(), random.nextDouble())));
  }

  private static LocalDate day(Random random) {
    return LocalDate.of(2015, 1, 1).plusDays(random.nextInt(5_000));
  }

  private static double number(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> 0;
      case 1 -> random.nextInt(100);
      case 2 -> random.nextDouble() * 1e-9;
      case 3 -> random.nextDouble() * 1e12;
      default -> random.nextDouble();
    };
  }

  private static String text(Random random) {
    return TEXTS[random.nextInt(TEXTS.length)];
  }
}
