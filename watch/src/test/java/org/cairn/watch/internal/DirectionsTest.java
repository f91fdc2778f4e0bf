package org.cairn.watch.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cairn.heritage.Alert.BandChange;
import org.cairn.heritage.Alert.Direction;
import org.junit.jupiter.api.Test;

class DirectionsTest {
  private static BandChange band(String name, double before, double after) {
    return new BandChange(name, before, after, "reflectance");
  }

  @Test
  void brightening_soil_where_plants_stood_is_called_bare_ground() {
    assertThat(
            Directions.of(
                List.of(
                    band("blue", 0.04, 0.10),
                    band("green", 0.07, 0.14),
                    band("red", 0.05, 0.18),
                    band("nir", 0.35, 0.26))))
        .containsExactly(Direction.TOWARD_BARE_GROUND, Direction.BRIGHTER);
  }

  @Test
  void water_standing_on_land_is_called_wetness_and_not_bare_ground() {
    assertThat(
            Directions.of(
                List.of(
                    band("green", 0.08, 0.07), band("red", 0.06, 0.05), band("nir", 0.30, 0.03))))
        .containsExactly(Direction.TOWARD_WATER, Direction.LESS_VEGETATION, Direction.DARKER);
  }

  @Test
  void an_index_alone_still_gives_a_direction() {
    assertThat(Directions.of(List.of(new BandChange("ndvi", 0.4, 0.7, "index"))))
        .containsExactly(Direction.MORE_VEGETATION);
    assertThat(Directions.of(List.of(new BandChange("vv", 0.4, 0.1, "value"))))
        .containsExactly(Direction.LOWER);
  }

  @Test
  void no_bands_give_no_word() {
    assertThat(Directions.of(List.of())).isEmpty();
  }
}
