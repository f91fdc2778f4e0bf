package org.cairn.exchange;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Coverage;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** A small result with every member filled in. */
final class Samples {
  private Samples() {}

  static Geometry wkt(String text) {
    try {
      return new WKTReader().read(text);
    } catch (ParseException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  static Alert alert(Geometry area) {
    return new Alert(
        "w1@2024-05-31",
        "w1",
        area,
        LocalDate.of(2024, 5, 21),
        LocalDate.of(2024, 5, 31),
        LocalDate.of(2024, 6, 10),
        41.25,
        0.004,
        new Alert.Placebos(812, 31, 0),
        1_200,
        List.of(
            new Alert.BandChange("red", 0.081, 0.132, "reflectance"),
            new Alert.BandChange("ndvi", 0.61, 0.22, "index")),
        List.of(Alert.Direction.LESS_VEGETATION, Alert.Direction.TOWARD_BARE_GROUND),
        "sentinel-2b",
        new Alert.Method("surroundings-scan", "1.0"),
        List.of("S2B_31NAA_20240521_0_L2A", "S2B_31NAA_20240531_0_L2A"),
        List.of(
            new Alert.Evidence(
                Alert.Kind.OPTICAL,
                11.5,
                0.0004,
                Optional.of(LocalDate.of(2024, 6, 10)),
                Optional.of(LocalDate.of(2024, 5, 21)),
                Optional.of(LocalDate.of(2024, 5, 31)),
                List.of(),
                Optional.of("NDVI")),
            new Alert.Evidence(
                Alert.Kind.RADAR,
                4.5,
                0.06,
                Optional.of(LocalDate.of(2024, 6, 14)),
                Optional.empty(),
                Optional.of(LocalDate.of(2024, 6, 2)),
                List.of(
                    new Alert.RadarChange(
                        "ascending",
                        88,
                        "VV",
                        -8.5,
                        -11.25,
                        -2.5,
                        2,
                        LocalDate.of(2024, 6, 2),
                        LocalDate.of(2024, 6, 14))))),
        Optional.empty());
  }

  static AlertsDocument document() {
    Alert alert =
        alert(
            wkt(
                "POLYGON ((0.1 0.2, 0.1 0.2003, 0.10040000049 0.2003, 0.1004 0.2, 0.1 0.2),"
                    + " (0.1001 0.2001, 0.1002 0.2001, 0.1002 0.2002, 0.1001 0.2002, 0.1001 0.2001))"));
    Coverage watched =
        new Coverage(
                "w1",
                Coverage.Status.WATCHED,
                "",
                44,
                70,
                Optional.of(LocalDate.of(2024, 1, 2)),
                Optional.of(LocalDate.of(2024, 12, 28)),
                OptionalDouble.of(41.25),
                OptionalDouble.of(19.5),
                List.of(
                    new Coverage.Detectable(400, 0.21, 0.85),
                    new Coverage.Detectable(900, 0.12, 0.9)),
                Optional.empty(),
                Optional.of(
                    new Coverage.Placebos(
                        812, 31, 0, 74, true, 0.004, 6.5, 24.5, List.of(700, 80, 32))),
                List.of(
                    new Coverage.Detection(
                        2,
                        400,
                        20,
                        0.5,
                        List.of(
                            new Coverage.Smallest(0.5, OptionalDouble.of(0.21), 0.85),
                            new Coverage.Smallest(0.9, OptionalDouble.empty(), 0.85)))))
            .withRadar(
                new Coverage.Radar(
                    26,
                    List.of(
                        new Coverage.Track("ascending", 88, List.of("VV", "VH"), 30, 26, ""),
                        new Coverage.Track(
                            "descending", 66, List.of(), 2, 0, "Only 2 passes before.")),
                    "",
                    ""))
            .withFurther(new Coverage.Further("red", 43, ""));
    Coverage unseen =
        new Coverage(
            "w2",
            Coverage.Status.NO_IMAGERY,
            "No item of the catalogue covers the place.",
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            List.of());
    RunRecord run =
        new RunRecord(
            Map.of("until", "2024-12-31", "alarm_rate", "0.1"),
            List.of(
                new RunRecord.Scene(
                    "S2B_31NAA_20240521_0_L2A",
                    Instant.parse("2024-05-21T10:20:30Z"),
                    "sentinel-2b",
                    "baseline 05.10, offset -0.1 applied",
                    Optional.empty()),
                new RunRecord.Scene(
                    "S2B_31NAA_20240526_0_L2A",
                    Instant.parse("2024-05-26T10:20:30.024Z"),
                    "sentinel-2a",
                    "undecided",
                    Optional.of("flag and pixels disagree"))),
            List.of(
                new RunRecord.Problem(
                    "asset-missing", "S2B_31NAA_20240601_0_L2A", "Item has no asset 'red'.")));
    return new AlertsDocument(
        List.of(new NamedAlert(alert, "Upper Well · البئر العليا")), List.of(watched, unseen), run);
  }
}
