package org.cairn.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.Place;
import org.cairn.imagery.raster.Grid;
import org.cairn.simulation.RadarSettings;
import org.cairn.simulation.RadarSimulator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asked against observed false alarms of whole runs over optical images and radar together. */
@Tag("slow")
class RadarFalseAlarmsTest {
  private static final double RATE = 1;

  /** Twelve sites each; {@code -Dcairn.scenes=6} for the figures in the README. */
  private static final int SCENES = Integer.getInteger("cairn.scenes", 3);

  @TempDir private Path folder;

  /**
   * Sites of one scene share their surroundings, and its rain and haze: their alarms are not quite
   * independent, and four standard errors of independent ones are allowed instead of two.
   */
  @Test
  void about_as_many_alarms_as_asked_for_where_nothing_happened() throws Exception {
    int sites = 0;
    int alarms = 0;
    int byRadar = 0;
    double expected = 0;
    for (int scene = 0; scene < SCENES; scene++) {
      Path own = Files.createDirectory(folder.resolve("scene-" + scene));
      // Each in another part of the optical texture, which is counted in ground coordinates.
      Grid ground = Series.around(32_631, 0.5, 0.5);
      List<String> radar =
          RadarSimulator.write(new RadarSettings(100 + scene, ground, Series.FIRST, 42), own);
      Series series = new Series(own, ground, 40 * scene).whole().add(radar);
      WatchResult result =
          series.watch(
              places(series),
              new WatchSettings(
                  Optional.of("ndvi"),
                  Optional.empty(),
                  Optional.of(Series.FROM),
                  Optional.empty(),
                  RATE));
      double years =
          (result.days().orElseThrow().until().toEpochDay() - Series.FROM.toEpochDay()) / 365.25;
      for (PlaceResult place : result.places()) {
        assertThat(place.coverage().radar().orElseThrow().why()).isEmpty();
        sites++;
        alarms += place.alerts().size();
        byRadar += (int) place.alerts().stream().filter(one -> one.layer().startsWith("V")).count();
        expected += -Math.expm1(-RATE * years);
      }
    }
    double chance = expected / sites;
    double error = Math.sqrt(sites * chance * (1 - chance));
    assertThat((double) alarms)
        .as(
            "%d alarms (%d by radar) over %d sites, %.1f expected",
            alarms, byRadar, sites, expected)
        .isBetween(expected - 4 * error, expected + 4 * error);
  }

  /** Away from the middle, where the optical images have their event. */
  private static List<Place> places(Series series) {
    List<Place> places = new ArrayList<>();
    for (int row = 6; row < 95; row += 28) {
      for (int col = 6; col < 95; col += 28) {
        boolean middle = col > 25 && col < 70 && row > 25 && row < 70;
        if (!middle) {
          places.add(series.place("site-" + row + "-" + col, col, row, 10, 10));
        }
      }
    }
    return places;
  }
}
