package org.cairn.exchange.internal;

import java.util.ArrayList;
import java.util.List;
import org.cairn.exchange.RowProblem.Code;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/**
 * A geometry of a list of places as its source wrote it, once it is sure that it can be watched:
 * what the watch has to mend of it, it mends itself. Only longitudes beyond ±180, which no place
 * can have, are brought within, the geometry cut there.
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
    boolean asWritten = isWithinBounds(written);
    return new MendedGeometry(
        asWritten ? written : finished,
        !asWritten,
        asWritten
            ? notes.stream().filter(each -> each.code() == Code.COORDINATES_ZERO).toList()
            : notes);
  }

  private static boolean isWithinBounds(Geometry geometry) {
    for (Coordinate each : geometry.getCoordinates()) {
      if (Math.abs(each.x) > 180 || Double.isInfinite(each.getZ())) {
        return false;
      }
    }
    return true;
  }
}
