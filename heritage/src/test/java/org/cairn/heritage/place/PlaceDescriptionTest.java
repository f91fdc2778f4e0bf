package org.cairn.heritage.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.cairn.heritage.Place;
import org.cairn.heritage.PlaceName;
import org.cairn.heritage.TextLimit;
import org.cairn.heritage.place.PlaceGeometry.Extent;
import org.cairn.heritage.time.Edtf;
import org.cairn.heritage.time.TimeSpan;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class PlaceDescriptionTest {
  private static final String SQUARE = "POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))";
  private static final String SMALL = "POLYGON ((0 0, 0.5 0, 0.5 0.5, 0 0.5, 0 0))";

  @Test
  void contradicting_statements_stand_side_by_side_in_the_order_of_the_source() {
    Name one = Name.of("Upper Well").withAttribution(Attribution.by("Survey A"));
    Name other = Name.of("Lower Well").withAttribution(Attribution.by("Survey B"));
    Country a = Country.of("AA");
    Country b = Country.of("BB");
    PlaceDescription place = PlaceDescription.of("p", b, one, a, other);
    assertThat(place.names()).containsExactly(one, other);
    assertThat(place.countries()).containsExactly(b, a);
    assertThat(place).isEqualTo(PlaceDescription.of("p", one, other, b, a));
  }

  @Test
  void watches_the_most_precise_footprint_that_may_hold_today() {
    PlaceGeometry rough = PlaceGeometry.of(wkt(SQUARE), Extent.FOOTPRINT);
    PlaceGeometry precise =
        PlaceGeometry.of(wkt(SMALL), Extent.FOOTPRINT).withPrecision(Precision.ofMetres(5));
    PlaceGeometry point =
        PlaceGeometry.of(wkt("POINT (0.2 0.2)"), Extent.POINT).withPrecision(Precision.ofMetres(1));
    PlaceGeometry past =
        PlaceGeometry.of(wkt("POLYGON ((5 5, 6 5, 6 6, 5 5))"), Extent.FOOTPRINT)
            .withPrecision(Precision.ofMetres(1))
            .withAttribution(
                Attribution.NONE.withTimes(List.of(TimeSpan.of(Edtf.of("1200/1300")))));
    assertThat(watched(past, point, rough, precise)).isEqualTo(wkt(SMALL));
    assertThat(watched(past, point)).isEqualTo(wkt("POINT (0.2 0.2)"));
    assertThat(watched(past).getEnvelopeInternal().getMinX()).isEqualTo(5);
  }

  @Test
  void a_vicinity_is_not_watched_where_there_is_a_point() {
    PlaceGeometry vicinity = PlaceGeometry.of(wkt(SQUARE), Extent.VICINITY);
    PlaceGeometry point = PlaceGeometry.of(wkt("POINT (0.2 0.2)"), Extent.REPRESENTATIVE);
    assertThat(watched(vicinity, point)).isEqualTo(wkt("POINT (0.2 0.2)"));
    assertThat(watched(vicinity)).isEqualTo(wkt(SQUARE));
  }

  @Test
  void watches_a_repaired_outline_and_keeps_the_one_that_crosses_itself() {
    PlaceGeometry crossed =
        PlaceGeometry.of(wkt("POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))"), Extent.FOOTPRINT);
    PlaceDescription place = PlaceDescription.of("p", crossed);
    assertThat(place.geometries()).containsExactly(crossed);
    assertThat(watched(crossed).isValid()).isTrue();
    assertThat(watched(crossed).getArea()).isEqualTo(0.5);
    assertThat(WatchedGeometry.changes(place)).containsExactly(WatchedGeometry.Change.REPAIRED);
  }

  @Test
  void cuts_what_crosses_the_antimeridian_and_keeps_it_as_it_was_drawn() {
    PlaceGeometry isle =
        PlaceGeometry.of(wkt("POLYGON ((179 0, -179 0, -179 1, 179 1, 179 0))"), Extent.FOOTPRINT);
    assertThat(watched(isle).getNumGeometries()).isEqualTo(2);
    assertThat(watched(isle).getArea()).isEqualTo(2);
    assertThat(WatchedGeometry.changes(PlaceDescription.of("p", isle)))
        .containsExactly(WatchedGeometry.Change.CUT_AT_ANTIMERIDIAN);
    assertThat(isle.geometry().getNumGeometries()).isEqualTo(1);
  }

  @Test
  void passes_over_an_outline_without_area() {
    PlaceGeometry flat = PlaceGeometry.of(wkt("POLYGON ((0 0, 1 0, 2 0, 0 0))"), Extent.FOOTPRINT);
    PlaceGeometry point = PlaceGeometry.of(wkt("POINT (1 0)"), Extent.POINT);
    assertThat(PlaceDescription.of("p", flat).toPlace()).isEmpty();
    assertThat(WatchedGeometry.changes(PlaceDescription.of("p", flat)))
        .containsExactly(WatchedGeometry.Change.UNUSABLE);
    assertThat(watched(flat, point)).isEqualTo(wkt("POINT (1 0)"));
  }

  @Test
  void watches_parts_that_overlap_as_one_area() {
    String half = "POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))";
    PlaceGeometry twice =
        PlaceGeometry.of(wkt("GEOMETRYCOLLECTION (%s, %s)".formatted(half, half)), Extent.UNKNOWN);
    assertThat(watched(twice).getArea()).isEqualTo(1);
    assertThat(watched(twice).isValid()).isTrue();
  }

  @Test
  void watches_the_areas_of_a_mixed_collection() {
    PlaceGeometry mixed =
        PlaceGeometry.of(wkt("GEOMETRYCOLLECTION (POINT (3 3), " + SQUARE + ")"), Extent.UNKNOWN);
    assertThat(watched(mixed).getGeometryType()).contains("Polygon");
    assertThat(watched(mixed).getArea()).isEqualTo(1);
  }

  @Test
  void gives_the_watch_every_name_with_language_and_source() {
    Name name =
        Name.of("البئر", "ar")
            .withAttribution(Attribution.by("A").withSources(List.of(Source.cited("Map of 1900"))));
    Place place =
        PlaceDescription.of("p", name, PlaceGeometry.of(wkt(SQUARE), Extent.FOOTPRINT))
            .toPlace()
            .orElseThrow();
    assertThat(place.names())
        .containsExactly(new PlaceName("البئر", Optional.of("ar"), Optional.of("Map of 1900")));
    assertThat(PlaceDescription.of("p", name).toPlace()).isEmpty();
  }

  @Test
  void takes_names_of_a_hundred_thousand_characters_and_no_more() {
    String longest = "a".repeat(TextLimit.NAME.length());
    assertThat(longest).hasSize(100_000);
    assertThat(Name.of(longest).text()).isEqualTo(longest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Name.of(longest + "a"))
        .withMessageContaining("at most 100000");
  }

  @Test
  void keeps_odd_but_legal_texts_and_refuses_what_no_record_can_carry() {
    String odd = " \u202Eabc\u2066\u200F\u0301e\u0301\u00E9\uFFFF\uD83C\uDFDB\t";
    assertThat(Name.of(odd).text()).isEqualTo(odd);
    assertThatIllegalArgumentException().isThrownBy(() -> Name.of("a\uD83C"));
    assertThatIllegalArgumentException().isThrownBy(() -> Name.of("\uDFDBa"));
    assertThatIllegalArgumentException().isThrownBy(() -> Name.of("a\0b"));
    assertThatIllegalArgumentException().isThrownBy(() -> Name.of(" \t"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Name.of("a").withLanguage("not a tag"))
        .withMessageContaining("BCP 47");
  }

  @Test
  void refuses_coordinates_beyond_the_globe_without_telling_them() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlaceGeometry.of(wkt("POINT (36.2 136.2)"), Extent.POINT))
        .withMessageContaining("exchanged")
        .withMessageNotContaining("136");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlaceGeometry.of(wkt("POINT (500000 4000000)"), Extent.POINT))
        .withMessageContaining("projected");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PlaceGeometry.of(wkt("POINT EMPTY"), Extent.POINT));
  }

  @Test
  void links_of_different_spelling_meet() {
    Link prefixed = Link.read("wd:Q1", Link.Match.EXACT);
    assertThat(prefixed.scheme()).contains("wikidata");
    assertThat(Link.read("https://www.wikidata.org/entity/Q1", Link.Match.EXACT))
        .isEqualTo(prefixed);
    assertThat(Link.read("https://www.wikidata.org/wiki/Q1/", Link.Match.EXACT))
        .isEqualTo(prefixed);
    assertThat(prefixed.uri()).contains("http://www.wikidata.org/entity/Q1");
    Link other = Link.read("https://example.org/1", Link.Match.SEE_ALSO);
    assertThat(other.scheme()).isEmpty();
    assertThat(other.uri()).contains("https://example.org/1");
    assertThat(Link.read("local 7", Link.Match.OTHER).uri()).isEmpty();
  }

  @Test
  void a_sensitivity_has_a_cell_exactly_where_it_generalises() {
    assertThat(PlaceDescription.of("p").sensitivity()).isEqualTo(Sensitivity.PUBLIC);
    assertThat(Sensitivity.generalised(1000).cellMetres()).isEqualTo(1000);
    assertThatIllegalArgumentException().isThrownBy(() -> Sensitivity.generalised(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sensitivity(Sensitivity.Level.WITHHELD, 10, Optional.empty()));
  }

  private static Geometry watched(PlaceGeometry... geometries) {
    return PlaceDescription.of("p", geometries).toPlace().orElseThrow().geometry();
  }

  static Geometry wkt(String text) {
    try {
      return new WKTReader().read(text);
    } catch (ParseException e) {
      throw new AssertionError(text, e);
    }
  }
}
