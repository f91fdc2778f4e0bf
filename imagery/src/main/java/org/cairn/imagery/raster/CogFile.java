package org.cairn.imagery.raster;

import static org.cairn.imagery.raster.internal.Samples.FLOATS;
import static org.cairn.imagery.raster.internal.Samples.SHORTS;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import org.cairn.imagery.raster.CogWriter.CogLevel;

/** Writes one file for {@link CogWriter}: header, then tiles, then the header's true offsets. */
final class CogFile {
  private static final long CLASSIC_LIMIT_BYTES = 1L << 32;

  private final CogWriter settings;
  private final List<CogLevel> levels;
  private final int bands;
  private final boolean big;
  private final List<long[]> offsets = new ArrayList<>();
  private final List<long[]> lengths = new ArrayList<>();

  CogFile(CogWriter settings, List<CogLevel> levels) {
    this(settings, levels, largestBytes(settings, levels) >= CLASSIC_LIMIT_BYTES);
  }

  CogFile(CogWriter settings, List<CogLevel> levels, boolean big) {
    this.settings = settings;
    this.levels = levels;
    this.bands = levels.getFirst().bands().size();
    this.big = big;
    for (CogLevel level : levels) {
      int tiles = tilesAcross(level) * tilesDown(level);
      offsets.add(new long[tiles]);
      lengths.add(new long[tiles]);
    }
  }

  /** Above what any outcome of compression can take. */
  private static long largestBytes(CogWriter settings, List<CogLevel> levels) {
    long total = 1 << 20;
    for (CogLevel level : levels) {
      long across = (level.cols() + settings.blockSize() - 1L) / settings.blockSize();
      long down = (level.rows() + settings.blockSize() - 1L) / settings.blockSize();
      long tile =
          (long) settings.blockSize()
              * settings.blockSize()
              * level.bands().size()
              * settings.format().bytes();
      total += across * down * (tile + tile / 1000 + 64);
    }
    return total;
  }

  private int tilesAcross(CogLevel level) {
    return (level.cols() + settings.blockSize() - 1) / settings.blockSize();
  }

  private int tilesDown(CogLevel level) {
    return (level.rows() + settings.blockSize() - 1) / settings.blockSize();
  }

