package org.cairn.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cairn.heritage.Place;
import org.cairn.imagery.raster.ByteSource.ByteRange;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.PixelWindow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says of the images it used: bytes read, pixels seen, shifts measured. */
class ReadsTest {
  private static final Grid GROUND = Series.around(32_631, 4.2, 45.1);

  @TempDir private Path folder;

  /** The digest, computed from the file by whoever has it. */
  private static String digest(byte[] file, List<ByteRange> ranges) throws Exception {
    MessageDigest whole = MessageDigest.getInstance("SHA-256");
    for (ByteRange range : ranges) {
      byte[] bytes = Arrays.copyOfRange(file, (int) range.offset(), (int) range.end());
      whole.update(ByteBuffer.allocate(12).putLong(range.offset()).putInt(range.length()).array());
      whole.update(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
    return HexFormat.of().formatHex(whole.digest());
  }

  private static SceneUse scene(WatchResult result, String id) {
    return result.scenes().stream().filter(use -> use.item().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void every_file_read_is_bound_by_its_ranges_and_their_digest() throws Exception {
    Series series = new Series(folder, GROUND).whole();
    WatchResult result = series.watch(series.place());

    assertThat(result.scenes()).hasSize(Series.IMAGES);
    Set<String> digests = new HashSet<>();
    for (SceneUse scene : result.scenes()) {
      assertThat(scene.collection()).contains("test");
      AssetRead read = scene.assets().getFirst();
      byte[] file = Files.readAllBytes(series.file(scene.item()));
      assertThat(scene.assets()).hasSize(1);
      assertThat(read.asset()).isEqualTo("ndvi");
      assertThat(read.href()).endsWith("/" + scene.item() + ".tif").doesNotContain("?");
      assertThat(read.bytes()).hasValue(file.length);
      assertThat(read.entityTag()).isEmpty();
      assertThat(read.checksum()).contains(Series.CHECKSUM);
      assertThat(read.ranges()).hasSizeGreaterThan(1);
      assertThat(read.digest()).isEqualTo(digest(file, read.ranges()));
      assertThat(read.changedWhileRead()).isFalse();
      digests.add(read.digest());
    }
    assertThat(digests).hasSize(Series.IMAGES);
  }

  @Test
  void another_byte_in_what_was_read_gives_another_digest() throws Exception {
    Series series = new Series(folder, GROUND).whole();
    AssetRead before = scene(series.watch(series.place()), "image-07-07").assets().getFirst();
    byte[] file = Files.readAllBytes(series.file("image-07-07"));
    ByteRange tile = before.ranges().getLast();
    file[(int) tile.end() - 1] ^= 1;

    assertThat(digest(file, before.ranges())).isNotEqualTo(before.digest());
  }

  @Test
  void the_same_run_again_reads_the_same() throws Exception {
    Series series = new Series(folder, GROUND).whole();
    Place[] places = {
      series.place(), series.place("beside", 30, 60, 8, 8), series.place("corner", 2, 2, 12, 9)
    };
    WatchResult first = series.watch(places);
    for (int run = 0; run < 3; run++) {
      assertThat(series.watch(places).scenes()).isEqualTo(first.scenes());
    }
    Place[] turned = {places[2], places[0], places[1]};
    assertThat(series.watch(turned).scenes()).isEqualTo(first.scenes());
  }

  @Test
  void more_places_read_at_least_as_much() throws Exception {
    Series series = new Series(folder, GROUND).whole();
    List<ByteRange> one =
        scene(series.watch(series.place("corner", 2, 2, 10, 10)), "image-03-03")
            .assets()
            .getFirst()
            .ranges();
    List<ByteRange> two =
        scene(
                series.watch(
                    series.place("corner", 2, 2, 10, 10), series.place("other", 92, 92, 10, 10)),
                "image-03-03")
            .assets()
            .getFirst()
            .ranges();
    assertThat(two).containsAll(one).hasSizeGreaterThan(one.size());
  }

  @Test
  void a_damaged_tile_costs_only_the_places_that_lie_on_it() throws Exception {
    Series series = new Series(folder, GROUND).whole();
    Place corner = series.place("corner", 2, 2, 10, 10);
    Place other = series.place("other", 92, 92, 10, 10);
    WatchResult sound = series.watch(corner, other);
    ByteRange tile =
        scene(series.watch(corner), "image-10-10").assets().getFirst().ranges().getLast();
    Path damaged = series.file("image-10-10");
    byte[] bytes = Files.readAllBytes(damaged);
    Arrays.fill(bytes, (int) tile.offset(), (int) tile.end(), (byte) 0xFF);
    Files.write(damaged, bytes);

    WatchResult result = series.watch(corner, other);

    assertThat(result.problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.code()).isEqualTo("tiff-corrupt-tile");
          assertThat(problem.subject()).isEqualTo("image-10-10");
        });
    assertThat(items(result, 0)).hasSize(Series.IMAGES - 1);
    assertThat(items(result, 1)).hasSize(Series.IMAGES);
    assertThat(result.places().get(1).scores())
        .isEqualTo(sound.places().get(1).scores())
        .isNotEmpty();
    assertThat(scene(result, "image-10-10").heldBack()).isEmpty();
    // Alone, the other place comes out as beside the one that lost an image.
    WatchResult.Repeat repeat = result.findRepeat("other").orElseThrow();
    WatchResult alone = series.watch(repeat.places(), repeat.settings());
    assertThat(alone.places().getFirst().coverage()).isEqualTo(result.places().get(1).coverage());
    assertThat(alone.places().getFirst().scores()).isEqualTo(result.places().get(1).scores());
  }

  @Test
  void an_image_that_is_gone_is_held_back_everywhere() throws Exception {
    Series series = new Series(folder, GROUND).whole();
    Files.delete(series.file("image-10-10"));
    WatchResult result =
        series.watch(series.place("corner", 2, 2, 10, 10), series.place("other", 92, 92, 10, 10));

    assertThat(result.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo("file-not-found"));
    assertThat(scene(result, "image-10-10").heldBack()).isPresent();
    assertThat(scene(result, "image-10-10").assets()).isEmpty();
    assertThat(items(result, 0)).hasSize(Series.IMAGES - 1).isEqualTo(items(result, 1));
  }

  private static List<ItemRef> items(WatchResult result, int place) {
    return result.places().get(place).area().orElseThrow().items();
  }

  @Test
  void the_clear_share_is_of_the_watch_areas_that_the_scene_shows() throws Exception {
    Series series = new Series(folder, GROUND).images(image -> image != 9 && image != 10, GROUND);
    series.image(9, GROUND, 0, new PixelWindow(0, 0, Series.PIXELS, 52));
    series.image(10, GROUND, 0, new PixelWindow(0, 0, 20, 20));
    WatchResult result = series.watch(series.place("corner", 2, 2, 10, 10), series.place());
    long corner = 39 * 39;
    long middle = 64 * 64;

    SceneUse whole = scene(result, "image-08-08");
    assertThat(whole.pixels())
        .isEqualTo(new SceneUse.Pixels(corner + middle, corner + middle, corner + middle));
    assertThat(whole.clearShare()).hasValue(1);
    // The middle's area begins in row 20: half of it has data.
    SceneUse part = scene(result, "image-09-40");
    assertThat(part.pixels())
        .isEqualTo(new SceneUse.Pixels(corner + middle, corner + middle / 2, corner + middle / 2));
    assertThat(part.clearShare().orElseThrow()).isCloseTo(0.635, within(0.001));
    // Of the other area it shows nothing, so it was no look there.
    SceneUse piece = scene(result, "image-10-41");
    assertThat(piece.pixels()).isEqualTo(new SceneUse.Pixels(corner, 400, 400));
    assertThat(items(result, 0)).hasSize(Series.IMAGES);
    assertThat(items(result, 1)).hasSize(Series.IMAGES - 1);
  }

  @Test
  void the_shifts_of_a_scene_are_summed_up_over_the_areas() throws Exception {
    Series series = new Series(folder, GROUND).images(image -> image != 32 && image != 38, GROUND);
    series.image(32, GROUND, 2);
    series.image(38, GROUND, 5);
    WatchResult result = series.watch(series.place());

    assertThat(scene(result, "image-31-31").shifts())
        .get()
        .satisfies(shifts -> {
          assertThat(shifts.measured()).isEqualTo(1);
          assertThat(shifts.largest()).isLessThan(0.3);
          assertThat(shifts.moved()).isZero();
          assertThat(shifts.rejected()).isZero();
        });
    assertThat(scene(result, "image-32-40").shifts())
        .get()
        .satisfies(shifts -> {
          assertThat(shifts.medianCols()).isCloseTo(2, within(0.2));
          assertThat(shifts.medianRows()).isCloseTo(1, within(0.2));
          assertThat(shifts.moved()).isEqualTo(1);
          assertThat(shifts.rejected()).isZero();
        });
    assertThat(scene(result, "image-38-41").shifts())
        .get()
        .satisfies(shifts -> {
          assertThat(shifts.largest()).isGreaterThan(5);
          assertThat(shifts.moved()).isZero();
          assertThat(shifts.rejected()).isEqualTo(1);
        });
  }

  @Test
  void an_alert_tells_the_shifts_of_the_looks_that_date_it() throws Exception {
    Series series = new Series(folder, GROUND).images(image -> image != 35, GROUND);
    series.image(35, GROUND, 1.6);
    AlertEvidence evidence = series.watch(series.place()).places().getFirst().alerts().getFirst();

    assertThat(evidence.alert().firstSeen()).isEqualTo(Series.date(35));
    assertThat(evidence.shifts())
        .extracting(AlertEvidence.Shift::date)
        .containsExactly(evidence.alert().lastUnchanged(), evidence.alert().firstSeen());
    assertThat(evidence.alert().raised()).isEqualTo(evidence.alert().firstSeen());
    AlertEvidence.Shift moved = evidence.shifts().get(1);
    assertThat(moved.movedBack()).isTrue();
    assertThat(moved.cols()).isCloseTo(1.6, within(0.2));
    assertThat(moved.rows()).isCloseTo(0.8, within(0.2));
    assertThat(evidence.shifts().getFirst().movedBack()).isFalse();
  }

  @Test
  void the_result_tells_the_days_and_parameters_it_was_made_with()
      throws IOException, InterruptedException {
    Series series = new Series(folder, GROUND).whole();
    WatchSettings asked = Series.settings(Optional.empty(), Optional.empty());
    WatchResult result = series.watch(List.of(series.place()), asked);

    WatchResult.Days days = result.days().orElseThrow();
    assertThat(days.until()).isEqualTo(Series.date(Series.IMAGES - 1));
    assertThat(result.settings()).isEqualTo(asked);
    assertThat(result.parameters())
        .containsAllEntriesOf(Watch.parameters())
        .containsEntry("asked.asset", "ndvi")
        .containsEntry("asked.alarmRatePerSiteYear", "0.1")
        .containsEntry("period.from", days.from().toString())
        .containsEntry("period.until", days.until().toString())
        .doesNotContainKeys("asked.from", "asked.until", "asked.mask");
    assertThat(result.withProblems(List.of()).parameters()).isEqualTo(result.parameters());
  }
}
