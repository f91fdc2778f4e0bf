package org.cairn.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.cairn.imagery.raster.Grid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why scenes were not used: each for its own reason. */
class HeldBackTest {
  private static final Grid GROUND = Series.around(32_631, 4.2, 45.1);

  @TempDir private Path folder;

  @Test
  void scenes_of_one_id_in_two_collections_keep_their_own_reasons() throws Exception {
    Series series = new Series(folder, GROUND).whole();
    series.rename("image-10-10", "twin", "first");
    series.rename("image-12-12", "twin", "second");
    series.rename("image-14-14", "twin", "third");
    Files.delete(series.file("image-10-10"));
    Files.writeString(series.file("image-12-12"), "no image at all");

    WatchResult result = series.watch(series.place());

    assertThat(
            result.scenes().stream()
                .filter(use -> use.item().equals("twin"))
                .map(use ->
                    use.collection().orElse("")
                        + ": "
                        + use.heldBack().map(SceneUse.HeldBack::code).orElse("used"))
                .collect(Collectors.toList()))
        .containsExactly("first: file-not-found", "second: tiff-not-a-tiff", "third: used");
    assertThat(result.problems())
        .extracting(Problem::code)
        .containsExactlyInAnyOrderElementsOf(List.of("file-not-found", "tiff-not-a-tiff"));
    assertThat(result.problems()).extracting(Problem::subject).containsOnly("twin");
  }
}
