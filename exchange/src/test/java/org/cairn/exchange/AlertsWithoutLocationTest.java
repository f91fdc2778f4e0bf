package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.exchange.Samples.alert;
import static org.cairn.exchange.Samples.wkt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Coverage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written of places that are known from pictures alone, and read back. */
class AlertsWithoutLocationTest {
  private static final String OUTLINE = "POLYGON ((3 4, 6 4, 6 6, 3 6, 3 4))";

  @TempDir private Path folder;

  private static Alert inPixels(double areaSquareMetres) {
    Alert located = alert(wkt("POLYGON ((0 0, 1 0, 1 1, 0 0))"));
    return new Alert(
        located.id(),
        located.placeId(),
        wkt("POLYGON EMPTY"),
        located.lastUnchanged(),
        located.firstSeen(),
        located.raised(),
        located.score(),
        located.expectedPerSiteYear(),
        located.placebos(),
        areaSquareMetres,
        located.changes(),
        located.directions(),
        located.sensor(),
        located.method(),
        located.items(),
        located.evidence(),
        Optional.of(wkt(OUTLINE)));
  }

  private static Coverage coverage(List<Coverage.Detectable> sizes) {
    Optional<LocalDate> day = Optional.of(LocalDate.EPOCH);
    return new Coverage(
        "p1",
        Coverage.Status.WATCHED,
        "",
        3,
        4,
        day,
        day,
        OptionalDouble.of(2),
        OptionalDouble.of(3),
        sizes);
  }

  private AlertsDocument roundTrip(Alert alert, Coverage place) throws IOException {
    Path file = folder.resolve("alerts.geojson");
    AlertsWriter.write(
        file,
        new AlertsDocument(
            List.of(new NamedAlert(alert, "Upper Well")), List.of(place), RunRecord.empty()));
    return AlertsReader.read(file);
  }

  @Test
  void an_outline_in_pixels_stands_for_the_location() throws IOException {
    Coverage place = coverage(List.of(Coverage.Detectable.ofPixels(9, 0.2, 0.9)));
    AlertsDocument read = roundTrip(inPixels(Double.NaN), place);
    Alert alert = read.alerts().getFirst().alert();

    assertThat(alert.pixelOutline().orElseThrow().equalsTopo(wkt(OUTLINE))).isTrue();
    assertThat(alert.changedArea().isEmpty()).isTrue();
    assertThat(alert.areaSquareMetres()).isNaN();
    assertThat(read.places()).containsExactly(place);
    assertThat(Files.readString(folder.resolve("alerts.geojson")))
        .contains("\"geometry\":null", "\"area_m2\":null,\"area_px\":6,\"outline_px\":{")
        .contains("{\"area_m2\":null,\"area_px\":9,\"contrast\":0.2,\"power\":0.9}");
  }

  @Test
  void a_known_size_stands_beside_the_pixels() throws IOException {
    Coverage place = coverage(List.of(new Coverage.Detectable(400, 0.2, 0.9)));
    AlertsDocument read = roundTrip(inPixels(132.54), place);

    assertThat(read.alerts().getFirst().alert().areaSquareMetres()).isEqualTo(132.54);
    assertThat(read.places()).containsExactly(place);
  }
}
