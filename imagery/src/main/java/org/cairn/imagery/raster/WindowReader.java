package org.cairn.imagery.raster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.cairn.imagery.raster.ByteSource.ByteRange;
import org.cairn.imagery.raster.RasterException.Code;
import org.cairn.imagery.raster.TileCache.Claim;
import org.cairn.imagery.raster.TileCache.Tile;
import org.jspecify.annotations.Nullable;

/**
 * Reads windows of one image: works out which tiles they touch, fetches and decodes each of those
 * once, and copies it to every window it touches. Tiles are taken in batches, so that the memory in
 * use does not grow with the number of windows but for the windows themselves. Thread-safe.
 */
final class WindowReader {
  /** Compressed bytes fetched before they are decoded. */
  private static final long BATCH_BYTES = 16L << 20;

  private final ImageLayout image;
  private final long file;
  private final TileCache cache;
  private final Optional<Executor> executor;
  private final AtomicReference<byte @Nullable []> scratch;

  /**
   * @param file number of the open file in the cache
   * @param executor decodes tiles beside the calling thread; without one all is done in the caller
   * @param scratch an array for compressed bytes between calls, in the hands of one call at a time
   */
  WindowReader(
      ImageLayout image,
      long file,
      TileCache cache,
      Optional<Executor> executor,
      AtomicReference<byte @Nullable []> scratch) {
    this.scratch = scratch;
    this.image = image;
    this.file = file;
    this.cache = cache;
    this.executor = executor;
  }

  /**
   * Receives the parts of windows that lie in a tile. Calls for different tiles may be parallel.
   */
  interface Sink {
    /**
     * @param window position in the list asked for
     * @param band position in the list of bands asked for
     */
    void copy(byte[] tile, int window, int band, SampleCopy.Rectangle part);

    /** As {@link #copy}, of a tile that is absent from a sparse file. */
    void fill(int window, int band, SampleCopy.Rectangle part);
  }

  /**
   * Reads each band of each window. What lies outside the image is left as it is.
   *
   * @param bands 0-based
   */
  void read(int[] bands, List<PixelWindow> windows, Sink sink) throws IOException {
    new Reading(bands, windows, sink).run();
  }

  /** A tile wanted, and the slice of the sorted touches that want it. */
  private record Want(int tile, int plane, int from, int to) {}

  /** A tile being fetched. */
  private record Fetch(Want want, Claim.Mine claim, ByteRange range) {}

  /** One call. */
  private final class Reading {
    private final int[] bands;
    private final List<PixelWindow> windows;
    private final Sink sink;
    private final long[] touches;

    Reading(int[] bands, List<PixelWindow> windows, Sink sink) {
      this.bands = bands;
      this.windows = windows;
      this.sink = sink;
      this.touches = touches();
    }

    /** (tile, window) pairs, tile in the high half, sorted. */
    private long[] touches() {
      long[] found = new long[Math.max(16, windows.size() * 2)];
      int count = 0;
      for (int w = 0; w < windows.size(); w++) {
        PixelWindow window = windows.get(w);
        long right = Math.min(image.cols, (long) window.col() + window.cols());
        long bottom = Math.min(image.rows, (long) window.row() + window.rows());
        int left = Math.max(0, window.col());
        int top = Math.max(0, window.row());
        if (left >= right || top >= bottom) {
          continue;
        }
        int lastAcross = (int) ((right - 1) / image.tileCols);
        int lastDown = (int) ((bottom - 1) / image.tileRows);
        for (int down = top / image.tileRows; down <= lastDown; down++) {
          for (int across = left / image.tileCols; across <= lastAcross; across++) {
            if (count == found.length) {
              found = Arrays.copyOf(found, count * 2);
            }
            found[count++] = (long) (down * image.tilesAcross + across) << 32 | w;
          }
        }
      }
      long[] exact = Arrays.copyOf(found, count);
      Arrays.sort(exact);
      return exact;
    }

