package org.cairn.imagery.raster;

import java.io.IOException;
import java.util.Optional;

/**
 * The place that a GeoTIFF's tags describe (OGC GeoTIFF 1.1, sections 7 and 8), or why there is
 * none. The coordinate system is looked up when the grid is asked for: the first look-up of a run
 * takes a tenth of a second. Immutable.
 */
final class Georeference {
  private static final int MODEL_TYPE = 1024;
  private static final int RASTER_TYPE = 1025;
  private static final int GEODETIC_CRS = 2048;
  private static final int PROJECTED_CRS = 3072;
  private static final int USER_DEFINED = 32767;
  private static final int MOST_KEYS = 4096;
  private static final int MOST_TIEPOINTS = 6 << 16;

  private final String absence;
  private final int epsg;
  private final double[] corner;
  private final int cols;
  private final int rows;

  private Georeference(String absence, int epsg, double[] corner, int cols, int rows) {
    this.absence = absence;
    this.epsg = epsg;
    this.corner = corner;
    this.cols = cols;
    this.rows = rows;
  }

  static Georeference of(Ifd ifd, int cols, int rows) throws IOException {
    long[] keys = ifd.numbers(Tags.GEO_KEY_DIRECTORY, 4 * MOST_KEYS);
    Optional<double[]> found = corner(ifd, key(keys, RASTER_TYPE) == 2);
    if (found.isEmpty()) {
      return absent(
          ifd.has(Tags.MODEL_TIEPOINT) || ifd.has(Tags.MODEL_TRANSFORMATION)
              ? "it is placed by control points or is rotated: warp it to a north-up grid"
              : "it has no georeferencing tags");
    }
    int epsg = epsg(keys);
    if (epsg == 0) {
      return absent("its coordinate system has no EPSG code: warp it to one that has");
    }
    double[] corner = found.get();
    for (double value : corner) {
      if (!Double.isFinite(value)) {
        return absent("its georeferencing tags hold no finite numbers");
      }
    }
    if (!(corner[2] > 0) || corner[3] == 0) {
      return absent("its pixels have size " + corner[2] + " x " + corner[3]);
    }
    return new Georeference("", epsg, corner, cols, rows);
  }

  private static Georeference absent(String why) {
    return new Georeference(why, 0, new double[0], 0, 0);
  }

  Optional<Grid> grid() {
    if (!absence.isEmpty()) {
      return Optional.empty();
    }
    Crs crs;
    try {
      crs = Crs.ofEpsg(epsg);
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
    return Optional.of(new Grid(crs, corner[0], corner[1], corner[2], corner[3], cols, rows));
  }

  /** Why there is no grid, as the end of a sentence. */
  Optional<String> absence() {
    if (!absence.isEmpty()) {
      return Optional.of(absence);
    }
    return grid().isPresent()
        ? Optional.empty()
        : Optional.of("its coordinate system EPSG:" + epsg + " is not known here");
  }

  /** {@code {originX, originY, stepX, stepY}} of an axis-parallel image; empty for any other. */
  private static Optional<double[]> corner(Ifd ifd, boolean pixelIsPoint) throws IOException {
    double[] scale = ifd.doubles(Tags.MODEL_PIXEL_SCALE, 64);
    double[] ties = ifd.doubles(Tags.MODEL_TIEPOINT, MOST_TIEPOINTS);
    double[] matrix = ifd.doubles(Tags.MODEL_TRANSFORMATION, 64);
    double[] corner;
    if (scale.length >= 2 && ties.length >= 6) {
      double stepX = scale[0];
      // As GDAL: a negative scale in y is a mistake of some writers and means the same.
      double stepY = -Math.abs(scale[1]);
      corner = new double[] {ties[3] - ties[0] * stepX, ties[4] - ties[1] * stepY, stepX, stepY};
    } else if (matrix.length >= 16) {
      if (matrix[1] != 0 || matrix[4] != 0) {
        return Optional.empty();
      }
      corner = new double[] {matrix[3], matrix[7], matrix[0], matrix[5]};
    } else {
      return Optional.empty();
    }
    if (pixelIsPoint) {
      // The tags place the centre of a pixel; a grid is placed by its corner.
      corner[0] -= corner[2] / 2;
      corner[1] -= corner[3] / 2;
    }
    return Optional.of(corner);
  }

  /** The code by the kind of model, or 0. */
  private static int epsg(long[] keys) {
    int model = key(keys, MODEL_TYPE);
    int projected = key(keys, PROJECTED_CRS);
    int geodetic = key(keys, GEODETIC_CRS);
    int code =
        switch (model) {
          case 1 -> projected;
          case 2 -> geodetic;
          default -> projected != 0 ? projected : geodetic;
        };
    return code == USER_DEFINED ? 0 : code;
  }

  /** The value of a key stored in the directory itself, or 0. */
  private static int key(long[] keys, int wanted) {
    for (int i = 4; i + 3 < keys.length; i += 4) {
      if (keys[i] == wanted && keys[i + 1] == 0) {
        return (int) keys[i + 3];
      }
    }
    return 0;
  }
}
