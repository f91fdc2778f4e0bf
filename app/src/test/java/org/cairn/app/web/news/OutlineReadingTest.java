package org.cairn.app.web.news;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cairn.app.web.news.OutlineReading.NoOutlineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

class OutlineReadingTest {
  private static final String RING = "[[[0,0],[2,0],[2,2],[0,2],[0,0]]]";

  private static boolean has(Geometry area, double lon, double lat) {
    return area.covers(new GeometryFactory().createPoint(new Coordinate(lon, lat)));
  }

  @Test
  void reads_the_same_outline_in_every_form() throws Exception {
    String polygon = "{\"type\":\"Polygon\",\"coordinates\":" + RING + "}";
    String feature = "{\"type\":\"Feature\",\"properties\":{},\"geometry\":" + polygon + "}";
    String all = "{\"type\":\"FeatureCollection\",\"features\":[" + feature + "]}";
    String kml =
        "<?xml version=\"1.0\"?><kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><Placemark>"
            + "<name>Area</name><Polygon><outerBoundaryIs><LinearRing><coordinates>"
            + "0,0 2,0 2,2 0,2 0,0</coordinates></LinearRing></outerBoundaryIs></Polygon>"
            + "</Placemark></Document></kml>";
    Geometry expected = OutlineReading.text("POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))");
    assertThat(OutlineReading.text(polygon).equalsTopo(expected)).isTrue();
    assertThat(OutlineReading.text(feature).equalsTopo(expected)).isTrue();
    assertThat(OutlineReading.text(all).equalsTopo(expected)).isTrue();
    assertThat(OutlineReading.text(kml).equalsTopo(expected)).isTrue();
    assertThat(OutlineReading.sent(kml.getBytes(UTF_8), "a b.kml").equalsTopo(expected)).isTrue();
    assertThat(OutlineReading.sent(all.getBytes(UTF_8), "x.geojson").equalsTopo(expected)).isTrue();
  }

  @Test
  void goes_over_the_antimeridian() throws Exception {
    Geometry beyond = OutlineReading.text("POLYGON ((178 0, 183 0, 183 5, 178 5, 178 0))");
    Geometry box = OutlineReading.box(178, 0, -177, 5);
    for (Geometry each : new Geometry[] {beyond, box}) {
      assertThat(has(each, 179, 1)).isTrue();
      assertThat(has(each, -178, 1)).isTrue();
      assertThat(has(each, 0, 1)).isFalse();
      assertThat(each.getEnvelopeInternal().getMaxX()).isLessThanOrEqualTo(180);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POINT (1 1) | none",
        "POLYGON ((0 0, 2 2, 0 2, 2 0, 0 0)) | crossing",
        "POLYGON ((0 0, 2 0, 2 99, 0 2, 0 0)) | degrees",
        "POLYGON ((500 0, 502 0, 502 9, 500 2, 500 0)) | degrees",
        "POLYGON ((0 0, NaN 0, 2 9, 0 2, 0 0)) | degrees",
        "POLYGON ((-179 0, 179 0, 179 5, -179 5, -179 0)) | wide",
        "POLYGON ((0 0, 2 0)) | form",
        "nonsense | form",
        "'' | form",
        "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[\"a\",1]]]} | form",
        "{\"type\":\"Polygon\",\"coordinates\":[]} | form",
        "{\"type\":\"Polygon\" | form",
        "{\"type\":\"Point\",\"coordinates\":[0,0]} | none",
        "<kml> | none",
      })
  void says_what_is_wrong(String text, String code) {
    assertThatThrownBy(() -> OutlineReading.text(text))
        .isInstanceOfSatisfying(
            NoOutlineException.class, wrong -> assertThat(wrong.code()).isEqualTo(code));
  }

  @ParameterizedTest
  @CsvSource({"0, 5, 1, 4", "0, 0, 0, 1", "-200, 0, 1, 1", "0, -91, 1, 1", "NaN, 0, 1, 1"})
  void takes_no_box_that_is_upside_down_or_nowhere(
      double west, double south, double east, double north) {
    assertThatThrownBy(() -> OutlineReading.box(west, south, east, north))
        .isInstanceOf(NoOutlineException.class);
  }

  @Test
  void says_that_an_outline_has_too_many_corners() {
    StringBuilder text = new StringBuilder("POLYGON ((");
    for (int each = 0; each < 60_000; each++) {
      double angle = 2 * Math.PI * each / 60_000;
      text.append(Math.cos(angle)).append(' ').append(Math.sin(angle)).append(", ");
    }
    text.append("1 0))");
    assertThatThrownBy(() -> OutlineReading.text(text.toString()))
        .isInstanceOfSatisfying(
            NoOutlineException.class, wrong -> assertThat(wrong.code()).isEqualTo("many"));
  }
}
