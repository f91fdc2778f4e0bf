package org.cairn.imagery.raster.internal;

import org.cairn.imagery.raster.RasterException;

/** The message for a file that ends too early. */
final class Truncation {
  private Truncation() {}

  static RasterException of(String name, long offset, long length, long size) {
    return new RasterException(
        RasterException.Code.TIFF_TRUNCATED,
        "'"
            + name
            + "' needs "
            + length
            + " bytes at offset "
            + offset
            + " but is "
            + size
            + " bytes long: it is cut off or damaged, fetch it again.");
  }
}