  void write(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      channel.position(header().length);
      tiles(body -> writeFully(channel, body));
      channel.position(0);
      writeFully(channel, ByteBuffer.wrap(header()));
    }
  }

  /** The whole file in memory. */
  byte[] bytes() throws IOException {
    ByteArrayOutputStream tiles = new ByteArrayOutputStream();
    tiles(body -> tiles.write(body.array(), body.position(), body.remaining()));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(header());
    tiles.writeTo(file);
    return file.toByteArray();
  }

  /** Takes the tiles as they follow each other in the file. */
  @FunctionalInterface
  private interface Sink {
    void take(ByteBuffer body) throws IOException;
  }

  /** Behind a header of {@link #header}'s length, which has their offsets afterwards. */
  private void tiles(Sink sink) throws IOException {
    Deflater deflater = new Deflater(Math.max(1, settings.deflateLevel()));
    try {
      long at = header().length;
      for (int l = levels.size() - 1; l >= 0; l--) {
        CogLevel level = levels.get(l);
        for (int t = 0; t < offsets.get(l).length; t++) {
          int left = t % tilesAcross(level) * settings.blockSize();
          int top = t / tilesAcross(level) * settings.blockSize();
          byte[] samples = encoded(level.tile(left, top, settings.blockSize()));
          ByteBuffer body = compressed(deflater, samples);
          offsets.get(l)[t] = at;
          lengths.get(l)[t] = body.remaining();
          at += body.remaining();
          sink.take(body);
        }
      }
    } finally {
      deflater.end();
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private ByteBuffer compressed(Deflater deflater, byte[] samples) {
    if (settings.deflateLevel() == 0) {
      return ByteBuffer.wrap(samples);
    }
    byte[] out = new byte[samples.length + samples.length / 1000 + 64];
    deflater.reset();
    deflater.setInput(samples);
    deflater.finish();
    int length = 0;
    while (!deflater.finished()) {
      length += deflater.deflate(out, length, out.length - length);
    }
    return ByteBuffer.wrap(out, 0, length);
  }

  /** Little-endian samples, differenced where asked. */
  private byte[] encoded(float[] pixels) {
    int sampleBytes = settings.format().bytes();
    byte[] out = new byte[pixels.length * sampleBytes];
    int rowSamples = settings.blockSize() * bands;
    boolean differ = settings.predictor() && settings.deflateLevel() > 0;
    if (settings.format() == SampleFormat.FLOAT32) {
      float none =
          settings.nodata().isPresent() ? (float) settings.nodata().getAsDouble() : Float.NaN;
      for (int i = 0; i < pixels.length; i++) {
        FLOATS.set(out, 4 * i, Float.isNaN(pixels[i]) ? none : pixels[i]);
      }
      return differ ? floatDifferences(out, rowSamples) : out;
    }
    int none = settings.nodata().isPresent() ? (int) settings.nodata().getAsDouble() : 0;
    int least = (int) settings.format().least();
    int largest = (int) settings.format().largest();
    for (int row = 0; row < pixels.length; row += rowSamples) {
      for (int i = rowSamples - 1; i >= 0; i--) {
        int value = whole(pixels[row + i], none, least, largest);
        if (differ && i >= bands) {
          value -= whole(pixels[row + i - bands], none, least, largest);
        }
        if (sampleBytes == 1) {
          out[row + i] = (byte) value;
        } else {
          SHORTS.set(out, 2 * (row + i), (short) value);
        }
      }
    }
    return out;
  }

  private static int whole(float value, int none, int least, int largest) {
    return Float.isNaN(value) ? none : Math.clamp((long) Math.rint(value), least, largest);
  }

  /** Adobe Photoshop TIFF Technical Note 3: bytes apart by significance, then differenced. */
  private byte[] floatDifferences(byte[] samples, int rowSamples) {
    byte[] out = new byte[samples.length];
    int rowBytes = 4 * rowSamples;
    for (int row = 0; row < samples.length; row += rowBytes) {
      for (int b = 0; b < 4; b++) {
        for (int i = 0; i < rowSamples; i++) {
          out[row + b * rowSamples + i] = samples[row + 4 * i + 3 - b];
        }
      }
      for (int i = row + rowBytes - 1; i >= row + bands; i--) {
        out[i] -= out[i - bands];
      }
    }
    return out;
  }

  /** All directories with their values, as they stand at the front of the file. */
  private byte[] header() {
    List<List<CogField>> directories = new ArrayList<>();
    int size = big ? 16 : 8;
    List<Integer> starts = new ArrayList<>();
    for (int l = 0; l < levels.size(); l++) {
      List<CogField> fields = fields(l);
      directories.add(fields);
      starts.add(size);
      size += directoryBytes(fields.size());
      for (CogField field : fields) {
        size += outside(field) ? padded(field.value().length) : 0;
      }
    }
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 'I').put((byte) 'I').putShort((short) (big ? 43 : 42));
    if (big) {
      out.putShort((short) 8).putShort((short) 0);
    }
    putOffset(out, starts.getFirst());
    for (int l = 0; l < directories.size(); l++) {
      long next = l + 1 < directories.size() ? starts.get(l + 1) : 0;
      putDirectory(out, directories.get(l), next);
    }
    return out.array();
  }

  private void putDirectory(ByteBuffer out, List<CogField> fields, long next) {
    int valuesAt = out.position() + directoryBytes(fields.size());
    if (big) {
      out.putLong(fields.size());
    } else {
      out.putShort((short) fields.size());
    }
    int at = valuesAt;
    for (CogField field : fields) {
      out.putShort((short) field.tag()).putShort((short) field.type());
      putOffset(out, field.count());
      if (outside(field)) {
        putOffset(out, at);
        at += padded(field.value().length);
      } else {
        out.put(field.value());
        out.position(out.position() + (big ? 8 : 4) - field.value().length);
      }
    }
    putOffset(out, next);
    for (CogField field : fields) {
      if (outside(field)) {
        out.put(field.value());
        out.position(out.position() + padded(field.value().length) - field.value().length);
      }
    }
  }

  private int directoryBytes(int fields) {
    return big ? 8 + 20 * fields + 8 : 2 + 12 * fields + 4;
  }

  private boolean outside(CogField field) {
    return field.value().length > (big ? 8 : 4);
  }

  private static int padded(int length) {
    return (length + 7) / 8 * 8;
  }

  private void putOffset(ByteBuffer out, long value) {
    if (big) {
      out.putLong(value);
    } else {
      out.putInt((int) value);
    }
  }

  /** Sorted by tag, as TIFF 6.0, section 2 demands. */
  private List<CogField> fields(int number) {
    CogLevel level = levels.get(number);
    SampleFormat format = settings.format();
    int kind = format == SampleFormat.FLOAT32 ? 3 : format == SampleFormat.INT16 ? 2 : 1;
    int predictor =
        !settings.predictor() || settings.deflateLevel() == 0 ? 1 : format.isFloating() ? 3 : 2;
    List<CogField> fields = new ArrayList<>();
    if (number > 0) {
      fields.add(CogField.longs(Tags.NEW_SUBFILE_TYPE, CogField.LONG, 1));
    }
    fields.add(CogField.longs(Tags.IMAGE_WIDTH, CogField.LONG, level.cols()));
    fields.add(CogField.longs(Tags.IMAGE_LENGTH, CogField.LONG, level.rows()));
    fields.add(CogField.shorts(Tags.BITS_PER_SAMPLE, CogField.repeated(8 * format.bytes(), bands)));
    fields.add(CogField.shorts(Tags.COMPRESSION, settings.deflateLevel() == 0 ? 1 : 8));
    boolean rgb = settings.colours() != CogWriter.Colours.NONE;
    fields.add(CogField.shorts(Tags.PHOTOMETRIC, rgb ? 2 : 1));
    fields.add(CogField.shorts(Tags.SAMPLES_PER_PIXEL, bands));
    fields.add(CogField.shorts(Tags.PLANAR_CONFIGURATION, 1));
    fields.add(CogField.shorts(Tags.PREDICTOR, predictor));
    fields.add(CogField.longs(Tags.TILE_WIDTH, CogField.LONG, settings.blockSize()));
    fields.add(CogField.longs(Tags.TILE_LENGTH, CogField.LONG, settings.blockSize()));
    fields.add(
        CogField.longs(
            Tags.TILE_OFFSETS, big ? CogField.LONG8 : CogField.LONG, offsets.get(number)));
    fields.add(CogField.longs(Tags.TILE_BYTE_COUNTS, CogField.LONG, lengths.get(number)));
    if (settings.colours() == CogWriter.Colours.RGB_ALPHA) {
      fields.add(CogField.shorts(Tags.EXTRA_SAMPLES, 2)); // Opacity, not multiplied in.
    } else if (bands > 1 && !rgb) {
      fields.add(CogField.shorts(Tags.EXTRA_SAMPLES, CogField.repeated(0, bands - 1)));
    }
    fields.add(CogField.shorts(Tags.SAMPLE_FORMAT, CogField.repeated(kind, bands)));
    if (number == 0) {
      addPlace(fields);
      if (!settings.scales().isEmpty()) {
        fields.add(CogField.text(Tags.GDAL_METADATA, scalingXml()));
      }
    }
    settings.nodata().ifPresent(value -> fields.add(CogField.text(Tags.GDAL_NODATA, plain(value))));
    return fields;
  }

  private void addPlace(List<CogField> fields) {
    Grid grid = settings.grid();
    if (grid.stepY() < 0) {
      fields.add(CogField.doubles(Tags.MODEL_PIXEL_SCALE, grid.stepX(), -grid.stepY(), 0));
      fields.add(CogField.doubles(Tags.MODEL_TIEPOINT, 0, 0, 0, grid.originX(), grid.originY(), 0));
    } else {
      fields.add(
          CogField.doubles(
              Tags.MODEL_TRANSFORMATION,
              grid.stepX(),
              0,
              0,
              grid.originX(),
              0,
              grid.stepY(),
              0,
              grid.originY(),
              0,
              0,
              0,
              0,
              0,
              0,
              0,
              1));
    }
    boolean geographic = grid.crs().isGeographic();
    // Version 1.1.0; three keys: model type, raster type (area), and the system's code.
    fields.add(
        CogField.shorts(
            Tags.GEO_KEY_DIRECTORY,
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
            epsg(grid.crs())));
  }

  private static int epsg(Crs crs) {
    String code = crs.code();
    if (!code.matches("EPSG:[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "A GeoTIFF's system has an EPSG code up to 65535, found '" + code + "'");
    }
    return Integer.parseInt(code.substring(5));
  }

  private String scalingXml() {
    StringBuilder xml = new StringBuilder("<GDALMetadata>\n");
    for (int b = 0; b < bands; b++) {
      xml.append("  <Item name=\"OFFSET\" sample=\"%d\" role=\"offset\">".formatted(b))
          .append(settings.offsets().get(b))
          .append("</Item>\n");
      xml.append("  <Item name=\"SCALE\" sample=\"%d\" role=\"scale\">".formatted(b))
          .append(settings.scales().get(b))
          .append("</Item>\n");
    }
    return xml.append("</GDALMetadata>\n").toString();
  }

  private static String plain(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? BigDecimal.valueOf((long) value).toPlainString()
        : Double.toString(value);
  }
}
