package org.cairn.imagery.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.cairn.imagery.raster.RasterException.Code;
import org.cairn.imagery.raster.TiffBuilder.Directory;
import org.junit.jupiter.api.Test;

/** Layouts that GDAL does not write, made by hand. */
class LayoutsTest {
  private static final PixelWindow TWO_BY_TWO = new PixelWindow(0, 0, 2, 2);

  private static GeoTiff open(TiffBuilder tiff) throws IOException {
    return GeoTiff.open(new MemorySource(tiff.bytes()), new TileCache(1 << 20));
  }

  private static Directory grey() {
    return TiffBuilder.image(2, 2, (byte) 1, (byte) 2, (byte) 3, (byte) 4);
  }

  private static float[] read(TiffBuilder tiff) throws IOException {
    try (GeoTiff open = open(tiff)) {
      return open.read(0, List.of(TWO_BY_TWO)).getFirst();
    }
  }

  @Test
  void reads_a_strip_without_rows_per_strip() throws IOException {
    assertThat(read(new TiffBuilder().with(grey().without(Tags.ROWS_PER_STRIP))))
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void finds_overviews_in_sub_directories() throws IOException {
    TiffBuilder tiff =
        new TiffBuilder()
            .with(grey())
            .withSub(TiffBuilder.image(1, 1, (byte) 9).longs(Tags.NEW_SUBFILE_TYPE, 1));
    try (GeoTiff open = open(tiff)) {
      assertThat(open.levels()).containsExactly(new Level(2, 2), new Level(1, 1));
      assertThat(open.readLevel(1, 0, List.of(new PixelWindow(0, 0, 1, 1))).getFirst())
          .containsExactly(9);
    }
  }

  @Test
  void finds_overviews_marked_by_the_older_tag_and_leaves_further_pages_out() throws IOException {
    TiffBuilder tiff =
        new TiffBuilder()
            .with(grey())
            .with(TiffBuilder.image(2, 2, new byte[4]))
            .with(TiffBuilder.image(1, 1, (byte) 9).shorts(Tags.SUBFILE_TYPE, 2));
    try (GeoTiff open = open(tiff)) {
      assertThat(open.levels()).containsExactly(new Level(2, 2), new Level(1, 1));
    }
  }

  @Test
  void a_mask_hides_pixels_and_its_absent_tiles_hide_too() throws IOException {
    Directory mask =
        TiffBuilder.image(2, 2, (byte) 0b1000_0000, (byte) 0b0100_0000)
            .shorts(Tags.BITS_PER_SAMPLE, 1)
            .longs(Tags.NEW_SUBFILE_TYPE, 4);
    assertThat(read(new TiffBuilder().with(grey()).with(mask)))
        .containsExactly(1, Float.NaN, Float.NaN, 4);
    Directory absent =
        TiffBuilder.image(2, 2)
            .longs(Tags.NEW_SUBFILE_TYPE, 4)
            .longs(Tags.STRIP_OFFSETS, 0)
            .longs(Tags.STRIP_BYTE_COUNTS, 0);
    assertThat(read(new TiffBuilder().with(grey()).with(absent))).containsOnly(Float.NaN);
  }

  @Test
  void an_unspecified_extra_band_is_no_alpha() throws IOException {
    byte[] pixels = {1, 0, 2, 0, 3, 0, 4, 9};
    Directory two =
        TiffBuilder.image(2, 2, pixels)
            .shorts(Tags.SAMPLES_PER_PIXEL, 2)
            .shorts(Tags.BITS_PER_SAMPLE, 8, 8);
    assertThat(read(new TiffBuilder().with(two.shorts(Tags.EXTRA_SAMPLES, 0))))
        .containsExactly(1, 2, 3, 4);
    assertThat(read(new TiffBuilder().with(two.shorts(Tags.EXTRA_SAMPLES, 2))))
        .containsExactly(Float.NaN, Float.NaN, Float.NaN, 4);
    try (GeoTiff open = open(new TiffBuilder().with(two))) {
      assertThat(open.alphaBand()).hasValue(1);
      assertThat(open.read(1, List.of(TWO_BY_TWO)).getFirst()).containsExactly(0, 0, 0, 9);
      assertThat(open.readDoubles(0, 0, TWO_BY_TWO))
          .containsExactly(Double.NaN, Double.NaN, Double.NaN, 4);
    }
  }

  @Test
  void reads_lzw_with_reversed_bits_of_old_writers() throws IOException {
    // Codes of nine bits from the lowest bit up: clear, 1, 2, 3, 4, end.
    byte[] codes = new byte[7];
    int bit = 0;
    for (int code : new int[] {256, 1, 2, 3, 4, 257}) {
      for (int i = 0; i < 9; i++, bit++) {
        codes[bit / 8] |= (byte) ((code >> i & 1) << bit % 8);
      }
    }
    assertThat(read(new TiffBuilder().with(grey().shorts(Tags.COMPRESSION, 5).data(codes))))
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void reads_bytes_whose_bits_stand_in_reverse() throws IOException {
    byte[] reversed = {(byte) 0x80, 0x40, (byte) 0xC0, 0x20};
    assertThat(read(new TiffBuilder().with(grey().data(reversed).shorts(Tags.FILL_ORDER, 2))))
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void cuts_one_long_uncompressed_strip_so_that_a_window_reads_little() throws IOException {
    int cols = 700;
    int rows = 600;
    byte[] pixels = new byte[cols * rows];
    IntStream.range(0, pixels.length).forEach(i -> pixels[i] = (byte) (i % 251));
    MemorySource source =
        new MemorySource(new TiffBuilder().with(TiffBuilder.image(cols, rows, pixels)).bytes());
    TileCache cache = new TileCache(1 << 20);
    try (GeoTiff tiff = GeoTiff.open(source, cache)) {
      float[] window = tiff.read(0, List.of(new PixelWindow(690, 590, 20, 20))).getFirst();
      for (int r = 0; r < 20; r++) {
        for (int c = 0; c < 20; c++) {
          boolean inside = r < 10 && c < 10;
          float expected = inside ? ((590 + r) * cols + 690 + c) % 251 : Float.NaN;
          assertThat(Float.compare(window[r * 20 + c], expected)).isZero();
        }
      }
      assertThat(cache.statistics().bytes()).isLessThan(200_000);
    }
  }

  @Test
  void nodata_that_the_samples_cannot_hold_matches_nothing() throws IOException {
    Directory image = grey().text(Tags.GDAL_NODATA, "-9999");
    try (GeoTiff open = open(new TiffBuilder().with(image))) {
      assertThat(open.nodata()).hasValue(-9999);
      assertThat(open.read(0, List.of(TWO_BY_TWO)).getFirst()).containsExactly(1, 2, 3, 4);
    }
    assertThat(read(new TiffBuilder().with(grey().text(Tags.GDAL_NODATA, " nan "))))
        .containsExactly(1, 2, 3, 4);
    assertThat(read(new TiffBuilder().with(grey().text(Tags.GDAL_NODATA, "3,0"))))
        .containsExactly(1, 2, Float.NaN, 4);
  }

  @Test
  void reads_scale_offset_and_description_of_each_band() throws IOException {
    String xml =
        """
        <GDALMetadata>
          <Item name="OTHER">a &amp; b</Item>
          <Item name="DESCRIPTION" sample="0" role="description">B04</Item>
          <Item name="OFFSET" sample="0" role="offset">-0.1</Item>
          <Item name="SCALE" sample="0" role="scale">0.0001</Item>
        </GDALMetadata>
        """;
    try (GeoTiff open = open(new TiffBuilder().with(grey().text(Tags.GDAL_METADATA, xml)))) {
      assertThat(open.scale(0)).isEqualTo(0.0001);
      assertThat(open.offset(0)).isEqualTo(-0.1);
      assertThat(open.description(0)).hasValue("B04");
    }
    try (GeoTiff open = open(new TiffBuilder().with(grey()))) {
      assertThat(open.scale(0)).isEqualTo(1);
      assertThat(open.offset(0)).isEqualTo(0);
      assertThat(open.description(0)).isEmpty();
    }
  }

  @Test
  void refuses_metadata_that_would_change_the_values_if_it_could_be_read() {
    for (Directory bad :
        List.of(
            grey().text(Tags.GDAL_METADATA, "<GDALMetadata><Item"),
            grey()
                .text(
                    Tags.GDAL_METADATA,
                    "<GDALMetadata><Item sample=\"0\" role=\"scale\">ten</Item></GDALMetadata>"),
            grey().text(Tags.GDAL_NODATA, "none"))) {
      assertThatExceptionOfType(RasterException.class)
          .isThrownBy(() -> open(new TiffBuilder().with(bad)))
          .satisfies(e -> assertThat(e.code()).isEqualTo(Code.TIFF_BAD_METADATA));
    }
  }

  @Test
  void an_external_entity_in_metadata_is_not_followed() {
    String xml =
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
            + "<GDALMetadata><Item sample=\"0\" role=\"description\">&e;</Item></GDALMetadata>";
    assertThatExceptionOfType(RasterException.class)
        .isThrownBy(() -> open(new TiffBuilder().with(grey().text(Tags.GDAL_METADATA, xml))))
        .satisfies(e -> assertThat(e.code()).isEqualTo(Code.TIFF_BAD_METADATA));
  }

  @Test
  void closes_the_source_with_the_image_and_where_opening_fails() throws IOException {
    MemorySource good = new MemorySource(new TiffBuilder().with(grey()).bytes());
    GeoTiff.open(good, new TileCache(0)).close();
    assertThat(good.closed).isTrue();
    MemorySource bad = new MemorySource("no tiff at all".getBytes());
    assertThatExceptionOfType(RasterException.class)
        .isThrownBy(() -> GeoTiff.open(bad, new TileCache(0)))
        .withMessageContaining("memory.tif");
    assertThat(bad.closed).isTrue();
  }

  @Test
  void refuses_bands_levels_and_windows_that_cannot_be() throws IOException {
    try (GeoTiff tiff = open(new TiffBuilder().with(grey()))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> tiff.read(1, List.of(TWO_BY_TWO)))
          .withMessageContaining("bands 0 to 0");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> tiff.readLevel(1, 0, List.of(TWO_BY_TWO)))
          .withMessageContaining("levels 0 to 0");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> tiff.read(0, List.of(new PixelWindow(0, 0, 100_000, 100_000))));
    }
  }
}
