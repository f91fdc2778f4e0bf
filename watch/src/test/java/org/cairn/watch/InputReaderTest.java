package org.cairn.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cairn.imagery.raster.ByteSource.ByteRange;
import org.cairn.imagery.raster.ByteSources;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.HttpSettings;
import org.cairn.imagery.stac.HrefSigner;
import org.cairn.imagery.stac.StacCatalog;
import org.cairn.imagery.stac.StacSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run read, read again after something happened to the files. */
class InputReaderTest {
  private static final Grid GROUND = Series.around(32_631, 4.2, 45.1);

  @TempDir private Path folder;

  private static InputReader.Recorded recorded(SceneUse scene) {
    AssetRead read = scene.assets().getFirst();
    return new InputReader.Recorded(
        new ItemRef(scene.collection(), scene.item()), read.asset(), read.href(), read.ranges());
  }

  private List<InputReader.Outcome> again(Series series, List<InputReader.Recorded> inputs)
      throws Exception {
    try (ByteSources sources = new ByteSources(HttpSettings.defaults())) {
      StacCatalog catalog =
          StacCatalog.open(folder.resolve("items.json").toString(), StacSettings.defaults());
      return new InputReader(catalog, sources, HrefSigner.none())
          .read(inputs, List.of(series.place()));
    }
  }

  @Test
  void the_same_files_have_the_same_digests_range_by_range() throws Exception {
    Series series = new Series(folder, GROUND).whole();
    WatchResult result = series.watch(series.place());

    List<InputReader.Outcome> outcomes =
        again(series, result.scenes().stream().map(InputReaderTest::recorded).toList());

    assertThat(outcomes).hasSize(Series.IMAGES);
    for (int i = 0; i < outcomes.size(); i++) {
      AssetRead before = result.scenes().get(i).assets().getFirst();
      assertThat(outcomes.get(i))
          .isEqualTo(
              new InputReader.Found(
                  recorded(result.scenes().get(i)), before.read(), before.bytes()));
    }
  }

  @Test
  void one_bit_changed_at_the_same_size_is_found_in_its_range() throws Exception {
    Series series = new Series(folder, GROUND).whole();
    SceneUse scene = series.watch(series.place()).scenes().get(5);
    AssetRead before = scene.assets().getFirst();
    ByteRange last = before.ranges().getLast();
    byte[] file = Files.readAllBytes(series.file(scene.item()));
    file[(int) last.end() - 1] ^= 1;
    Files.write(series.file(scene.item()), file);

    InputReader.Found found =
        (InputReader.Found) again(series, List.of(recorded(scene))).getFirst();

    assertThat(found.bytes()).isEqualTo(before.bytes());
    int differs = found.read().firstDifference(before.read()).orElseThrow();
    assertThat(found.read().range(differs)).isEqualTo(last);
    assertThat(found.read().sha256(differs)).isNotEqualTo(before.read().sha256(differs));
  }

  @Test
  void a_file_that_is_gone_or_cut_is_told_apart_from_one_that_cannot_be_read() throws Exception {
    Series series = new Series(folder, GROUND).whole();
    WatchResult result = series.watch(series.place());
    SceneUse gone = result.scenes().get(3);
    SceneUse cut = result.scenes().get(4);
    SceneUse folderNow = result.scenes().get(6);
    Files.delete(series.file(gone.item()));
    byte[] bytes = Files.readAllBytes(series.file(cut.item()));
    Files.write(series.file(cut.item()), Arrays.copyOf(bytes, bytes.length / 2));
    Files.delete(series.file(folderNow.item()));
    Files.createDirectory(series.file(folderNow.item()));

    List<InputReader.Outcome> outcomes =
        again(series, List.of(recorded(gone), recorded(cut), recorded(folderNow)));

    assertThat(outcomes)
        .extracting(outcome -> ((InputReader.Failed) outcome).reason())
        .containsExactly(
            InputReader.Reason.GONE, InputReader.Reason.SHORTER, InputReader.Reason.UNREADABLE);
    assertThat(((InputReader.Failed) outcomes.getFirst()).message()).contains(gone.item());
  }

  @Test
  void an_item_the_catalogue_no_longer_gives_is_read_at_its_old_address() throws Exception {
    Series series = new Series(folder, GROUND).whole();
    SceneUse scene = series.watch(series.place()).scenes().get(5);
    Series fewer = series.copy();
    fewer.forget(scene.item());
    fewer.watch(Optional.empty(), series.place());

    InputReader.Found found =
        (InputReader.Found) again(series, List.of(recorded(scene))).getFirst();

    assertThat(found.read()).isEqualTo(scene.assets().getFirst().read());
  }
}
