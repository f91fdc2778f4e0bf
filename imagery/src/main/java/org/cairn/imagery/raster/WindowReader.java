package org.cairn.imagery.raster;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.cairn.imagery.raster.ByteSource.ByteRange;
import org.cairn.imagery.raster.RasterException.Code;
import org.cairn.imagery.raster.internal.ImageDirectory;
import org.cairn.imagery.raster.internal.TileDecoder;

/**
 * Reads windows of one image of a file: finds the tiles they need, fetches those that are not
 * cached in as few requests as can be, decodes each once and only as far down as a window reaches,
 * and copies. Used for one call.
 */
final class WindowReader {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle DOUBLE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

  /** Stored bytes fetched at a time: bounds memory when thousands of tiles are needed. */
  private static final long FETCHED_AT_ONCE = 32L << 20;

  private final GeoTiff file;
  private final ByteSource source;
  private final TileCache cache;

  WindowReader(GeoTiff file, ByteSource source, TileCache cache) {
    this.file = file;
    this.source = source;
    this.cache = cache;
  }

  /** A tile that some windows need. */
  private static final class Need {
    private final int tile;
    private final int tileRow;
    private final int tileCol;
    private int fromRow;
    private int rows;
    private final List<Integer> windows = new ArrayList<>();

    Need(int tile, int tileRow, int tileCol, int fromRow) {
      this.tile = tile;
      this.tileRow = tileRow;
      this.tileCol = tileCol;
      this.fromRow = fromRow;
    }
  }

  /** Takes decoded samples. */
  private interface Copy {
    /**
     * @param samples rows from {@code firstRow} of the tile on
     */
    void from(byte[] samples, int firstRow, Need need);
  }

  List<float[]> readFloats(
      ImageDirectory image,
      int directory,
      int band,
      List<PixelWindow> windows,
      OptionalDouble nodata)
      throws IOException {
    List<float[]> values = new ArrayList<>(windows.size());
    for (PixelWindow window : windows) {
      float[] empty = new float[window.size()];
      Arrays.fill(empty, Float.NaN);
      values.add(empty);
    }
    read(
        image,
        directory,
        band,
        windows,
        nodata,
        (samples, firstRow, need) -> {
          for (int index : need.windows) {
            copyFloats(image, band, samples, firstRow, need, windows.get(index), values.get(index));
          }
        },
        need -> {
          for (int index : need.windows) {
            fill(image, need, windows.get(index), values.get(index));
          }
        });
    if (nodata.isPresent() && !Double.isNaN(nodata.getAsDouble())) {
      float none = (float) nodata.getAsDouble();
      for (float[] value : values) {
        for (int i = 0; i < value.length; i++) {
          if (value[i] == none) {
            value[i] = Float.NaN;
          }
        }
      }
    }
    return values;
  }

  double[] readDoubles(
      ImageDirectory image, int directory, int band, PixelWindow window, OptionalDouble nodata)
      throws IOException {
    double[] values = new double[window.size()];
    Arrays.fill(values, Double.NaN);
    read(
        image,
        directory,
        band,
        List.of(window),
        nodata,
        (samples, firstRow, need) ->
            eachRow(
                image,
                need,
                window,
                (tileRow, tileCol, count, at) ->
                    copyRow(image, band, samples, tileRow - firstRow, tileCol, count, values, at)),
        need ->
            eachRow(
                image,
                need,
                window,
                (tileRow, tileCol, count, at) -> Arrays.fill(values, at, at + count, 0)));
    if (nodata.isPresent()) {
      double none =
          image.format() == SampleFormat.FLOAT32
              ? (float) nodata.getAsDouble()
              : nodata.getAsDouble();
      for (int i = 0; i < values.length; i++) {
        if (values[i] == none) {
          values[i] = Double.NaN;
        }
      }
    }
    return values;
  }

  /** What to do with a tile that was never written. */
  private interface Sparse {
    void at(Need need);
  }

