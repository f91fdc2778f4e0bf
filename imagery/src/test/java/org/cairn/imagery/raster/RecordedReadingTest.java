package org.cairn.imagery.raster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cairn.imagery.raster.ByteSource.ByteRange;
import org.junit.jupiter.api.Test;

/** What is read of an image depends on the windows asked for, and on nothing else. */
class RecordedReadingTest {
  private static final int STRIPS = 20_000;
  private static final int STRIP_BYTES = 16;
  private static final long SEED = 20_261_124;

  /** 20,000 strips, whose index of 160 kB stands behind them: it is read by pages, as needed. */
  private static byte[] longIndex() {
    long[] offsets = new long[STRIPS];
    long[] lengths = new long[STRIPS];
    for (int i = 0; i < STRIPS; i++) {
      offsets[i] = 8L + (long) i * STRIP_BYTES;
      lengths[i] = STRIP_BYTES;
    }
    byte[] pixels = new byte[STRIPS * STRIP_BYTES];
    new Random(SEED).nextBytes(pixels);
    return new TiffBuilder()
        .with(
            TiffBuilder.image(STRIP_BYTES, STRIPS, pixels)
                .longs(Tags.ROWS_PER_STRIP, 1)
                .longs(Tags.STRIP_OFFSETS, offsets)
                .longs(Tags.STRIP_BYTE_COUNTS, lengths))
        .bytes();
  }

  private static List<PixelWindow> windows(int cols, int rows, int count) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<PixelWindow> windows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      windows.add(new PixelWindow(random.nextInt(cols), random.nextInt(rows), 7, 9));
    }
    return windows;
  }

  @Test
  void order_cache_and_opening_again_change_nothing() throws Exception {
    for (byte[] file :
        List.of(
            longIndex(),
            SmallFiles.cog(SampleFormat.UINT16, 300, 400, 1, true),
            SmallFiles.cog(SampleFormat.UINT16, 300, 400, 1, false))) {
      List<PixelWindow> windows;
      try (GeoTiff image = GeoTiff.open(new MemorySource(file), new TileCache(0))) {
        windows = windows(image.cols(), image.rows(), 12);
      }
      ReadRecorder together = new ReadRecorder();
      try (GeoTiff image =
          GeoTiff.open(together.around(new MemorySource(file)), new TileCache(1 << 24))) {
        image.read(0, windows);
      }
      for (int round = 0; round < 20; round++) {
        List<PixelWindow> mixed = new ArrayList<>(windows);
        Collections.shuffle(mixed, new Random(SEED + round));
        ReadRecorder apart = new ReadRecorder();
        for (List<PixelWindow> part : List.of(mixed.subList(0, 6), mixed.subList(6, 12))) {
          try (GeoTiff image =
              GeoTiff.open(apart.around(new MemorySource(file)), new TileCache(0))) {
            for (PixelWindow window : part) {
              image.read(0, List.of(window));
            }
          }
        }
        assertThat(apart.summary()).as("round " + round).isEqualTo(together.summary());
      }
    }
  }

  @Test
  void several_readers_at_once_change_nothing() throws Exception {
    byte[] file = longIndex();
    List<PixelWindow> windows = windows(STRIP_BYTES, STRIPS, 24);
    ReadRecorder alone = new ReadRecorder();
    try (GeoTiff image =
        GeoTiff.open(alone.around(new MemorySource(file)), new TileCache(1 << 24))) {
      image.read(0, windows);
    }
    for (int round = 0; round < 20; round++) {
      ReadRecorder recorder = new ReadRecorder();
      try (GeoTiff image =
              GeoTiff.open(recorder.around(new MemorySource(file)), new TileCache(1 << 12));
          ExecutorService threads = Executors.newFixedThreadPool(8)) {
        List<Future<?>> reading = new ArrayList<>();
        for (PixelWindow window : windows) {
          reading.add(threads.submit(() -> image.read(0, List.of(window))));
        }
        for (Future<?> one : reading) {
          one.get();
        }
      }
      assertThat(recorder.summary()).as("round " + round).isEqualTo(alone.summary());
    }
  }

  @Test
  void the_ranges_are_the_header_and_the_tiles_touched() throws IOException {
    byte[] file = SmallFiles.cog(SampleFormat.UINT16, 300, 400, 1, false);
    ReadRecorder recorder = new ReadRecorder();
    MemorySource memory = new MemorySource(file);
    try (GeoTiff image = GeoTiff.open(recorder.around(memory), new TileCache(1 << 24))) {
      assertThat(recorder.summary().ranges())
          .containsExactly(new ByteRange(0, HeaderBytes.FIRST_READ_BYTES));
      image.read(0, List.of(new PixelWindow(250, 380, 4, 4)));
      // A tile of 32 x 32 pixels of two bytes.
      assertThat(recorder.summary().ranges())
          .hasSize(2)
          .last()
          .extracting(ByteRange::length)
          .isEqualTo(2_048);
    }
  }

  @Test
  void pixels_are_the_same_with_and_without_a_record() throws IOException {
    byte[] file = longIndex();
    List<PixelWindow> windows = windows(STRIP_BYTES, STRIPS, 40);
    try (GeoTiff plain = GeoTiff.open(new MemorySource(file), new TileCache(0));
        GeoTiff recorded =
            GeoTiff.open(
                new ReadRecorder().around(new MemorySource(file, false)), new TileCache(0))) {
      List<float[]> expected = plain.read(0, windows);
      List<float[]> found = recorded.read(0, windows);
      for (int i = 0; i < windows.size(); i++) {
        assertThat(found.get(i)).isEqualTo(expected.get(i));
      }
    }
  }
}
