package org.cairn.simulation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RadiometryTest {
  @Test
  void every_form_gives_back_the_reflectance_it_was_given() {
    for (int form = 0; form < 3; form++) {
      Radiometry radiometry = Radiometry.of(form);
      double offset = radiometry.flag().orElse(false) ? 0 : radiometry.listedOffset();
      for (float reflectance : new float[] {0.0012f, 0.0567f, 0.31234f, 1.2f}) {
        assertThat(radiometry.digitalNumber(reflectance) * 0.0001 + offset)
            .isCloseTo(reflectance, within(0.00006));
      }
      assertThat(radiometry.lies()).isFalse();
    }
    assertThat(Radiometry.lying().lies()).isTrue();
  }

  @Test
  void no_pixel_becomes_no_data() {
    assertThat(Radiometry.of(0).digitalNumber(-0.02f)).isEqualTo(1);
    assertThat(Radiometry.of(1).digitalNumber(-0.02f)).isEqualTo(800);
    assertThat(Radiometry.of(0).digitalNumber(9f)).isEqualTo(65_535);
  }
}