  private void read(
      ImageDirectory image,
      int directory,
      int band,
      List<PixelWindow> windows,
      OptionalDouble nodata,
      Copy copy,
      Sparse zeros)
      throws IOException {
    List<Need> missing = new ArrayList<>();
    for (Need need : needs(image, band, windows)) {
      if (image.isSparse(need.tile)) {
        if (nodata.isEmpty()) {
          zeros.at(need);
        }
        continue;
      }
      Optional<TileCache.Tile> cached =
          cache.find(new TileCache.Key(file, directory, need.tile), need.rows);
      if (cached.isPresent()) {
        copy.from(cached.get().samples().bytes(), 0, need);
      } else {
        missing.add(need);
      }
    }
    missing.sort(Comparator.comparingLong(need -> image.offset(need.tile)));
    int from = 0;
    while (from < missing.size()) {
      int to = from;
      long bytes = 0;
      while (to < missing.size() && (to == from || bytes < FETCHED_AT_ONCE)) {
        bytes += image.byteCount(missing.get(to).tile);
        to++;
      }
      fetch(image, directory, missing.subList(from, to), copy);
      from = to;
    }
  }

  private void fetch(ImageDirectory image, int directory, List<Need> needs, Copy copy)
      throws IOException {
    List<ByteRange> ranges = new ArrayList<>(needs.size());
    for (Need need : needs) {
      ranges.add(range(image, need));
    }
    List<byte[]> stored = source.read(ranges);
    for (int i = 0; i < needs.size(); i++) {
      Need need = needs.get(i);
      String where =
          "'" + source.name() + "', tile " + need.tile + " at offset " + image.offset(need.tile);
      if (!image.isCompressed()) {
        copy.from(
            TileDecoder.decode(image, stored.get(i), need.rows - need.fromRow, where),
            need.fromRow,
            need);
        continue;
      }
      int rows = TileDecoder.stopsEarly(image) ? need.rows : rowsIn(image, need.tileRow);
      byte[] samples = TileDecoder.decode(image, stored.get(i), rows, where);
      copy.from(samples, 0, need);
      cache.put(
          new TileCache.Key(file, directory, need.tile),
          new TileCache.Tile(new TileCache.Samples(samples), rows));
    }
  }

  /** The stored bytes of a tile; of an uncompressed one only the rows wanted. */
  private ByteRange range(ImageDirectory image, Need need) throws IOException {
    long offset = image.offset(need.tile);
    long count = image.byteCount(need.tile);
    if (!image.isCompressed()) {
      long row = (long) image.tileCols() * image.samplesPerPixel() * image.format().bits();
      long rowBytes = (row + 7) / 8;
      offset += need.fromRow * rowBytes;
      count = (need.rows - need.fromRow) * rowBytes;
    }
    long most = 2L * image.rowBytes() * image.tileRows() + (1 << 16);
    if (offset < 0 || count < 0 || count > Math.min(most, Integer.MAX_VALUE - 16)) {
      throw new RasterException(
          Code.TIFF_ABSURD_TAG,
          "'"
              + source.name()
              + "': tile "
              + need.tile
              + " claims "
              + count
              + " bytes at offset "
              + offset
              + ", a tile holds at most "
              + most
              + ". The file is damaged.");
    }
    return new ByteRange(offset, (int) count);
  }

  private static int rowsIn(ImageDirectory image, int tileRow) {
    // Tiles are always whole; the last strip has only the rows that are left.
    boolean strip = image.tileCols() == image.cols() && image.tilesAcross() == 1;
    int left = image.rows() - tileRow * image.tileRows();
    return strip ? Math.min(image.tileRows(), left) : image.tileRows();
  }

  private static List<Need> needs(ImageDirectory image, int band, List<PixelWindow> windows) {
    TreeMap<Integer, Need> needs = new TreeMap<>();
    for (int index = 0; index < windows.size(); index++) {
      PixelWindow window = windows.get(index);
      int left = Math.max(window.col(), 0);
      int top = Math.max(window.row(), 0);
      int right = (int) Math.min((long) window.col() + window.cols(), image.cols());
      int bottom = (int) Math.min((long) window.row() + window.rows(), image.rows());
      if (right <= left || bottom <= top) {
        continue;
      }
      for (int tileRow = top / image.tileRows();
          tileRow <= (bottom - 1) / image.tileRows();
          tileRow++) {
        int from = Math.max(0, top - tileRow * image.tileRows());
        int rows = Math.min(image.tileRows(), bottom - tileRow * image.tileRows());
        for (int tileCol = left / image.tileCols();
            tileCol <= (right - 1) / image.tileCols();
            tileCol++) {
          int tile = image.tileIndex(band, tileRow, tileCol);
          Need need = needs.get(tile);
          if (need == null) {
            need = new Need(tile, tileRow, tileCol, from);
            needs.put(tile, need);
          }
          need.fromRow = Math.min(need.fromRow, from);
          need.rows = Math.max(need.rows, rows);
          need.windows.add(index);
        }
      }
    }
    return List.copyOf(needs.values());
  }

