package org.cairn.imagery.raster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Windows of a GeoTIFF, cloud-optimised or not, over a file or HTTP. Read by this: classic and
 * BigTIFF of either byte order; tiles and strips; no compression, LZW, Deflate, ZSTD, JPEG and
 * PackBits; predictors 1 to 3; integers of 1 to 64 bits and floats of 16 to 64; bands stored
 * together or apart; overviews, masks and alpha inside the file; sparse files. Not read: files
 * beside it ({@code .ovr}, {@code .msk}, {@code .aux.xml}), further pages, complex numbers.
 *
 * <p>Opening costs one request where the directories and the tile index stand in the first 32 KiB,
 * as they do in COGs. Thread-safe; all errors of files and servers are {@link RasterException}s.
 */
public final class GeoTiff implements AutoCloseable {
  private static final AtomicLong FILES = new AtomicLong();
  private static final long LARGEST_WINDOW = Integer.MAX_VALUE - 8;

  private final ByteSource source;
  private final TileCache cache;
  private final Optional<Executor> executor;
  private final long file = FILES.incrementAndGet();
  private final Pyramid pyramid;
  private final GdalMetadata metadata;
  private final Georeference georeference;
  private final SampleCopy masked;
  private final SampleCopy raw;
  private final AtomicReference<byte @Nullable []> scratch = new AtomicReference<>();

  private GeoTiff(ByteSource source, TileCache cache, Optional<Executor> executor, Pyramid pyramid)
      throws IOException {
    this.source = source;
    this.cache = cache;
    this.executor = executor;
    this.pyramid = pyramid;
    ImageLayout full = pyramid.full();
    this.metadata = GdalMetadata.of(full.ifd);
    this.georeference = Georeference.of(full.ifd, full.cols, full.rows);
    this.masked = new SampleCopy(full.format, Nodata.of(metadata.nodata(), full.format));
    this.raw = new SampleCopy(full.format, Nodata.none());
  }

  /**
   * Reads the header. All decoding happens in the threads that call {@code read}.
   *
   * @param source closed with the result, or at once where opening fails
   * @throws RasterException where it is not a TIFF, or none that is read here
   */
  public static GeoTiff open(ByteSource source, TileCache cache) throws IOException {
    return open(source, cache, Optional.empty());
  }

  /**
   * As {@link #open(ByteSource, TileCache)}; tiles of one call are decoded by the calling thread
   * and, beside it, by {@code helpers}.
   */
  public static GeoTiff open(ByteSource source, TileCache cache, Executor helpers)
      throws IOException {
    return open(source, cache, Optional.of(helpers));
  }

  private static GeoTiff open(ByteSource source, TileCache cache, Optional<Executor> executor)
      throws IOException {
    try {
      return new GeoTiff(source, cache, executor, Pyramid.of(HeaderBytes.read(source)));
    } catch (IOException | RuntimeException failed) {
      try {
        source.close();
      } catch (IOException closing) {
        failed.addSuppressed(closing);
      }
      throw failed;
    }
  }

  /** Path or address, without its query. */
  public String name() {
    return source.name();
  }

  public int cols() {
    return pyramid.full().cols;
  }

  public int rows() {
    return pyramid.full().rows;
  }

  /** Bands of the file, an alpha band included. */
  public int bands() {
    return pyramid.full().bands;
  }

  public SampleFormat sampleFormat() {
    return pyramid.full().format;
  }

  /** As the file states it, which its samples may not be able to hold. */
  public OptionalDouble nodata() {
    return metadata.nodata();
  }

  /** 0-based position of the alpha band. */
  public OptionalInt alphaBand() {
    return pyramid.full().alphaBand;
  }

  /** Whether samples are not values but numbers of colours in a table of the file. */
  public boolean isPalette() {
    return pyramid.full().isPalette();
  }

  /** Empty where the file is not georeferenced, rotated, or placed by control points. */
  public Optional<Grid> grid() {
    return georeference.grid();
  }

  /** Why {@link #grid()} is empty, as the end of a sentence; empty where it is not. */
  public Optional<String> gridAbsence() {
    return georeference.absence();
  }

  /** GDAL's scale of a band, 1 when absent. Not applied by {@code read}. */
  public double scale(int band) {
    checkBand(band);
    return metadata.scales().getOrDefault(band, 1.0);
  }

