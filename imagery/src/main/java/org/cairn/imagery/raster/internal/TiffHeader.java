package org.cairn.imagery.raster.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.cairn.imagery.raster.ByteSource;
import org.cairn.imagery.raster.RasterException;
import org.cairn.imagery.raster.RasterException.Code;
import org.cairn.imagery.raster.SampleFormat;

/**
 * Reads the directories of a classic TIFF (TIFF 6.0) or BigTIFF. Nothing the file says is believed
 * before it is checked: sizes, counts and offsets are bounded by what an image can be and by the
 * file's own length.
 */
public final class TiffHeader {
  private static final int MOST_DIRECTORIES = 256;
  private static final int MOST_ENTRIES = 4_096;

  /** Longest list of values read: 4 million tiles. */
  private static final long MOST_TAG_BYTES = 64L << 20;

  /** Largest decoded tile. A tile is read whole, so this bounds memory. */
  private static final long MOST_TILE_BYTES = 256L << 20;

  private static final int MOST_BANDS = 65_535;

  private final ByteSource source;
  private final HeaderBytes bytes;
  private final ByteOrder order;
  private final boolean big;
  private final List<ImageDirectory> directories = new ArrayList<>();
  private final TagSet first;

  private TiffHeader(ByteSource source) throws IOException {
    this.source = source;
    this.bytes = new HeaderBytes(source);
    if (bytes.headLength() < 8) {
      throw notATiff("it is " + bytes.headLength() + " bytes long");
    }
    ByteBuffer start = bytes.at(0, 8, ByteOrder.LITTLE_ENDIAN);
    int mark = start.getShort(0);
    if (mark != 0x4949 && mark != 0x4D4D) {
      throw notATiff("it begins with the bytes %02x %02x".formatted(start.get(0), start.get(1)));
    }
    order = mark == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    start.order(order);
    int version = start.getShort(2);
    if (version != 42 && version != 43) {
      throw notATiff("its version is " + version + ", expected 42 or 43 (BigTIFF)");
    }
    big = version == 43;
    long offset = big ? bytes.at(8, 8, order).getLong() : start.getInt(4) & 0xFFFFFFFFL;
    first = readChain(offset);
  }

  /** Reads all directories; in a cloud-optimised file this takes one request. */
  public static TiffHeader read(ByteSource source) throws IOException {
    return new TiffHeader(source);
  }

  /** In file order, sub-directories after the one that names them; at least one. */
  public List<ImageDirectory> directories() {
    return List.copyOf(directories);
  }

  /** The tags of the first directory, for georeferencing and metadata. */
  TagSet tags() {
    return first;
  }

  private RasterException notATiff(String because) {
    return new RasterException(
        Code.TIFF_NOT_A_TIFF,
        "'"
            + source.name()
            + "' is not a TIFF: "
            + because
            + ". Convert it to a cloud-optimised GeoTIFF.");
  }

  private RasterException absurd(String what) {
    return new RasterException(
        Code.TIFF_ABSURD_TAG, "'" + source.name() + "': " + what + ". The file is damaged.");
  }

  private RasterException unsupported(String what) {
    return new RasterException(
        Code.TIFF_UNSUPPORTED,
        "'"
            + source.name()
            + "': "
            + what
            + ". Convert it to a cloud-optimised GeoTIFF with Deflate.");
  }

  private TagSet readChain(long firstOffset) throws IOException {
    Set<Long> seen = new HashSet<>();
    List<Long> pending = new ArrayList<>(List.of(firstOffset));
    TagSet firstTags = null;
    while (!pending.isEmpty()) {
      long offset = pending.removeFirst();
      if (offset == 0) {
        continue;
      }
      if (!seen.add(offset)) {
        throw absurd("directory at offset " + offset + " is named twice");
      }
      if (seen.size() > MOST_DIRECTORIES) {
        throw absurd("more than " + MOST_DIRECTORIES + " directories");
      }
      long[] next = new long[1];
      TagSet tags = readTags(offset, next);
      directories.add(directory(tags));
      if (firstTags == null) {
        firstTags = tags;
      }
      int at = 0;
      for (long sub : tags.longs(TiffTags.SUB_IFDS)) {
        pending.add(at++, sub);
      }
      pending.add(next[0]);
    }
    if (firstTags == null) {
      throw absurd("no directory");
    }
    return firstTags;
  }

