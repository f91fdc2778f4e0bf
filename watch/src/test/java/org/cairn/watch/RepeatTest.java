package org.cairn.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.cairn.watch.Sameness.assertSame;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.Place;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.PixelWindow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One place judged again, alone with those that shared its area, has the numbers it had among many.
 */
class RepeatTest {
  private static final Grid GROUND = Series.around(32_631, 4.2, 45.1);

  /** Two tiles of one zone, the seam through the middle place's surroundings. */
  private static final Grid WEST = GROUND.window(new PixelWindow(-131, -70, 200, 240));

  private static final Grid EAST = GROUND.window(new PixelWindow(69, -70, 170, 240));

  @TempDir private static Path folder;

  private static Series series = new Series(Path.of("."), GROUND);
  private static List<Place> places = List.of();

  /** Over all places, with days taken from the acquisitions. */
  private static WatchResult whole =
      new WatchResult(
          Series.settings(Optional.empty(), Optional.empty()), List.of(), List.of(), List.of());

  /**
   * Images of either tile, on their own days and together; some show a strip far in the west only,
   * though their grid is the whole tile's; one comes before all others, one after.
   */
  @BeforeAll
  static void make() throws IOException, InterruptedException {
    series = new Series(folder, GROUND);
    PixelWindow strip = new PixelWindow(0, 0, 60, 240);
    series.image(0, WEST, 0, strip);
    for (int image = 1; image < Series.IMAGES; image++) {
      if (image % 5 == 3) {
        series.image(image, WEST, 0, strip);
      } else {
        series.image(image, WEST, image == 20 ? 2 : 0);
      }
      if (image % 7 != 4) {
        series.image(image, EAST, image == 20 ? 2 : 0);
      }
    }
    series.image(Series.IMAGES + 3, WEST, 0, strip);
    places =
        List.of(
            series.place("far-west", -120, -40, 10, 10),
            series.place("north-west", -60, -50, 9, 12),
            series.place("beside", 30, 60, 8, 8),
            series.place(),
            series.place("south", 48, 130, 11, 9),
            series.place("seam", 64, 20, 10, 8),
            series.place("touching", 58, 47, 6, 10),
            series.place("far-east", 215, 40, 10, 10),
            series.place("north-east", 140, -60, 12, 8),
            series.place("nowhere", 9_000, 9_000, 8, 8));
    whole = series.watch(places, whole.settings());
  }

  private static WatchResult again(WatchResult.Repeat repeat)
      throws IOException, InterruptedException {
    return series.watch(repeat.places(), repeat.settings());
  }

  private static PlaceResult of(WatchResult result, String id) {
    return result.places().stream()
        .filter(place -> place.place().id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static void assertAsInWhole(WatchResult repeated) {
    for (PlaceResult place : repeated.places()) {
      assertSame(place, of(whole, place.place().id()));
    }
  }

  @Test
  void an_alert_comes_out_the_same_from_the_places_of_its_area_alone() throws Exception {
    PlaceResult alerted = of(whole, "middle");
    assertThat(alerted.alerts()).hasSize(1);
    AreaUse area = alerted.area().orElseThrow();
    assertThat(area.areaPlaces()).contains("middle", "touching").hasSizeLessThan(6);
    WatchResult.Repeat repeat = whole.findRepeat("middle").orElseThrow();

    WatchResult repeated = again(repeat);

    assertThat(repeated.places())
        .extracting(place -> place.place().id())
        .isEqualTo(area.areaPlaces());
    assertThat(repeated.problems()).isEmpty();
    assertThat(repeated.days()).isEqualTo(whole.days());
    assertAsInWhole(repeated);
  }

  @Test
  void every_place_comes_out_the_same() throws Exception {
    assertThat(whole.places())
        .filteredOn(place -> place.coverage().status() == Coverage.Status.WATCHED)
        .hasSizeGreaterThan(5);
    for (Place place : places) {
      Optional<WatchResult.Repeat> repeat = whole.findRepeat(place.id());
      assertThat(repeat.isPresent()).as(place.id()).isEqualTo(!place.id().equals("nowhere"));
      if (repeat.isPresent()) {
        assertAsInWhole(again(repeat.get()));
      }
    }
  }

  @Test
  void images_that_came_since_change_nothing() throws Exception {
    WatchResult.Repeat repeat = whole.findRepeat("middle").orElseThrow();
    Series later = series.copy();
    for (int image = 2; image < Series.IMAGES; image += 3) {
      later.image(image, WEST.window(new PixelWindow(40, 40, 150, 150)), 0);
    }
    assertAsInWhole(later.watch(repeat.places(), repeat.settings()));
  }

  @Test
  void a_repeat_can_be_repeated() throws Exception {
    WatchResult first = again(whole.findRepeat("middle").orElseThrow());
    WatchResult second = again(first.findRepeat("touching").orElseThrow());

    assertAsInWhole(second);
    assertThat(second.parameters()).isEqualTo(first.parameters());
  }

  @Test
  void the_files_are_read_where_the_whole_run_read_them() throws Exception {
    WatchResult repeated = again(whole.findRepeat("middle").orElseThrow());

    assertThat(repeated.scenes()).isNotEmpty();
    for (SceneUse scene : repeated.scenes()) {
      SceneUse before =
          whole.scenes().stream()
              .filter(use -> use.item().equals(scene.item()))
              .findFirst()
              .orElseThrow();
      assertThat(before.assets().getFirst().ranges())
          .containsAll(scene.assets().getFirst().ranges());
    }
  }

  @Test
  void an_area_is_the_same_whatever_places_lie_elsewhere() throws Exception {
    AreaUse among = of(whole, "south").area().orElseThrow();
    List<Place> fewer = new ArrayList<>(places);
    fewer.removeIf(place -> place.id().equals("far-west") || place.id().equals("north-west"));
    AreaUse without =
        of(
                series.watch(fewer, Series.settings(Optional.of(Series.FROM), Optional.empty())),
                "south")
            .area()
            .orElseThrow();

    assertThat(without.items()).isEqualTo(among.items()).isNotEmpty();
    assertThat(without.grid()).isEqualTo(among.grid());
  }

  @Test
  void an_image_that_is_gone_is_told() throws Exception {
    AreaUse area = of(whole, "middle").area().orElseThrow();
    String gone = area.items().get(7).item();
    Series fewer = series.copy();
    fewer.forget(gone);
    WatchResult.Repeat repeat = whole.findRepeat("middle").orElseThrow();

    WatchResult repeated = fewer.watch(repeat.places(), repeat.settings());

    assertThat(repeated.problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.code()).isEqualTo("item-missing");
          assertThat(problem.subject()).isEqualTo(gone);
        });
    assertThat(of(repeated, "middle").area().orElseThrow().items())
        .hasSize(area.items().size() - 1);
  }

  @Test
  void areas_of_other_places_are_refused() throws Exception {
    WatchResult.Repeat repeat = whole.findRepeat("middle").orElseThrow();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> series.watch(List.of(series.place()), repeat.settings()))
        .withMessageContaining("exactly");
    List<Place> more = new ArrayList<>(repeat.places());
    more.add(series.place("more", 20, 20, 8, 8));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> series.watch(more, repeat.settings()))
        .withMessageContaining("more");
    assertThatIllegalArgumentException().isThrownBy(() -> whole.findRepeat("unknown"));
  }
}
