package org.cairn.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SimulatedSeriesTest {
  /** Blur, shift and noise carry a change this far beyond its outline, in pixels. */
  private static final double REACH = 4;

  private static SimulationSettings site(long seed, boolean event) {
    return SimulationSettings.site(seed, 64, event).withAcquisitions(60);
  }

  @Test
  void a_part_is_what_the_whole_has_there() {
    SimulationSettings settings = site(3, true);
    float[][] whole = SimulatedSeries.of(settings).layers();
    // Odd corner and size: masks are made of cells of two pixels.
    float[][] part = SimulatedSeries.of(settings, 21, 17, 23, 29).layers();
    for (int date = 0; date < whole.length; date++) {
      for (int row = 0; row < 29; row++) {
        int from = (row + 17) * 64 + 21;
        assertThat(Arrays.copyOfRange(part[date], row * 23, (row + 1) * 23))
            .isEqualTo(Arrays.copyOfRange(whole[date], from, from + 23));
      }
    }
  }

  @Test
  void seeds_differ_and_repeat() {
    float[][] once = SimulatedSeries.of(site(3, false)).layers();
    float[][] again = SimulatedSeries.of(site(3, false)).layers();
    for (int date = 0; date < once.length; date++) {
      assertThat(again[date]).isEqualTo(once[date]);
    }
    assertThat(SimulatedSeries.of(site(4, false)).layers()[0]).isNotEqualTo(once[0]);
  }

  @Test
  void an_event_changes_its_footprint_from_its_day_on_and_nothing_else() {
    for (long seed = 1; seed <= 4; seed++) {
      SimulatedSeries with = SimulatedSeries.of(site(seed, true));
      SimulatedSeries without = SimulatedSeries.of(site(seed, false));
      SimulatedEvent event = with.events().getFirst();
      assertThat(without.events()).isEmpty();
      assertThat(event.placeId()).isEqualTo(with.places().getFirst().id());
      Outline touched = event.outline().grown(REACH);
      double inside = 0;
      int insideCount = 0;
      for (int date = 0; date < with.dates(); date++) {
        boolean before = with.days()[date] < event.day().toEpochDay();
        float[] changed = with.layers()[date];
        float[] calm = without.layers()[date];
        for (int i = 0; i < calm.length; i++) {
          double x = i % 64 + 0.5;
          double y = i / 64 + 0.5;
          if (before || !touched.contains(x, y)) {
            assertThat(Float.compare(changed[i], calm[i]))
                .as("seed %s date %s pixel %s", seed, date, i)
                .isZero();
          } else if (event.outline().contains(x, y) && !Float.isNaN(calm[i])) {
            inside += Math.abs(changed[i] - calm[i]);
            insideCount++;
          }
        }
      }
      assertThat(insideCount).as("clear pixels after the event, seed %s", seed).isPositive();
      assertThat(inside / insideCount).as("mean change, seed %s", seed).isGreaterThan(0.03);
    }
  }

  @Test
  void days_rise_and_masks_hide_some_looks_but_not_all() {
    SimulatedSeries series = SimulatedSeries.of(site(5, false));
    int[] days = series.days();
    int masked = 0;
    for (int date = 1; date < days.length; date++) {
      assertThat(days[date]).isGreaterThan(days[date - 1]);
    }
    for (float[] layer : series.layers()) {
      for (float value : layer) {
        if (Float.isNaN(value)) {
          masked++;
        } else {
          assertThat(value).isBetween(-1f, 1f);
        }
      }
    }
    double share = masked / (60.0 * 64 * 64);
    assertThat(share).isBetween(0.15, 0.7);
  }

  @Test
  void refuses_an_empty_part() {
    assertThatThrownBy(() -> SimulatedSeries.of(site(1, false), 0, 0, 0, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 x 5");
  }
}
