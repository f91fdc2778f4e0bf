package org.cairn.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.cairn.watch.Sameness.assertSame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.Place;
import org.cairn.imagery.raster.Grid;
import org.cairn.simulation.RadarSettings;
import org.cairn.simulation.RadarSimulator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Geometry;

/** Whole runs with a further layer of the same images beside the first. */
class FurtherLayerTest {
  private static final Grid GROUND = Series.around(32_631, 4.2, 45.1);

  /** An image that lies too far right, so that it has to be moved. */
  private static final int MOVED = 20;

  @TempDir private static Path folder;

  /** The event in both layers, and in red alone. */
  private static Series both = new Series(Path.of("."), GROUND);

  private static Series inRed = new Series(Path.of("."), GROUND);

  @BeforeAll
  static void make() throws IOException {
    both = series("both", image -> true, true);
    inRed = series("in-red", image -> true, false);
  }

  private static Series series(String name, IntPredicate withRed, boolean inNdvi)
      throws IOException {
    Series made =
        new Series(Files.createDirectory(folder.resolve(name)), GROUND).red(withRed, inNdvi, true);
    for (int image = 0; image < Series.IMAGES; image++) {
      made.image(image, GROUND, image == MOVED ? 2 : 0);
    }
    return made;
  }

  private static WatchSettings alone() {
    return Series.settings(Optional.of(Series.FROM), Optional.empty());
  }

  private static WatchSettings beside() {
    return alone().withAlso(Optional.of("red"));
  }

