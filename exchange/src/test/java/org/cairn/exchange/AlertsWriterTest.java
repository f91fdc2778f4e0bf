package org.cairn.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.cairn.exchange.Samples.alert;
import static org.cairn.exchange.Samples.wkt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.cairn.heritage.Alert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;

class AlertsWriterTest {
  private static AlertsDocument of(Alert alert) {
    return new AlertsDocument(
        List.of(new NamedAlert(alert, "Upper Well")), List.of(), RunRecord.empty());
  }

  private static Geometry written(Path dir, String area) throws IOException {
    Path file = dir.resolve("a.geojson");
    AlertsWriter.write(file, of(alert(wkt(area))));
    return AlertsReader.read(file).alerts().getFirst().alert().changedArea();
  }

  @Test
  void writes_every_member_as_others_script_against_it(@TempDir Path dir) throws IOException {
    Path file = dir.resolve("alerts.geojson");
    AlertsWriter.write(file, Samples.document());
    String text = Files.readString(file);

    Path golden = Path.of("src/test/resources/golden/alerts.geojson");
    if (System.getProperty("golden.update") != null) {
      Files.writeString(golden, text);
    }
    assertThat(text).isEqualTo(Files.readString(golden));
  }

  @Test
  void writes_an_empty_result(@TempDir Path dir) throws IOException {
    Path file = dir.resolve("alerts.geojson");
    AlertsDocument nothing = new AlertsDocument(List.of(), List.of(), RunRecord.empty());

    AlertsWriter.write(file, nothing);

    assertThat(AlertsReader.read(file)).isEqualTo(nothing);
    assertThat(Files.readString(file))
        .startsWith("{\"type\": \"FeatureCollection\",\n\"features\": []");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1))",
        "POLYGON ((0 0, 0 4, 4 4, 4 0, 0 0), (1 1, 1 2, 2 2, 2 1, 1 1))"
      })
  void turns_rings_by_the_right_hand_rule(String area, @TempDir Path dir) throws IOException {
    Polygon polygon = (Polygon) written(dir, area);

    assertThat(Orientation.isCCW(polygon.getExteriorRing().getCoordinateSequence())).isTrue();
    assertThat(Orientation.isCCW(polygon.getInteriorRingN(0).getCoordinateSequence())).isFalse();
  }

  @Test
  void cuts_an_area_over_the_antimeridian(@TempDir Path dir) throws IOException {
    Geometry area = written(dir, "POLYGON ((179.9 0, 180.1 0, 180.1 1, 179.9 1, 179.9 0))");

    assertThat(area.getNumGeometries()).isEqualTo(2);
    for (Coordinate c : area.getCoordinates()) {
      assertThat(c.getX()).isBetween(-180.0, 180.0);
    }
  }

  @Test
  void writes_at_most_seven_decimals_and_no_exponent(@TempDir Path dir) throws IOException {
    Path file = dir.resolve("a.geojson");
    AlertsWriter.write(
        file,
        of(alert(wkt("POLYGON ((0.0000001 0, 0.123456789 0, 0.1 0.123456749, 0.0000001 0))"))));

    assertThat(Files.readString(file))
        .contains("[[[0.0000001,0],[0.1234568,0],[0.1,0.1234567],[0.0000001,0]]]");
  }

  @Test
  void keeps_the_area_valid_when_rounding_folds_it(@TempDir Path dir) throws IOException {
    Geometry area =
        written(dir, "POLYGON ((0 0, 1 0, 1 1, 0.5 0.00000001, 0.49999999 0.00000001, 0 1, 0 0))");

    assertThat(area.isValid()).isTrue();
    assertThat(area.getArea()).isGreaterThan(0.4);
  }

  @Test
  void writes_nothing_when_a_value_cannot_be_written(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("a.geojson"), "before");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> AlertsWriter.write(file, of(alert(wkt("POINT (1 2)")))))
        .withMessageContaining("w1@2024-05-31")
        .withMessageContaining("must be a polygon");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            AlertsWriter.write(
                file, of(alert(wkt("POLYGON ((465181 0, 465191 0, 465191 9, 465181 0))")))))
        .withMessageContaining("WGS 84");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AlertsWriter.write(file, of(withScore(Double.NaN))))
        .withMessageContaining("'score' of 'w1@2024-05-31'");

    assertThat(file).hasContent("before");
  }

  private static Alert withScore(double score) {
    Alert a = alert(wkt("POLYGON ((0 0, 1 0, 1 1, 0 0))"));
    return new Alert(
        a.id(),
        a.placeId(),
        a.changedArea(),
        LocalDate.EPOCH,
        LocalDate.EPOCH,
        LocalDate.EPOCH,
        score,
        a.expectedPerSiteYear(),
        a.placebos(),
        a.areaSquareMetres(),
        a.changes(),
        a.directions(),
        a.sensor(),
        a.method(),
        a.items());
  }
}
