package org.cairn.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cairn.watch.Sameness.assertSame;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.Place;
import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.PixelWindow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs over images made for the test. */
class WatchTest {
  private static final Grid GROUND = Series.around(32_631, 4.2, 45.1);

  /** The first image that shows the event. */
  private static final LocalDate SEEN = Series.date(35);

  /** Six by seven pixels of 10 m. */
  private static final double EVENT_SQUARE_METRES = 4_200;

  @TempDir private Path folder;

  @Test
  void a_change_is_found_with_its_date_and_its_outline() throws Exception {
    assertThat(Series.date(34)).isBefore(Series.EVENT);
    assertThat(SEEN).isAfterOrEqualTo(Series.EVENT);
    Series series = new Series(folder, GROUND).whole();
    WatchResult result = series.watch(series.place());

    assertEventFound(result);
    assertThat(result.problems()).isEmpty();
    assertThat(result.scenes()).hasSize(Series.IMAGES).allMatch(use -> use.heldBack().isEmpty());
    AlertEvidence evidence = result.places().getFirst().alerts().getFirst();
    assertThat(evidence.series()).hasSize(Series.IMAGES);
    assertThat(evidence.before())
        .get()
        .satisfies(chip -> assertThat(chip.date()).isEqualTo(evidence.alert().lastUnchanged()));
    assertThat(evidence.after()).isPresent();
    assertThat(evidence.strip())
        .hasSizeBetween(5, 8)
        .allSatisfy(other -> {
          assertThat(other.chip().cols()).isEqualTo(evidence.before().orElseThrow().cols());
          assertThat(other.chip().date())
              .isNotIn(evidence.alert().lastUnchanged(), evidence.alert().firstSeen());
          assertThat(other.clearShare()).isBetween(0.0, 1.0);
        });
    assertThat(evidence.strip()).extracting(other -> other.chip().date()).isSorted();
    assertThat(evidence.groundSampleDistanceMetres()).isCloseTo(10, within(0.01));
  }

