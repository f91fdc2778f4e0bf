package org.cairn.exchange.internal;

import java.util.ArrayList;
import java.util.List;
import org.cairn.exchange.RowProblem.Code;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/**
 * A geometry of a list of places that may be watched: as it was written where it can stand so, else
 * with outlines repaired, cut at the antimeridian and longitudes within ±180.
 *
 * @param geometry in WGS 84, longitude first; heights are kept where nothing was mended
 * @param mended whether it is another than was written, which then should be kept beside it
 * @param notes what was done and assumed
 */
public record MendedGeometry(Geometry geometry, boolean mended, List<Finding> notes) {
  public MendedGeometry {
    notes = List.copyOf(notes);
  }

  /**
   * @param written any geometry, its rings closed
   * @throws Refusal where it cannot be degrees, encloses nothing or is empty
   */
  public static MendedGeometry of(Geometry written) throws Refusal {
    List<Finding> notes = new ArrayList<>();
    Footprint footprint = new Footprint(notes);
    Geometry finished = footprint.finish(footprint.checked(written));
    if (isWithinBounds(written) && written.isValid() && !crosses(notes)) {
      List<Finding> kept =
          notes.stream().filter(each -> each.code() != Code.GEOMETRY_PARTS_LEFT_OUT).toList();
      return new MendedGeometry(written, false, kept);
    }
    if (notes.isEmpty()) {
      notes.add(
          Finding.of(
                  Code.POLYGON_REPAIRED,
                  "Parts of the outline lie over each other and were joined; look at it on a map.",
                  "",
                  "")
              .withField("geometry"));
    }
    return new MendedGeometry(finished, true, notes);
  }

  private static boolean isWithinBounds(Geometry geometry) {
    for (Coordinate each : geometry.getCoordinates()) {
      if (Math.abs(each.x) > 180 || Double.isInfinite(each.getZ())) {
        return false;
      }
    }
    return true;
  }

  private static boolean crosses(List<Finding> notes) {
    return notes.stream()
        .anyMatch(each ->
            each.code() == Code.SPLIT_AT_ANTIMERIDIAN || each.code() == Code.LONGITUDE_WRAPPED);
  }
}
