package org.cairn.imagery.raster;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.zip.Deflater;

/**
 * Writes cloud-optimised GeoTIFFs: all directories first, then the overviews' tiles, then the full
 * resolution's (OGC 21-026). Little-endian classic TIFF, Deflate, bands interleaved by pixel. A
 * file appears whole or not at all. Immutable; each call is independent.
 */
public final class CogWriter {
  private static final int LARGEST_CLASSIC = Integer.MAX_VALUE;

  private final Grid grid;
  private final SampleFormat format;
  private final int block;
  private final OptionalDouble nodata;
  private final boolean categories;
  private final int level;
  private final double scale;
  private final double offset;

  private CogWriter(
      Grid grid,
      SampleFormat format,
      int block,
      OptionalDouble nodata,
      boolean categories,
      int level,
      double scale,
      double offset) {
    this.grid = grid;
    this.format = format;
    this.block = block;
    this.nodata = nodata;
    this.categories = categories;
    this.level = level;
    this.scale = scale;
    this.offset = offset;
  }

  /**
   * Tiles of 512, no nodata, overviews by averaging.
   *
   * @param grid in a system with an EPSG code
   * @param format UINT8, INT16, UINT16 or FLOAT32
   */
  public static CogWriter of(Grid grid, SampleFormat format) {
    switch (format) {
      case UINT8, INT16, UINT16, FLOAT32 -> {}
      case UINT1, UINT2, UINT4, INT8, UINT32, INT32, FLOAT16, FLOAT64 ->
          throw new IllegalArgumentException(
              "Samples of type " + format + ", expected UINT8, INT16, UINT16 or FLOAT32");
    }
    return new CogWriter(grid, format, 512, OptionalDouble.empty(), false, 6, 1, 0);
  }

  /** Side of a tile in pixels, a multiple of 16. */
  public CogWriter withBlock(int pixels) {
    if (pixels < 16 || pixels % 16 != 0) {
      throw new IllegalArgumentException(
          "Tiles of " + pixels + " pixels, expected a multiple of 16");
    }
    return new CogWriter(grid, format, pixels, nodata, categories, level, scale, offset);
  }

  /** Value that is written where a band is NaN. */
  public CogWriter withNodata(double value) {
    return new CogWriter(
        grid, format, block, OptionalDouble.of(value), categories, level, scale, offset);
  }

  /** Overviews take every second pixel: the mean of two classes is no class. */
  public CogWriter withCategories() {
    return new CogWriter(grid, format, block, nodata, true, level, scale, offset);
  }

  /** Deflate level, 1 (fast) to 9 (small). */
  public CogWriter withLevel(int deflateLevel) {
    return new CogWriter(grid, format, block, nodata, categories, deflateLevel, scale, offset);
  }

  /** GDAL's scale and offset, told to readers and not applied. */
  public CogWriter withScale(double valueScale, double valueOffset) {
    return new CogWriter(grid, format, block, nodata, categories, level, valueScale, valueOffset);
  }

  /**
   * Writes the image with overviews down to one tile.
   *
   * @param bands at least one, {@code float[rows*cols]} of the grid, row-major; NaN = nodata.
   *     Values are rounded and clamped to the sample type
   * @throws IllegalArgumentException where a band has another size, or NaN occurs without nodata
   * @throws IOException where the file cannot be written
   */
  public void write(Path target, List<float[]> bands) throws IOException {
    for (float[] band : bands) {
      if (band.length != grid.cols() * grid.rows()) {
        throw new IllegalArgumentException(
            "A band has " + band.length + " pixels, expected " + grid.cols() + " x " + grid.rows());
      }
    }
    List<Level> levels = new ArrayList<>();
    levels.add(new Level(grid.cols(), grid.rows(), bands));
    while (Math.max(levels.getLast().cols, levels.getLast().rows) > block) {
      levels.add(halved(levels.getLast()));
    }
    for (Level one : levels) {
      compress(one);
    }
    ByteBuffer header = layOut(levels, bands.size());
    Path folder = target.toAbsolutePath().getParent();
    Path temporary = Files.createTempFile(folder, ".cog", ".part");
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        writeAll(channel, header);
        for (int i = levels.size() - 1; i >= 0; i--) {
          for (byte[] tile : levels.get(i).tiles) {
            writeAll(channel, ByteBuffer.wrap(tile));
          }
        }
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** One resolution on its way into the file. Single-thread. */
  private static final class Level {
    private final int cols;
    private final int rows;
    private final List<float[]> bands;
    private final List<byte[]> tiles = new ArrayList<>();

    Level(int cols, int rows, List<float[]> bands) {
      this.cols = cols;
      this.rows = rows;
      this.bands = bands;
    }
  }

  private Level halved(Level fine) {
    int cols = (fine.cols + 1) / 2;
    int rows = (fine.rows + 1) / 2;
    List<float[]> bands = new ArrayList<>();
    for (float[] band : fine.bands) {
      float[] half = new float[cols * rows];
      for (int row = 0; row < rows; row++) {
        for (int col = 0; col < cols; col++) {
          half[row * cols + col] =
              categories ? band[2 * row * fine.cols + 2 * col] : mean(fine, band, 2 * row, 2 * col);
        }
      }
      bands.add(half);
    }
    return new Level(cols, rows, bands);
  }

  private static float mean(Level level, float[] band, int row, int col) {
    float sum = 0;
    int count = 0;
    for (int r = row; r < Math.min(row + 2, level.rows); r++) {
      for (int c = col; c < Math.min(col + 2, level.cols); c++) {
        float value = band[r * level.cols + c];
        if (!Float.isNaN(value)) {
          sum += value;
          count++;
        }
      }
    }
    return count == 0 ? Float.NaN : sum / count;
  }

  private void compress(Level one) {
    int size = format.bytes();
    int samples = one.bands.size();
    Deflater deflater = new Deflater(level);
    byte[] raw = new byte[block * block * samples * size];
    byte[] chunk = new byte[64 << 10];
    for (int top = 0; top < one.rows; top += block) {
      for (int left = 0; left < one.cols; left += block) {
        fill(one, top, left, raw);
        predict(raw, block * samples * size, size, samples);
        deflater.reset();
        deflater.setInput(raw);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (!deflater.finished()) {
          out.write(chunk, 0, deflater.deflate(chunk));
        }
        one.tiles.add(out.toByteArray());
      }
    }
    deflater.end();
  }

  private void fill(Level one, int top, int left, byte[] raw) {
    ByteBuffer buffer = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = top; row < top + block; row++) {
      for (int col = left; col < left + block; col++) {
        // Beyond the edge the last pixel goes on: it compresses better than an arbitrary value.
        int at = Math.min(row, one.rows - 1) * one.cols + Math.min(col, one.cols - 1);
        for (float[] band : one.bands) {
          put(buffer, band[at]);
        }
      }
    }
  }

