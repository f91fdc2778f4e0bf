package org.cairn.imagery.raster;

import java.io.IOException;
import java.util.OptionalInt;
import org.cairn.imagery.raster.ByteSource.ByteRange;
import org.cairn.imagery.raster.RasterException.Code;
import org.jspecify.annotations.Nullable;

/**
 * How the pixels of one directory are stored, checked against what can be true. A strip is a tile
 * as wide as the image. Immutable but for the index, which is read as needed.
 */
final class ImageLayout {
  /** No decoded tile may take more memory than this. */
  static final long LARGEST_TILE_BYTES = 256L << 20;

  /** Compressed tiles may be this much larger than their pixels, and twice as large. */
  private static final int SPARE_TILE_BYTES = 64 << 10;

  private static final long MOST_TILES = 1L << 27;
  private static final int CUT_STRIP_BYTES = 128 << 10;
  private static final int MOST_TABLE_BYTES = 1 << 20;

  final Ifd ifd;
  final int cols;
  final int rows;
  final int bands;
  final SampleFormat format;
  final int bits;
  final Compression compression;
  final int predictor;
  final int photometric;
  final boolean planar;
  final boolean reversedBits;
  final boolean tiled;
  final int tileCols;
  final int tileRows;
  final int tilesAcross;
  final int tilesDown;
  final OptionalInt alphaBand;
  final byte[] jpegTables;
  final TileIndex index;

  private ImageLayout(Ifd ifd) throws IOException {
    this.ifd = ifd;
    this.cols = size(ifd, Tags.IMAGE_WIDTH);
    this.rows = size(ifd, Tags.IMAGE_LENGTH);
    this.bands = within(ifd, Tags.SAMPLES_PER_PIXEL, 1, 1, 65_535);
    this.bits = bits(ifd);
    this.format = format(ifd, bits);
    this.compression = Compression.of(ifd);
    this.planar = within(ifd, Tags.PLANAR_CONFIGURATION, 1, 1, 2) == 2 && bands > 1;
    this.photometric = (int) ifd.number(Tags.PHOTOMETRIC, 1);
    this.reversedBits = within(ifd, Tags.FILL_ORDER, 1, 1, 2) == 2;
    this.predictor = within(ifd, Tags.PREDICTOR, 1, 1, 3);
    this.alphaBand = alphaBand(ifd, bands);
    this.jpegTables = ifd.raw(Tags.JPEG_TABLES, MOST_TABLE_BYTES);
    this.tiled = ifd.has(Tags.TILE_WIDTH) || ifd.has(Tags.TILE_LENGTH);
    int stripRows = 0;
    if (tiled) {
      this.tileCols = size(ifd, Tags.TILE_WIDTH);
      stripRows = size(ifd, Tags.TILE_LENGTH);
    } else {
      this.tileCols = cols;
      long stated = ifd.number(Tags.ROWS_PER_STRIP, 0xFFFF_FFFFL);
      if (stated < 1) {
        throw ifd.absurd(Tags.ROWS_PER_STRIP, Long.toString(stated), "1 or more");
      }
      stripRows = (int) Math.min(stated, rows);
    }
    this.tilesAcross = (int) (((long) cols + tileCols - 1) / tileCols);
    boolean cut = cuttable(stripRows);
    this.tileRows = cut ? cutRows() : stripRows;
    this.tilesDown = (int) (((long) rows + tileRows - 1) / tileRows);
    checkCombination();
    checkTileSize();
    this.index = index(cut);
  }

  /**
   * @throws RasterException {@code tiff-absurd-tag}, {@code tiff-unsupported}, {@code
   *     tiff-truncated}
   */
  static ImageLayout of(Ifd ifd) throws IOException {
    return new ImageLayout(ifd);
  }

  private static int size(Ifd ifd, int tag) throws IOException {
    long value = ifd.number(tag);
    if (value < 1 || value > Integer.MAX_VALUE - 65_536) {
      throw ifd.absurd(
          tag, Long.toUnsignedString(value), "1 to " + (Integer.MAX_VALUE - 65_536) + " pixels");
    }
    return (int) value;
  }

  private static int within(Ifd ifd, int tag, int fallback, int least, int most)
      throws IOException {
    long value = ifd.number(tag, fallback);
    if (value < least || value > most) {
      throw ifd.absurd(tag, Long.toString(value), least + " to " + most);
    }
    return (int) value;
  }

