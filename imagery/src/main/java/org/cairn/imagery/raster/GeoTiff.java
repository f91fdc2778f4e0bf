package org.cairn.imagery.raster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cairn.imagery.raster.internal.GeoReference;
import org.cairn.imagery.raster.internal.ImageDirectory;
import org.cairn.imagery.raster.internal.TiffHeader;

/**
 * An open (Geo)TIFF, cloud-optimised or not: windows of its bands as they are stored, without scale
 * and offset. Many windows asked for together share fetching and decoding. Thread-safe.
 */
public final class GeoTiff implements AutoCloseable {
  private final ByteSource source;
  private final TileCache cache;
  private final TiffHeader header;
  private final Optional<Grid> grid;
  private final OptionalDouble nodata;
  private final List<Image> levels;

  private GeoTiff(ByteSource source, TileCache cache) throws IOException {
    this.source = source;
    this.cache = cache;
    this.header = TiffHeader.read(source);
    this.grid = GeoReference.grid(header);
    this.nodata = GeoReference.nodata(header);
    this.levels = levels(header.directories());
  }

  /**
   * Reads the header, of a cloud-optimised file in one request.
   *
   * @param source closed with this, also when opening fails
   * @throws RasterException where it is no TIFF, damaged, or of a kind that is not read
   */
  public static GeoTiff open(ByteSource source, TileCache cache) throws IOException {
    try {
      return new GeoTiff(source, cache);
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /** One resolution: 0 is the full one, then the overviews from fine to coarse. */
  public record Level(int cols, int rows) {}

  /** A resolution with its mask, and their places in the file. */
  record Image(
      ImageDirectory pixels, int pixelsIndex, Optional<ImageDirectory> mask, int maskIndex) {}

  private static List<Image> levels(List<ImageDirectory> directories) {
    List<Integer> pictures = new ArrayList<>();
    ImageDirectory full = directories.getFirst();
    pictures.add(0);
    for (int i = 1; i < directories.size(); i++) {
      ImageDirectory directory = directories.get(i);
      if (directory.isReduced() && !directory.isMask() && directory.bands() == full.bands()) {
        pictures.add(i);
      }
    }
    pictures
        .subList(1, pictures.size())
        .sort((a, b) -> Integer.compare(directories.get(b).cols(), directories.get(a).cols()));
    List<Image> levels = new ArrayList<>();
    for (int picture : pictures) {
      ImageDirectory pixels = directories.get(picture);
      int mask = -1;
      for (int i = 0; i < directories.size(); i++) {
        ImageDirectory directory = directories.get(i);
        if (directory.isMask()
            && directory.cols() == pixels.cols()
            && directory.rows() == pixels.rows()) {
          mask = i;
        }
      }
      levels.add(
          new Image(
              pixels,
              picture,
              mask < 0 ? Optional.empty() : Optional.of(directories.get(mask)),
              mask));
    }
    return List.copyOf(levels);
  }

  public int cols() {
    return levels.getFirst().pixels().cols();
  }

  public int rows() {
    return levels.getFirst().pixels().rows();
  }

  public int bands() {
    return levels.getFirst().pixels().bands();
  }

  public SampleFormat sampleFormat() {
    return levels.getFirst().pixels().format();
  }

  /** The value that means "no data"; may be NaN. */
  public OptionalDouble nodata() {
    return nodata;
  }

  /**
   * Where the pixels lie; empty for an image that is not georeferenced, rotated, or tied by control
   * points.
   */
  public Optional<Grid> grid() {
    return grid;
  }

  /** GDAL's scale of a band, 1 where none is given; {@link #read} does not apply it. */
  public double scale(int band) {
    return GeoReference.metadata(header, "scale", band).orElse(1);
  }

  /** GDAL's offset of a band, 0 where none is given; {@link #read} does not apply it. */
  public double offset(int band) {
    return GeoReference.metadata(header, "offset", band).orElse(0);
  }

  /** Full resolution first. */
  public List<Level> levels() {
    return levels.stream()
        .map(image -> new Level(image.pixels().cols(), image.pixels().rows()))
        .toList();
  }

  /** As {@link #readLevel} at full resolution. */
  public List<float[]> read(int band, List<PixelWindow> windows) throws IOException {
    return readLevel(0, band, windows);
  }

  /**
   * Windows of one band, as stored. 32-bit integers and 64-bit floats are rounded to float.
   *
   * @param level index into {@link #levels()}
   * @param band 0-based
   * @return per window {@code float[window.rows * window.cols]}, row-major; NaN for nodata, for
   *     what a mask or an alpha of 0 hides, and outside the image
   * @throws RasterException where a tile cannot be fetched or decoded
   */
  public List<float[]> readLevel(int level, int band, List<PixelWindow> windows)
      throws IOException {
    Image image = checked(level, band);
    WindowReader reader = new WindowReader(this, source, cache);
    List<float[]> values =
        reader.readFloats(image.pixels(), image.pixelsIndex(), band, windows, nodata);
    if (image.mask().isPresent()) {
      hide(
          values,
          reader.readFloats(
              image.mask().get(), image.maskIndex(), 0, windows, OptionalDouble.empty()));
    }
    if (image.pixels().alphaBand().isPresent() && image.pixels().alphaBand().getAsInt() != band) {
      hide(
          values,
          reader.readFloats(
              image.pixels(),
              image.pixelsIndex(),
              image.pixels().alphaBand().getAsInt(),
              windows,
              OptionalDouble.empty()));
    }
    return values;
  }

  private static void hide(List<float[]> values, List<float[]> masks) {
    for (int i = 0; i < values.size(); i++) {
      float[] value = values.get(i);
      float[] mask = masks.get(i);
      for (int pixel = 0; pixel < value.length; pixel++) {
        if (mask[pixel] == 0) {
          value[pixel] = Float.NaN;
        }
      }
    }
  }

  /**
   * One window with every digit: exact for all types. Masks and alpha are not applied.
   *
   * @return {@code double[window.rows * window.cols]}, row-major; NaN for nodata and outside the
   *     image
   */
  public double[] readDoubles(int level, int band, PixelWindow window) throws IOException {
    Image image = checked(level, band);
    return new WindowReader(this, source, cache)
        .readDoubles(image.pixels(), image.pixelsIndex(), band, window, nodata);
  }

  private Image checked(int level, int band) {
    if (level < 0 || level >= levels.size() || band < 0 || band >= bands()) {
      throw new IllegalArgumentException(
          "Level "
              + level
              + " of "
              + levels.size()
              + ", band "
              + band
              + " of "
              + bands()
              + " in "
              + source.name());
    }
    return levels.get(level);
  }

  @Override
  public void close() throws IOException {
    cache.drop(this);
    source.close();
  }

  @Override
  public String toString() {
    return source.name() + " " + Arrays.asList(cols(), rows(), bands());
  }
}
