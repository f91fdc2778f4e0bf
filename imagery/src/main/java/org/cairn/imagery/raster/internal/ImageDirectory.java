package org.cairn.imagery.raster.internal;

import java.nio.ByteOrder;
import java.util.OptionalInt;
import org.cairn.imagery.raster.SampleFormat;

/**
 * One image of a TIFF: its size, how its samples are packed and where its tiles lie. A strip is a
 * tile as wide as the image. Everything has been checked against sense when this exists. Immutable:
 * nobody writes the arrays.
 */
public final class ImageDirectory {
  final int cols;
  final int rows;
  final int bands;
  final int tileCols;
  final int tileRows;
  final boolean tiled;
  final SampleFormat format;
  final Compression compression;
  final int predictor;
  final int photometric;

  /** Whether each band has tiles of its own (PlanarConfiguration 2). */
  final boolean bandsApart;

  final ByteOrder order;
  final OptionalInt alphaBand;

  /** Bit 0: reduced resolution, bit 2: mask (NewSubfileType). */
  final int subfileType;

  final long[] offsets;
  final long[] byteCounts;
  final byte[] jpegTables;

  enum Compression {
    NONE,
    LZW,
    JPEG,
    DEFLATE,
    PACK_BITS,
    ZSTD
  }

  ImageDirectory(
      int cols,
      int rows,
      int bands,
      int tileCols,
      int tileRows,
      boolean tiled,
      SampleFormat format,
      Compression compression,
      int predictor,
      int photometric,
      boolean bandsApart,
      ByteOrder order,
      OptionalInt alphaBand,
      int subfileType,
      long[] offsets,
      long[] byteCounts,
      byte[] jpegTables) {
    this.cols = cols;
    this.rows = rows;
    this.bands = bands;
    this.tileCols = tileCols;
    this.tileRows = tileRows;
    this.tiled = tiled;
    this.format = format;
    this.compression = compression;
    this.predictor = predictor;
    this.photometric = photometric;
    this.bandsApart = bandsApart;
    this.order = order;
    this.alphaBand = alphaBand;
    this.subfileType = subfileType;
    this.offsets = offsets;
    this.byteCounts = byteCounts;
    this.jpegTables = jpegTables;
  }

  public int cols() {
    return cols;
  }

  public int rows() {
    return rows;
  }

  public int bands() {
    return bands;
  }

  public int tileCols() {
    return tileCols;
  }

  public int tileRows() {
    return tileRows;
  }

  public SampleFormat format() {
    return format;
  }

  public OptionalInt alphaBand() {
    return alphaBand;
  }

  public boolean isMask() {
    return (subfileType & 4) != 0;
  }

  public boolean isReduced() {
    return (subfileType & 1) != 0;
  }

  public boolean bandsApart() {
    return bandsApart;
  }

  public int tilesAcross() {
    return (cols + tileCols - 1) / tileCols;
  }

  public int tilesDown() {
    return (rows + tileRows - 1) / tileRows;
  }

  /** Index of a tile in the offsets. */
  public int tileIndex(int band, int tileRow, int tileCol) {
    int plane = bandsApart ? band : 0;
    return (plane * tilesDown() + tileRow) * tilesAcross() + tileCol;
  }

  /** Samples a decoded pixel has: all bands, or one where bands are apart. */
  public int samplesPerPixel() {
    return bandsApart ? 1 : bands;
  }

  /** Bytes of a decoded row of a tile, samples unpacked to whole bytes. */
  public int rowBytes() {
    return tileCols * samplesPerPixel() * format.bytes();
  }

  /**
   * Bytes of a packed row, as decompressed: samples under 8 bits share bytes, rows start on one.
   */
  int packedRowBytes() {
    return (int) (((long) tileCols * samplesPerPixel() * format.bits() + 7) / 8);
  }

  public boolean isCompressed() {
    return compression != Compression.NONE;
  }

  public long offset(int tile) {
    return offsets[tile];
  }

  public long byteCount(int tile) {
    return byteCounts[tile];
  }

  /** A tile that was never written: all nodata, or 0 where there is no nodata. */
  public boolean isSparse(int tile) {
    return byteCounts[tile] == 0 || offsets[tile] == 0;
  }
}
