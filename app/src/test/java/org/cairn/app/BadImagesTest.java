package org.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.cairn.exchange.RunRecord;
import org.cairn.heritage.Coverage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Something is wrong with some images or items: the others go on and the report lists it. */
class BadImagesTest {
  private static final String FROM = Landscape.SMALL_FROM.toString();
  private static final String PLACE = "sim-0001";
  private static final int BAD = 5;

  @TempDir private static Path shared;

  private static Landscape sound;
  private static Cli.Run undisturbed;

  @TempDir private Path folder;

  @BeforeAll
  static void simulate() throws IOException {
    sound = Landscape.writeSmall(shared.resolve("landscape"));
    undisturbed = detect(sound, shared.resolve("undisturbed"));
    assertThat(undisturbed.exitCode()).as(undisturbed.err()).isZero();
  }

  @Test
  void a_truncated_image_is_held_back_by_name() throws IOException {
    Landscape landscape = sound.copy(folder.resolve("landscape"));
    byte[] whole = Files.readAllBytes(sound.image(bad(), "red"));
    landscape.replaceImage(bad(), "red", Arrays.copyOf(whole, whole.length / 2));

    assertHeldBack(detect(landscape, folder), "tiff-truncated");
  }

  @Test
  void an_empty_image_is_held_back_by_name() throws IOException {
    Landscape landscape = sound.copy(folder.resolve("landscape"));
    landscape.replaceImage(bad(), "nir", new byte[0]);

    assertHeldBack(detect(landscape, folder), "tiff-");
  }

  @Test
  void an_image_with_damaged_pixels_is_held_back_by_name() throws IOException {
    Landscape landscape = sound.copy(folder.resolve("landscape"));
    byte[] damaged = Files.readAllBytes(sound.image(bad(), "nir"));
    int pixels = TiffBytes.valueOf(damaged, TiffBytes.TILE_OFFSETS);
    Arrays.fill(damaged, pixels, pixels + 64, (byte) 0xff);
    landscape.replaceImage(bad(), "nir", damaged);

    assertHeldBack(detect(landscape, folder), "tiff-");
  }

  @Test
  void a_file_that_is_no_image_is_held_back_by_name() throws IOException {
    Landscape landscape = sound.copy(folder.resolve("landscape"));
    landscape.replaceImage(
        bad(), "scl", "<html>Please sign in</html>".getBytes(StandardCharsets.UTF_8));

    assertHeldBack(detect(landscape, folder), "");
  }

  @Test
  void a_tile_beyond_the_end_of_its_file_is_held_back_by_name() throws IOException {
    Landscape landscape = sound.copy(folder.resolve("landscape"));
    byte[] whole = Files.readAllBytes(sound.image(bad(), "red"));
    landscape.replaceImage(
        bad(), "red", TiffBytes.with(whole, TiffBytes.TILE_OFFSETS, 2_000_000_000));

    assertHeldBack(detect(landscape, folder), "tiff-");
  }

  @Test
  void an_absurd_width_is_held_back_by_name() throws IOException {
    Landscape landscape = sound.copy(folder.resolve("landscape"));
    byte[] whole = Files.readAllBytes(sound.image(bad(), "red"));
    landscape.replaceImage(bad(), "red", TiffBytes.with(whole, TiffBytes.IMAGE_WIDTH, -1));

    assertHeldBack(detect(landscape, folder), "tiff-");
  }

  @Test
  void an_image_that_is_missing_is_held_back_by_name() throws IOException {
    Landscape landscape = sound.copy(folder.resolve("landscape"));
    Files.delete(landscape.image(bad(), "red"));

    assertHeldBack(detect(landscape, folder), "");
  }

  @Test
  void an_image_behind_http_403_is_held_back_by_name() throws IOException {
    assertHeldBackOverHttp(StacApiServer.Fault.FORBIDDEN, "403");
  }

  @Test
  void an_image_behind_http_404_is_held_back_by_name() throws IOException {
    assertHeldBackOverHttp(StacApiServer.Fault.NOT_FOUND, "404");
  }

  @Test
  void an_image_behind_http_500_is_held_back_by_name() throws IOException {
    assertHeldBackOverHttp(StacApiServer.Fault.SERVER_ERROR, "500");
  }