  private void put(ByteBuffer buffer, float value) {
    double stored = value;
    if (Float.isNaN(value)) {
      stored =
          nodata.orElseThrow(
              () -> new IllegalArgumentException("A pixel is NaN and no nodata value is set"));
    }
    switch (format) {
      case UINT8 -> buffer.put((byte) Math.clamp(Math.round(stored), 0, 255));
      case INT16 -> buffer.putShort((short) Math.clamp(Math.round(stored), -32_768, 32_767));
      case UINT16 -> buffer.putShort((short) Math.clamp(Math.round(stored), 0, 65_535));
      case FLOAT32 -> buffer.putFloat((float) stored);
      case UINT1, UINT2, UINT4, INT8, UINT32, INT32, FLOAT16, FLOAT64 ->
          throw new IllegalStateException("Refused on construction: " + format);
    }
  }

  /** Horizontal differences (predictor 2) for integers, byte planes (predictor 3) for floats. */
  private void predict(byte[] raw, int rowBytes, int size, int samples) {
    ByteBuffer buffer = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
    byte[] planes = new byte[rowBytes];
    for (int start = 0; start < raw.length; start += rowBytes) {
      if (format == SampleFormat.FLOAT32) {
        int count = rowBytes / size;
        for (int i = 0; i < count; i++) {
          for (int b = 0; b < size; b++) {
            planes[b * count + i] = raw[start + i * size + size - 1 - b];
          }
        }
        for (int i = rowBytes - 1; i >= samples; i--) {
          planes[i] -= planes[i - samples];
        }
        System.arraycopy(planes, 0, raw, start, rowBytes);
        continue;
      }
      for (int at = start + rowBytes - size; at >= start + samples * size; at -= size) {
        if (size == 1) {
          raw[at] -= raw[at - samples];
        } else {
          buffer.putShort(at, (short) (buffer.getShort(at) - buffer.getShort(at - samples * size)));
        }
      }
    }
  }

  /** All directories with the places of their tiles. */
  private ByteBuffer layOut(List<Level> levels, int samples) throws IOException {
    List<TreeMap<Integer, Tag>> directories = new ArrayList<>();
    for (int i = 0; i < levels.size(); i++) {
      directories.add(tags(levels.get(i), i, samples));
    }
    int size = 8;
    for (TreeMap<Integer, Tag> tags : directories) {
      size += directorySize(tags);
    }
    long end = size;
    for (int i = levels.size() - 1; i >= 0; i--) {
      Level one = levels.get(i);
      int[] offsets = new int[one.tiles.size()];
      for (int tile = 0; tile < offsets.length; tile++) {
        offsets[tile] = (int) end;
        end += one.tiles.get(tile).length;
      }
      if (end > LARGEST_CLASSIC) {
        throw new IOException("The image takes more than 2 GiB: write it in parts");
      }
      directories.get(i).put(324, Tag.longs(offsets));
    }
    ByteBuffer header = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    header.putShort((short) 0x4949).putShort((short) 42).putInt(8);
    for (int i = 0; i < directories.size(); i++) {
      put(header, directories.get(i), i + 1 == directories.size());
    }
    return header.flip();
  }

