package org.cairn.heritage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

class PlaceTest {
  private static final GeometryFactory FACTORY = new GeometryFactory();
  private final Place place =
      new Place(
          "p1",
          List.of(PlaceName.of("Upper Well", "en"), PlaceName.of("البئر العليا", "ar")),
          FACTORY.createPoint(new Coordinate(0.1, 0.2)));

  @Test
  void shows_the_name_in_the_first_of_the_viewers_languages_that_the_place_has() {
    assertThat(place.nameFor(List.of(Locale.FRENCH, Locale.forLanguageTag("ar"))).text())
        .isEqualTo("البئر العليا");
  }

  @Test
  void falls_back_to_the_first_name_and_then_to_the_id() {
    assertThat(place.nameFor(List.of(Locale.JAPANESE)).text()).isEqualTo("Upper Well");
    assertThat(new Place("p2", List.of(), place.geometry()).nameFor(List.of()).text())
        .isEqualTo("p2");
  }

  @Test
  void refuses_a_blank_id_and_an_empty_geometry() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Place(" ", List.of(), place.geometry()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Place("p3", List.of(), FACTORY.createPolygon()));
  }

  @Test
  void says_where_nobody_knows_where_it_lies() {
    Place nowhere = Place.withoutLocation("p4", List.of());

    assertThat(nowhere.isLocated()).isFalse();
    assertThat(nowhere.geometry().isEmpty()).isTrue();
    assertThat(place.isLocated()).isTrue();
    assertThat(new Place(nowhere.id(), nowhere.names(), nowhere.geometry())).isEqualTo(nowhere);
  }
}