  private TagSet readTags(long offset, long[] next) throws IOException {
    int countSize = big ? 8 : 2;
    int entrySize = big ? 20 : 12;
    ByteBuffer head = bytes.at(offset, countSize, order);
    long count = big ? head.getLong() : head.getShort() & 0xFFFF;
    if (count < 1 || count > MOST_ENTRIES) {
      throw absurd("directory at offset " + offset + " has " + count + " entries");
    }
    int nextSize = big ? 8 : 4;
    ByteBuffer entries = bytes.at(offset + countSize, (int) count * entrySize + nextSize, order);
    Map<Integer, TagSet.Field> fields = new HashMap<>();
    for (int i = 0; i < count; i++) {
      int at = i * entrySize;
      int tag = entries.getShort(at) & 0xFFFF;
      int type = entries.getShort(at + 2) & 0xFFFF;
      long values = big ? entries.getLong(at + 4) : entries.getInt(at + 4) & 0xFFFFFFFFL;
      int size = TagSet.sizeOf(type);
      if (size == 0) {
        continue; // TIFF 6.0: readers skip fields of unknown type
      }
      if (values < 0 || values > MOST_TAG_BYTES / size) {
        throw absurd("tag " + tag + " claims " + values + " values");
      }
      int length = (int) (values * size);
      int inline = big ? 8 : 4;
      int valueAt = at + (big ? 12 : 8);
      ByteBuffer data =
          length <= inline
              ? entries.slice(valueAt, length).order(order)
              : bytes.at(
                  big ? entries.getLong(valueAt) : entries.getInt(valueAt) & 0xFFFFFFFFL,
                  length,
                  order);
      fields.put(tag, new TagSet.Field(type, (int) values, data));
    }
    int end = (int) count * entrySize;
    next[0] = big ? entries.getLong(end) : entries.getInt(end) & 0xFFFFFFFFL;
    return new TagSet(source.name(), fields);
  }

  private ImageDirectory directory(TagSet tags) throws IOException {
    int cols = size(tags.getLong(TiffTags.IMAGE_WIDTH, "image width"), "image width");
    int rows = size(tags.getLong(TiffTags.IMAGE_LENGTH, "image length"), "image length");
    int bands = (int) Math.min(tags.findLong(TiffTags.SAMPLES_PER_PIXEL).orElse(1), 1 << 20);
    if (bands < 1 || bands > MOST_BANDS) {
      throw absurd(bands + " samples a pixel");
    }
    SampleFormat format = format(tags);
    boolean tiled = tags.has(TiffTags.TILE_OFFSETS) || tags.has(TiffTags.TILE_WIDTH);
    int tileCols =
        tiled ? size(tags.getLong(TiffTags.TILE_WIDTH, "tile width"), "tile width") : cols;
    int tileRows =
        tiled
            ? size(tags.getLong(TiffTags.TILE_LENGTH, "tile length"), "tile length")
            : (int) Math.clamp(tags.findLong(TiffTags.ROWS_PER_STRIP).orElse(rows), 1, rows);
    long planar = tags.findLong(TiffTags.PLANAR_CONFIGURATION).orElse(1);
    if (planar != 1 && planar != 2) {
      throw absurd("planar configuration " + planar);
    }
    boolean apart = planar == 2 && bands > 1;
    ImageDirectory.Compression compression = compression(tags);
    long decoded = (long) tileCols * tileRows * (apart ? 1 : bands) * format.bytes();
    boolean readInRows = compression == ImageDirectory.Compression.NONE;
    if (tileCols > 1 << 24
        || (long) tileCols * (apart ? 1 : bands) * format.bytes() > MOST_TILE_BYTES
        || (!readInRows && decoded > MOST_TILE_BYTES)) {
      throw absurd("a tile of " + tileCols + " x " + tileRows + " pixels and " + bands + " bands");
    }
    long tiles =
        ((cols + (long) tileCols - 1) / tileCols)
            * ((rows + (long) tileRows - 1) / tileRows)
            * (apart ? bands : 1);
    long[] offsets = tags.longs(tiled ? TiffTags.TILE_OFFSETS : TiffTags.STRIP_OFFSETS);
    long[] counts = tags.longs(tiled ? TiffTags.TILE_BYTE_COUNTS : TiffTags.STRIP_BYTE_COUNTS);
    if (counts.length == 0 && readInRows && offsets.length == 1) {
      counts = new long[] {decoded};
    }
    if (offsets.length < tiles || counts.length < tiles) {
      throw absurd(
          tiles
              + " tiles or strips, but "
              + offsets.length
              + " offsets and "
              + counts.length
              + " byte counts");
    }
    int predictor = (int) Math.min(tags.findLong(TiffTags.PREDICTOR).orElse(1), 99);
    checkPredictor(predictor, format);
    if (tags.findLong(TiffTags.FILL_ORDER).orElse(1) != 1) {
      throw unsupported("bits of a byte are stored in reverse order (FillOrder 2)");
    }
    return new ImageDirectory(
        cols,
        rows,
        bands,
        tileCols,
        tileRows,
        tiled,
        format,
        compression,
        predictor,
        (int) Math.min(tags.findLong(TiffTags.PHOTOMETRIC).orElse(1), 1 << 20),
        apart,
        order,
        alphaBand(tags, bands),
        (int) (tags.findLong(TiffTags.NEW_SUBFILE_TYPE).orElse(0) & 7),
        offsets,
        counts,
        tags.bytes(TiffTags.JPEG_TABLES));
  }