  private static List<Place> places() {
    return List.of(both.place(), both.place("quiet", 20, 70, 10, 10));
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  private static Coverage.Further further(WatchResult result, int place) {
    return result.places().get(place).coverage().further().orElseThrow();
  }

  @Test
  void an_alert_lists_what_each_layer_saw() throws Exception {
    WatchResult result = both.watch(places(), beside());

    assertThat(result.problems()).isEmpty();
    assertThat(result.parameters()).containsEntry("asked.also", "red");
    PlaceResult middle = result.places().getFirst();
    assertThat(further(result, 0).why()).isEmpty();
    assertThat(further(result, 0).layer()).isEqualTo("red");
    assertThat(further(result, 0).looks()).isEqualTo(middle.coverage().looks()).isPositive();
    assertThat(middle.coverage().smallestDetectable()).isNotEmpty();
    Alert alert = middle.alerts().getFirst().alert();
    assertThat(alert.evidence())
        .extracting(one -> one.layer().orElseThrow())
        .containsExactlyInAnyOrder("ndvi", "red");
    assertThat(alert.evidence())
        .allSatisfy(one -> {
          assertThat(one.kind()).isEqualTo(Alert.Kind.OPTICAL);
          assertThat(one.date().orElseThrow()).isAfterOrEqualTo(Series.EVENT);
          assertThat(one.probability()).isBetween(0.0, 0.1);
        });
    double rarest = alert.evidence().stream().mapToDouble(one -> one.probability()).min().orElse(1);
    assertThat(alert.score()).isEqualTo(-Math.log(rarest));
    assertThat(middle.coverage().threshold().orElseThrow()).isLessThan(alert.score());

    PlaceResult quiet = result.places().get(1);
    assertThat(quiet.alerts()).isEmpty();
    assertThat(quiet.coverage().status()).isEqualTo(Coverage.Status.WATCHED);
    assertThat(further(result, 1).why()).isEmpty();
  }

  @Test
  void a_change_that_only_the_further_layer_shows_is_found() throws Exception {
    assertThat(inRed.watch(places(), alone()).places())
        .allSatisfy(place -> assertThat(place.alerts()).isEmpty());

    WatchResult result = inRed.watch(places(), beside());

    AlertEvidence evidence = result.places().getFirst().alerts().getFirst();
    Alert alert = evidence.alert();
    assertThat(alert.evidence())
        .extracting(one -> one.layer().orElseThrow())
        .containsExactly("red", "ndvi");
    assertThat(alert.lastUnchanged()).isBefore(Series.EVENT);
    assertThat(alert.firstSeen()).isBetween(Series.EVENT, Series.EVENT.plusDays(12));
    assertThat(alert.evidence().getFirst().date()).contains(alert.raised());
    assertThat(alert.directions()).contains(Alert.Direction.BRIGHTER);
    assertThat(alert.changes())
        .filteredOn(change -> change.band().equals("red"))
        .singleElement()
        .satisfies(change -> {
          assertThat(change.unit()).isEqualTo("reflectance");
          assertThat(change.after() - change.before()).isBetween(0.04, 0.12);
        });
    assertThat(evidence.layer()).isEqualTo("red");
    assertThat(evidence.series()).hasSize(Series.IMAGES);
    assertThat(evidence.before()).isPresent();
    assertThat(evidence.after()).isPresent();
    assertThat(result.places().get(1).alerts()).isEmpty();
  }

  @Test
  void images_without_the_layer_are_told_and_watched_by_the_first() throws Exception {
    Series some = series("some", image -> image % 6 != 1, true);
    WatchResult result = some.watch(places(), beside());

    assertThat(result.problems())
        .hasSize(Series.IMAGES / 6)
        .allSatisfy(problem -> {
          assertThat(problem.code()).isEqualTo("further-layer-missing");
          assertThat(problem.message()).contains("'red'", "only ndvi");
        });
    assertThat(result.scenes())
        .hasSize(Series.IMAGES)
        .allMatch(scene -> scene.heldBack().isEmpty());
    Coverage coverage = result.places().getFirst().coverage();
    assertThat(further(result, 0).why()).isEmpty();
    assertThat(further(result, 0).looks()).isPositive().isLessThan(coverage.looks());
    assertThat(result.places().getFirst().alerts().getFirst().alert().evidence()).hasSize(2);
  }

  @Test
  void a_layer_that_no_image_has_changes_nothing_else() throws Exception {
    WatchSettings missing = alone().withAlso(Optional.of("swir16"));
    assertNothingElse(both, missing, "No image that shows it has 'swir16'.");
  }

  @Test
  void a_layer_with_too_few_looks_changes_nothing_else() throws Exception {
    Series late = series("late", image -> image > 26, true);
    assertNothingElse(late, beside(), "before");
  }

  private static void assertNothingElse(Series series, WatchSettings asked, String why)
      throws IOException, InterruptedException {
    WatchResult result = series.watch(places(), asked);
    WatchResult without = series.watch(places(), alone());
    assertThat(without.places().getFirst().alerts()).hasSize(1);
    for (int i = 0; i < 2; i++) {
      assertThat(further(result, i).why()).contains(why);
      assertThat(result.places().get(i))
          .usingRecursiveComparison()
          .ignoringFields("coverage.further")
          .withEqualsForType(Geometry::equalsExact, Geometry.class)
          .isEqualTo(without.places().get(i));
    }
  }

  @Test
  void a_band_that_both_layers_are_made_of_is_read_once() throws Exception {
    WatchSettings ndvi =
        new WatchSettings(
            Optional.empty(), Optional.empty(), Optional.of(Series.FROM), Optional.empty(), 0.1);
    WatchResult one = both.watch(places(), ndvi);
    WatchResult two = both.watch(places(), ndvi.withAlso(Optional.of("red")));

    assertThat(two.problems()).isEmpty();
    assertSame(two.scenes(), one.scenes());
    assertThat(two.places().getFirst().alerts().getFirst().alert().evidence())
        .extracting(evidence -> evidence.layer().orElseThrow())
        .containsExactlyInAnyOrder("NDVI", "red");
  }

  @Test
  void neither_layer_is_changed_by_the_other() throws Exception {
    Series straight =
        new Series(Files.createDirectory(folder.resolve("straight")), GROUND)
            .red(image -> true, true, true)
            .whole();
    List<Alert.Evidence> seen =
        alert(
                straight,
                new WatchSettings(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Series.FROM),
                        Optional.empty(),
                        0.1)
                    .withAlso(Optional.of("red")))
            .evidence();
    assertThat(seen).hasSize(2);
    for (Alert.Evidence one : seen) {
      Optional<String> asset = one.layer().filter(name -> !name.equals("NDVI"));
      Alert alone =
          alert(
              straight,
              new WatchSettings(
                  asset, Optional.empty(), Optional.of(Series.FROM), Optional.empty(), 0.1));
      assertThat(one.score()).as("%s", one.layer()).isEqualTo(alone.score());
      assertThat(alone.evidence()).isEmpty();
    }
  }

  private static Alert alert(Series series, WatchSettings settings)
      throws IOException, InterruptedException {
    return series.watch(places(), settings).places().getFirst().alerts().getFirst().alert();
  }

