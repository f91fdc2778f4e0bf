package org.cairn.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.watch.Sameness.assertSame;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairn.heritage.Alert;
import org.cairn.heritage.Coverage;
import org.cairn.heritage.Place;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.simulation.RadarSettings;
import org.cairn.simulation.RadarSettings.Event;
import org.cairn.simulation.RadarSimulator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs over simulated radar scenes, with optical images and without. */
class RadarWatchTest {
  private static final Grid GROUND = Series.around(32_631, 0.5, 0.5);
  private static final int PASSES = 42;

  /** Six by seven pixels of the middle place, as in {@link Series}, in radar alone. */
  private static final Event EVENT = new Event(50, 49, 6, 7, Series.EVENT, -7);

  @TempDir private static Path folder;

  /** Items of radar over changed ground. */
  private static List<String> changed = List.of();

  private static Series optical = new Series(Path.of("."), GROUND);

  @BeforeAll
  static void make() throws IOException {
    changed = RadarSimulator.write(radar().withEvents(List.of(EVENT)), folder);
    // Clear until the event, and under cloud from then on: only a corner far off has data.
    optical = new Series(folder, GROUND);
    for (int image = 0; image < Series.IMAGES; image++) {
      if (Series.date(image).isBefore(Series.EVENT)) {
        optical.image(image, GROUND, 0);
      } else {
        optical.image(image, GROUND, 0, new PixelWindow(0, 0, 3, 3));
      }
    }
  }

  private static RadarSettings radar() {
    return new RadarSettings(7, GROUND, Series.FIRST, PASSES);
  }

  private static Series series(List<String> items) {
    return new Series(folder, GROUND).add(items);
  }

  private static Place quiet() {
    return optical.place("quiet", 20, 70, 10, 10);
  }

  private static WatchSettings settings() {
    return Series.settings(Optional.of(Series.FROM), Optional.empty());
  }

  private static PlaceResult place(WatchResult result, int number) {
    return result.places().get(number);
  }

  private static Coverage.Radar seen(PlaceResult place) {
    return place.coverage().radar().orElseThrow();
  }