  /** GDAL's offset of a band, 0 when absent. Not applied by {@code read}. */
  public double offset(int band) {
    checkBand(band);
    return metadata.offsets().getOrDefault(band, 0.0);
  }

  /** GDAL's description of a band. */
  public Optional<String> description(int band) {
    checkBand(band);
    return Optional.ofNullable(metadata.descriptions().get(band));
  }

  /** Level 0 is the full resolution; overviews follow, larger ones first. */
  public List<Level> levels() {
    return pyramid.levels().stream().map(l -> new Level(l.cols, l.rows)).toList();
  }

  /**
   * Raw samples of windows at full resolution, each {@code float[window.rows * window.cols]},
   * row-major. NaN where the sample is nodata, masked by the file's mask or alpha band, or outside
   * the image. An alpha band itself is read as it is. All windows of one call share the decoding of
   * tiles.
   *
   * @param band 0-based
   * @throws IllegalArgumentException for a band or window that cannot be
   */
  public List<float[]> read(int band, List<PixelWindow> windows) throws IOException {
    return readLevel(0, band, windows);
  }

  /** As {@link #read}, of one level; windows are in that level's pixels. */
  public List<float[]> readLevel(int level, int band, List<PixelWindow> windows)
      throws IOException {
    List<float[]> out = new ArrayList<>(windows.size());
    for (List<float[]> bands : readBands(level, List.of(band), windows)) {
      out.add(bands.getFirst());
    }
    return out;
  }

  /**
   * As {@link #readLevel} for several bands, which share the decoding of tiles where the file
   * stores them together.
   *
   * @return for each window its bands, in the order asked
   */
  public List<List<float[]>> readBands(int level, List<Integer> bands, List<PixelWindow> windows)
      throws IOException {
    ImageLayout image = level(level);
    boolean anyMasked = false;
    for (int band : bands) {
      checkBand(band);
      anyMasked |= !isAlpha(band);
    }
    boolean addAlpha = anyMasked && image.alphaBand.isPresent();
    int[] wanted = new int[bands.size() + (addAlpha ? 1 : 0)];
    for (int b = 0; b < bands.size(); b++) {
      wanted[b] = bands.get(b);
    }
    if (addAlpha) {
      wanted[bands.size()] = image.alphaBand.getAsInt();
    }
    float[][][] out = new float[windows.size()][wanted.length][];
    for (int w = 0; w < out.length; w++) {
      checkSize(windows.get(w));
      for (int b = 0; b < wanted.length; b++) {
        out[w][b] = blank(image, windows.get(w));
      }
    }
    readInto(image, wanted, windows, out);
    if (addAlpha) {
      hideTransparent(out, bands.size());
    }
    Optional<ImageLayout> mask = pyramid.mask(level);
    if (mask.isPresent() && anyMasked) {
      hideMasked(mask.get(), wanted, windows, out);
    }
    List<List<float[]>> result = new ArrayList<>(out.length);
    for (float[][] window : out) {
      result.add(List.of(addAlpha ? Arrays.copyOf(window, bands.size()) : window));
    }
    return result;
  }

  private void readInto(ImageLayout image, int[] wanted, List<PixelWindow> windows, float[][][] out)
      throws IOException {
    new WindowReader(image, file, cache, executor, scratch)
        .read(
            wanted,
            windows,
            new WindowReader.Sink() {
              @Override
              public void copy(byte[] tile, int window, int band, SampleCopy.Rectangle part) {
                samplesOf(wanted[band]).floats(tile, part, out[window][band]);
              }

              @Override
              public void fill(int window, int band, SampleCopy.Rectangle part) {
                float value = (float) samplesOf(wanted[band]).nodata().fill();
                for (int row = 0; row < part.rows(); row++) {
                  int from = part.at() + row * part.atRowStep();
                  Arrays.fill(out[window][band], from, from + part.cols(), value);
                }
              }
            });
  }

  private SampleCopy samplesOf(int band) {
    return isAlpha(band) ? raw : masked;
  }

  private boolean isAlpha(int band) {
    OptionalInt alpha = pyramid.full().alphaBand;
    return alpha.isPresent() && alpha.getAsInt() == band;
  }

