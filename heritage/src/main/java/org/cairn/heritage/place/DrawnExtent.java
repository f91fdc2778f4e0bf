package org.cairn.heritage.place;

import org.cairn.heritage.TextLimit;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;

/**
 * An extent as somebody drew it on a picture. Immutable as long as nobody changes the geometry.
 *
 * @param outline longitude, latitude in degrees of WGS 84
 * @param picture what it was drawn on: SHA-256 of the file, 64 hexadecimal digits
 * @param alert id of the alert whose picture that is
 */
public record DrawnExtent(Polygon outline, String picture, String alert) {
  private static final GeometryFactory WGS_84 = new GeometryFactory(new PrecisionModel(), 4326);

  public DrawnExtent {
    if (outline.isEmpty()) {
      throw new IllegalArgumentException("Expected an outline with corners, found an empty one");
    }
    for (Coordinate at : outline.getCoordinates()) {
      boolean on = Math.abs(at.x) <= 360 && Math.abs(at.y) <= 90;
      if (!on || !Double.isNaN(at.getZ())) {
        throw new IllegalArgumentException(
            "Expected longitude and latitude in degrees, found " + at);
      }
    }
    if (!picture.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "Expected a SHA-256 in hexadecimal, found '" + picture + "'");
    }
    TextLimit.SHORT.check("the alert of an extent", alert);
    outline = (Polygon) WGS_84.createGeometry(outline);
    outline.apply((Coordinate lonLat) -> {
      lonLat.x = lonLat.x == 0 ? 0 : lonLat.x;
      lonLat.y = lonLat.y == 0 ? 0 : lonLat.y;
    });
  }
}