  private static int directorySize(TreeMap<Integer, Tag> tags) {
    int size = 2 + 12 * tags.size() + 4;
    for (Tag tag : tags.values()) {
      size += tag.bytes.length > 4 ? tag.bytes.length + (tag.bytes.length & 1) : 0;
    }
    return size + (size & 1);
  }

  private static void put(ByteBuffer header, TreeMap<Integer, Tag> tags, boolean last) {
    int start = header.position();
    int values = start + 2 + 12 * tags.size() + 4;
    header.putShort((short) tags.size());
    for (var entry : tags.entrySet()) {
      Tag tag = entry.getValue();
      header.putShort(entry.getKey().shortValue()).putShort((short) tag.type).putInt(tag.count);
      if (tag.bytes.length <= 4) {
        header.put(tag.bytes).position(header.position() + 4 - tag.bytes.length);
      } else {
        header.putInt(values);
        header.put(values, tag.bytes);
        values += tag.bytes.length + (tag.bytes.length & 1);
      }
    }
    int next = start + directorySize(tags);
    header.putInt(last ? 0 : next);
    header.position(next);
  }

  /** A field: TIFF type, number of values and their little-endian bytes. */
  private static final class Tag {
    private final int type;
    private final int count;
    private final byte[] bytes;

    private Tag(int type, int count, byte[] bytes) {
      this.type = type;
      this.count = count;
      this.bytes = bytes;
    }

    static Tag shorts(int... values) {
      ByteBuffer buffer = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      for (int value : values) {
        buffer.putShort((short) value);
      }
      return new Tag(3, values.length, buffer.array());
    }

    static Tag longs(int... values) {
      ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      for (int value : values) {
        buffer.putInt(value);
      }
      return new Tag(4, values.length, buffer.array());
    }

    static Tag doubles(double... values) {
      ByteBuffer buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      for (double value : values) {
        buffer.putDouble(value);
      }
      return new Tag(12, values.length, buffer.array());
    }

    static Tag text(String text) {
      byte[] bytes = (text + "\0").getBytes(StandardCharsets.UTF_8);
      return new Tag(2, bytes.length, bytes);
    }
  }

  private TreeMap<Integer, Tag> tags(Level one, int index, int samples) {
    TreeMap<Integer, Tag> tags = new TreeMap<>();
    int[] bits = new int[samples];
    int[] formats = new int[samples];
    java.util.Arrays.fill(bits, format.bits());
    java.util.Arrays.fill(
        formats, format == SampleFormat.FLOAT32 ? 3 : format == SampleFormat.INT16 ? 2 : 1);
    tags.put(254, Tag.longs(index == 0 ? 0 : 1));
    tags.put(256, Tag.longs(one.cols));
    tags.put(257, Tag.longs(one.rows));
    tags.put(258, Tag.shorts(bits));
    tags.put(259, Tag.shorts(8));
    tags.put(262, Tag.shorts(1));
    tags.put(277, Tag.shorts(samples));
    tags.put(284, Tag.shorts(1));
    tags.put(317, Tag.shorts(format == SampleFormat.FLOAT32 ? 3 : 2));
    tags.put(322, Tag.longs(block));
    tags.put(323, Tag.longs(block));
    tags.put(324, Tag.longs(new int[one.tiles.size()]));
    tags.put(325, Tag.longs(one.tiles.stream().mapToInt(tile -> tile.length).toArray()));
    if (samples > 1) {
      tags.put(
          338, Tag.shorts(new int[samples - 1])); // further bands are just that: 0, unspecified
    }
    tags.put(339, Tag.shorts(formats));
    if (nodata.isPresent()) {
      tags.put(42_113, Tag.text(number(nodata.getAsDouble())));
    }
    if (index == 0) {
      geoTags(tags, samples);
    }
    return tags;
  }

  private void geoTags(TreeMap<Integer, Tag> tags, int samples) {
    int epsg = Integer.parseInt(grid.crs().code().replaceFirst("^EPSG:", ""));
    boolean geographic = grid.crs().isGeographic();
    tags.put(33_550, Tag.doubles(grid.stepX(), -grid.stepY(), 0));
    tags.put(33_922, Tag.doubles(0, 0, 0, grid.originX(), grid.originY(), 0));
    tags.put(
        34_735,
        Tag.shorts(
            1,
            1,
            0,
            3,
            1024,
            0,
            1,
            geographic ? 2 : 1,
            1025,
            0,
            1,
            1,
            geographic ? 2048 : 3072,
            0,
            1,
            epsg));
    if (scale != 1 || offset != 0) {
      StringBuilder xml = new StringBuilder("<GDALMetadata>\n");
      for (int band = 0; band < samples; band++) {
        xml.append(item("SCALE", band, "scale", scale));
        xml.append(item("OFFSET", band, "offset", offset));
      }
      tags.put(42_112, Tag.text(xml.append("</GDALMetadata>\n").toString()));
    }
  }

  private static String item(String name, int band, String role, double value) {
    return String.format(
        Locale.ROOT,
        "  <Item name=\"%s\" sample=\"%d\" role=\"%s\">%s</Item>%n",
        name,
        band,
        role,
        number(value));
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
