package org.cairn.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.cairn.heritage.Coverage;
import org.cairn.imagery.raster.CogWriter;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.SampleFormat;
import org.cairn.simulation.RadarSettings;
import org.cairn.simulation.RadarSettings.Track;
import org.cairn.simulation.RadarSimulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Radar that is not what its items say, or of no use. */
class RadarInputTest {
  private static final Grid GROUND = Series.around(32_631, 0.5, 0.5);
  private static final int PASSES = 32;

  @TempDir private Path folder;

  private List<String> items = List.of();

  @BeforeEach
  void make() throws IOException {
    items =
        RadarSimulator.write(
            new RadarSettings(3, GROUND, Series.FIRST, PASSES)
                .withTracks(List.of(new Track(88, true, 0))),
            folder);
  }

  private WatchResult watch(List<String> some) throws Exception {
    Series series = new Series(folder, GROUND).add(some);
    return series.watch(
        List.of(series.place()), Series.settings(Optional.of(Series.date(20)), Optional.empty()));
  }

  private static Coverage coverage(WatchResult result) {
    return result.places().getFirst().coverage();
  }

  private static int passes(WatchResult result) {
    return coverage(result).radar().orElseThrow().passes();
  }

  /** The items, one of them changed. */
  private List<String> with(int number, UnaryOperator<String> change) {
    List<String> some = new ArrayList<>(items);
    String changed = change.apply(some.get(number));
    assertThat(changed).isNotEqualTo(some.get(number));
    some.set(number, changed);
    return some;
  }

  private List<String> without(int number) {
    List<String> some = new ArrayList<>(items);
    some.remove(number);
    return some;
  }

