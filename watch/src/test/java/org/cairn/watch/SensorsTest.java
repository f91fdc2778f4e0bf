package org.cairn.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Place;
import org.cairn.imagery.raster.Grid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of several sensors in one series, each with its own pixels, gain and offset. */
class SensorsTest {
  private static final Grid GROUND = Series.around(32_631, 4.2, 45.1);

  /** The same ground in pixels of other sizes; the edges need not meet. */
  private static final Grid COARSE = pixelsOf(30);

  private static final Grid FINE = pixelsOf(3);

  /** Asks for so few false alarms that chance plays hardly any part. */
  private static final WatchSettings RARELY =
      new WatchSettings(
          Optional.of("ndvi"), Optional.empty(), Optional.of(Series.FROM), Optional.empty(), 0.02);

  @TempDir private Path folder;

  private static Grid pixelsOf(double metres) {
    int count = (int) Math.floor(10 * Series.PIXELS / metres);
    return new Grid(
        GROUND.crs(), GROUND.originX(), GROUND.originY(), metres, -metres, count, count);
  }

  private static List<Alert> alerts(WatchResult result, String place) {
    return result.places().stream()
        .filter(one -> one.place().id().equals(place))
        .flatMap(one -> one.alerts().stream().map(AlertEvidence::alert))
        .toList();
  }

  @Test
  void a_second_sensor_that_starts_while_watched_is_no_change() throws Exception {
    Series series =
        new Series(folder, GROUND)
            .images(image -> image < 30 || image % 2 == 0, GROUND)
            .sensor("landsat-9", 0.9, 0.06)
            .images(image -> image >= 30 && image % 2 == 1, COARSE);
    Place quiet = series.place("quiet", 22, 66, 10, 10);
    WatchResult result = series.watch(List.of(series.place(), quiet), RARELY);

    assertThat(result.problems()).isEmpty();
    assertThat(alerts(result, "quiet")).isEmpty();
    assertThat(alerts(result, "middle")).hasSize(1);
    assertThat(alerts(result, "middle").getFirst().sensor()).contains("test-1");
  }

  @Test
  void three_sensors_in_turn_make_one_series() throws Exception {
    Series series =
        new Series(folder, GROUND)
            .images(image -> image % 2 == 0, GROUND)
            .sensor("landsat-8", 0.93, 0.04)
            .images(image -> image % 4 == 1, COARSE)
            .sensor("planetscope", 1.08, -0.03)
            .images(image -> image % 4 == 3, FINE);
    Place quiet = series.place("quiet", 22, 66, 10, 10);
    WatchResult result = series.watch(List.of(series.place(), quiet), RARELY);

    assertThat(result.problems()).isEmpty();
    assertThat(result.scenes())
        .extracting(SceneUse::sensor)
        .contains("test-1", "landsat-8", "planetscope");
    assertThat(alerts(result, "quiet")).isEmpty();
    Alert alert = alerts(result, "middle").getFirst();
    assertThat(alert.raised()).isAfterOrEqualTo(Series.EVENT);
    assertThat(alert.lastUnchanged()).isBefore(Series.EVENT);
  }
}
