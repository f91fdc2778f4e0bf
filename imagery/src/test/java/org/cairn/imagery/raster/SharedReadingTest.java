package org.cairn.imagery.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cairn.imagery.raster.TileCache.Claim;
import org.cairn.imagery.raster.TileCache.Tile;
import org.junit.jupiter.api.Test;

/** Many windows, many threads, few decodings. */
class SharedReadingTest {
  private static final int COLS = 200;
  private static final int ROWS = 170;
  private static final int TILES = 7 * 6;

  private static byte[] image(int bands) throws IOException {
    return SmallFiles.cog(SampleFormat.UINT16, COLS, ROWS, bands, true);
  }

  private static List<PixelWindow> windows() {
    List<PixelWindow> out = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      out.add(new PixelWindow(i * 37 % COLS - 10, i * 53 % ROWS - 10, 25, 31));
    }
    out.add(new PixelWindow(0, 0, COLS, ROWS));
    return out;
  }

  private static float[] expected(int band, PixelWindow window) {
    float[] all = SmallFiles.texture(COLS, ROWS, band);
    float[] out = new float[window.size()];
    for (int r = 0; r < window.rows(); r++) {
      for (int c = 0; c < window.cols(); c++) {
        int row = window.row() + r;
        int col = window.col() + c;
        boolean inside = row >= 0 && row < ROWS && col >= 0 && col < COLS;
        float value = inside ? all[row * COLS + col] : Float.NaN;
        out[r * window.cols() + c] = value == SmallFiles.NODATA ? Float.NaN : value;
      }
    }
    return out;
  }

  @Test
  void windows_of_one_call_decode_each_tile_once_even_without_a_cache() throws IOException {
    TileCache cache = new TileCache(0);
    try (GeoTiff tiff = GeoTiff.open(new MemorySource(image(1)), cache)) {
      List<float[]> read = tiff.read(0, windows());
      for (int w = 0; w < read.size(); w++) {
        assertThat(read.get(w)).isEqualTo(expected(0, windows().get(w)));
      }
      assertThat(cache.statistics()).isEqualTo(new TileCache.Statistics(0, TILES, 0));
    }
  }

  @Test
  void bands_stored_together_share_the_decoding() throws IOException {
    TileCache cache = new TileCache(0);
    try (GeoTiff tiff = GeoTiff.open(new MemorySource(image(3)), cache)) {
      List<List<float[]>> read = tiff.readBands(0, List.of(2, 0), windows());
      for (int w = 0; w < read.size(); w++) {
        assertThat(read.get(w).get(0)).isEqualTo(expected(2, windows().get(w)));
        assertThat(read.get(w).get(1)).isEqualTo(expected(0, windows().get(w)));
      }
      assertThat(cache.statistics().decoded()).isEqualTo(TILES);
    }
  }

  @Test
  void helpers_read_the_same_and_an_executor_that_never_runs_only_slows_down() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
      ConcurrentLinkedQueue<Runnable> never = new ConcurrentLinkedQueue<>();
      for (Executor executor : List.<Executor>of(pool, never::add, Runnable::run)) {
        try (GeoTiff tiff = GeoTiff.open(new MemorySource(image(1)), new TileCache(0), executor)) {
          List<float[]> read = tiff.read(0, windows());
          for (int w = 0; w < read.size(); w++) {
            assertThat(read.get(w)).isEqualTo(expected(0, windows().get(w)));
          }
        }
      }
    }
  }

  @Test
  void damage_met_by_a_helper_reaches_the_caller() throws Exception {
    byte[] bytes = image(1);
    Arrays.fill(bytes, bytes.length - 400, bytes.length - 300, (byte) 0x5A);
    try (ExecutorService pool = Executors.newFixedThreadPool(3);
        GeoTiff tiff = GeoTiff.open(new MemorySource(bytes), new TileCache(1 << 20), pool)) {
      assertThatExceptionOfType(RasterException.class)
          .isThrownBy(() -> tiff.read(0, windows()))
          .satisfies(e -> assertThat(e.code()).isEqualTo(RasterException.Code.TIFF_CORRUPT_TILE));
      PixelWindow sound = new PixelWindow(3, 3, 9, 9);
      assertThat(tiff.read(0, List.of(sound)).getFirst()).isEqualTo(expected(0, sound));
    }
  }

  @Test
  void threads_that_want_the_same_tiles_decode_each_once() throws Exception {
    TileCache cache = new TileCache(8 << 20);
    try (GeoTiff tiff = GeoTiff.open(new MemorySource(image(1)), cache);
        ExecutorService pool = Executors.newFixedThreadPool(8)) {
      List<Future<List<float[]>>> reads = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        reads.add(pool.submit(() -> tiff.read(0, windows())));
      }
      for (Future<List<float[]>> read : reads) {
        for (int w = 0; w < windows().size(); w++) {
          assertThat(read.get().get(w)).isEqualTo(expected(0, windows().get(w)));
        }
      }
      assertThat(cache.statistics().decoded()).isEqualTo(TILES);
    }
  }

  @Test
  void the_cache_stays_within_its_bytes_and_drops_the_oldest() {
    TileCache cache = new TileCache(3_000);
    for (int i = 0; i < 5; i++) {
      Claim.Mine mine = (Claim.Mine) cache.claim(new TileCache.Key(1, 8, i));
      cache.finish(mine, new Tile(new byte[800]));
    }
    assertThat(cache.statistics().bytes()).isLessThanOrEqualTo(3_000);
    assertThat(cache.claim(new TileCache.Key(1, 8, 4))).isInstanceOf(Claim.Ready.class);
    assertThat(cache.claim(new TileCache.Key(1, 8, 0))).isInstanceOf(Claim.Mine.class);
    assertThat(cache.claim(new TileCache.Key(1, 8, 0))).isInstanceOf(Claim.Awaited.class);
    assertThat(cache.claim(new TileCache.Key(2, 8, 4))).isInstanceOf(Claim.Mine.class);
  }

  @Test
  void closing_a_file_frees_its_tiles_only() throws IOException {
    TileCache cache = new TileCache(8 << 20);
    GeoTiff one = GeoTiff.open(new MemorySource(image(1)), cache);
    GeoTiff two = GeoTiff.open(new MemorySource(image(1)), cache);
    one.read(0, windows());
    long ofOne = cache.statistics().bytes();
    two.read(0, windows());
    assertThat(cache.statistics().bytes()).isEqualTo(2 * ofOne);
    one.close();
    assertThat(cache.statistics().bytes()).isEqualTo(ofOne);
    two.close();
    assertThat(cache.statistics().bytes()).isZero();
  }
}
