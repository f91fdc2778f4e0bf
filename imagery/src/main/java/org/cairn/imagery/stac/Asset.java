package org.cairn.imagery.stac;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.cairn.imagery.raster.Grid;

/**
 * One file of an item.
 *
 * @param href absolute
 * @param bands in the order of the file; may be empty where the item does not tell
 * @param grid from the projection extension; empty where it says too little, or the image is
 *     rotated
 * @param groundSampleDistanceMetres of the asset itself, not of the item
 * @param checksum of the whole file as the item gives it ({@code file:checksum} or {@code
 *     checksum:multihash}, a multihash in hexadecimal); not checked
 */
public record Asset(
    String key,
    URI href,
    Optional<String> mediaType,
    List<String> roles,
    List<Band> bands,
    Optional<Grid> grid,
    OptionalDouble groundSampleDistanceMetres,
    Optional<String> checksum) {
  private static final double METRES_PER_DEGREE = 111_320;
  private static final Set<String> PICTURES =
      Set.of("visual", "overview", "thumbnail", "preview", "rendered_preview");

  public Asset {
    roles = List.copyOf(roles);
    bands = List.copyOf(bands);
    if (!href.isAbsolute()) {
      throw new IllegalArgumentException("An asset's address is absolute, found '" + href + "'");
    }
  }

  /**
   * The address as catalogued, without user, query and fragment, which may hold secrets and which
   * change with every signature.
   */
  public String address() {
    return Hrefs.withoutSecrets(href);
  }

  /** The same file with other things known of its bands. */
  Asset withBands(List<Band> changed) {
    return new Asset(
        key, href, mediaType, roles, changed, grid, groundSampleDistanceMetres, checksum);
  }

  /** The band of the file, or what little is known of it. */
  Band band(int index) {
    return index < bands.size() ? bands.get(index) : Band.UNKNOWN;
  }

  /** A picture stretched for the eye: its numbers are no measurements. */
  boolean isPicture() {
    String stem = stem();
    return PICTURES.contains(stem) || roles.stream().anyMatch(PICTURES::contains);
  }

  /**
   * The key in lower case without its ending for format or resolution, so that {@code red-jp2} and
   * {@code red_20m} are red.
   */
  String stem() {
    return key.toLowerCase(Locale.ROOT).replaceFirst("(-jp2|[_-]\\d+m)$", "");
  }

  boolean isJpeg2000() {
    String type = mediaType.orElse("").toLowerCase(Locale.ROOT);
    return type.contains("jp2") || type.contains("jpeg2000") || path().endsWith(".jp2");
  }

  boolean isTiff() {
    String type = mediaType.orElse("").toLowerCase(Locale.ROOT);
    return type.contains("tiff") || path().endsWith(".tif") || path().endsWith(".tiff");
  }

  /** Infinite where unknown. */
  double resolutionMetres() {
    if (grid.isPresent()) {
      Grid known = grid.get();
      return known.crs().isGeographic() ? known.stepX() * METRES_PER_DEGREE : known.stepX();
    }
    return groundSampleDistanceMetres.orElse(Double.POSITIVE_INFINITY);
  }

  private String path() {
    String path = href.getPath();
    return path == null ? "" : path.toLowerCase(Locale.ROOT);
  }
}