  private int size(long value, String what) throws RasterException {
    if (value < 1 || value > Integer.MAX_VALUE) {
      throw absurd(what + " is " + value + ", expected 1 to " + Integer.MAX_VALUE);
    }
    return (int) value;
  }

  private SampleFormat format(TagSet tags) throws RasterException {
    long[] bits = tags.longs(TiffTags.BITS_PER_SAMPLE);
    long[] formats = tags.longs(TiffTags.SAMPLE_FORMAT);
    long bit = bits.length == 0 ? 1 : bits[0];
    long kind = formats.length == 0 ? 1 : formats[0];
    if (Arrays.stream(bits).anyMatch(other -> other != bit)
        || Arrays.stream(formats).anyMatch(other -> other != kind)) {
      throw unsupported("its bands have different sample types");
    }
    boolean signed = kind == 2;
    boolean floating = kind == 3;
    boolean unsigned = kind == 1 || kind == 4;
    if (floating && bit == 16) {
      return SampleFormat.FLOAT16;
    } else if (floating && bit == 32) {
      return SampleFormat.FLOAT32;
    } else if (floating && bit == 64) {
      return SampleFormat.FLOAT64;
    } else if (bit == 8 && (signed || unsigned)) {
      return signed ? SampleFormat.INT8 : SampleFormat.UINT8;
    } else if (bit == 16 && (signed || unsigned)) {
      return signed ? SampleFormat.INT16 : SampleFormat.UINT16;
    } else if (bit == 32 && (signed || unsigned)) {
      return signed ? SampleFormat.INT32 : SampleFormat.UINT32;
    } else if (unsigned && bit == 1) {
      return SampleFormat.UINT1;
    } else if (unsigned && bit == 2) {
      return SampleFormat.UINT2;
    } else if (unsigned && bit == 4) {
      return SampleFormat.UINT4;
    }
    throw unsupported("samples of " + bit + " bits and format " + kind);
  }

  private ImageDirectory.Compression compression(TagSet tags) throws RasterException {
    long code = tags.findLong(TiffTags.COMPRESSION).orElse(1);
    if (code == 1) {
      return ImageDirectory.Compression.NONE;
    } else if (code == 5) {
      return ImageDirectory.Compression.LZW;
    } else if (code == 7) {
      return ImageDirectory.Compression.JPEG;
    } else if (code == 8 || code == 32_946) {
      return ImageDirectory.Compression.DEFLATE;
    } else if (code == 32_773) {
      return ImageDirectory.Compression.PACK_BITS;
    } else if (code == 50_000) {
      return ImageDirectory.Compression.ZSTD;
    }
    throw unsupported("compression " + code);
  }

  private void checkPredictor(int predictor, SampleFormat format) throws RasterException {
    boolean known =
        predictor == 1
            || (predictor == 2 && format.bits() >= 8)
            || (predictor == 3 && format.isFloat());
    if (!known) {
      throw unsupported("predictor " + predictor + " on samples of type " + format);
    }
  }

  /** The last extra sample that is alpha, associated (1) or not (2). */
  private static OptionalInt alphaBand(TagSet tags, int bands) throws RasterException {
    long[] extra = tags.longs(TiffTags.EXTRA_SAMPLES);
    for (int i = extra.length - 1; i >= 0; i--) {
      int band = bands - extra.length + i;
      if ((extra[i] == 1 || extra[i] == 2) && band >= 0) {
        return OptionalInt.of(band);
      }
    }
    return OptionalInt.empty();
  }
}
