package org.cairn.imagery.stac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundingBoxTest {
  @ParameterizedTest
  @CsvSource({
    "0, 10, 5, 15, true",
    "0, 10, 10, 15, true",
    "0, 10, 11, 15, false",
    "170, -170, 175, 179, true",
    "170, -170, -175, -172, true",
    "170, -170, -169, 169, false",
    "170, -170, 160, -179, true",
    "170, 190, -180, -175, true",
    "-180, 180, 5, 6, true",
    "-190, -170, 175, 176, true"
  })
  void shares_longitudes_round_the_globe(
      double west, double east, double otherWest, double otherEast, boolean shared) {
    BoundingBox box = new BoundingBox(west, -10, east, 10);
    BoundingBox other = new BoundingBox(otherWest, 0, otherEast, 20);
    assertThat(box.intersects(other)).isEqualTo(shared);
    assertThat(other.intersects(box)).isEqualTo(shared);
  }

  @Test
  void latitudes_must_meet_too() {
    assertThat(new BoundingBox(0, 0, 10, 10).intersects(new BoundingBox(0, 11, 10, 12))).isFalse();
  }

  @Test
  void refuses_what_is_not_in_degrees() {
    assertThatIllegalArgumentException().isThrownBy(() -> new BoundingBox(500_000, 0, 600_000, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> new BoundingBox(0, 10, 1, 9));
    assertThatIllegalArgumentException().isThrownBy(() -> new BoundingBox(0, Double.NaN, 1, 9));
  }
}