  private static String id(String item) {
    var found = Pattern.compile("\"id\":\"(radar-[^\"]*)\"").matcher(item);
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  /** That one scene is held back, and all is as if it were not there. */
  private void assertHeldBack(List<String> some, int number, String code) throws Exception {
    WatchResult result = watch(some);
    WatchResult apart = watch(without(number));

    assertThat(result.problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.code()).isEqualTo(code);
          assertThat(problem.subject()).isEqualTo(id(some.get(number)));
        });
    assertThat(result.scenes())
        .filteredOn(scene -> scene.heldBack().isPresent())
        .singleElement()
        .satisfies(scene -> assertThat(scene.item()).isEqualTo(id(some.get(number))));
    assertThat(coverage(result)).isEqualTo(coverage(apart));
    assertThat(result.places().getFirst().scores()).isEqualTo(apart.places().getFirst().scores());
  }

  private void overwrite(int number, UnaryOperator<float[]> change) throws IOException {
    for (String polarisation : List.of("vv", "vh")) {
      float[] values = new float[GROUND.cols() * GROUND.rows()];
      Arrays.fill(values, 0.08f);
      CogWriter.of(GROUND, SampleFormat.FLOAT32)
          .withNodata(-32_768)
          .write(
              folder.resolve(id(items.get(number)) + "_" + polarisation + ".tif"),
              List.of(change.apply(values)));
    }
  }

  @Test
  void numbers_that_nobody_calls_calibrated_are_refused() throws Exception {
    assertHeldBack(
        with(
            4,
            item ->
                item.replace("simulated-sentinel-1-rtc", "sentinel-1-grd")
                    .replace(",\"unit\":\"linear power\"", "")
                    .replace("\"unit\":\"linear power\",", "")),
        4,
        "radar-uncalibrated");
  }

  @Test
  void an_item_without_its_orbit_is_refused() throws Exception {
    assertHeldBack(
        with(4, item -> item.replace("\"sat:relative_orbit\":88", "\"sat:relative_orbit\":null")),
        4,
        "radar-orbit-unknown");
  }

  @Test
  void a_file_that_lies_on_no_map_is_refused() throws Exception {
    for (String polarisation : List.of("vv", "vh")) {
      unplace(folder.resolve(id(items.get(4)) + "_" + polarisation + ".tif"));
    }
    assertHeldBack(items, 4, "radar-not-projected");
  }

  /** Takes the pixel scale out of a GeoTIFF: its entry gets a number that means nothing. */
  private static void unplace(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    byte[] scale = {0x0E, (byte) 0x83, 12, 0, 3, 0, 0, 0}; // tag 33550, three doubles
    int found = 0;
    for (int i = 0; i + scale.length <= bytes.length; i++) {
      if (Arrays.equals(scale, Arrays.copyOfRange(bytes, i, i + scale.length))) {
        bytes[i] = 0x0D;
        found++;
      }
    }
    assertThat(found).isPositive();
    Files.write(file, bytes);
  }

  @Test
  void decibels_called_power_and_power_called_decibels_are_held_back() throws Exception {
    assertHeldBack(
        with(25, item -> item.replace("linear power", "dB")), 25, "radiometry-contradicted");
    overwrite(
        25,
        values -> {
          for (int i = 0; i < values.length; i++) {
            values[i] = -12 + i % 7 / 3f;
          }
          return values;
        });
    assertHeldBack(items, 25, "radiometry-contradicted");
  }

  @Test
  void digital_numbers_called_power_are_held_back() throws Exception {
    overwrite(
        25,
        values -> {
          Arrays.fill(values, 180);
          return values;
        });
    assertHeldBack(items, 25, "radiometry-contradicted");
  }

  @Test
  void decibels_give_what_power_gives() throws Exception {
    WatchResult power = watch(items);
    Path other = folder.resolve("decibels");
    other.toFile().mkdir();
    List<String> written =
        RadarSimulator.write(
            new RadarSettings(3, GROUND, Series.FIRST, PASSES)
                .withTracks(List.of(new Track(88, true, 0)))
                .withForm(RadarSettings.Form.DECIBELS),
            other);
    Series series = new Series(other, GROUND).add(written);
    WatchResult decibels =
        series.watch(
            List.of(series.place()),
            Series.settings(Optional.of(Series.date(20)), Optional.empty()));

    assertThat(decibels.problems()).isEmpty();
    assertThat(decibels.scenes()).allMatch(scene -> scene.radiometry().contains("dB"));
    assertThat(coverage(decibels).maxScore().orElseThrow())
        .isCloseTo(
            coverage(power).maxScore().orElseThrow(), org.assertj.core.data.Offset.offset(1e-3));
  }

  @Test
  void another_mode_is_left_out_and_told() throws Exception {
    WatchResult result = watch(with(25, item -> item.replace("\"IW\"", "\"EW\"")));

    assertThat(result.problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.code()).isEqualTo("radar-other-product");
          assertThat(problem.message()).contains("IW, gamma nought");
        });
    assertThat(passes(result)).isEqualTo(passes(watch(items)) - 1);
  }

  @Test
  void a_track_of_two_passes_is_left_out_with_its_reason_and_the_other_goes_on() throws Exception {
    List<String> some = new ArrayList<>(items);
    for (int number : new int[] {5, 25}) {
      some.set(
          number,
          some.get(number).replace("\"sat:relative_orbit\":88", "\"sat:relative_orbit\":15"));
    }
    WatchResult result = watch(some);

    Coverage.Radar radar = coverage(result).radar().orElseThrow();
    assertThat(radar.why()).isEmpty();
    assertThat(radar.tracks()).hasSize(2);
    assertThat(radar.tracks().get(0).relativeOrbit()).isEqualTo(15);
    assertThat(radar.tracks().get(0).why()).isNotEmpty();
    assertThat(radar.tracks().get(0).polarisations()).isEmpty();
    assertThat(radar.tracks().get(1).why()).isEmpty();
    assertThat(radar.passes()).isEqualTo(radar.tracks().get(1).watched());
  }

  @Test
  void two_passes_in_all_say_nothing_and_why() throws Exception {
    WatchResult result = watch(List.of(items.get(0), items.get(25)));

    assertThat(coverage(result).status()).isNotEqualTo(Coverage.Status.WATCHED);
    Coverage.Radar radar = coverage(result).radar().orElseThrow();
    assertThat(radar.passes()).isZero();
    assertThat(radar.why()).contains("8 are needed");
  }

  @Test
  void a_scene_without_data_is_no_pass() throws Exception {
    overwrite(
        25,
        values -> {
          Arrays.fill(values, -32_768);
          return values;
        });
    WatchResult result = watch(items);

    assertThat(result.problems()).isEmpty();
    assertThat(coverage(result)).isEqualTo(coverage(watch(without(25))));
  }

  @Test
  void zeros_and_negative_power_are_no_data() throws Exception {
    overwrite(
        25,
        values -> {
          for (int i = 0; i < values.length; i++) {
            values[i] = i % 7 == 0 ? 0 : i % 7 == 1 ? -0.002f : values[i];
          }
          return values;
        });
    WatchResult result = watch(items);

    assertThat(result.problems()).isEmpty();
    assertThat(result.scenes().get(25).pixels().clear())
        .isLessThan(result.scenes().get(25).pixels().areas());
    assertThat(coverage(result).maxScore().orElseThrow()).isFinite();
    assertThat(passes(result)).isEqualTo(passes(watch(without(25))) + 1);
  }

  @Test
  void the_same_scene_twice_is_one_pass() throws Exception {
    List<String> some = new ArrayList<>(items);
    some.add(
        items.get(25).replace("\"id\":\"" + id(items.get(25)) + "\"", "\"id\":\"radar-twice\""));
    WatchResult result = watch(some);

    assertThat(result.scenes()).hasSize(PASSES + 1);
    assertThat(coverage(result)).isEqualTo(coverage(watch(items)));
    assertThat(result.places().getFirst().scores())
        .isEqualTo(watch(items).places().getFirst().scores());
  }
}
