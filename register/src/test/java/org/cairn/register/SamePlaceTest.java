package org.cairn.register;

import static org.assertj.core.api.Assertions.assertThat;

import org.cairn.heritage.place.Name;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.heritage.place.PlaceGeometry;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

class SamePlaceTest {
  private static PlaceDescription at(String id, String name, double lon, double lat) {
    return PlaceDescription.of(
        id,
        Name.of(name),
        PlaceGeometry.of(
            new GeometryFactory().createPoint(new Coordinate(lon, lat)), Extent.POINT));
  }

  private static PlaceDescription named(String id, String name) {
    return PlaceDescription.of(id, Name.of(name));
  }

  @Test
  void a_place_may_be_renamed_where_it_stands_or_moved_under_its_name() {
    assertThat(SamePlace.may(at("1", "Old Mill", 1, 2), at("1", "East Gate", 1.001, 2))).isTrue();
    assertThat(SamePlace.may(at("1", "Qal\u02BFat al-Ġarb", 1, 2), at("1", "Kalat el Gharb", 9, 9)))
        .isTrue();
    assertThat(SamePlace.may(at("1", "Old Mill", 1, 2), at("1", "East Gate", 9, 9))).isFalse();
  }

  @Test
  void an_id_that_was_made_from_the_name_is_no_second_sign() {
    assertThat(SamePlace.may(at("Church", "Church", 1, 2), at("Church", "Church", 9, 9))).isFalse();
    assertThat(SamePlace.may(named("Church", "Church"), at("Church", "Church", 9, 9))).isTrue();
  }

  @Test
  void distance_is_measured_on_the_ground_and_over_the_antimeridian() {
    assertThat(SamePlace.may(at("1", "A mill", 10, 80), at("1", "Gate", 10.04, 80))).isTrue();
    assertThat(SamePlace.may(at("1", "A mill", 10, 0), at("1", "Gate", 10.04, 0))).isFalse();
    assertThat(SamePlace.may(at("1", "A mill", 179.999, 0), at("1", "Gate", -179.999, 0))).isTrue();
  }

  @Test
  void where_nothing_can_be_told_the_id_is_believed() {
    assertThat(SamePlace.may(PlaceDescription.of("1"), at("1", "Gate", 9, 9))).isTrue();
    assertThat(SamePlace.may(named("1", "Old Mill"), named("1", "East Gate"))).isFalse();
  }
}
