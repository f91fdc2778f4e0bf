package org.cairn.watch.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.cairn.imagery.raster.ByteSource.ByteRange;
import org.cairn.imagery.raster.ByteSources;
import org.cairn.imagery.raster.CogWriter;
import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.HttpSettings;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.imagery.raster.RasterException;
import org.cairn.imagery.raster.SampleFormat;
import org.cairn.imagery.raster.TileCache;
import org.cairn.imagery.stac.Asset;
import org.cairn.imagery.stac.HrefSigner;
import org.cairn.imagery.stac.Item;
import org.cairn.imagery.stac.ItemSearch;
import org.cairn.imagery.stac.StacCatalog;
import org.cairn.imagery.stac.StacSettings;
import org.cairn.watch.AssetRead;
import org.cairn.watch.ItemRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SceneFilesTest {
  private static final PixelWindow WINDOW = new PixelWindow(40, 40, 10, 10);

  @TempDir private Path folder;

  /** An item with two assets that name one file, and a third that is never opened. */
  @BeforeEach
  void make() throws IOException {
    float[] pixels = new float[128 * 128];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) Math.sin(i * 0.7);
    }
    CogWriter.of(new Grid(Crs.ofEpsg(32_631), 0, 0, 10, -10, 128, 128), SampleFormat.FLOAT32)
        .withBlockSize(64)
        .write(folder.resolve("image.tif"), List.of(pixels));
    Files.writeString(
        folder.resolve("items.json"),
        """
        {"type":"FeatureCollection","features":[{"type":"Feature","stac_version":"1.0.0",
        "id":"one","collection":"test","geometry":null,"links":[],
        "properties":{"datetime":"2024-01-01T00:00:00Z"},"assets":{
        "b":{"href":"./image.tif"},"a":{"href":"./image.tif"},
        "c":{"href":"./other.tif"}}}]}\
        """);
  }

  private Item item() throws IOException {
    return StacCatalog.open(folder.resolve("items.json").toString(), StacSettings.defaults())
        .search(ItemSearch.all())
        .items()
        .getFirst();
  }

  private static Asset asset(Item item, String key) {
    return item.findBand(key).orElseThrow().asset();
  }

  private static SceneFiles files(ByteSources sources) {
    return new SceneFiles(sources, new TileCache(0), HrefSigner.none());
  }

  @Test
  void reads_are_listed_by_asset_and_a_file_of_two_assets_under_both() throws IOException {
    Item item = item();
    ItemRef ref = Scene.refOf(item);
    try (ByteSources sources = new ByteSources(HttpSettings.defaults());
        SceneFiles files = files(sources)) {
      assertThat(files.readsOf(ref)).isEmpty();
      files.use(item, asset(item, "b"), file -> file.read(0, List.of(WINDOW)));
      files.use(item, asset(item, "a"), file -> file.cols());
      List<AssetRead> reads = files.readsOf(ref);
      assertThat(reads).extracting(AssetRead::asset).containsExactly("a", "b");
      assertThat(reads.get(0).ranges()).isEqualTo(reads.get(1).ranges()).hasSizeGreaterThan(1);
      assertThat(reads.get(0).href()).endsWith("/image.tif");
      assertThat(reads.get(0).changedWhileRead()).isFalse();
      assertThat(files.changesOf(ref)).isEmpty();
    }
  }

  @Test
  void a_file_that_changes_between_two_reads_is_not_read_on_and_stays_marked() throws IOException {
    Item item = item();
    ItemRef ref = Scene.refOf(item);
    try (ByteSources sources = new ByteSources(HttpSettings.defaults());
        SceneFiles files = files(sources)) {
      files.use(item, asset(item, "a"), file -> file.read(0, List.of(WINDOW)));
      AssetRead before = files.readsOf(ref).getFirst();
      ByteRange tile = before.ranges().getLast();
      Path path = folder.resolve("image.tif");
      byte[] bytes = Files.readAllBytes(path);
      bytes[(int) tile.end() - 1] ^= 1;
      Files.write(path, bytes, StandardOpenOption.WRITE);

      assertThatExceptionOfType(RasterException.class)
          .isThrownBy(
              () -> files.use(item, asset(item, "a"), file -> file.read(0, List.of(WINDOW))))
          .satisfies(
              e -> assertThat(e.code()).isEqualTo(RasterException.Code.IMAGE_CHANGED_WHILE_READ));
      AssetRead after = files.readsOf(ref).getFirst();
      assertThat(after.changedWhileRead()).isTrue();
      assertThat(after.digest()).isEqualTo(before.digest());
      assertThat(files.changesOf(ref)).singleElement().asString().contains("image.tif");
    }
  }
}
