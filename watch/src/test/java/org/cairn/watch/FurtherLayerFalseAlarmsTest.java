package org.cairn.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.Place;
import org.cairn.imagery.raster.Grid;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asked against observed false alarms of whole runs over two layers of the same images. */
@Tag("slow")
class FurtherLayerFalseAlarmsTest {
  private static final double RATE = 1;

  /** Sixteen sites each; {@code -Dcairn.scenes=8} for the figures in the README. */
  private static final int SCENES = Integer.getInteger("cairn.scenes", 3);

  @TempDir private Path folder;

  /**
   * Sites of one scene share their surroundings: their alarms are not quite independent, and four
   * standard errors of independent ones are allowed instead of two.
   */
  @Test
  void about_as_many_alarms_as_asked_for_where_nothing_happened() throws Exception {
    int sites = 0;
    int alarms = 0;
    int byFurther = 0;
    double expected = 0;
    for (int scene = 0; scene < SCENES; scene++) {
      Path own = Files.createDirectory(folder.resolve("scene-" + scene));
      Grid ground = Series.around(32_631, 0.5, 0.5);
      Series series = new Series(own, ground, 40 * scene).red(image -> true, false, false).whole();
      WatchResult result =
          series.watch(
              places(series),
              new WatchSettings(
                      Optional.of("ndvi"),
                      Optional.empty(),
                      Optional.of(Series.FROM),
                      Optional.empty(),
                      RATE)
                  .withAlso(Optional.of("red")));
      double years =
          (result.days().orElseThrow().until().toEpochDay() - Series.FROM.toEpochDay()) / 365.25;
      for (PlaceResult place : result.places()) {
        assertThat(place.coverage().further().orElseThrow().why()).isEmpty();
        sites++;
        alarms += place.alerts().size();
        byFurther += (int) place.alerts().stream().filter(one -> one.layer().equals("red")).count();
        expected += -Math.expm1(-RATE * years);
      }
    }
    double chance = expected / sites;
    double error = Math.sqrt(sites * chance * (1 - chance));
    assertThat((double) alarms)
        .as(
            "%d alarms (%d by the further layer) over %d sites, %.1f expected",
            alarms, byFurther, sites, expected)
        .isBetween(expected - 4 * error, expected + 4 * error);
  }

  private static List<Place> places(Series series) {
    List<Place> places = new ArrayList<>();
    for (int row = 6; row < 95; row += 28) {
      for (int col = 6; col < 95; col += 28) {
        places.add(series.place("site-" + row + "-" + col, col, row, 10, 10));
      }
    }
    return places;
  }
}
