package org.cairn.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.cairn.heritage.Place;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.PixelWindow;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that go on from a kept state have the result of a run from scratch, value for value. {@code
 * -Dcairn.seed=S} repeats what is drawn by chance.
 */
class KeptReadingTest {
  private static final long SEED = Long.getLong("cairn.seed", System.nanoTime());
  private static final Grid GROUND = Series.around(32_631, 4.2, 45.1);

  /** The last image of the history that may come late. */
  private static final int HISTORY = 12;

  @TempDir private static Path folder;

  private static Series series = new Series(Path.of("."), GROUND);
  private static List<Place> places = List.of();
  private static WatchResult atOnce = new WatchResult(settings(), List.of(), List.of(), List.of());

  @BeforeAll
  static void make() throws IOException, InterruptedException {
    series = series(folder);
    places =
        List.of(
            series.place(),
            series.place("beside", 30, 60, 8, 8),
            series.place("nowhere", 9_000, 9_000, 8, 8));
    atOnce = series.watch(places, settings());
    assertThat(atOnce.places().getFirst().alerts()).hasSize(1);
    assertThat(atOnce.places().getFirst().alerts().getFirst().before()).isPresent();
  }

  /** One image lies too far right, so that it has to be moved. */
  private static Series series(Path where) throws IOException {
    Series made = new Series(where, GROUND);
    for (int image = 0; image < Series.IMAGES; image++) {
      made.image(image, GROUND, image == 20 ? 2 : 0);
    }
    return made;
  }

