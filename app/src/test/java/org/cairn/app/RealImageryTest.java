package org.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cairn.heritage.Coverage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code detect} over real series, where the folder of shared data is at hand. */
class RealImageryTest {
  @TempDir private Path folder;

  @Test
  void sentinel2_of_western_slovenia_is_watched_window_by_window() throws IOException {
    Cli.Run run = detect("s2-slovenia-west", "ndvi", 10, "--asset", "ndvi", "--from", "2017-01-01");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.document().places())
        .hasSize(40)
        .allSatisfy(place -> {
          assertThat(place.status()).isEqualTo(Coverage.Status.WATCHED);
          assertThat(place.acquisitions()).isEqualTo(36);
          assertThat(place.looks()).isBetween(20, 30);
          assertThat(place.smallestDetectable()).isNotEmpty();
        });
    assertThat(run.document().run().scenes())
        .hasSize(68)
        .allMatch(scene -> scene.radiometry().contains("scale 0.0001"));
    assertThat(run.document().alerts()).hasSizeLessThanOrEqualTo(6);
  }

  /** The masks hold 20 m pixels and say 10 m, so half of the image has no mask. */
  @Test
  void sentinel2_with_real_scene_classes_is_too_small_and_its_masks_are_told() throws IOException {
    Cli.Run run = detect("s2-sen2rts-roi-2020", "ndvi", 5, "--asset", "ndvi");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.problemCodes()).hasSize(60).containsOnly("mask-partial");
    assertThat(run.problemOf("S2B_20200104_R022"))
        .contains("13 x 4 pixels of 10.0 beside 25 x 7 pixels of 10.0");
    assertThat(run.document().run().scenes()).allMatch(scene -> scene.heldBack().isEmpty());
    assertTooSmall(run, "25 x 7");
    assertThat(run.place("r000c000").looks()).isEqualTo(17);
  }

  @Test
  void landsat_over_colorado_is_too_small_to_compare_with_anything() throws IOException {
    Cli.Run run = detect("landsat-colorado-447", "stack", 5);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertTooSmall(run, "5 x 5");
    // The eighth band of the stack says what was clear: 252 looks as it stands, 221 with clouds and
    // shadows a pixel wider (both counted apart with rasterio and scipy).
    assertThat(run.place("r000c000").acquisitions()).isEqualTo(424);
    assertThat(run.place("r000c000").looks()).isEqualTo(221);
  }

  @Test
  void modis_over_somalia_is_too_small_to_compare_with_anything() throws IOException {
    Cli.Run run = detect("modis-somalia", "ndvi", 5, "--asset", "ndvi");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertTooSmall(run, "5 x 5");
    assertThat(run.place("r000c000").acquisitions()).isEqualTo(252);
  }

  private static void assertTooSmall(Cli.Run run, String size) {
    assertThat(run.document().alerts()).isEmpty();
    assertThat(run.document().places())
        .allSatisfy(place -> {
          assertThat(place.status()).isEqualTo(Coverage.Status.TOO_SMALL);
          assertThat(place.why()).contains(size);
        });
  }

  private Cli.Run detect(String name, String asset, int size, String... more) throws IOException {
    Path items =
        SharedData.folder().resolve("data").resolve("imagery").resolve(name).resolve("items.json");
    assumeTrue(Files.exists(items), "Skipped: " + name + " is not at hand");
    Path places = folder.resolve("places.geojson");
    List<String> ids = Windows.write(items, asset, size, places);
    Cli.Run run = Cli.detect(folder, places.toString(), items.toString(), more);
    Messages.assertForPeople(run);
    assertThat(run.exitCode()).as(run.err()).isIn(0, 1);
    assertThat(run.document().places())
        .extracting(Coverage::placeId)
        .containsExactlyElementsOf(ids);
    return run;
  }
}
