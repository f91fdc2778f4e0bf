package org.cairn.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cairn.heritage.Coverage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real yearly mosaics, eight a place: read as they are, and too few for any verdict. */
class RealPicturesTest {
  private static final String SAMPLES = "heritage-*-planet";

  @TempDir private Path folder;

  private static List<Path> sites() throws IOException {
    List<Path> sites = new ArrayList<>();
    Path imagery = SharedData.folder().resolve("data").resolve("imagery");
    assumeTrue(Files.isDirectory(imagery), "Skipped: no real imagery");
    try (DirectoryStream<Path> samples = Files.newDirectoryStream(imagery, SAMPLES)) {
      for (Path sample : samples) {
        try (Stream<Path> inside = Files.list(sample)) {
          inside.filter(Files::isDirectory).forEach(sites::add);
        }
      }
    }
    assumeTrue(!sites.isEmpty(), "Skipped: no sample of real pictures");
    return sites;
  }

  @Test
  void eight_pictures_are_read_and_said_to_be_too_few() throws IOException {
    for (Path site : sites()) {
      String name = String.valueOf(site.getFileName());
      Cli.Run run =
          Cli.run(
              folder,
              "detect",
              "--pictures",
              site.toString(),
              "--gsd",
              "4.7",
              "--out",
              folder.resolve("alerts.geojson").toString(),
              "--report",
              folder.resolve("report").toString());

      assertThat(run.exitCode()).as("the mask beside them has no date").isEqualTo(1);
      assertThat(run.problemCodes()).containsExactly("picture-without-date");
      assertThat(run.document().alerts()).isEmpty();
      assertThat(run.document().run().scenes())
          .hasSize(8)
          .allSatisfy(scene -> assertThat(scene.heldBack()).isEmpty());
      assertThat(run.place(name).status()).isEqualTo(Coverage.Status.SHORT_HISTORY);
      assertThat(run.place(name).why()).contains("at least 8 before and 2 after are needed");
    }
  }

  @Test
  void a_mask_of_another_size_is_refused_with_both_sizes() throws IOException {
    for (Path site : sites()) {
      Path mask = site.resolve(site.getFileName() + "_mask.png");
      Cli.Run run =
          Cli.run(
              folder,
              "detect",
              "--pictures",
              site.toString(),
              "--place-mask",
              mask.toString(),
              "--out",
              folder.resolve("alerts.geojson").toString());

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("536 x 536 pixels and the pictures have 512 x 512");
    }
  }
}
