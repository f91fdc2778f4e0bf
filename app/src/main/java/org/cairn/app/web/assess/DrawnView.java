package org.cairn.app.web.assess;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.cairn.app.web.Frame;
import org.cairn.heritage.place.ConditionAssessment;
import org.cairn.heritage.place.DrawnExtent;
import org.cairn.heritage.place.PlaceDescription;
import org.cairn.ledger.RefusedException;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Polygon;

/**
 * An extent as a page shows it again.
 *
 * @param ground the picture it was drawn on; empty where that is not there any more
 * @param path of the outline on the picture, for SVG, in its pixels
 * @param wkt the outline as text; empty where the viewer may not know where the place lies
 */
record DrawnView(Optional<PictureGround> ground, String path, String wkt) {
  private static final DrawnView HIDDEN = new DrawnView(Optional.empty(), "", "");

  /** Empty where nothing was drawn. */
  static Optional<DrawnView> of(
      Assessed assessed, Frame frame, PlaceDescription place, Grounds grounds)
      throws IOException, RefusedException {
    Optional<DrawnExtent> drawn =
        assessed
            .statement()
            .flatMap(said ->
                said instanceof ConditionAssessment condition
                    ? condition.drawn()
                    : Optional.empty());
    if (drawn.isEmpty()) {
      return Optional.empty();
    }
    if (!Grounds.maySee(frame, place)) {
      return Optional.of(HIDDEN);
    }
    Polygon outline = drawn.get().outline();
    Optional<PictureGround> ground = grounds.find(frame, place, drawn.get());
    String path = ground.map(on -> path(outline, on)).orElse("");
    return Optional.of(new DrawnView(ground, path, outline.toText()));
  }

  boolean isHidden() {
    return wkt.isEmpty();
  }

  private static String path(Polygon outline, PictureGround on) {
    StringBuilder path = new StringBuilder();
    ring(outline.getExteriorRing().getCoordinates(), on, path);
    for (int hole = 0; hole < outline.getNumInteriorRing(); hole++) {
      ring(outline.getInteriorRingN(hole).getCoordinates(), on, path);
    }
    return path.toString();
  }

  private static void ring(Coordinate[] ring, PictureGround on, StringBuilder path) {
    for (int at = 0; at < ring.length - 1; at++) {
      Coordinate pixel = on.toPixel(ring[at]);
      path.append(at == 0 ? "M" : "L")
          .append(String.format(Locale.ROOT, "%.2f %.2f", pixel.x, pixel.y));
    }
    path.append('Z');
  }
}
