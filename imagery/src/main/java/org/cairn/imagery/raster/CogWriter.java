package org.cairn.imagery.raster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Writes cloud-optimised GeoTIFFs: tiled, bands interleaved by pixel, all directories at the front
 * so that one request reads them, the data of the smallest overview first as in GDAL's COG driver.
 * Immutable; {@code with…} gives a changed copy.
 *
 * @param grid where the image lies; its CRS must have an EPSG code
 * @param format UINT8, UINT16, INT16 or FLOAT32
 * @param blockSize width and height of tiles, a multiple of 16
 * @param nodata written as GDAL_NODATA, and in place of NaN
 * @param overviews how halved levels are made, until one fits a tile
 * @param deflateLevel 1 to 9, or 0 for no compression
 * @param predictor whether neighbouring samples are differenced before compression
 * @param scales per band, written as GDAL metadata; empty for none
 * @param offsets as {@code scales}
 * @param colours what the bands are
 */
public record CogWriter(
    Grid grid,
    SampleFormat format,
    int blockSize,
    OptionalDouble nodata,
    Overviews overviews,
    int deflateLevel,
    boolean predictor,
    List<Double> scales,
    List<Double> offsets,
    Colours colours) {

  /** What the bands are, for who shows the image. */
  public enum Colours {
    /** Measurements: nobody's colours. */
    NONE,
    /** Red, green and blue. */
    RGB,
    /** Those and how opaque a pixel is, not multiplied into them. */
    RGB_ALPHA;

    int bands() {
      return this == RGB_ALPHA ? 4 : 3;
    }
  }

  /** How a pixel of an overview is made from the four it covers. */
  public enum Overviews {
    NONE,
    /** Mean of those that are not nodata. */
    AVERAGE,
    /** The upper left one: for classes and masks. */
    NEAREST
  }

  public CogWriter {
    scales = List.copyOf(scales);
    offsets = List.copyOf(offsets);
    switch (format) {
      case UINT8, UINT16, INT16, FLOAT32 -> {
        // Written.
      }
      case INT8, UINT32, INT32, UINT64, INT64, FLOAT16, FLOAT64 ->
          throw new IllegalArgumentException(
              "Samples are UINT8, UINT16, INT16 or FLOAT32, found " + format);
    }
    if (blockSize < 16 || blockSize % 16 != 0 || blockSize > 4096) {
      throw new IllegalArgumentException(
          "A block size is a multiple of 16 from 16 to 4096, found " + blockSize);
    }
    if (deflateLevel < 0 || deflateLevel > 9) {
      throw new IllegalArgumentException("A Deflate level is 0 to 9, found " + deflateLevel);
    }
    if (nodata.isPresent() && !holds(format, nodata.getAsDouble())) {
      throw new IllegalArgumentException(
          "Nodata " + nodata.getAsDouble() + " is not a value of " + format);
    }
    if (colours != Colours.NONE && format != SampleFormat.UINT8) {
      throw new IllegalArgumentException("Colours are UINT8, found " + format);
    }
    if (scales.size() != offsets.size()) {
      throw new IllegalArgumentException(
          scales.size() + " scales and " + offsets.size() + " offsets: expected one each per band");
    }
  }

  private static boolean holds(SampleFormat format, double value) {
    return format.isFloating()
        || (value == Math.rint(value) && value >= format.least() && value <= format.largest());
  }

  /** Blocks of 512, Deflate 6 with predictor, averaged overviews, no nodata. */
  public static CogWriter of(Grid grid, SampleFormat format) {
    return new CogWriter(
        grid,
        format,
        512,
        OptionalDouble.empty(),
        Overviews.AVERAGE,
        6,
        true,
        List.of(),
        List.of(),
        Colours.NONE);
  }

  public CogWriter withBlockSize(int size) {
    return new CogWriter(
        grid, format, size, nodata, overviews, deflateLevel, predictor, scales, offsets, colours);
  }

  public CogWriter withNodata(double value) {
    return new CogWriter(
        grid,
        format,
        blockSize,
        OptionalDouble.of(value),
        overviews,
        deflateLevel,
        predictor,
        scales,
        offsets,
        colours);
  }

  public CogWriter withOverviews(Overviews made) {
    return new CogWriter(
        grid, format, blockSize, nodata, made, deflateLevel, predictor, scales, offsets, colours);
  }

  /**
   * @param level 1 (fast) to 9 (small)
   */
  public CogWriter withDeflate(int level, boolean withPredictor) {
    return new CogWriter(
        grid, format, blockSize, nodata, overviews, level, withPredictor, scales, offsets, colours);
  }

  public CogWriter withoutCompression() {
    return new CogWriter(
        grid, format, blockSize, nodata, overviews, 0, false, scales, offsets, colours);
  }

  /** Of samples of one byte; 3 bands, or 4 with opacity. */
  public CogWriter withColours(Colours ofBands) {
    return new CogWriter(
        grid,
        format,
        blockSize,
        nodata,
        overviews,
        deflateLevel,
        predictor,
        scales,
        offsets,
        ofBands);
  }

  /** One scale and one offset per band: value = sample * scale + offset. */
  public CogWriter withScaling(List<Double> scalePerBand, List<Double> offsetPerBand) {
    return new CogWriter(
        grid,
        format,
        blockSize,
        nodata,
        overviews,
        deflateLevel,
        predictor,
        scalePerBand,
        offsetPerBand,
        colours);
  }

  /**
   * Writes to a temporary file beside {@code file} and moves it there when it is whole.
   *
   * @param bands each {@code float[rows * cols]}, row-major; NaN becomes nodata, integers are
   *     rounded and clipped to the format
   * @throws IllegalArgumentException where a band has another size, or NaN has nothing to become
   */
  public void write(Path file, List<float[]> bands) throws IOException {
    check(bands);
    List<CogLevel> levels = levels(bands);
    // Not Files.createTempFile, whose files only their owner may read.
    Path temporary =
        file.resolveSibling(
            "."
                + file.getFileName()
                + "."
                + ProcessHandle.current().pid()
                + "-"
                + Thread.currentThread().threadId()
                + ".partial");
    try {
      new CogFile(this, levels).write(temporary);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * The same for small images, in memory: the bytes that {@link #write} puts into a file, always
   * the same for the same pixels and settings.
   */
  public byte[] bytes(List<float[]> bands) throws IOException {
    check(bands);
    return new CogFile(this, levels(bands)).bytes();
  }

  private void check(List<float[]> bands) {
    long pixels = (long) grid.cols() * grid.rows();
    if (bands.isEmpty() || bands.size() > 255) {
      throw new IllegalArgumentException("Expected 1 to 255 bands, found " + bands.size());
    }
    if (colours != Colours.NONE && bands.size() != colours.bands()) {
      throw new IllegalArgumentException(
          "Expected " + colours.bands() + " bands of " + colours + ", found " + bands.size());
    }
    if (!scales.isEmpty() && scales.size() != bands.size()) {
      throw new IllegalArgumentException(
          "Expected a scale per band (" + bands.size() + "), found " + scales.size());
    }
    for (float[] band : bands) {
      if (band.length != pixels) {
        throw new IllegalArgumentException(
            "Expected "
                + grid.cols()
                + " x "
                + grid.rows()
                + " pixels, found a band of "
                + band.length);
      }
      if (nodata.isEmpty() && !format.isFloating()) {
        for (float value : band) {
          if (Float.isNaN(value)) {
            throw new IllegalArgumentException(
                "NaN in a band of " + format + " without nodata: state a nodata value");
          }
        }
      }
    }
  }

  private List<CogLevel> levels(List<float[]> bands) {
    List<CogLevel> levels = new ArrayList<>();
    levels.add(new CogLevel(grid.cols(), grid.rows(), bands));
    while (overviews != Overviews.NONE) {
      CogLevel last = levels.getLast();
      if (last.cols() <= blockSize && last.rows() <= blockSize) {
        break;
      }
      levels.add(halved(last));
    }
    return levels;
  }

  private CogLevel halved(CogLevel level) {
    int cols = (level.cols() + 1) / 2;
    int rows = (level.rows() + 1) / 2;
    List<float[]> bands = new ArrayList<>();
    float none = nodata.isPresent() ? (float) nodata.getAsDouble() : Float.NaN;
    for (float[] band : level.bands()) {
      float[] out = new float[cols * rows];
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < cols; c++) {
          out[r * cols + c] =
              overviews == Overviews.NEAREST
                  ? band[2 * r * level.cols() + 2 * c]
                  : mean(band, level.cols(), level.rows(), 2 * r, 2 * c, none);
        }
      }
      bands.add(out);
    }
    return new CogLevel(cols, rows, bands);
  }

  private static float mean(float[] band, int cols, int rows, int row, int col, float none) {
    double sum = 0;
    int count = 0;
    for (int r = row; r < Math.min(rows, row + 2); r++) {
      for (int c = col; c < Math.min(cols, col + 2); c++) {
        float value = band[r * cols + c];
        if (!Float.isNaN(value) && value != none) {
          sum += value;
          count++;
        }
      }
    }
    return count == 0 ? Float.NaN : (float) (sum / count);
  }

  /** One level to be written. Compared by identity: it holds arrays it does not own. */
  static final class CogLevel {
    private final int cols;
    private final int rows;
    private final List<float[]> bands;

    CogLevel(int cols, int rows, List<float[]> bands) {
      this.cols = cols;
      this.rows = rows;
      this.bands = bands;
    }

    int cols() {
      return cols;
    }

    int rows() {
      return rows;
    }

    List<float[]> bands() {
      return bands;
    }

    /** Pixels of a tile as samples in band-interleaved order; the edge is repeated outward. */
    float[] tile(int left, int top, int size) {
      int count = bands.size();
      float[] out = new float[size * size * count];
      for (int b = 0; b < count; b++) {
        float[] band = bands.get(b);
        for (int r = 0; r < size; r++) {
          int from = Math.min(rows - 1, top + r) * cols;
          int to = r * size * count + b;
          for (int c = 0; c < size; c++) {
            out[to + c * count] = band[from + Math.min(cols - 1, left + c)];
          }
        }
      }
      return out;
    }
  }
}