  private static WatchSettings settings() {
    return Series.settings(Optional.of(Series.FROM), Optional.empty());
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  private static List<String> ids(List<ItemRef> items) {
    return items.stream().map(ItemRef::item).toList();
  }

  private static WatchResult watch(Series over, HeldState state)
      throws IOException, InterruptedException {
    return over.watch(places, settings(), state.next());
  }

  /** All that is said of places and scenes; of the bytes read, at least those. */
  private static void assertSame(WatchResult actual, WatchResult expected) {
    Sameness.assertSame(actual.places(), expected.places());
    assertThat(actual.days()).isEqualTo(expected.days());
    assertThat(actual.parameters()).isEqualTo(expected.parameters());
    assertThat(actual.problems()).isEqualTo(expected.problems());
    assertThat(actual.scenes())
        .usingRecursiveComparison()
        .ignoringFields("assets")
        .isEqualTo(expected.scenes());
    for (int i = 0; i < expected.scenes().size(); i++) {
      assertThat(actual.scenes().get(i).assets()).hasSize(1);
      AssetRead read = actual.scenes().get(i).assets().getFirst();
      AssetRead whole = expected.scenes().get(i).assets().getFirst();
      assertThat(read.ranges()).containsAll(whole.ranges());
      assertThat(read.bytes()).isEqualTo(whole.bytes());
    }
  }

  @Test
  void one_new_acquisition_is_all_that_is_read() throws Exception {
    HeldState state = new HeldState();
    watch(series.only(numbers(0, Series.IMAGES - 1)), state);
    WatchResult then = watch(series, state);

    assertSame(then, atOnce);
    assertThat(then.reuse().fresh()).hasSize(1);
    assertThat(then.reuse().reused()).isEqualTo(Series.IMAGES - 1);
    assertThat(then.reuse().late()).isEmpty();
    assertThat(then.reuse().reprocessed()).isEmpty();
  }

  @Test
  void without_anything_new_nothing_is_read_and_nothing_kept() throws Exception {
    HeldState state = new HeldState();
    assertSame(watch(series, state), atOnce);
    long bytes = state.bytes();
    WatchResult again = watch(series, state);

    assertSame(again, atOnce);
    Sameness.assertSame(again.scenes(), atOnce.scenes());
    assertThat(again.reuse()).isEqualTo(new Reuse(42, 0, List.of(), List.of(), List.of()));
    assertThat(state.writes()).isZero();
    assertThat(state.bytes()).isEqualTo(bytes);
  }

  @Test
  void only_what_is_needed_is_read_of_what_is_kept() throws Exception {
    HeldState state = new HeldState();
    List<Place> quiet = List.of(places.get(1));
    // So many watched looks that one more changes none of the injections.
    WatchSettings early = Series.settings(Optional.of(Series.date(16)), Optional.empty());
    series.only(numbers(0, Series.IMAGES - 1)).watch(quiet, early, state.next());
    WatchResult then = series.watch(quiet, early, state.next());

    assertThat(then.places().getFirst().alerts()).isEmpty();
    assertThat(state.found()).containsExactlyInAnyOrder("scene", "verdict", "model", "progress");
    assertSame(then, series.watch(quiet, early));

    assertSame(series.watch(quiet, early, state.next()), then);
    assertThat(state.found()).containsExactlyInAnyOrder("scene", "verdict");
  }

  @Test
  void images_one_by_one_come_out_as_all_at_once() throws Exception {
    HeldState state = new HeldState();
    for (int there = Series.IMAGES - 4; there <= Series.IMAGES; there++) {
      Series some = series.only(numbers(0, there));
      WatchResult kept = watch(some, state);
      assertSame(kept, there == Series.IMAGES ? atOnce : some.watch(places, settings()));
    }
  }

  @Test
  void a_later_last_day_is_said_without_judging_again() throws Exception {
    HeldState state = new HeldState();
    watch(series, state);
    for (int days : new int[] {3, 0}) {
      WatchSettings until =
          Series.settings(
              Optional.of(Series.FROM), Optional.of(Series.date(Series.IMAGES - 1).plusDays(days)));
      WatchResult then = series.watch(places, until, state.next());

      assertSame(then, series.watch(places, until));
      assertThat(state.found()).contains("evidence");
      assertThat(state.found())
          .doesNotContain("model", "progress", "residuals", "looks", "pictures");
    }
  }

  @Test
  void whatever_is_lost_is_made_again() throws Exception {
    HeldState before = new HeldState();
    watch(series.only(numbers(0, Series.IMAGES - 1)), before);
    for (String kind :
        List.of("looks", "pictures", "evidence", "verdict", "progress", "model", "residuals")) {
      HeldState state = before.copy();
      state.lose(kind);
      assertSame(watch(series, state), atOnce);
      state.lose(kind);
      assertSame(watch(series, state), atOnce);
    }
  }

  @Test
  void images_may_come_in_any_order() throws Exception {
    Random random = new Random(SEED);
    for (int round = 0; round < 3; round++) {
      List<Integer> order = new ArrayList<>(numbers(0, Series.IMAGES));
      Collections.shuffle(order, random);
      HeldState state = new HeldState();
      int there = 0;
      while (there < Series.IMAGES) {
        there = Math.min(Series.IMAGES, there + 1 + random.nextInt(25));
        Series some = series.only(order.subList(0, there));
        WatchResult scratch = some.watch(places, settings());
        WatchResult kept = watch(some, state);
        if (there == Series.IMAGES) {
          assertSame(kept, atOnce);
        }
        assertThat(Sameness.isSame(kept.places(), scratch.places())).as("seed %d", SEED).isTrue();
        assertThat(kept.reuse().fresh().size() + kept.reuse().reused()).isEqualTo(there);
      }
    }
  }

  @Test
  void a_late_image_of_the_history_is_named() throws Exception {
    HeldState state = new HeldState();
    List<Integer> without = new ArrayList<>(numbers(0, Series.IMAGES));
    without.remove(Integer.valueOf(HISTORY));
    watch(series.only(without), state);
    WatchResult then = watch(series, state);

    assertSame(then, atOnce);
    assertThat(ids(then.reuse().late())).containsExactly("image-12-12");
    assertThat(then.reuse().fresh()).isEqualTo(then.reuse().late());
  }

  @Test
  void a_reprocessed_image_is_read_anew_and_named(@TempDir Path own) throws Exception {
    Series changing = series(own);
    HeldState state = new HeldState();
    watch(changing, state);
    changing.reprocess(HISTORY, GROUND, 1.6);
    WatchResult then = watch(changing, state);

    assertSame(then, changing.watch(places, settings()));
    assertThat(Sameness.isSame(then.places(), atOnce.places())).isFalse();
    assertThat(ids(then.reuse().reprocessed())).containsExactly("image-12-12");
    assertThat(then.reuse().fresh()).isEmpty();
    assertThat(watch(changing, state).reuse().reused()).isEqualTo(Series.IMAGES);
  }

  @Test
  void a_new_place_has_the_images_read_there_only() throws Exception {
    HeldState state = new HeldState();
    series.watch(List.of(places.getFirst()), settings(), state.next());
    Place far = series.place("far", 4, 4, 8, 8);
    List<Place> both = List.of(places.getFirst(), far);
    WatchResult then = series.watch(both, settings(), state.next());

    assertSame(then, series.watch(both, settings()));
    assertThat(then.reuse().fresh()).isEmpty();
    assertThat(then.reuse().reused() + then.reuse().extended()).isEqualTo(Series.IMAGES);
    assertThat(series.watch(both, settings(), state.next()).reuse().reused())
        .isEqualTo(Series.IMAGES);
  }

  @Test
  void other_questions_do_not_take_each_others_pixels() throws Exception {
    HeldState state = new HeldState();
    watch(series, state);
    WatchSettings later = Series.settings(Optional.of(Series.FROM.plusDays(60)), Optional.empty());
    WatchResult then = series.watch(places, later, state.next());

    assertSame(then, series.watch(places, later));
    assertThat(then.reuse().reused()).isEqualTo(Series.IMAGES);
  }

  @Test
  void a_run_killed_at_any_write_leaves_a_state_to_go_on_from() throws Exception {
    HeldState whole = new HeldState();
    watch(series, whole);
    int writes = whole.writes();
    Random random = new Random(SEED);
    for (int kill : List.of(0, 1, 1 + random.nextInt(writes - 1), writes - 2, writes - 1)) {
      HeldState state = new HeldState();
      try {
        series.watch(places, settings(), state.next().failingAfter(kill, true));
      } catch (IllegalStateException | HeldState.Killed expected) {
        assertThat(expected.toString() + expected.getCause()).contains("Killed");
      }
      assertThat(state.writes()).as("seed %d", SEED).isEqualTo(kill);
      assertSame(watch(series, state), atOnce);
      assertThat(watch(series, state).reuse().reused()).isEqualTo(Series.IMAGES);
    }
  }

  @Test
  void pixels_whose_reading_is_not_on_record_are_read_again() throws Exception {
    HeldState state = new HeldState();
    watch(series, state);
    state.lose("scene");
    WatchResult then = watch(series, state);

    assertSame(then, atOnce);
    assertThat(then.reuse().fresh()).hasSize(Series.IMAGES);
    state.lose("looks");
    state.lose("verdict");
    then = watch(series, state);
    assertSame(then, atOnce);
    assertThat(then.reuse().extended()).isEqualTo(Series.IMAGES);
  }

  @Test
  void a_state_that_cannot_be_used_costs_reading_and_is_told() throws Exception {
    HeldState state = new HeldState();
    WatchResult full = series.watch(places, settings(), state.next().failingAfter(5, false));
    assertThat(full.problems()).extracting(Problem::code).containsExactly("watch-state-unwritable");
    assertSame(full.withProblems(List.of()), atOnce);
    assertSame(watch(series, state), atOnce);
    WatchResult unread = series.watch(places, settings(), state.next().unreadable(true));
    assertThat(unread.problems())
        .extracting(Problem::code)
        .containsExactly("watch-state-unreadable");
    assertSame(unread.withProblems(List.of()), atOnce);
  }

  @Test
  void without_places_nothing_happens() throws Exception {
    HeldState state = new HeldState();
    WatchResult none = series.watch(List.of(), settings(), state.next());
    assertThat(none.places()).isEmpty();
    assertThat(none.reuse()).isEqualTo(Reuse.none());
    assertThat(state.bytes()).isZero();
  }

  @Test
  void tiles_of_two_zones_at_the_antimeridian_are_kept_like_others(@TempDir Path own)
      throws Exception {
    Grid ground = Series.around(32_601, -180, 45.1);
    Series there = new Series(own, ground);
    for (int image = 0; image < Series.IMAGES; image++) {
      there.image(image, ground, 0, new PixelWindow(0, 0, Series.PIXELS, Series.PIXELS));
    }
    List<Place> middle = List.of(there.place());
    WatchResult scratch = there.watch(middle, settings());
    HeldState state = new HeldState();
    there.only(numbers(0, 40)).watch(middle, settings(), state.next());
    WatchResult then = there.watch(middle, settings(), state.next());

    assertThat(scratch.places().getFirst().alerts()).hasSize(1);
    assertSame(then, scratch);
    assertThat(new HashSet<>(ids(then.reuse().fresh())))
        .containsExactlyInAnyOrder("image-40-40", "image-41-41");
  }
}