  @Test
  void two_layers_and_radar_are_one_score() throws Exception {
    Path own = Files.createDirectory(folder.resolve("with-radar"));
    List<String> passes =
        RadarSimulator.write(new RadarSettings(7, GROUND, Series.FIRST, Series.IMAGES), own);
    Series all = new Series(own, GROUND).red(image -> true, false, true).whole().add(passes);
    WatchResult result = all.watch(places(), beside());

    Coverage coverage = result.places().getFirst().coverage();
    assertThat(coverage.further().orElseThrow().why()).isEmpty();
    assertThat(coverage.radar().orElseThrow().why()).isEmpty();
    Alert alert = result.places().getFirst().alerts().getFirst().alert();
    assertThat(alert.evidence())
        .extracting(Alert.Evidence::kind)
        .containsExactly(Alert.Kind.OPTICAL, Alert.Kind.OPTICAL, Alert.Kind.RADAR);
    assertThat(alert.evidence().getFirst().layer()).contains("red");
    assertThat(alert.evidence().getLast().layer()).isEmpty();
  }

  @Test
  void a_place_is_judged_again_alone_with_the_same_outcome() throws Exception {
    WatchResult whole = inRed.watch(places(), beside());
    WatchResult.Repeat repeat = whole.findRepeat("middle").orElseThrow();
    WatchResult again = inRed.watch(repeat.places(), repeat.settings());

    assertSame(
        again.places(),
        whole.places().stream().filter(one -> repeat.places().contains(one.place())).toList());
  }

  @Test
  void images_one_by_one_come_out_as_all_at_once() throws Exception {
    for (Series series : List.of(both, inRed)) {
      HeldState state = new HeldState();
      for (int there : List.of(33, 41, 42, 42)) {
        Series some = series.only(numbers(0, there));
        WatchResult kept = some.watch(places(), beside(), state.next());
        WatchResult scratch = some.watch(places(), beside());
        assertSame(kept.places(), scratch.places());
        assertThat(kept.problems()).isEqualTo(scratch.problems());
      }
      assertThat(state.found()).doesNotContain("pictures");
    }
  }

  @Test
  void without_anything_new_no_pixels_are_looked_at_where_nothing_is_raised() throws Exception {
    List<Place> quiet = List.of(places().getLast());
    HeldState state = new HeldState();
    WatchResult first = both.watch(quiet, beside(), state.next());
    WatchResult again = both.watch(quiet, beside(), state.next());

    assertSame(again.places(), first.places());
    assertThat(again.reuse().reused()).isEqualTo(Series.IMAGES);
    assertThat(state.found()).doesNotContain("looks", "residuals");
  }

  @Test
  void late_and_moved_images_and_whatever_is_lost_change_nothing() throws Exception {
    WatchResult atOnce = both.watch(places(), beside());
    for (int late : new int[] {12, MOVED}) {
      List<Integer> without = new ArrayList<>(numbers(0, Series.IMAGES));
      without.remove(Integer.valueOf(late));
      HeldState state = new HeldState();
      both.only(without).watch(places(), beside(), state.next());
      WatchResult then = both.watch(places(), beside(), state.next());
      assertSame(then.places(), atOnce.places());
      assertThat(then.reuse().fresh()).hasSize(1);
    }
    HeldState before = new HeldState();
    both.only(numbers(0, Series.IMAGES - 1)).watch(places(), beside(), before.next());
    for (String kind : List.of("looks", "verdict", "progress", "model", "residuals")) {
      HeldState state = before.copy();
      state.lose(kind);
      assertSame(both.watch(places(), beside(), state.next()).places(), atOnce.places());
    }
  }

  @Test
  void a_late_image_without_the_layer_moves_the_others_as_from_scratch() throws Exception {
    // It is among those that all looks are laid on: the further layer's lie otherwise than before.
    Series some = series("late-first", image -> image != 3, true);
    List<Integer> without = new ArrayList<>(numbers(0, Series.IMAGES));
    without.remove(Integer.valueOf(3));
    HeldState state = new HeldState();
    some.only(without).watch(places(), beside(), state.next());
    WatchResult then = some.watch(places(), beside(), state.next());

    assertSame(then.places(), some.watch(places(), beside()).places());
    assertThat(then.reuse().fresh()).hasSize(1);
  }

  @Test
  void with_and_without_a_further_layer_do_not_take_each_others_verdicts() throws Exception {
    HeldState state = new HeldState();
    WatchResult one = inRed.watch(places(), alone(), state.next());
    WatchResult two = inRed.watch(places(), beside(), state.next());
    assertThat(one.places().getFirst().alerts()).isEmpty();
    assertThat(two.places().getFirst().alerts()).hasSize(1);
    assertSame(inRed.watch(places(), alone(), state.next()).places(), one.places());
    assertSame(inRed.watch(places(), beside(), state.next()).places(), two.places());
  }

  @Test
  void a_layer_beside_itself_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> alone().withAlso(Optional.of("NDVI")))
        .withMessageContaining("not another one than 'ndvi'");
    assertThatIllegalArgumentException().isThrownBy(() -> alone().withAlso(Optional.of(" ")));
  }
}
