package org.cairn.imagery.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cairn.imagery.raster.CogWriter.Overviews;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CogWriterTest {
  @TempDir private Path folder;

  private static GeoTiff open(Path file) throws IOException {
    return GeoTiff.open(FileByteSource.open(file), new TileCache(8 << 20));
  }

  private static PixelWindow all(Level level) {
    return new PixelWindow(0, 0, level.cols(), level.rows());
  }

  @ParameterizedTest
  @EnumSource(names = {"UINT8", "UINT16", "INT16", "FLOAT32"})
  void what_is_written_is_read_back_at_any_size_with_and_without_compression(SampleFormat format)
      throws IOException {
    int[][] sizes = {{1, 1}, {16, 16}, {33, 7}, {100, 65}};
    for (int[] size : sizes) {
      for (int bands = 1; bands <= 3; bands += 2) {
        List<float[]> data = new ArrayList<>();
        for (int b = 0; b < bands; b++) {
          data.add(SmallFiles.texture(size[0], size[1], b));
        }
        data.getFirst()[0] = Float.NaN;
        CogWriter plain =
            CogWriter.of(SmallFiles.grid(size[0], size[1]), format).withBlockSize(32).withNodata(0);
        for (CogWriter writer :
            List.of(plain, plain.withDeflate(1, false), plain.withoutCompression())) {
          Path file = folder.resolve("round.tif");
          writer.write(file, data);
          try (GeoTiff tiff = open(file)) {
            assertThat(tiff.sampleFormat()).isEqualTo(format);
            assertThat(tiff.bands()).isEqualTo(bands);
            assertThat(tiff.nodata()).hasValue(0);
            assertThat(tiff.grid()).hasValue(writer.grid());
            for (int b = 0; b < bands; b++) {
              assertThat(tiff.read(b, List.of(all(tiff.levels().getFirst()))).getFirst())
                  .isEqualTo(data.get(b));
            }
          }
        }
      }
    }
  }

  @Test
  void integers_are_rounded_and_clipped() throws IOException {
    float[] data = {-5, 0.4f, 254.6f, 300};
    Path file = folder.resolve("clip.tif");
    CogWriter.of(SmallFiles.grid(2, 2), SampleFormat.UINT8).write(file, List.of(data));
    try (GeoTiff tiff = open(file)) {
      assertThat(tiff.read(0, List.of(new PixelWindow(0, 0, 2, 2))).getFirst())
          .containsExactly(0, 0, 255, 255);
    }
  }

  @Test
  void averaged_overviews_leave_nodata_out_and_nearest_ones_keep_classes() throws IOException {
    float none = Float.NaN;
    int size = 20;
    float[] data = new float[size * size];
    Arrays.fill(data, 8);
    data[0] = 4;
    data[1] = none;
    data[size] = none;
    data[size + 1] = 6;
    Arrays.fill(data, 2, 4, none);
    Arrays.fill(data, size + 2, size + 4, none);
    CogWriter writer =
        CogWriter.of(SmallFiles.grid(size, size), SampleFormat.FLOAT32)
            .withBlockSize(16)
            .withNodata(-1);
    Path file = folder.resolve("overviews.tif");
    writer.write(file, List.of(data));
    try (GeoTiff tiff = open(file)) {
      assertThat(tiff.levels()).containsExactly(new Level(20, 20), new Level(10, 10));
      assertThat(tiff.readLevel(1, 0, List.of(new PixelWindow(0, 0, 3, 1))).getFirst())
          .containsExactly(5, none, 8);
    }
    writer.withOverviews(Overviews.NEAREST).write(file, List.of(data));
    try (GeoTiff tiff = open(file)) {
      assertThat(tiff.readLevel(1, 0, List.of(new PixelWindow(0, 0, 3, 1))).getFirst())
          .containsExactly(4, none, 8);
    }
    writer.withOverviews(Overviews.NONE).write(file, List.of(data));
    try (GeoTiff tiff = open(file)) {
      assertThat(tiff.levels()).hasSize(1);
    }
  }

  @Test
  void the_header_stands_in_front_and_the_smallest_overview_first() throws IOException {
    Path file = folder.resolve("cog.tif");
    int size = 300;
    CogWriter.of(SmallFiles.grid(size, size), SampleFormat.UINT16)
        .withBlockSize(64)
        .write(file, List.of(SmallFiles.texture(size, size, 1)));
    Pyramid pyramid = Pyramid.of(HeaderBytes.read(FileByteSource.open(file)));
    long header = pyramid.levels().getLast().ifd.end();
    long before = 0;
    for (int l = pyramid.levels().size() - 1; l >= 0; l--) {
      ImageLayout image = pyramid.levels().get(l);
      for (int t = 0; t < image.tilesPerPlane(); t++) {
        assertThat(image.index.offset(t)).isGreaterThan(before).isGreaterThanOrEqualTo(header);
        before = image.index.offset(t);
      }
    }
    assertThat(before).isLessThan(Files.size(file));
  }

  @Test
  void large_files_are_written_as_bigtiff() throws IOException {
    Path file = folder.resolve("big.tif");
    float[] data = SmallFiles.texture(100, 80, 3);
    CogWriter writer = CogWriter.of(SmallFiles.grid(100, 80), SampleFormat.INT16).withBlockSize(64);
    new CogFile(writer, List.of(new CogWriter.CogLevel(100, 80, List.of(data))), true).write(file);
    assertThat(Files.readAllBytes(file)[2]).isEqualTo((byte) 43);
    try (GeoTiff tiff = open(file)) {
      assertThat(tiff.read(0, List.of(new PixelWindow(0, 0, 100, 80))).getFirst()).isEqualTo(data);
      assertThat(tiff.grid()).hasValue(writer.grid());
    }
  }

  @Test
  void rows_that_run_north_and_geographic_systems_are_placed_as_given() throws IOException {
    Path file = folder.resolve("north.tif");
    Grid north = new Grid(Crs.ofEpsg(4326), 12, 41, 0.001, 0.001, 5, 4);
    CogWriter.of(north, SampleFormat.UINT8).write(file, List.of(new float[20]));
    try (GeoTiff tiff = open(file)) {
      assertThat(tiff.grid()).hasValue(north);
    }
  }

  @Test
  void writes_scale_and_offset_per_band() throws IOException {
    Path file = folder.resolve("scaled.tif");
    CogWriter.of(SmallFiles.grid(3, 3), SampleFormat.UINT16)
        .withScaling(List.of(0.0001, 2.0), List.of(-0.1, 0.0))
        .write(file, List.of(new float[9], new float[9]));
    try (GeoTiff tiff = open(file)) {
      assertThat(tiff.scale(0)).isEqualTo(0.0001);
      assertThat(tiff.offset(0)).isEqualTo(-0.1);
      assertThat(tiff.scale(1)).isEqualTo(2);
    }
  }

  @Test
  void bytes_in_memory_are_those_of_the_file_and_the_same_each_time() throws IOException {
    CogWriter writer =
        CogWriter.of(SmallFiles.grid(70, 50), SampleFormat.UINT8)
            .withBlockSize(32)
            .withColours(CogWriter.Colours.RGB);
    List<float[]> bands =
        List.of(
            SmallFiles.texture(70, 50, 0),
            SmallFiles.texture(70, 50, 1),
            SmallFiles.texture(70, 50, 2));
    Path file = folder.resolve("same.tif");
    writer.write(file, bands);
    assertThat(writer.bytes(bands)).isEqualTo(Files.readAllBytes(file));
    assertThat(writer.bytes(bands)).isEqualTo(writer.bytes(bands));
  }

  @Test
  void says_which_bands_are_colours_and_opacity() throws IOException {
    List<float[]> bands = new ArrayList<>();
    for (int band = 0; band < 4; band++) {
      bands.add(SmallFiles.texture(20, 20, band));
    }
    CogWriter writer = CogWriter.of(SmallFiles.grid(20, 20), SampleFormat.UINT8);
    Path file = folder.resolve("colours.tif");
    for (CogWriter.Colours colours : List.of(CogWriter.Colours.RGB, CogWriter.Colours.RGB_ALPHA)) {
      int count = colours == CogWriter.Colours.RGB ? 3 : 4;
      List<float[]> some = bands.subList(0, count);
      writer.withColours(colours).write(file, some);
      Ifd ifd = Pyramid.of(HeaderBytes.read(FileByteSource.open(file))).full().ifd;
      assertThat(ifd.number(Tags.PHOTOMETRIC, 0)).isEqualTo(2);
      assertThat(ifd.numbers(Tags.EXTRA_SAMPLES, 9))
          .containsExactly(count == 3 ? new long[0] : new long[] {2});
      try (GeoTiff tiff = open(file)) {
        assertThat(tiff.bands()).isEqualTo(count);
        for (int band = 0; band < count; band++) {
          assertThat(tiff.read(band, List.of(all(tiff.levels().getFirst()))).getFirst())
              .isEqualTo(some.get(band));
        }
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> writer.withColours(colours).write(file, bands.subList(0, 2)))
          .withMessageContaining(count + " bands");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            CogWriter.of(SmallFiles.grid(3, 3), SampleFormat.UINT16)
                .withColours(CogWriter.Colours.RGB));
  }

  @Test
  void a_failed_write_leaves_what_was_there() throws IOException {
    Path file = folder.resolve("kept.tif");
    Files.writeString(file, "before");
    CogWriter writer = CogWriter.of(SmallFiles.grid(3, 3), SampleFormat.UINT16);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> writer.write(file, List.of(new float[] {1, 1, 1, 1, Float.NaN, 1, 1, 1, 1})))
        .withMessageContaining("nodata");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> writer.write(file, List.of(new float[8])))
        .withMessageContaining("3 x 3");
    assertThat(Files.readString(file)).isEqualTo("before");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @ParameterizedTest
  @CsvSource({"UINT8, 256", "UINT8, 1.5", "UINT16, -1", "INT16, 40000"})
  void refuses_nodata_that_the_samples_cannot_hold(SampleFormat format, double nodata) {
    CogWriter writer = CogWriter.of(SmallFiles.grid(3, 3), format);
    assertThatIllegalArgumentException().isThrownBy(() -> writer.withNodata(nodata));
  }

  @Test
  void refuses_settings_that_cannot_be() {
    CogWriter writer = CogWriter.of(SmallFiles.grid(3, 3), SampleFormat.UINT8);
    assertThatIllegalArgumentException().isThrownBy(() -> writer.withBlockSize(100));
    assertThatIllegalArgumentException().isThrownBy(() -> writer.withDeflate(10, true));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CogWriter.of(SmallFiles.grid(3, 3), SampleFormat.FLOAT64));
  }
}
