package org.cairn.imagery.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.cairn.imagery.raster.RasterException.Code;
import org.cairn.imagery.raster.TiffBuilder.Directory;
import org.junit.jupiter.api.Test;

/** Whatever the bytes, the outcome is pixels or a typed error. */
class BadTiffTest {
  private static final long SEED = 77;

  private static Directory grey() {
    return TiffBuilder.image(4, 4, new byte[16]);
  }

  private static void readAll(byte[] bytes, boolean sizeKnown) throws IOException {
    try (GeoTiff tiff = GeoTiff.open(new MemorySource(bytes, sizeKnown), new TileCache(1 << 20))) {
      tiff.grid();
      for (int level = 0; level < tiff.levels().size(); level++) {
        Level size = tiff.levels().get(level);
        for (int band = 0; band < Math.min(3, tiff.bands()); band++) {
          PixelWindow corner = new PixelWindow(0, 0, 40, 40);
          PixelWindow end = new PixelWindow(size.cols() - 5, size.rows() - 5, 9, 9);
          tiff.readLevel(level, band, List.of(corner, end));
        }
      }
    }
  }

  private static void refused(Code code, String message, TiffBuilder tiff) {
    for (boolean sizeKnown : new boolean[] {true, false}) {
      assertThatExceptionOfType(RasterException.class)
          .isThrownBy(() -> readAll(tiff.bytes(), sizeKnown))
          .withMessageContaining("memory.tif")
          .withMessageContaining(message)
          .satisfies(e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code));
    }
  }

  private static void refused(Code code, String message, Directory... directories) {
    TiffBuilder tiff = new TiffBuilder();
    Arrays.stream(directories).forEach(tiff::with);
    refused(code, message, tiff);
  }

  @Test
  void refuses_what_is_no_tiff_and_says_what_it_seems_to_be() {
    for (String[] text :
        new String[][] {
          {"<!DOCTYPE html><title>Sign in</title>", "text page"},
          {"\0\0\0\fjP  \r\n", "JPEG 2000"},
          {"", "empty"},
          {"II", "not a TIFF"}
        }) {
      assertThatExceptionOfType(RasterException.class)
          .isThrownBy(
              () -> readAll(text[0].getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), true))
          .withMessageContaining(text[1])
          .satisfies(e -> assertThat(e.code()).isEqualTo(Code.TIFF_NOT_A_TIFF));
    }
  }

  @Test
  void refuses_sizes_that_cannot_be() {
    refused(Code.TIFF_ABSURD_TAG, "4294967295", grey().longs(Tags.IMAGE_WIDTH, 0xFFFF_FFFFL));
    refused(Code.TIFF_ABSURD_TAG, "ImageWidth", grey().longs(Tags.IMAGE_WIDTH, 0));
    refused(Code.TIFF_ABSURD_TAG, "ImageLength", grey().without(Tags.IMAGE_LENGTH));
    refused(Code.TIFF_ABSURD_TAG, "RowsPerStrip", grey().longs(Tags.ROWS_PER_STRIP, 0));
    refused(
        Code.TIFF_ABSURD_TAG,
        "TileWidth",
        grey().longs(Tags.TILE_WIDTH, 0).longs(Tags.TILE_LENGTH, 16));
    refused(Code.TIFF_ABSURD_TAG, "TileLength", grey().longs(Tags.TILE_WIDTH, 16));
    refused(Code.TIFF_ABSURD_TAG, "1 to 64 bits", grey().shorts(Tags.BITS_PER_SAMPLE, 0));
    refused(Code.TIFF_ABSURD_TAG, "SamplesPerPixel", grey().shorts(Tags.SAMPLES_PER_PIXEL, 0));
  }

  @Test
  void refuses_a_tile_larger_than_memory_should_hold() {
    refused(
        Code.TIFF_ABSURD_TAG,
        "a tile of 65536 x 65536 pixels",
        grey().longs(Tags.TILE_WIDTH, 65_536).longs(Tags.TILE_LENGTH, 65_536));
    refused(
        Code.TIFF_ABSURD_TAG,
        "tiles in 1 planes",
        grey()
            .longs(Tags.IMAGE_WIDTH, 2_000_000_000)
            .longs(Tags.IMAGE_LENGTH, 2_000_000_000)
            .longs(Tags.TILE_WIDTH, 16)
            .longs(Tags.TILE_LENGTH, 16));
  }

  @Test
  void refuses_a_large_image_whose_index_is_not_there() {
    refused(
        Code.TIFF_ABSURD_TAG,
        "TileOffsets (324) 1 values",
        grey()
            .longs(Tags.IMAGE_WIDTH, 4096)
            .longs(Tags.IMAGE_LENGTH, 4096)
            .longs(Tags.TILE_WIDTH, 256)
            .longs(Tags.TILE_LENGTH, 256));
  }

  @Test
  void refuses_tiles_that_lie_beyond_the_end() {
    refused(Code.TIFF_TRUNCATED, "", grey().longs(Tags.STRIP_OFFSETS, 4_000_000_000L));
    refused(Code.TIFF_CORRUPT_TILE, "expected 16", grey().longs(Tags.STRIP_BYTE_COUNTS, 15));
    refused(
        Code.TIFF_ABSURD_TAG,
        "4000000000 bytes for tile 0",
        grey().shorts(Tags.COMPRESSION, 5).longs(Tags.STRIP_BYTE_COUNTS, 4_000_000_000L));
  }

  @Test
  void refuses_tags_with_absurd_counts_or_types() {
    refused(
        Code.TIFF_ABSURD_TAG,
        "4294967295 values",
        grey().raw(Tags.BITS_PER_SAMPLE, 3, 0xFFFF_FFFFL, new byte[4]));
    refused(Code.TIFF_ABSURD_TAG, "0 values", grey().raw(Tags.IMAGE_WIDTH, 3, 0, new byte[4]));
    refused(
        Code.TIFF_ABSURD_TAG, "an integer type", grey().raw(Tags.IMAGE_WIDTH, 12, 1, new byte[8]));
    refused(
        Code.TIFF_ABSURD_TAG,
        "GeoKeyDirectory",
        grey().raw(Tags.GEO_KEY_DIRECTORY, 3, 2_000_000_000, new byte[8]));
    refused(Code.TIFF_TRUNCATED, "", grey().raw(Tags.GDAL_METADATA, 2, 10_000_000, new byte[8]));
  }

  @Test
  void refuses_directories_that_run_in_circles_or_overlap() {
    Directory circle = grey();
    TiffBuilder tiff = new TiffBuilder().with(circle);
    byte[] bytes = tiff.bytes();
    int offset = (bytes[4] & 0xFF) | (bytes[5] & 0xFF) << 8;
    refused(Code.TIFF_ABSURD_TAG, "overlapping", new TiffBuilder().with(grey().next(offset)));
    refused(Code.TIFF_ABSURD_TAG, "", new TiffBuilder().with(grey().next(offset + 12)));
    refused(Code.TIFF_TRUNCATED, "", new TiffBuilder().with(grey().next(5_000_000)));
  }

  @Test
  void refuses_more_directories_than_a_file_has() {
    TiffBuilder tiff = new TiffBuilder();
    for (int i = 0; i < 300; i++) {
      tiff.with(grey());
    }
    refused(Code.TIFF_ABSURD_TAG, "more than 256 directories", tiff);
  }

  @Test
  void refuses_kinds_it_does_not_read_and_names_them() {
    refused(Code.TIFF_UNSUPPORTED, "old-style JPEG", grey().shorts(Tags.COMPRESSION, 6));
    refused(Code.TIFF_UNSUPPORTED, "LERC", grey().shorts(Tags.COMPRESSION, 34887));
    refused(
        Code.TIFF_UNSUPPORTED,
        "sample format 5",
        grey().shorts(Tags.SAMPLE_FORMAT, 5).shorts(Tags.BITS_PER_SAMPLE, 32));
    refused(Code.TIFF_UNSUPPORTED, "24 bits", grey().shorts(Tags.BITS_PER_SAMPLE, 24));
    refused(
        Code.TIFF_UNSUPPORTED,
        "different depth",
        grey().shorts(Tags.BITS_PER_SAMPLE, 8, 16).shorts(Tags.SAMPLES_PER_PIXEL, 2));
    refused(
        Code.TIFF_UNSUPPORTED,
        "predictor 2 on samples of 4 bits",
        grey().shorts(Tags.BITS_PER_SAMPLE, 4).shorts(Tags.PREDICTOR, 2));
    refused(
        Code.TIFF_UNSUPPORTED,
        "YCbCr",
        grey().shorts(Tags.PHOTOMETRIC, 6).shorts(Tags.SAMPLES_PER_PIXEL, 3));
  }

  @Test
  void never_inflates_beyond_the_pixels() throws IOException {
    byte[] bomb = deflated(new byte[50 << 20]);
    // 16 pixels are stated: 16 bytes are made of the 50 MB, and the rest is let go.
    readAll(
        new TiffBuilder()
            .with(grey().shorts(Tags.COMPRESSION, 8).data(bomb).longs(Tags.STRIP_BYTE_COUNTS, 60))
            .bytes(),
        true);
    // 128 MB of pixels are stated, of so few bytes: not even the room for them is made.
    refused(
        Code.TIFF_CORRUPT_TILE,
        "so few bytes",
        TiffBuilder.image(11_000, 12_000, Arrays.copyOf(bomb, 1000)).shorts(Tags.COMPRESSION, 8));
  }

  private static byte[] deflated(byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream zlib = new DeflaterOutputStream(out, new Deflater(9))) {
      zlib.write(data);
    }
    return out.toByteArray();
  }

  @Test
  void refuses_noise_in_every_compression() {
    byte[] noise = new byte[300];
    new SplittableRandom(SEED).nextBytes(noise);
    noise[0] = 0x55;
    for (int compression : new int[] {5, 7, 8, 32946, 32773, 50000}) {
      refused(
          Code.TIFF_CORRUPT_TILE,
          "fetch it again",
          TiffBuilder.image(1000, 10, noise)
              .longs(Tags.ROWS_PER_STRIP, 10)
              .shorts(Tags.COMPRESSION, compression));
    }
  }

  @Test
  void any_cut_or_damage_gives_pixels_or_a_typed_error() throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    int refused = 0;
    int read = 0;
    for (byte[] whole : SmallFiles.all()) {
      readAll(whole, true);
      for (int length = 0; length < whole.length; length += 1 + length / 40) {
        refused += outcome(Arrays.copyOf(whole, length), "cut to " + length);
      }
      for (int round = 0; round < 400; round++) {
        byte[] damaged = whole.clone();
        int header = Math.min(damaged.length, 600);
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
          // Mostly in the directories, where it hurts most.
          int at = random.nextInt(random.nextInt(4) == 0 ? damaged.length : header);
          damaged[at] = (byte) random.nextInt(256);
        }
        int bad = outcome(damaged, "damaged, round " + round + ", seed " + SEED);
        refused += bad;
        read += 1 - bad;
      }
    }
    assertThat(refused).isGreaterThan(300);
    assertThat(read).isGreaterThan(300);
  }

  private static int outcome(byte[] bytes, String what) {
    try {
      readAll(bytes, true);
      return 0;
    } catch (RasterException typed) {
      assertThat(typed.getMessage()).as(what).contains("memory.tif");
      return 1;
    } catch (IOException | RuntimeException | OutOfMemoryError untyped) {
      throw new AssertionError(what, untyped);
    }
  }
}
