package org.cairn.app.web.stac;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cairn.imagery.raster.ByteSources;
import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.raster.GeoTiff;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.HttpSettings;
import org.cairn.imagery.raster.Level;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.imagery.raster.TileCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a picture's pixels. */
class ChipFilesTest {
  @TempDir private Path folder;

  @Test
  void pixels_without_data_are_transparent_and_all_others_as_they_were() throws Exception {
    Grid grid = new Grid(Crs.ofEpsg(32_631), 500_000, 0, 10, -10, 600, 3);
    BufferedImage picture = new BufferedImage(600, 3, BufferedImage.TYPE_INT_ARGB);
    for (int col = 0; col < 600; col++) {
      picture.setRGB(col, 1, 0xFF102030 + col % 200);
    }
    byte[] cog = ChipFiles.cog(picture, grid);
    assertThat(ChipFiles.cog(picture, grid)).isEqualTo(cog);
    Path file = Files.write(folder.resolve("chip.tif"), cog);
    try (ByteSources sources = new ByteSources(HttpSettings.defaults());
        GeoTiff tiff = GeoTiff.open(sources.open(file), new TileCache(1 << 20))) {
      assertThat(tiff.grid()).hasValue(grid);
      assertThat(tiff.bands()).isEqualTo(4);
      assertThat(tiff.levels()).startsWith(new Level(600, 3), new Level(300, 2));
      PixelWindow some = new PixelWindow(598, 0, 2, 3);
      float none = Float.NaN; // Our reader heeds the opacity.
      assertThat(tiff.read(0, List.of(some)).getFirst())
          .containsExactly(none, none, 0x10, 0x10, none, none);
      assertThat(tiff.read(2, List.of(some)).getFirst())
          .containsExactly(none, none, 0x30 + 198, 0x30 + 199, none, none);
    }
  }
}
