package org.cairn.register;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/**
 * Which images are asked for: those that meet everything that is given.
 *
 * @param from the first instant at which they may have been taken
 * @param until the last such instant
 * @param areas of which the ground they show has to touch at least one, degrees of WGS 84, each
 *     over no antimeridian; anywhere and nowhere where empty
 * @param exact whether images that tell where protected places lie are among them
 */
public record ImageQuery(
    Optional<Instant> from, Optional<Instant> until, List<Geometry> areas, boolean exact) {
  public ImageQuery {
    areas = List.copyOf(areas);
  }

  /** Everything. */
  public static ImageQuery all(boolean exact) {
    return new ImageQuery(Optional.empty(), Optional.empty(), List.of(), exact);
  }
}