  /** One run of pixels that a tile and a window share. */
  private interface Run {
    /**
     * @param tileRow row within the tile
     * @param tileCol first column within the tile
     * @param at where the run starts in the window's values
     */
    void at(int tileRow, int tileCol, int count, int at);
  }

  private static void eachRow(ImageDirectory image, Need need, PixelWindow window, Run run) {
    int tileLeft = need.tileCol * image.tileCols();
    int tileTop = need.tileRow * image.tileRows();
    int left = Math.max(window.col(), tileLeft);
    int right =
        Math.min(Math.min(window.col() + window.cols(), tileLeft + image.tileCols()), image.cols());
    int top = Math.max(window.row(), tileTop);
    int bottom =
        Math.min(Math.min(window.row() + window.rows(), tileTop + image.tileRows()), image.rows());
    for (int row = top; row < bottom; row++) {
      run.at(
          row - tileTop,
          left - tileLeft,
          right - left,
          (row - window.row()) * window.cols() + left - window.col());
    }
  }

  private static void fill(ImageDirectory image, Need need, PixelWindow window, float[] values) {
    eachRow(
        image,
        need,
        window,
        (tileRow, tileCol, count, at) -> Arrays.fill(values, at, at + count, 0));
  }

  private static void copyFloats(
      ImageDirectory image,
      int band,
      byte[] samples,
      int firstRow,
      Need need,
      PixelWindow window,
      float[] values) {
    int stride = image.samplesPerPixel() * image.format().bytes();
    int start = image.bandsApart() ? 0 : band * image.format().bytes();
    eachRow(
        image,
        need,
        window,
        (tileRow, tileCol, count, at) -> {
          int from = (tileRow - firstRow) * image.rowBytes() + tileCol * stride + start;
          switch (image.format()) {
            case UINT1, UINT2, UINT4, UINT8 -> {
              for (int i = 0; i < count; i++) {
                values[at + i] = samples[from + i * stride] & 0xFF;
              }
            }
            case UINT16 -> {
              for (int i = 0; i < count; i++) {
                values[at + i] = (short) SHORT.get(samples, from + i * stride) & 0xFFFF;
              }
            }
            case INT16 -> {
              for (int i = 0; i < count; i++) {
                values[at + i] = (short) SHORT.get(samples, from + i * stride);
              }
            }
            case FLOAT32 -> {
              for (int i = 0; i < count; i++) {
                values[at + i] = (float) FLOAT.get(samples, from + i * stride);
              }
            }
            case INT8, UINT32, INT32, FLOAT16, FLOAT64 -> {
              for (int i = 0; i < count; i++) {
                values[at + i] = (float) sample(image.format(), samples, from + i * stride);
              }
            }
          }
        });
  }

  private static void copyRow(
      ImageDirectory image,
      int band,
      byte[] samples,
      int row,
      int tileCol,
      int count,
      double[] values,
      int at) {
    int stride = image.samplesPerPixel() * image.format().bytes();
    int from =
        row * image.rowBytes()
            + tileCol * stride
            + (image.bandsApart() ? 0 : band * image.format().bytes());
    for (int i = 0; i < count; i++) {
      values[at + i] = sample(image.format(), samples, from + i * stride);
    }
  }

  private static double sample(SampleFormat format, byte[] samples, int at) {
    return switch (format) {
      case UINT1, UINT2, UINT4, UINT8 -> samples[at] & 0xFF;
      case INT8 -> samples[at];
      case UINT16 -> (short) SHORT.get(samples, at) & 0xFFFF;
      case INT16 -> (short) SHORT.get(samples, at);
      case UINT32 -> (int) INT.get(samples, at) & 0xFFFFFFFFL;
      case INT32 -> (int) INT.get(samples, at);
      case FLOAT16 -> Float.float16ToFloat((short) SHORT.get(samples, at));
      case FLOAT32 -> (float) FLOAT.get(samples, at);
      case FLOAT64 -> (double) DOUBLE.get(samples, at);
    };
  }
}
