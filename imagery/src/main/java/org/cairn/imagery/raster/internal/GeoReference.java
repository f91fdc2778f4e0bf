package org.cairn.imagery.raster.internal;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairn.imagery.raster.Crs;
import org.cairn.imagery.raster.Grid;
import org.cairn.imagery.raster.RasterException;

/** Where a TIFF's pixels lie (GeoTIFF 1.1, OGC 19-008r4) and what GDAL wrote about its values. */
public final class GeoReference {
  private static final int MODEL_TYPE_KEY = 1024;
  private static final int RASTER_TYPE_KEY = 1025;
  private static final int GEODETIC_CRS_KEY = 2048;
  private static final int PROJECTED_CRS_KEY = 3072;
  private static final int PIXEL_IS_POINT = 2;
  private static final int MODEL_GEOGRAPHIC = 2;
  private static final int USER_DEFINED = 32_767;

  private static final Pattern ITEM = Pattern.compile("<Item\\b([^>]*)>([^<]*)</Item>");

  private GeoReference() {}

  /**
   * The grid of the first image; empty where it has none that is axis-parallel and in a system
   * known by its EPSG code.
   */
  public static Optional<Grid> grid(TiffHeader header) throws RasterException {
    TagSet tags = header.tags();
    ImageDirectory image = header.directories().getFirst();
    long[] keys = tags.longs(TiffTags.GEO_KEY_DIRECTORY);
    Optional<Crs> crs = crs(keys);
    Optional<double[]> transform = transform(tags);
    if (crs.isEmpty() || transform.isEmpty()) {
      return Optional.empty();
    }
    double[] t = transform.get();
    double shift = key(keys, RASTER_TYPE_KEY) == PIXEL_IS_POINT ? 0.5 : 0;
    if (!(t[1] > 0) || t[3] == 0 || !allFinite(t)) {
      return Optional.empty();
    }
    return Optional.of(
        new Grid(
            crs.get(),
            t[0] - shift * t[1],
            t[2] - shift * t[3],
            t[1],
            t[3],
            image.cols(),
            image.rows()));
  }

  /** {@code {x of the first pixel's corner, step x, y of it, step y}}. */
  private static Optional<double[]> transform(TagSet tags) {
    double[] matrix = tags.doubles(TiffTags.MODEL_TRANSFORMATION);
    if (matrix.length >= 16) {
      return matrix[1] == 0 && matrix[4] == 0
          ? Optional.of(new double[] {matrix[3], matrix[0], matrix[7], matrix[5]})
          : Optional.empty();
    }
    double[] scale = tags.doubles(TiffTags.MODEL_PIXEL_SCALE);
    double[] tie = tags.doubles(TiffTags.MODEL_TIEPOINT);
    // Several tie points are ground control points: such an image lies on no grid.
    if (scale.length < 2 || tie.length != 6) {
      return Optional.empty();
    }
    return Optional.of(
        new double[] {tie[3] - tie[0] * scale[0], scale[0], tie[4] + tie[1] * scale[1], -scale[1]});
  }

  private static Optional<Crs> crs(long[] keys) {
    long code =
        key(keys, MODEL_TYPE_KEY) == MODEL_GEOGRAPHIC
            ? key(keys, GEODETIC_CRS_KEY)
            : key(keys, PROJECTED_CRS_KEY);
    if (code <= 0 || code >= USER_DEFINED) {
      return Optional.empty();
    }
    try {
      return Optional.of(Crs.ofEpsg((int) code));
    } catch (IllegalArgumentException notKnown) {
      return Optional.empty();
    }
  }

  /** The value of a key that is stored in place; -1 where it is absent. */
  private static long key(long[] keys, int wanted) {
    for (int at = 4; at + 3 < keys.length; at += 4) {
      if (keys[at] == wanted && keys[at + 1] == 0) {
        return keys[at + 3];
      }
    }
    return -1;
  }

  private static boolean allFinite(double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** GDAL_NODATA; empty where absent or not a number. */
  public static OptionalDouble nodata(TiffHeader header) {
    Optional<String> text = header.tags().findText(TiffTags.GDAL_NODATA).map(String::strip);
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    String lower = text.get().toLowerCase(java.util.Locale.ROOT);
    if (lower.equals("nan") || lower.equals("-nan")) {
      return OptionalDouble.of(Double.NaN);
    }
    String spelled = lower.replace("-inf", "-Infinity").replaceFirst("^\\+?inf$", "Infinity");
    try {
      return OptionalDouble.of(Double.parseDouble(spelled));
    } catch (NumberFormatException notANumber) {
      return OptionalDouble.empty();
    }
  }

  /**
   * A band's {@code scale} or {@code offset} in GDAL_METADATA.
   *
   * @param band 0-based
   */
  public static OptionalDouble metadata(TiffHeader header, String role, int band) {
    Matcher items = ITEM.matcher(header.tags().findText(TiffTags.GDAL_METADATA).orElse(""));
    while (items.find()) {
      String attributes = items.group(1);
      if (attributes.contains("role=\"" + role + "\"")
          && attributes.contains("sample=\"" + band + "\"")) {
        try {
          return OptionalDouble.of(Double.parseDouble(items.group(2).strip()));
        } catch (NumberFormatException notANumber) {
          return OptionalDouble.empty();
        }
      }
    }
    return OptionalDouble.empty();
  }
}
