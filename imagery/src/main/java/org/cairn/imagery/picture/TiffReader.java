package org.cairn.imagery.picture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cairn.imagery.picture.PictureException.Code;
import org.cairn.imagery.picture.PictureFile.Head;
import org.cairn.imagery.raster.ByteSource;
import org.cairn.imagery.raster.GeoTiff;
import org.cairn.imagery.raster.PixelWindow;
import org.cairn.imagery.raster.RasterException;
import org.cairn.imagery.raster.SampleFormat;
import org.cairn.imagery.raster.TileCache;

/** TIFF, by our own reader: first page only. */
final class TiffReader {
  private static final long TILE_BYTES = 32L << 20;

  private TiffReader() {}

  /** What is asked of an open file. */
  @FunctionalInterface
  private interface Use<T> {
    T of(GeoTiff tiff) throws IOException;
  }

  static Head head(Path path) throws IOException {
    return with(
        path,
        tiff -> {
          SampleFormat format = tiff.sampleFormat();
          if (format != SampleFormat.UINT8 && format != SampleFormat.UINT16) {
            throw new PictureException(
                Code.PICTURE_UNSUPPORTED,
                "its samples are " + format + ", expected 8 or 16 bits without sign: convert it");
          }
          if (tiff.isPalette()) {
            throw new PictureException(
                Code.PICTURE_UNSUPPORTED, "its pixels are numbers of a palette: convert it to RGB");
          }
          int bands = tiff.bands() - (tiff.alphaBand().isPresent() ? 1 : 0);
          return new Head(tiff.cols(), tiff.rows(), bands);
        });
  }

  /**
   * @param bands without alpha, as the head has them
   */
  static List<float[]> read(Path path, PixelWindow window, int bands) throws IOException {
    return with(
        path,
        tiff -> {
          int alpha = tiff.alphaBand().orElse(-1);
          List<Integer> wanted = new ArrayList<>();
          for (int band = 0; wanted.size() < bands; band++) {
            if (band != alpha) {
              wanted.add(band);
            }
          }
          return tiff.readBands(0, wanted, List.of(window)).getFirst();
        });
  }

  private static <T> T with(Path path, Use<T> use) throws IOException {
    try (GeoTiff tiff = GeoTiff.open(ByteSource.ofFile(path), new TileCache(TILE_BYTES))) {
      return use.of(tiff);
    } catch (RasterException broken) {
      throw new PictureException(
          broken.code() == RasterException.Code.TIFF_UNSUPPORTED
              ? Code.PICTURE_UNSUPPORTED
              : broken.code() == RasterException.Code.FILE_UNREADABLE
                  ? Code.PICTURE_UNREADABLE
                  : Code.PICTURE_DAMAGED,
          String.valueOf(broken.getMessage()),
          broken);
    }
  }
}