  private void hideTransparent(float[][][] out, int alpha) {
    for (float[][] window : out) {
      for (int b = 0; b < alpha; b++) {
        hide(window[b], window[alpha]);
      }
    }
  }

  private void hideMasked(
      ImageLayout mask, int[] wanted, List<PixelWindow> windows, float[][][] out)
      throws IOException {
    float[][][] visible = new float[windows.size()][1][];
    for (int w = 0; w < visible.length; w++) {
      visible[w][0] = new float[windows.get(w).size()];
    }
    SampleCopy samples = new SampleCopy(mask.format, Nodata.none());
    new WindowReader(mask, file, cache, executor, scratch)
        .read(
            new int[] {0},
            windows,
            new WindowReader.Sink() {
              @Override
              public void copy(byte[] tile, int window, int band, SampleCopy.Rectangle part) {
                samples.floats(tile, part, visible[window][0]);
              }

              @Override
              public void fill(int window, int band, SampleCopy.Rectangle part) {
                // An absent tile of a mask hides; it is 0 already.
              }
            });
    for (int w = 0; w < out.length; w++) {
      for (int b = 0; b < wanted.length; b++) {
        if (!isAlpha(wanted[b])) {
          hide(out[w][b], visible[w][0]);
        }
      }
    }
  }

  private static void hide(float[] values, float[] visible) {
    for (int i = 0; i < values.length; i++) {
      if (visible[i] == 0) {
        values[i] = Float.NaN;
      }
    }
  }

  /**
   * As {@link #readLevel} for one window, exact for 32-bit integers and 64-bit floats.
   *
   * @return {@code double[window.rows * window.cols]}, row-major
   */
  public double[] readDoubles(int level, int band, PixelWindow window) throws IOException {
    ImageLayout image = level(level);
    checkBand(band);
    checkSize(window);
    double[] out = new double[window.size()];
    if (!image.holds(window)) {
      Arrays.fill(out, Double.NaN);
    }
    SampleCopy samples = samplesOf(band);
    new WindowReader(image, file, cache, executor, scratch)
        .read(
            new int[] {band},
            List.of(window),
            new WindowReader.Sink() {
              @Override
              public void copy(byte[] tile, int w, int b, SampleCopy.Rectangle part) {
                samples.doubles(tile, part, out);
              }

              @Override
              public void fill(int w, int b, SampleCopy.Rectangle part) {
                for (int row = 0; row < part.rows(); row++) {
                  int from = part.at() + row * part.atRowStep();
                  Arrays.fill(out, from, from + part.cols(), samples.nodata().fill());
                }
              }
            });
    if (!isAlpha(band) && (image.alphaBand.isPresent() || pyramid.mask(level).isPresent())) {
      // The float path knows what alpha and mask hide; nodata it finds again, rounded, is NaN here.
      float[] seen = readLevel(level, band, List.of(window)).getFirst();
      for (int i = 0; i < out.length; i++) {
        if (Float.isNaN(seen[i])) {
          out[i] = Double.NaN;
        }
      }
    }
    return out;
  }

  private static float[] blank(ImageLayout image, PixelWindow window) {
    float[] out = new float[window.size()];
    if (!image.holds(window)) {
      Arrays.fill(out, Float.NaN);
    }
    return out;
  }

  private ImageLayout level(int level) {
    if (level < 0 || level >= pyramid.levels().size()) {
      throw new IllegalArgumentException(
          "'" + name() + "' has levels 0 to " + (pyramid.levels().size() - 1) + ", asked " + level);
    }
    return pyramid.levels().get(level);
  }

  private void checkBand(int band) {
    if (band < 0 || band >= bands()) {
      throw new IllegalArgumentException(
          "'" + name() + "' has bands 0 to " + (bands() - 1) + ", asked " + band);
    }
  }

  private static void checkSize(PixelWindow window) {
    if ((long) window.cols() * window.rows() > LARGEST_WINDOW) {
      throw new IllegalArgumentException(
          "A window of "
              + window.cols()
              + " x "
              + window.rows()
              + " pixels does not fit an array: read it in parts");
    }
  }

  /** Drops this file's tiles from the cache and closes the source. */
  @Override
  public void close() throws IOException {
    cache.forget(file);
    source.close();
  }
}