  private static int bits(Ifd ifd) throws IOException {
    long[] all = ifd.numbers(Tags.BITS_PER_SAMPLE, 65_535);
    long first = all.length == 0 ? 1 : all[0];
    for (long other : all) {
      if (other != first) {
        throw unsupported(ifd, "bands of different depth (" + first + " and " + other + " bits)");
      }
    }
    if (first < 1 || first > 64) {
      throw ifd.absurd(Tags.BITS_PER_SAMPLE, Long.toString(first), "1 to 64 bits");
    }
    return (int) first;
  }

  private static SampleFormat format(Ifd ifd, int bits) throws IOException {
    long[] all = ifd.numbers(Tags.SAMPLE_FORMAT, 65_535);
    int kind = (int) (all.length == 0 ? 1 : all[0]);
    for (long other : all) {
      if (other != kind) {
        throw unsupported(ifd, "bands of different sample format");
      }
    }
    SampleFormat format =
        switch (kind) {
          // 4 is "undefined": GDAL and libtiff take it for unsigned.
          case 1, 4 -> unsigned(bits);
          case 2 ->
              switch (bits) {
                case 8 -> SampleFormat.INT8;
                case 16 -> SampleFormat.INT16;
                case 32 -> SampleFormat.INT32;
                case 64 -> SampleFormat.INT64;
                default -> null;
              };
          case 3 ->
              switch (bits) {
                case 16 -> SampleFormat.FLOAT16;
                case 32 -> SampleFormat.FLOAT32;
                case 64 -> SampleFormat.FLOAT64;
                default -> null;
              };
          default -> null;
        };
    if (format == null) {
      throw unsupported(ifd, "samples of " + bits + " bits with sample format " + kind);
    }
    return format;
  }

  private static @Nullable SampleFormat unsigned(int bits) {
    if (bits <= 8) {
      return SampleFormat.UINT8;
    }
    if (bits <= 16) {
      return SampleFormat.UINT16;
    }
    return switch (bits) {
      case 32 -> SampleFormat.UINT32;
      case 64 -> SampleFormat.UINT64;
      default -> null;
    };
  }

  /** The first extra sample that is alpha, associated (1) or not (2). */
  private static OptionalInt alphaBand(Ifd ifd, int bands) throws IOException {
    long[] extra = ifd.numbers(Tags.EXTRA_SAMPLES, 65_535);
    for (int i = 0; i < extra.length; i++) {
      int band = bands - extra.length + i;
      if ((extra[i] == 1 || extra[i] == 2) && band >= 0) {
        return OptionalInt.of(band);
      }
    }
    return OptionalInt.empty();
  }

  /** PhotometricInterpretation 3 (TIFF 6.0, section 8). */
  boolean isPalette() {
    return photometric == 3;
  }

  private void checkCombination() throws RasterException {
    if (compression == Compression.JPEG && (bits != 8 || format != SampleFormat.UINT8)) {
      throw unsupported(ifd, "JPEG compression of samples of " + bits + " bits");
    }
    if (photometric == 6 && compression != Compression.JPEG && bands == 3) {
      throw unsupported(ifd, "luma and chroma (YCbCr) without JPEG compression");
    }
    if (compression == Compression.JPEG) {
      return;
    }
    if (predictor == 2 && (bits < 8 || Integer.bitCount(bits) != 1)) {
      throw unsupported(ifd, "predictor 2 on samples of " + bits + " bits");
    }
    if (predictor == 3 && !format.isFloating()) {
      throw ifd.absurd(Tags.PREDICTOR, "3 on integers", "floating-point samples");
    }
  }

  private void checkTileSize() throws IOException {
    long decoded = Math.max((long) rowBytes() * tileRows, unpackedTileBytes());
    if (rowBytesLong() > LARGEST_TILE_BYTES || decoded > LARGEST_TILE_BYTES) {
      throw ifd.absurd(
          tiled ? Tags.TILE_WIDTH : Tags.ROWS_PER_STRIP,
          "a " + (tiled ? "tile" : "strip") + " of " + tileCols + " x " + tileRows + " pixels",
          "at most " + LARGEST_TILE_BYTES + " bytes decoded (convert it to a COG)");
    }
    long tiles = (long) tilesAcross * tilesDown;
    if (tiles > MOST_TILES || tiles * planes() > MOST_TILES) {
      throw ifd.absurd(
          tiled ? Tags.TILE_OFFSETS : Tags.STRIP_OFFSETS,
          tiles + " tiles in " + planes() + " planes",
          "at most " + MOST_TILES);
    }
  }

  private boolean cuttable(int stripRows) {
    return !tiled
        && compression == Compression.NONE
        && stripRows >= rows
        && rowBytesLong() <= LARGEST_TILE_BYTES
        && rowBytesLong() * rows > CUT_STRIP_BYTES;
  }

