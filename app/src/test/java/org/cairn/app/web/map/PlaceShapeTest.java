package org.cairn.app.web.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class PlaceShapeTest {
  private static Optional<PlaceShape> of(String... wkt) throws ParseException {
    List<Geometry> geometries = new java.util.ArrayList<>();
    for (String each : wkt) {
      geometries.add(new WKTReader().read(each));
    }
    return PlaceShape.of(geometries);
  }

  @Test
  void draws_metres_from_degrees_at_the_place_s_latitude() throws Exception {
    PlaceShape shape = of("LINESTRING (10 60, 10.002 60)").orElseThrow();
    assertThat(shape.metres()).isCloseTo(111.2, within(0.3));
    assertThat(shape.path()).startsWith("M0 0L111.");
  }

  @Test
  void puts_parts_on_both_sides_of_the_antimeridian_beside_each_other() throws Exception {
    PlaceShape shape =
        of("MULTIPOLYGON (((179.99 0, 180 0, 180 0.01, 179.99 0)), ((-180 0, -179.99 0, -180 0.01, -180 0)))")
            .orElseThrow();
    assertThat(shape.metres()).isCloseTo(2_224, within(5.0));
    assertThat(shape.path().chars().filter(each -> each == 'M').count()).isEqualTo(2);
  }

  @Test
  void draws_an_outline_that_crosses_itself_whole() throws Exception {
    PlaceShape shape = of("POLYGON ((0 0, 0.001 0.001, 0.001 0, 0 0.001, 0 0))").orElseThrow();
    assertThat(shape.path().chars().filter(each -> each == 'L').count()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POINT (1 1)",
        "POLYGON EMPTY",
        "LINESTRING (1 1, 1 1)",
        "POLYGON ((0 0, 90 0, 90 60, 0 0))"
      })
  void draws_nothing_where_there_is_no_outline_or_one_of_half_the_globe(String wkt)
      throws Exception {
    assertThat(of(wkt)).isEmpty();
    assertThat(of()).isEmpty();
  }
}