    void run() throws IOException {
      List<Fetch> batch = new ArrayList<>();
      List<Want> awaited = new ArrayList<>();
      List<CompletableFuture<Tile>> promises = new ArrayList<>();
      long batchBytes = 0;
      try {
        for (int from = 0; from < touches.length; ) {
          int tile = (int) (touches[from] >>> 32);
          int to = from + 1;
          while (to < touches.length && touches[to] >>> 32 == tile) {
            to++;
          }
          for (int plane = 0; plane < image.planes(); plane++) {
            if (image.planar && !wanted(plane)) {
              continue;
            }
            Want want = new Want(plane * image.tilesPerPlane() + tile, plane, from, to);
            if (image.index.offset(want.tile()) == 0 || image.index.length(want.tile()) == 0) {
              deliver(want, null);
              continue;
            }
            switch (cache.claim(key(want))) {
              case Claim.Ready ready -> deliver(want, ready.tile());
              case Claim.Awaited other -> {
                awaited.add(want);
                promises.add(other.tile());
              }
              case Claim.Mine mine -> {
                ByteRange range;
                try {
                  range = image.tileRange(want.tile());
                } catch (IOException bad) {
                  cache.giveUp(mine);
                  throw bad;
                }
                batch.add(new Fetch(want, mine, range));
                batchBytes += range.length();
              }
            }
            if (batchBytes >= BATCH_BYTES) {
              load(batch);
              batch.clear();
              batchBytes = 0;
            }
          }
          from = to;
        }
        load(batch);
        batch.clear();
      } finally {
        batch.forEach(fetch -> cache.giveUp(fetch.claim()));
      }
      for (int i = 0; i < awaited.size(); i++) {
        await(awaited.get(i), promises.get(i));
      }
    }

    private boolean wanted(int plane) {
      for (int band : bands) {
        if (band == plane) {
          return true;
        }
      }
      return false;
    }

    private TileCache.Key key(Want want) {
      return new TileCache.Key(file, image.ifd.offset(), want.tile());
    }

    /** A tile that another reader decodes; decoded here after all where that one failed. */
    private void await(Want want, CompletableFuture<Tile> promise) throws IOException {
      Tile tile;
      try {
        tile = promise.get();
      } catch (CancellationException | ExecutionException othersTrouble) {
        byte[] body = fetch(List.of(image.tileRange(want.tile()))).getFirst();
        tile = new Tile(TileDecoder.decode(image, want.tile(), body, body.length));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new RasterException(
            Code.INTERRUPTED,
            "Reading '" + image.ifd.bytes().name() + "' was interrupted: start it again",
            interrupted);
      }
      deliver(want, tile);
    }

    private void load(List<Fetch> batch) throws IOException {
      if (batch.isEmpty()) {
        return;
      }
      ByteSource source = image.ifd.bytes().source();
      if (executor.isEmpty() && source.isLocal() && image.compression.makesNewBytes()) {
        loadOneByOne(source, batch);
        return;
      }
      List<ByteRange> ranges = new ArrayList<>(batch.size());
      for (Fetch one : batch) {
        ranges.add(one.range());
      }
      List<byte[]> bodies = fetch(ranges);
      if (executor.isEmpty() || batch.size() == 1) {
        for (int i = 0; i < batch.size(); i++) {
          decode(batch.get(i), bodies.get(i), bodies.get(i).length);
        }
      } else {
        decodeTogether(executor.get(), batch, bodies);
      }
    }

    /** Through one array for all: fresh ones of a megabyte each cost a tenth of the decoding. */
    private void loadOneByOne(ByteSource source, List<Fetch> batch) throws IOException {
      byte[] kept = scratch.getAndSet(null);
      byte[] body = kept == null ? new byte[0] : kept;
      for (Fetch one : batch) {
        if (body.length < one.range().length()) {
          body = new byte[one.range().length() + one.range().length() / 8];
        }
        source.read(one.range(), body);
        decode(one, body, one.range().length());
      }
      scratch.set(body);
    }

    private void decode(Fetch fetch, byte[] body, int length) throws IOException {
      Tile tile = new Tile(TileDecoder.decode(image, fetch.want().tile(), body, length));
      cache.finish(fetch.claim(), tile);
      deliver(fetch.want(), tile);
    }