  @Test
  void the_place_is_told_among_its_placebos_and_silence_for_each_size() throws Exception {
    Series series = new Series(folder, GROUND).whole();
    PlaceResult place = series.watch(series.place()).places().getFirst();
    Alert alert = place.alerts().getFirst().alert();
    Coverage coverage = place.coverage();
    Coverage.Placebos placebos = coverage.placebos().orElseThrow();

    assertThat(new Alert.Placebos(placebos.n(), placebos.independent(), placebos.atLeastAsLarge()))
        .isEqualTo(alert.placebos());
    assertThat(placebos.expectedPerSiteYear()).isEqualTo(alert.expectedPerSiteYear());
    assertThat(placebos.counts().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(placebos.n());
    assertThat(placebos.highest() > coverage.threshold().orElseThrow())
        .isEqualTo(placebos.aboveThreshold() > 0);
    assertThat(coverage.detection())
        .extracting(Coverage.Detection::sidePixels)
        .isSorted()
        .startsWith(2, 3);
    for (Coverage.Detection size : coverage.detection()) {
      assertThat(size.areaSquareMetres())
          .isCloseTo(100.0 * size.sidePixels() * size.sidePixels(), within(1.0));
      assertThat(size.smallest()).extracting(Coverage.Smallest::share).containsExactly(0.5, 0.9);
      for (Coverage.Smallest one : size.smallest()) {
        assertThat(one.power() >= one.share()).isEqualTo(one.contrast().isPresent());
      }
    }
    assertThat(coverage.smallestDetectable())
        .allSatisfy(found ->
            assertThat(coverage.detection())
                .anySatisfy(size -> {
                  assertThat(size.areaSquareMetres()).isEqualTo(found.areaSquareMetres());
                  assertThat(size.smallest())
                      .anyMatch(one -> one.contrast().orElse(0) == found.contrast());
                }));
  }

  @Test
  void a_place_across_two_tiles_is_seen_as_in_one_image() throws Exception {
    Series one = new Series(folder, GROUND).whole();
    WatchResult whole = one.watch(one.place());
    Series two =
        new Series(folder, GROUND)
            .images(image -> true, GROUND.window(new PixelWindow(0, 0, 53, Series.PIXELS)))
            .images(
                image -> true,
                GROUND.window(new PixelWindow(53, 0, Series.PIXELS - 53, Series.PIXELS)));
    WatchResult tiles = two.watch(two.place());

    assertEventFound(tiles);
    assertThat(tiles.places().getFirst().coverage())
        .isEqualTo(whole.places().getFirst().coverage());
    assertThat(tiles.places().getFirst().scores()).isEqualTo(whole.places().getFirst().scores());
    assertThat(alert(tiles).changedArea().equalsExact(alert(whole).changedArea())).isTrue();
    assertThat(alert(tiles).items()).hasSizeGreaterThan(alert(whole).items().size());
  }

  @Test
  void images_of_two_zones_make_one_series() throws Exception {
    Grid west = Series.around(32_631, 6.0, 45.1);
    Grid east = Series.around(32_632, 6.0, 45.1);
    Series series =
        new Series(folder, west)
            .images(image -> image % 3 != 2, west)
            .images(image -> image % 3 == 2, wider(east));
    WatchResult result = series.watch(series.place());

    // The first image after the event is one of the other zone.
    assertThat(35 % 3).isEqualTo(2);
    assertEventFound(result);
    assertThat(result.problems()).isEmpty();
  }

  @Test
  void a_place_on_both_sides_of_the_antimeridian_is_one_place() throws Exception {
    Grid east = Series.around(32_601, -180, 65);
    Grid west = Series.around(32_660, 180, 65);
    Series series =
        new Series(folder, east)
            .images(image -> image % 4 != 1, east)
            .images(image -> image % 4 == 1, wider(west));
    Place place = series.place();
    assertThat(place.geometry().getEnvelopeInternal().getWidth()).isGreaterThan(359);
    WatchResult result = series.watch(place);

    assertEventFound(result);
    assertThat(alert(result).changedArea().getEnvelopeInternal().getMaxX())
        .isLessThanOrEqualTo(180);
  }

  @Test
  void high_latitudes_are_watched() throws Exception {
    Series series = new Series(folder, Series.around(32_633, 15.6, 78.2)).whole();

    assertEventFound(series.watch(series.place()));
  }

  @Test
  void a_geographic_grid_is_watched() throws Exception {
    double step = 10 / 111_195.0;
    Grid degrees = new Grid(Crs.ofEpsg(4_326), 12, 0, step, -step, Series.PIXELS, Series.PIXELS);
    Series series = new Series(folder, degrees).whole();

    assertEventFound(series.watch(series.place()));
  }

  @Test
  void two_images_of_one_day_are_one_look() throws Exception {
    Series one = new Series(folder, GROUND).whole();
    WatchResult single = one.watch(one.place());
    Series two = new Series(folder, GROUND).whole().images(image -> image % 2 == 0, GROUND);
    WatchResult doubled = two.watch(two.place());

    assertThat(doubled.scenes()).hasSize(Series.IMAGES * 3 / 2);
    assertThat(doubled.places().getFirst().coverage())
        .isEqualTo(single.places().getFirst().coverage());
    assertThat(doubled.places().getFirst().scores()).isEqualTo(single.places().getFirst().scores());
  }

  @Test
  void a_shifted_image_is_moved_back_and_one_too_far_off_is_left_out() throws Exception {
    Series series = new Series(folder, GROUND).images(image -> image != 32 && image != 38, GROUND);
    series.image(32, GROUND, 2);
    series.image(38, GROUND, 5);
    WatchResult result = series.watch(series.place());

    assertEventFound(result);
    assertThat(result.places().getFirst().registrations())
        .satisfiesExactly(
            moved -> {
              assertThat(moved.date()).isEqualTo(Series.date(32));
              assertThat(moved.shiftCols()).isCloseTo(2, within(0.2));
              assertThat(moved.shiftRows()).isCloseTo(1, within(0.2));
              assertThat(moved.rejected()).isFalse();
            },
            left -> {
              assertThat(left.date()).isEqualTo(Series.date(38));
              assertThat(left.shiftCols()).isCloseTo(5, within(0.5));
              assertThat(left.rejected()).isTrue();
            });
  }

  @Test
  void shifted_images_alone_raise_no_alert() throws Exception {
    Series series = new Series(folder, GROUND).images(image -> image % 9 != 5, GROUND);
    for (int image = 5; image < Series.IMAGES; image += 9) {
      series.image(image, GROUND, 2);
    }
    WatchResult result = series.watch(series.place("elsewhere", 20, 20, 10, 10));

    assertThat(result.places().getFirst().coverage().status()).isEqualTo(Coverage.Status.WATCHED);
    assertThat(result.places().getFirst().alerts()).isEmpty();
  }

  @Test
  void later_images_do_not_change_earlier_scores() throws Exception {
    Series series = new Series(folder, GROUND).whole();
    Place[] places = {series.place(), series.place("beside", 30, 60, 8, 8)};
    LocalDate until = Series.date(37);
    WatchResult all = series.watch(places);
    WatchResult early = series.watch(Optional.of(until), places);

    for (int i = 0; i < places.length; i++) {
      List<PlaceResult.ScoreRise> sofar =
          all.places().get(i).scores().stream()
              .filter(rise -> !rise.date().isAfter(until))
              .toList();
      assertThat(early.places().get(i).scores()).isEqualTo(sofar).isNotEmpty();
      assertThat(early.places().get(i).coverage().until()).contains(until);
    }
  }

  @Test
  void the_same_again_gives_the_same() throws Exception {
    Series series = new Series(folder, GROUND).whole();
    Place[] places = {
      series.place(), series.place("beside", 30, 60, 8, 8), series.place("corner", 2, 2, 12, 9)
    };
    WatchResult first = series.watch(places);
    WatchResult second = series.watch(places);

    assertSame(second, first);
  }

  @Test
  void places_are_answered_in_the_order_asked() throws Exception {
    Series series = new Series(folder, GROUND).whole();
    WatchResult result =
        series.watch(
            series.place("z", 60, 60, 8, 8),
            series.place("far", 5_000, 5_000, 8, 8),
            series.place("a", 10, 10, 8, 8));

    assertThat(result.places())
        .extracting(place -> place.place().id())
        .containsExactly("z", "far", "a");
    assertThat(result.places().get(1).coverage().status()).isEqualTo(Coverage.Status.NO_IMAGERY);
  }

  @Test
  void nothing_asked_is_nothing_answered() throws IOException, InterruptedException {
    WatchResult result = new Series(folder, GROUND).whole().watch();

    assertThat(result.places()).isEmpty();
    assertThat(result.problems()).isEmpty();
  }

  /** The same pixels with a margin, so that a turned neighbour covers the whole ground. */
  private static Grid wider(Grid grid) {
    return grid.window(new PixelWindow(-20, -20, grid.cols() + 40, grid.rows() + 40));
  }

  private static Alert alert(WatchResult result) {
    return result.places().getFirst().alerts().getFirst().alert();
  }

  private static void assertEventFound(WatchResult result) {
    PlaceResult place = result.places().getFirst();
    assertThat(place.coverage().status())
        .as(place.coverage().why())
        .isEqualTo(Coverage.Status.WATCHED);
    assertThat(place.coverage().acquisitions()).isEqualTo(place.coverage().looks());
    assertThat(place.alerts()).hasSize(1);
    Alert alert = alert(result);
    assertThat(alert.firstSeen()).isEqualTo(SEEN);
    assertThat(alert.lastUnchanged()).isEqualTo(Series.date(34));
    assertThat(alert.areaSquareMetres())
        .isBetween(0.7 * EVENT_SQUARE_METRES, 1.4 * EVENT_SQUARE_METRES);
    assertThat(alert.changes().getFirst().after())
        .isLessThan(alert.changes().getFirst().before() - 0.15);
  }
}
