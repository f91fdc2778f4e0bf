package org.cairn.app.web.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairn.heritage.place.DrawnExtent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.io.WKTReader;
import tools.jackson.databind.node.ObjectNode;

class DrawnReadingTest {
  private static final PictureGround GROUND =
      PictureGround.of(DrawnFixture.record("mill@1", "mill", "a".repeat(64))).orElseThrow();

  private final List<Wrong> wrong = new ArrayList<>();

  private Optional<DrawnExtent> read(String text) {
    return DrawnReading.read(
        Fields.of(Map.of("outline", List.of(text))), Optional.of(GROUND), wrong);
  }

  @Test
  void knows_where_each_pixel_lies_from_both_outlines_of_the_record() {
    Coordinate corner = GROUND.toLonLat(0, 0);
    assertThat(corner.x).isCloseTo(DrawnFixture.WEST, within(1e-7));
    assertThat(corner.y).isCloseTo(DrawnFixture.NORTH, within(1e-7));
    Coordinate far = GROUND.toLonLat(64, 64);
    assertThat(far.x).isCloseTo(DrawnFixture.WEST + 64 * DrawnFixture.PIXEL, within(1e-7));
    Coordinate back = GROUND.toPixel(GROUND.toLonLat(12.5, 40.25));
    assertThat(back.x).isCloseTo(12.5, within(1e-6));
    assertThat(back.y).isCloseTo(40.25, within(1e-6));
    assertThat(GROUND.corners().split("[ ,]", -1)).hasSize(6);
  }

  /** Outlines in degrees run counter-clockwise, whatever way those in pixels run. */
  @Test
  void knows_it_whatever_way_the_outlines_run() throws Exception {
    ObjectNode record = DrawnFixture.record("mill@1", "mill", "a".repeat(64));
    record.put(
        "changed_area",
        new WKTReader().read(record.path("changed_area").asString("")).reverse().toText());
    Coordinate corner = PictureGround.of(record).orElseThrow().toLonLat(0, 0);
    assertThat(corner.x).isCloseTo(DrawnFixture.WEST, within(1e-7));
    assertThat(corner.y).isCloseTo(DrawnFixture.NORTH, within(1e-7));
  }

  @Test
  void lets_nobody_draw_where_a_record_does_not_say_where_its_pictures_lie() {
    ObjectNode hidden = DrawnFixture.record("mill@1", "mill", "a".repeat(64));
    hidden.remove("changed_area");
    assertThat(PictureGround.of(hidden)).isEmpty();
    ObjectNode other = DrawnFixture.record("mill@1", "mill", "a".repeat(64));
    other.put("changed_area", "POLYGON ((0 0, 1 0, 1 1, 0 0))");
    assertThat(PictureGround.of(other)).isEmpty();
    ObjectNode contradicting = DrawnFixture.record("mill@1", "mill", "a".repeat(64));
    contradicting.put("changed_area", "POLYGON ((0 0, 9 0, 1 1, 2 1, 2 5, 0 3, 0 0))");
    assertThat(PictureGround.of(contradicting)).isEmpty();
    ObjectNode older = DrawnFixture.record("mill@1", "mill", "a".repeat(64));
    older.remove("picture");
    assertThat(PictureGround.of(older)).isEmpty();
  }

  private static String ring(double... colRow) {
    StringBuilder points = new StringBuilder();
    for (int at = 0; at < colRow.length; at += 2) {
      points.append(at == 0 ? "" : ", ").append(DrawnFixture.lonLat(colRow[at], colRow[at + 1]));
    }
    return "POLYGON ((" + points + "))";
  }

  @Test
  void reads_a_polygon_as_text_and_as_geo_json() {
    String text = ring(10, 10, 30, 10, 30, 25, 10, 10);
    DrawnExtent drawn = read(text).orElseThrow();
    assertThat(drawn.alert()).isEqualTo("mill@1");
    assertThat(drawn.picture()).isEqualTo("a".repeat(64));
    String points =
        text.substring(10, text.length() - 2).replaceAll("(\\S+) (\\S+?)(,|$)", "[$1,$2]$3");
    String geometry = "{\"type\":\"Polygon\",\"coordinates\":[[" + points + "]]}";
    assertThat(read(geometry)).hasValue(drawn);
    assertThat(read("{\"type\":\"Feature\",\"geometry\":" + geometry + "}")).hasValue(drawn);
    assertThat(read("  ")).isEmpty();
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POLYGON ((1 1 | form",
        "POINT (0.011 0.012) | form",
        "POLYGON EMPTY | form",
        "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0))) | form",
        "{\"type\":\"Point\",\"coordinates\":[0,0]} | form",
        "{\"type\":\"Polygon\",\"coordinates\":[[[0,\"1\"],[0,0],[1,1]]]} | form",
        "{nothing | form",
        "a drawing | form",
        "POLYGON ((0 0, 1 0, 1 1, 0 0)) | outside",
        "POLYGON ((0.015 0.011, 0.014 0.011, 0.015 0.011)) | corners",
        "POLYGON ((0.011 0.011, 0.012 0.012, 0.013 0.013, 0.011 0.011)) | corners",
      })
  void says_what_is_wrong_with_an_outline(String text, String code) {
    assertThat(read(text)).isEmpty();
    assertThat(wrong)
        .singleElement()
        .extracting(Wrong::key)
        .isEqualTo("assess.wrong.outline." + code);
  }

  @Test
  void refuses_an_outline_that_crosses_itself_and_one_of_too_many_corners() {
    assertThat(read(ring(10, 10, 30, 30, 30, 10, 10, 30, 10, 10))).isEmpty();
    assertThat(wrong.getLast().key()).endsWith("crossing");
    double[] many = new double[2 * 1_202];
    for (int at = 0; at < 1_202; at++) {
      many[2 * at] = 32 + 20 * Math.cos(2 * Math.PI * at / 1_201);
      many[2 * at + 1] = 32 + 20 * Math.sin(2 * Math.PI * at / 1_201);
    }
    assertThat(read(ring(many))).isEmpty();
    assertThat(wrong.getLast().key()).endsWith("many");
    assertThat(
            DrawnReading.read(
                Fields.of(Map.of("outline", List.of("POINT (0 0)"))), Optional.empty(), wrong))
        .isEmpty();
    assertThat(wrong.getLast().key()).endsWith("no-picture");
  }
}