    /**
     * The caller and helpers take tiles off one counter. The caller waits for tiles, not for
     * helpers, so a busy or single-threaded executor slows it down but cannot stop it.
     */
    private void decodeTogether(Executor helpers, List<Fetch> batch, List<byte[]> bodies)
        throws IOException {
      AtomicInteger next = new AtomicInteger();
      CountDownLatch left = new CountDownLatch(batch.size());
      AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
      Runnable work =
          () -> {
            for (int i = next.getAndIncrement(); i < batch.size(); i = next.getAndIncrement()) {
              try {
                if (failure.get() == null) {
                  decode(batch.get(i), bodies.get(i), bodies.get(i).length);
                }
              } catch (IOException | RuntimeException | Error failed) {
                failure.compareAndSet(null, failed);
              } finally {
                left.countDown();
              }
            }
          };
      int helping = Math.min(batch.size(), Runtime.getRuntime().availableProcessors()) - 1;
      for (int i = 0; i < helping; i++) {
        helpers.execute(work);
      }
      work.run();
      try {
        left.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new RasterException(
            Code.INTERRUPTED,
            "Reading '" + image.ifd.bytes().name() + "' was interrupted: start it again",
            interrupted);
      }
      Throwable failed = failure.get();
      if (failed instanceof IOException typed) {
        throw typed;
      }
      if (failed instanceof Error serious) {
        throw serious;
      }
      if (failed != null) {
        throw new IllegalStateException("Decoding tiles failed", failed);
      }
    }

    /** Copies a tile, or fills for an absent one, to every window that touches it. */
    private void deliver(Want want, @Nullable Tile tile) {
      int inPlane = want.tile() % image.tilesPerPlane();
      int tileTop = inPlane / image.tilesAcross * image.tileRows;
      int tileLeft = inPlane % image.tilesAcross * image.tileCols;
      int bottomEnd = (int) Math.min(image.rows, (long) tileTop + image.tileRows);
      int rightEnd = (int) Math.min(image.cols, (long) tileLeft + image.tileCols);
      int step = image.tileBands();
      for (int t = want.from(); t < want.to(); t++) {
        int w = (int) touches[t];
        PixelWindow window = windows.get(w);
        int left = Math.max(tileLeft, window.col());
        int top = Math.max(tileTop, window.row());
        int cols = (int) Math.min(rightEnd, (long) window.col() + window.cols()) - left;
        int rows = (int) Math.min(bottomEnd, (long) window.row() + window.rows()) - top;
        int at = (top - window.row()) * window.cols() + left - window.col();
        for (int b = 0; b < bands.length; b++) {
          if (image.planar && bands[b] != want.plane()) {
            continue;
          }
          int band = image.planar ? 0 : bands[b];
          int first = ((top - tileTop) * image.tileCols + left - tileLeft) * step + band;
          SampleCopy.Rectangle part =
              new SampleCopy.Rectangle(
                  first, step, image.tileCols * step, at, window.cols(), cols, rows);
          if (tile == null) {
            sink.fill(w, b, part);
          } else {
            sink.copy(tile.samples, w, b, part);
          }
        }
      }
    }
  }

  private List<byte[]> fetch(List<ByteRange> ranges) throws IOException {
    HeaderBytes header = image.ifd.bytes();
    byte[][] out = new byte[ranges.size()][];
    List<ByteRange> missing = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < out.length; i++) {
      // Small files came whole with the header.
      Optional<byte[]> held = header.find(ranges.get(i).offset(), ranges.get(i).length());
      if (held.isPresent()) {
        out[i] = held.get();
      } else {
        missing.add(ranges.get(i));
        places.add(i);
      }
    }
    if (!missing.isEmpty()) {
      List<byte[]> read = header.source().read(missing);
      for (int i = 0; i < read.size(); i++) {
        out[places.get(i)] = read.get(i);
      }
    }
    return List.of(out);
  }
}
