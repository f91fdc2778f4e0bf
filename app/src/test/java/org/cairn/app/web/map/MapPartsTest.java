package org.cairn.app.web.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cairn.register.PlaceCard.CardName;
import org.cairn.register.PlaceQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapPartsTest {
  private static final Sight ALL = new Sight(false, true, true, List.of(Locale.ENGLISH));

  /** By hand from the specification: a layer 'a' of one point at 5, 7 with {"k":"v"}. */
  @Test
  void writes_a_point_as_the_specification_has_it() {
    VectorTile tile = new VectorTile("a");
    tile.point(3, 5, 7, Map.of("k", "v"));
    String feature = "0803" + "12020000" + "1801" + "2203090a0e";
    String layer = "7802" + "0a0161" + "120d" + feature + "1a016b" + "22030a0176" + "288020";
    String expected = "1a" + HexFormat.of().toHexDigits((byte) (layer.length() / 2)) + layer;
    assertThat(HexFormat.of().formatHex(tile.encode())).isEqualTo(expected);
  }

  /** By hand likewise: a line from 2, 2 over 2, 10 to 10, 10, as the specification's example. */
  @Test
  void writes_a_line_as_the_specification_has_it() {
    VectorTile tile = new VectorTile("a");
    tile.lines(0, List.of(new int[] {2, 2, 2, 10, 10, 10}), Map.of());
    String feature = "1200" + "1802" + "2208" + "0904041200101000";
    String layer = "7802" + "0a0161" + "120e" + feature + "288020";
    String expected = "1a" + HexFormat.of().toHexDigits((byte) (layer.length() / 2)) + layer;
    assertThat(HexFormat.of().formatHex(tile.encode())).isEqualTo(expected);
  }

  @Test
  void writes_nothing_where_there_is_nothing() {
    assertThat(new VectorTile("a").encode()).isEmpty();
  }

  @Test
  void lays_the_globe_on_a_square() {
    assertThat(Mercator.x(-180)).isZero();
    assertThat(Mercator.y(0)).isCloseTo(0.5, within(1e-12));
    assertThat(Mercator.y(85.0511287798)).isCloseTo(0, within(1e-9));
    assertThat(Mercator.y(90)).isZero();
    assertThat(Mercator.y(-90)).isLessThan(1).isGreaterThan(0.999);
    assertThat(Mercator.interleave(0b11, 0b01)).isEqualTo(0b0111);
    for (double lat : new double[] {-80, -1.5, 0, 33.3, 85}) {
      assertThat(Mercator.lat(Mercator.y(lat))).isCloseTo(lat, within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sim-0001",
        "new",
        "..",
        "a/b?c#d",
        "https://places.example/7",
        "مزار",
        "~YQ",
        "%2e%2e",
        "a b",
        "x;y",
        "0"
      })
  void carries_any_id_through_an_address(String id) {
    String path = PlacePath.of(id);
    assertThat(path).matches("/places/[A-Za-z0-9._~-]+").isNotEqualTo("/places/new");
    assertThat(PlacePath.parse(path.substring("/places/".length()))).isEqualTo(id);
  }

  @Test
  void says_a_filter_as_the_address_it_came_from() {
    PlaceFilter filter =
        PlaceFilter.of(
            Map.of(
                "q", new String[] {"old bridge"},
                "from", new String[] {"-0499"},
                "box", new String[] {"170,-10,-170,10"}),
            ALL);
    assertThat(filter.text()).isEqualTo("q=old+bridge&from=-0499&box=170%2C-10%2C-170%2C10");
    assertThat(filter.with(PlaceFilter.BOX, "")).isEqualTo("q=old+bridge&from=-0499");
    assertThat(filter.problems()).isEmpty();
    assertThat(filter.box()).hasValue(new PlaceQuery.Box(170, -10, -170, 10));
    assertThat(filter.query().during()).isPresent();
  }

  @Test
  void says_how_the_map_looks_as_the_address_it_came_from() {
    Map<String, String[]> address =
        Map.of(
            "layer", new String[] {"Old sheet"},
            "borders", new String[] {"1"},
            "at", new String[] {"4.25/-12.5/170.125"},
            "view", new String[] {"map"});
    MapState state = MapState.of(address, List.of("Old sheet"), true);
    assertThat(state.path("q=a"))
        .isEqualTo("/places?q=a&at=4.25%2F-12.5%2F170.125&layer=Old+sheet&borders=1&view=map");
    assertThat(state.withMap(false).path("")).doesNotContain("view");
    assertThat(MapState.of(address, List.of("Another"), false).path(""))
        .isEqualTo("/places?view=map");
    for (String wrong : List.of("4/91/0", "4/0/181", "25/0/0", "a/b/c", "4/0", "NaN/0/0")) {
      assertThat(MapState.of(Map.of("at", new String[] {wrong}), List.of(), true).at()).isEmpty();
    }
  }

  @Test
  void asks_nothing_about_what_the_viewer_may_not_see() {
    Sight visitor = new Sight(false, false, false, List.of());
    PlaceFilter filter =
        PlaceFilter.of(
            Map.of("status", new String[] {"watched"}, "condition", new String[] {"good"}),
            visitor);
    assertThat(filter.isEmpty()).isTrue();
    assertThat(filter.query()).isEqualTo(PlaceQuery.ALL);
  }

  @Test
  void leaves_out_dates_that_end_before_they_begin_and_says_so() {
    PlaceFilter filter =
        PlaceFilter.of(Map.of("from", new String[] {"1900"}, "until", new String[] {"1800"}), ALL);
    assertThat(filter.problems()).containsExactly("until");
    assertThat(filter.query().during()).isEmpty();
  }

  @Test
  void puts_the_reader_s_name_first_and_keeps_the_others_in_order() {
    List<CardName> names =
        List.of(
            new CardName("Bridge", Optional.of("en")),
            new CardName("Pont", Optional.of("fr-FR")),
            new CardName("جسر", Optional.of("ar")));
    assertThat(ShownName.sorted(names, List.of(Locale.FRENCH), "id"))
        .extracting(ShownName::text)
        .containsExactly("Pont", "Bridge", "جسر");
    assertThat(ShownName.sorted(List.of(), List.of(), "id").getFirst().text()).isEqualTo("id");
  }

  @Test
  void draws_no_coast_across_the_map() {
    // A ring that jumped from one edge to the other would have a step of half the globe.
    String path = Land.get().within(-180, -90, 180, 90);
    double last = Double.NaN;
    for (String step : path.split("(?=[MLZ])", -1)) {
      if (step.startsWith("M")) {
        last = Double.NaN;
      }
      if (step.startsWith("M") || step.startsWith("L")) {
        double lon = Double.parseDouble(step.substring(1).split(" ", -1)[0]);
        boolean pole = step.endsWith(" 90.0") || step.endsWith(" -90.0");
        if (!Double.isNaN(last) && !pole) {
          assertThat(Math.abs(lon - last)).isLessThan(180);
        }
        last = lon;
      }
    }
    assertThat(path.getBytes(StandardCharsets.UTF_8).length).isGreaterThan(10_000);
  }
}
