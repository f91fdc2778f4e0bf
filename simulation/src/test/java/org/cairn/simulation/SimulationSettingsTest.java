package org.cairn.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class SimulationSettingsTest {
  private static final SimulationSettings DEMO = SimulationSettings.demo(1);

  @Test
  void the_demo_watches_its_second_year() {
    assertThat(DEMO.watchedFrom()).isAfterOrEqualTo(DEMO.firstDay().plusDays(360));
    assertThat(DEMO.lastDay()).isAfter(DEMO.watchedFrom().plusDays(360));
    assertThat(DEMO.acquisitions()).isBetween(70, 80);
    assertThat(DEMO.places()).isBetween(24, 36);
  }

  @Test
  void copies_change_one_thing() {
    assertThat(DEMO.withSeed(2)).isEqualTo(SimulationSettings.demo(2));
    assertThat(DEMO.withPixels(256).pixels()).isEqualTo(256);
    assertThat(DEMO.withAcquisitions(3).acquisitions()).isEqualTo(3);
    assertThat(DEMO.withPlaces(4).places()).isEqualTo(4);
    assertThat(DEMO.withEventShare(1).eventShare()).isEqualTo(1);
    assertThat(DEMO.withDisturbances(false).disturbances()).isFalse();
    assertThat(DEMO.withLyingScene(false).lyingScene()).isFalse();
    assertThat(DEMO.withTwoZones(true).twoZones()).isTrue();
    LocalDate first = LocalDate.parse("2020-01-01");
    SimulationSettings dated = DEMO.withDates(first, 5, first.plusDays(200));
    assertThat(dated.firstDay()).isEqualTo(first);
    assertThat(dated.revisitDays()).isEqualTo(5);
    assertThat(dated.watchedFrom()).isEqualTo(first.plusDays(200));
    assertThat(dated.withDates(DEMO.firstDay(), 10, DEMO.watchedFrom())).isEqualTo(DEMO);
  }

  @Test
  void refuses_what_cannot_be_simulated_and_says_what_can() {
    assertThatThrownBy(() -> DEMO.withPixels(20)).hasMessageContaining("32 to 8192");
    assertThatThrownBy(() -> DEMO.withPixels(513)).hasMessageContaining("even");
    assertThatThrownBy(() -> DEMO.withAcquisitions(0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> DEMO.withPlaces(-1)).hasMessageContaining("0 or more");
    assertThatThrownBy(() -> DEMO.withEventShare(Double.NaN)).hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> DEMO.withPlaces(1_000)).hasMessageContaining("1280 pixels");
  }
}