  @Test
  void a_server_without_ranges_gives_small_images_whole() throws IOException {
    try (StacApiServer server = new StacApiServer(sound.folder())) {
      server.fail("scenes/" + bad() + "_red.tif", StacApiServer.Fault.NO_RANGES);
      Cli.Run run = Cli.detect(folder, sound.places(), server.address(), "--from", FROM);

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.scores()).isEqualTo(undisturbed.scores());
      assertThat(server.wholeImages).hasPositiveValue();
    }
  }

  @Test
  void an_item_without_the_bands_is_held_back_by_name() throws IOException {
    Landscape landscape = sound.copy(folder.resolve("landscape"));
    landscape.editItem(BAD, item -> ((ObjectNode) item.get("assets")).remove("nir"));

    Cli.Run run = detect(landscape, folder);
    assertHeldBack(run, "asset-missing");
    assertThat(run.problemOf(bad())).contains("red and nir").contains("--asset");
  }

  @Test
  void a_mask_that_no_item_has_is_told_by_name() throws IOException {
    Cli.Run run = detect(sound, folder, "--mask", "clouds");

    assertThat(run.exitCode()).isEqualTo(1);
    assertNoTrace(run);
    assertThat(run.problemOf(bad())).startsWith("mask-missing").contains("scl");
    assertThat(run.place(PLACE).status()).isEqualTo(Coverage.Status.NO_IMAGERY);
  }

  @Test
  void a_mask_that_covers_only_part_of_its_image_is_told_by_name() throws IOException {
    Landscape landscape = sound.copy(folder.resolve("landscape"));
    Rewriting.halfMask(sound, landscape, bad());

    Cli.Run run = detect(landscape, folder);
    assertNoTrace(run);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("0 held back");
    assertThat(run.problemOf(bad()))
        .startsWith("mask-partial")
        .contains("28 x 28 pixels of 20.0 beside 112 x 112 pixels of 10.0");
  }

  @Test
  void an_item_that_does_not_say_where_it_lies_is_laid_by_its_file() throws IOException {
    Landscape landscape = sound.copy(folder.resolve("landscape"));
    landscape.editItem(
        BAD,
        item -> {
          ObjectNode properties = (ObjectNode) item.get("properties");
          properties.remove(List.of("proj:code", "proj:shape", "proj:transform"));
          for (JsonNode asset : item.get("assets")) {
            ((ObjectNode) asset).remove(List.of("proj:shape", "proj:transform"));
          }
        });

    Cli.Run run = detect(landscape, folder);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.scores()).isEqualTo(undisturbed.scores());
  }

  @Test
  void an_item_with_null_geometry_goes_by_its_grid_or_is_told_by_name() throws IOException {
    Landscape landscape = sound.copy(folder.resolve("landscape"));
    landscape.editItem(
        BAD,
        item -> {
          item.putNull("geometry");
          item.remove("bbox");
        });

    Cli.Run run = detect(landscape, folder);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.scores()).isEqualTo(undisturbed.scores());
  }

  @Test
  void a_scene_whose_flag_contradicts_its_pixels_is_held_back_with_both_answers()
      throws IOException {
    Landscape landscape = sound.copy(folder.resolve("landscape"));
    // Index 1, 4, 7 …: 1000 is in the pixels, and the item says so.
    int lying = 4;
    landscape.editItem(
        lying,
        item -> ((ObjectNode) item.get("properties")).put("earthsearch:boa_offset_applied", true));

    Cli.Run run = detect(landscape, folder);
    assertHeldBack(run, sound.itemIds().get(lying), "radiometry-contradicted");
    assertThat(run.document().run().scenes().get(lying).radiometry()).isNotBlank();
  }

  @Test
  void mixed_baselines_score_like_one_baseline() throws IOException {
    Landscape uniform = sound.copy(folder.resolve("landscape"));
    Rewriting.asOneBaseline(sound, uniform);

    Cli.Run run = detect(uniform, folder);
    assertThat(run.exitCode()).as(run.err()).isZero();
    double mixed = undisturbed.place(PLACE).maxScore().orElseThrow();
    assertThat(run.place(PLACE).maxScore().orElseThrow()).isCloseTo(mixed, within(1e-3 * mixed));
    assertThat(run.place(PLACE).threshold().orElseThrow())
        .isCloseTo(
            undisturbed.place(PLACE).threshold().orElseThrow(),
            within(1e-3 * undisturbed.place(PLACE).threshold().orElseThrow()));
    assertThat(run.document().alerts()).isEmpty();
  }

  @Test
  void unsorted_and_doubled_items_change_nothing() throws IOException {
    Landscape landscape = sound.copy(folder.resolve("landscape"));
    landscape.editItems(items -> {
      List<JsonNode> all = items.valueStream().toList();
      items.removeAll();
      all.reversed().forEach(items::add);
      items.add(all.get(3));
      items.add(all.get(BAD));
    });

    Cli.Run run = detect(landscape, folder);
    assertNoTrace(run);
    assertThat(run.scores()).isEqualTo(undisturbed.scores());
    assertThat(run.document().places()).isEqualTo(undisturbed.document().places());
    assertThat(run.document().run().scenes()).hasSize(32);
  }

  @Test
  void one_image_listed_twice_under_two_names_is_one_look() throws IOException {
    Landscape landscape = sound.copy(folder.resolve("landscape"));
    landscape.editItems(items -> {
      ObjectNode again = (ObjectNode) items.get(BAD).deepCopy();
      items.add(again.put("id", again.get("id").asString() + "_again"));
    });

    Cli.Run run = detect(landscape, folder);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.scores()).isEqualTo(undisturbed.scores());
    assertThat(run.place(PLACE)).isEqualTo(undisturbed.place(PLACE));
  }

  @Test
  void a_year_without_a_clear_look_says_so() throws IOException {
    Landscape landscape = sound.copy(folder.resolve("landscape"));
    for (RunRecord.Scene scene : undisturbed.document().run().scenes()) {
      if (scene.acquired().toString().compareTo(FROM) >= 0) {
        Rewriting.overcast(sound, landscape, scene.item());
      }
    }

    Cli.Run run = detect(landscape, folder);
    assertThat(run.exitCode()).as(run.err()).isZero();
    Coverage place = run.place(PLACE);
    assertThat(place.status()).isEqualTo(Coverage.Status.NO_CLEAR_LOOK);
    assertThat(place.looks()).isZero();
    assertThat(place.acquisitions()).isPositive();
    assertThat(place.why()).contains("clear");
  }

  @Test
  void a_history_without_a_clear_look_says_so() throws IOException {
    Cli.Run run =
        detect(
            sound,
            folder,
            "--from",
            sound
                .read("items.json")
                .at("/features/3/properties/datetime")
                .asString()
                .substring(0, 10));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.place(PLACE).status()).isEqualTo(Coverage.Status.SHORT_HISTORY);
    assertThat(run.place(PLACE).why()).isNotBlank();
  }

  @Test
  void no_items_at_all_leave_every_place_without_imagery() throws IOException {
    Landscape landscape = sound.copy(folder.resolve("landscape"));
    landscape.editItems(items -> items.removeAll());

    Cli.Run run = detect(landscape, folder);
    assertNoTrace(run);
    assertThat(run.exitCode()).isZero();
    assertThat(run.place(PLACE).status()).isEqualTo(Coverage.Status.NO_IMAGERY);
    assertThat(run.scores()).containsExactly("place,date,score");
  }

  @Test
  void all_images_broken_are_called_unreadable() throws IOException {
    Landscape landscape = sound.copy(folder.resolve("landscape"));
    for (String id : sound.itemIds()) {
      landscape.replaceImage(id, "red", new byte[] {'I', 'I', 42, 0});
    }

    Cli.Run run = detect(landscape, folder);
    assertNoTrace(run);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.place(PLACE).status()).isEqualTo(Coverage.Status.UNREADABLE);
    assertThat(run.problemCodes()).hasSize(32);
  }

  private static Cli.Run detect(Landscape landscape, Path folder, String... more) {
    String[] arguments = more;
    if (Arrays.stream(more).noneMatch("--from"::equals)) {
      arguments = Arrays.copyOf(more, more.length + 2);
      arguments[more.length] = "--from";
      arguments[more.length + 1] = FROM;
    }
    return Cli.detect(folder, landscape.places(), landscape.items(), arguments);
  }

  private static String bad() {
    return sound.itemIds().get(BAD);
  }

  private static void assertHeldBack(Cli.Run run, String code) {
    assertHeldBack(run, bad(), code);
  }

  /** One scene is out, by name and with a reason; the others go on as before. */
  private static void assertHeldBack(Cli.Run run, String item, String code) {
    assertNoTrace(run);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).contains(item).contains("1 held back");
    assertThat(run.problemCodes()).hasSize(1);
    assertThat(run.problemOf(item)).startsWith(code);
    assertThat(run.document().run().scenes())
        .hasSize(32)
        .allSatisfy(
            scene -> assertThat(scene.heldBack().isPresent()).isEqualTo(scene.item().equals(item)));
    assertThat(run.place(PLACE).status()).isEqualTo(Coverage.Status.WATCHED);
    assertThat(run.document().alerts()).isEmpty();
  }

  private void assertHeldBackOverHttp(StacApiServer.Fault fault, String status) throws IOException {
    try (StacApiServer server = new StacApiServer(sound.folder())) {
      server.fail("scenes/" + bad() + "_red.tif", fault);
      Cli.Run run = Cli.detect(folder, sound.places(), server.address(), "--from", FROM);

      assertHeldBack(run, "");
      assertThat(run.problemOf(bad())).contains(status).contains(bad() + "_red.tif");
    }
  }

  private static void assertNoTrace(Cli.Run run) {
    Messages.assertForPeople(run);
  }
}