  @Test
  void a_change_is_found_by_radar_where_there_is_no_optical_image() throws Exception {
    WatchResult result = series(changed).watch(List.of(optical.place(), quiet()), settings());

    assertThat(result.problems()).isEmpty();
    PlaceResult middle = place(result, 0);
    assertThat(middle.coverage().status()).isEqualTo(Coverage.Status.WATCHED);
    assertThat(middle.coverage().looks()).isZero();
    assertThat(seen(middle).why()).isEmpty();
    assertThat(seen(middle).alone()).startsWith("No optical image covers it");
    assertThat(seen(middle).tracks())
        .extracting(Coverage.Track::relativeOrbit)
        .containsExactly(66, 88);
    assertThat(seen(middle).tracks())
        .allSatisfy(track -> {
          assertThat(track.polarisations()).containsExactly("VV", "VH");
          assertThat(track.history()).isGreaterThan(20);
          assertThat(track.watched()).isGreaterThan(10);
        });
    assertThat(seen(middle).passes())
        .isEqualTo(seen(middle).tracks().stream().mapToInt(Coverage.Track::watched).sum());

    assertThat(middle.alerts()).hasSize(1);
    AlertEvidence evidence = middle.alerts().getFirst();
    Alert alert = evidence.alert();
    assertThat(alert.raised()).isAfterOrEqualTo(Series.EVENT);
    assertThat(alert.lastUnchanged()).isBefore(Series.EVENT);
    assertThat(alert.firstSeen()).isBetween(Series.EVENT, Series.EVENT.plusDays(12));
    assertThat(alert.sensor()).isEqualTo("sentinel-1a");
    assertThat(alert.changes()).extracting(Alert.BandChange::band).containsExactly("vv", "vh");
    assertThat(alert.changes())
        .allSatisfy(band -> {
          assertThat(band.unit()).isEqualTo("dB");
          assertThat(band.after()).isLessThan(band.before() - 2);
        });
    assertThat(alert.directions()).containsExactly(Alert.Direction.LOWER);
    assertThat(alert.items()).allMatch(item -> item.startsWith("radar-"));
    assertThat(alert.evidence())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.kind()).isEqualTo(Alert.Kind.RADAR);
          assertThat(one.date()).contains(alert.raised());
          assertThat(one.firstSeen()).contains(alert.firstSeen());
          assertThat(one.probability()).isBetween(0.0, 0.1);
          assertThat(one.channels()).hasSizeGreaterThanOrEqualTo(2);
        });
    assertThat(evidence.before()).isPresent();
    assertThat(evidence.after()).isPresent();
    assertThat(evidence.layer()).isIn("VV", "VH");
    assertThat(evidence.series()).hasSize(PASSES);

    PlaceResult elsewhere = place(result, 1);
    assertThat(elsewhere.coverage().status()).isEqualTo(Coverage.Status.WATCHED);
    assertThat(elsewhere.alerts()).isEmpty();
  }

  @Test
  void a_change_under_lasting_cloud_is_raised_by_radar_with_both_kinds_listed() throws Exception {
    Series both = optical.copy().add(changed);
    WatchResult result = both.watch(List.of(optical.place(), quiet()), settings());

    PlaceResult middle = place(result, 0);
    assertThat(seen(middle).why()).isEmpty();
    assertThat(seen(middle).alone()).isEmpty();
    assertThat(middle.coverage().looks()).isPositive();
    assertThat(middle.alerts()).hasSize(1);
    Alert alert = middle.alerts().getFirst().alert();
    assertThat(alert.raised()).isAfterOrEqualTo(Series.EVENT);
    assertThat(alert.evidence())
        .extracting(Alert.Evidence::kind)
        .containsExactly(Alert.Kind.RADAR, Alert.Kind.OPTICAL);
    assertThat(alert.evidence().get(0).probability())
        .isLessThan(alert.evidence().get(1).probability());
    // The score is minus the logarithm of the smaller probability.
    assertThat(alert.score()).isEqualTo(-Math.log(alert.evidence().get(0).probability()));
    assertThat(middle.coverage().threshold().orElseThrow()).isLessThan(alert.score());

    assertThat(place(result, 1).alerts()).isEmpty();
    assertThat(place(result, 1).coverage().radar()).isPresent();
  }

  @Test
  void what_optical_images_show_is_raised_by_them_with_radar_listed_beside() throws Exception {
    Path own = folder.resolve("quiet-radar");
    own.toFile().mkdir();
    List<String> still = RadarSimulator.write(radar(), own);
    WatchResult result =
        new Series(own, GROUND).whole().add(still).watch(List.of(optical.place()), settings());

    Alert alert = place(result, 0).alerts().getFirst().alert();
    assertThat(alert.raised()).isAfterOrEqualTo(Series.EVENT);
    assertThat(alert.sensor()).isEqualTo("test-1");
    assertThat(alert.evidence())
        .extracting(Alert.Evidence::kind)
        .containsExactly(Alert.Kind.OPTICAL, Alert.Kind.RADAR);
    Alert.Evidence shown = alert.evidence().getFirst();
    assertThat(shown.date()).contains(alert.raised());
    assertThat(shown.lastUnchanged()).contains(alert.lastUnchanged());
    assertThat(shown.firstSeen()).contains(alert.firstSeen());
    assertThat(shown.channels()).isEmpty();
  }

  @Test
  void a_place_is_judged_again_alone_with_the_same_outcome() throws Exception {
    Series both = optical.copy().add(changed);
    Place far = optical.place("far", 80, 15, 10, 10);
    WatchResult whole = both.watch(List.of(optical.place(), quiet(), far), settings());
    WatchResult.Repeat repeat = whole.findRepeat("middle").orElseThrow();
    assertThat(repeat.settings().areas().getFirst().items())
        .anyMatch(item -> item.item().startsWith("radar-"))
        .anyMatch(item -> item.item().startsWith("image-"));
    WatchResult again = both.watch(repeat.places(), repeat.settings());

    List<PlaceResult> expected =
        whole.places().stream().filter(one -> repeat.places().contains(one.place())).toList();
    assertSame(again.places(), expected);
  }

  @Test
  void a_run_that_goes_on_equals_one_from_scratch_and_reads_new_passes_only() throws Exception {
    Series both = optical.copy().add(changed);
    List<Place> places = List.of(optical.place(), quiet());
    WatchResult atOnce = both.watch(places, settings());

    HeldState state = new HeldState();
    LocalDate until = Series.EVENT.minusDays(3);
    int early =
        optical
            .copy()
            .add(changed)
            .watch(
                places, Series.settings(Optional.of(Series.FROM), Optional.of(until)), state.next())
            .scenes()
            .size();
    WatchResult then = both.watch(places, settings(), state.next());
    assertSame(then.places(), atOnce.places());
    assertThat(then.reuse().fresh()).hasSize(atOnce.scenes().size() - early);
    assertThat(then.reuse().reused() + then.reuse().extended()).isEqualTo(early);

    // Once more over the same: nothing is read, and the same is said.
    WatchResult again = both.watch(places, settings(), state.next());
    assertSame(again.places(), atOnce.places());
    assertThat(again.reuse().fresh()).isEmpty();
    assertThat(again.reuse().reused()).isEqualTo(atOnce.scenes().size());

    // What was read is on record for each file, radar's among them.
    assertThat(again.scenes())
        .filteredOn(scene -> scene.item().startsWith("radar-"))
        .hasSize(2 * PASSES)
        .allSatisfy(scene -> {
          assertThat(scene.assets()).extracting(AssetRead::asset).containsExactly("vh", "vv");
          assertThat(scene.assets()).allMatch(read -> read.read().size() > 0);
          assertThat(scene.radiometry()).contains("gamma nought, linear power");
          assertThat(scene.pixels().clear()).isPositive();
        });
  }

  @Test
  void a_late_pass_changes_radar_alone_and_equals_a_run_from_scratch() throws Exception {
    List<String> late = new ArrayList<>(changed);
    late.remove(60);
    List<Place> places = List.of(optical.place());
    HeldState state = new HeldState();
    optical.copy().add(late).watch(places, settings(), state.next());
    WatchResult then = optical.copy().add(changed).watch(places, settings(), state.next());

    assertSame(then.places(), optical.copy().add(changed).watch(places, settings()).places());
    assertThat(then.reuse().fresh()).hasSize(1);
  }
}