  private int cutRows() {
    return (int) Math.max(1, CUT_STRIP_BYTES / rowBytesLong());
  }

  private TileIndex index(boolean cut) throws IOException {
    int offsetTag = tiled ? Tags.TILE_OFFSETS : Tags.STRIP_OFFSETS;
    int lengthTag = tiled ? Tags.TILE_BYTE_COUNTS : Tags.STRIP_BYTE_COUNTS;
    for (int tag : new int[] {offsetTag, lengthTag}) {
      int needed = cut ? planes() : tilesPerPlane() * planes();
      if (ifd.count(tag) < needed) {
        throw ifd.absurd(
            tag, Long.toUnsignedString(ifd.count(tag)) + " values", needed + " values");
      }
    }
    Ifd.Span offsets = ifd.span(offsetTag);
    Ifd.Span lengths = ifd.span(lengthTag);
    return cut
        ? TileIndex.cut(ifd.bytes(), offsets, lengths, rowBytesLong() * tileRows, tilesDown)
        : TileIndex.of(ifd.bytes(), offsets, lengths);
  }

  /** Bands stored in one tile. */
  int tileBands() {
    return planar ? 1 : bands;
  }

  /** Stacks of tiles: one per band where bands are stored apart. */
  int planes() {
    return planar ? bands : 1;
  }

  int tilesPerPlane() {
    return tilesAcross * tilesDown;
  }

  int samplesPerRow() {
    return tileCols * tileBands();
  }

  private long rowBytesLong() {
    return ((long) tileCols * tileBands() * bits + 7) / 8;
  }

  /** Bytes of a row of a tile as stored, once decompressed. */
  int rowBytes() {
    return (int) Math.min(Integer.MAX_VALUE, rowBytesLong());
  }

  private long unpackedTileBytes() {
    return (long) tileCols * tileBands() * format.bytes() * tileRows;
  }

  /** Rows stored in a tile of a row of tiles: strips end with the image, tiles do not. */
  int storedRows(int tileRow) {
    return tiled ? tileRows : Math.min(tileRows, rows - tileRow * tileRows);
  }

  /** Where a tile lies, checked against the file and against the size of its pixels. */
  ByteRange tileRange(int tile) throws IOException {
    long offset = index.offset(tile);
    long length = index.length(tile);
    int rows = storedRows(tile % tilesPerPlane() / tilesAcross);
    long decoded = (long) rowBytes() * rows;
    if (compression == Compression.NONE && length > decoded) {
      // What follows the pixels is padding.
      length = decoded;
    }
    if (length < 0 || length > 2 * decoded + SPARE_TILE_BYTES) {
      throw ifd.absurd(
          tiled ? Tags.TILE_BYTE_COUNTS : Tags.STRIP_BYTE_COUNTS,
          Long.toUnsignedString(length) + " bytes for tile " + tile,
          "not much more than the " + decoded + " bytes of its pixels");
    }
    HeaderBytes header = ifd.bytes();
    long size = header.source().size();
    long end = size == ByteSource.UNKNOWN_SIZE ? Long.MAX_VALUE : size;
    if (offset < 0 || offset > end - length) {
      throw new RasterException(
          Code.TIFF_TRUNCATED,
          (tiled ? "Tile " : "Strip ")
              + tile
              + " of '"
              + header.name()
              + "' ("
              + cols
              + " x "
              + rows
              + " pixels) lies at bytes "
              + Long.toUnsignedString(offset)
              + " to "
              + Long.toUnsignedString(offset + length)
              + ", but the file has "
              + (size == ByteSource.UNKNOWN_SIZE ? "fewer" : size + " bytes")
              + ": the copy is not whole or is damaged, fetch it again");
    }
    return new ByteRange(offset, (int) length);
  }

  /** Whether a window lies wholly inside. */
  boolean holds(PixelWindow window) {
    return window.col() >= 0
        && window.row() >= 0
        && (long) window.col() + window.cols() <= cols
        && (long) window.row() + window.rows() <= rows;
  }

  /** Whether pixels of both are stored alike, so that one can be an overview of the other. */
  boolean sameKindAs(ImageLayout other) {
    return bands == other.bands && format == other.format;
  }

  private static RasterException unsupported(Ifd ifd, String what) {
    return new RasterException(
        Code.TIFF_UNSUPPORTED,
        ifd.where()
            + " holds "
            + what
            + ", which is not read here: convert it with 'gdal_translate -of COG'");
  }
}
